import { type LegChange, legChange, MONTHLY_RULE } from "./leg-change.ts";
import {
  type Diversion,
  fallOf,
  type Legs,
  type LegsVerdict,
  legsVerdict,
  type TriangleSignals,
  triangleSignals,
  type WorkingPoint,
} from "./verdict.ts";

/** A series of amounts by period; `null` where a period is not known. A leg that the data cannot show is null as a whole. */
export type LegSeries = readonly (number | null)[] | null;

/** What is known of the trade of a product between a source, a destination and every country between them. */
export interface TriangleSeries {
  readonly direct: LegSeries;
  readonly thirds: ReadonlyMap<string, ThirdSeries>;
}

export interface ThirdSeries {
  /** From the third country to the destination. */
  readonly third: LegSeries;
  /** From the source to the third country. */
  readonly feed: LegSeries;
  /** The same of each input of the product, by its code. */
  readonly inputs: ReadonlyMap<string, LegSeries>;
}

export interface Candidate {
  readonly country: string;
  readonly legs: Legs;
  /** Codes of the inputs, in the order of `legs.inputs`. */
  readonly inputCodes: readonly string[];
}

export interface JudgedCandidate extends Candidate {
  readonly signals: TriangleSignals;
  /** What the legs alone say. */
  readonly verdict: LegsVerdict;
}

const changeOf = (series: LegSeries, at: number, periods: number): LegChange | null =>
  series === null ? null : legChange(series, at, periods, MONTHLY_RULE);

/** The changes of all legs from a period on, over so many periods. */
export function measureTriangle(series: TriangleSeries, at: number, periods: number): readonly Candidate[] {
  const direct = changeOf(series.direct, at, periods);
  return [...series.thirds].map(([country, { third, feed, inputs }]) => {
    const measured = [...inputs].flatMap(([code, each]) => {
      const change = changeOf(each, at, periods);
      return change === null ? [] : [{ code, change }];
    });
    return {
      country,
      legs: {
        direct,
        third: changeOf(third, at, periods),
        feed: changeOf(feed, at, periods),
        inputs: measured.map(({ change }) => change),
      },
      inputCodes: measured.map(({ code }) => code),
    };
  });
}

/** What each leg of the candidates says at a working point, in their order. */
export function judge(candidates: readonly Candidate[], point: WorkingPoint): readonly JudgedCandidate[] {
  return candidates.map((candidate): JudgedCandidate => {
    const signals = triangleSignals(candidate.legs, point);
    return { ...candidate, signals, verdict: legsVerdict(signals, point) };
  });
}

const ORDER: readonly Diversion[] = ["likely", "possible", "none"];

/** Puts candidates with most evidence first: the verdict, legs that rose, what they gained. */
export function byEvidence(
  a: { readonly judged: JudgedCandidate; readonly diversion: Diversion },
  b: { readonly judged: JudgedCandidate; readonly diversion: Diversion },
): number {
  const size = ({ legs }: Candidate): number => Math.max(legs.third?.change ?? 0, legs.feed?.change ?? 0);
  const count = ({ signals }: JudgedCandidate): number =>
    [signals.rise, signals.feed, signals.inputs].filter((state) => state === "yes").length;
  return (
    ORDER.indexOf(a.diversion) - ORDER.indexOf(b.diversion) ||
    count(b.judged) - count(a.judged) ||
    size(b.judged) - size(a.judged) ||
    (a.judged.country < b.judged.country ? -1 : 1)
  );
}

/** The period from which on the direct leg falls most against what came before it; null where none falls. */
export function strongestFall(direct: LegSeries, periods: number, point: WorkingPoint): number | null {
  if (direct === null) return null;
  let best: { at: number; score: number } | null = null;
  for (let at = MONTHLY_RULE.season; at + Math.min(3, periods) <= direct.length; at++) {
    const change = legChange(direct, at, periods);
    if (change === null || fallOf(change, point).fall !== "yes") continue;
    if (best === null || change.scoreWithoutStops < best.score) best = { at, score: change.scoreWithoutStops };
  }
  return best?.at ?? null;
}
