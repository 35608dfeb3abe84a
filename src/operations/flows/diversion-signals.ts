import type { FirmReroute } from "../../flows/firms.ts";
import { unitValueOf } from "../../flows/flow-series.ts";
import type { LegChange } from "../../flows/leg-change.ts";
import { periodText } from "../../flows/periods.ts";
import { substitution } from "../../flows/substitution.ts";
import type { JudgedCandidate } from "../../flows/triangle.ts";
import type { WorkingPoint } from "../../flows/verdict.ts";
import { decimal, format, sum } from "../../vocab/decimal.ts";
import { inSentence } from "../../vocab/in-sentence.ts";
import { countryLabel } from "../trade/labels.ts";
import type { SignalResult } from "./diversion-result.ts";
import { ratio, whole } from "./leg-result.ts";
import type { BookMaker, Plant } from "./plants-beside.ts";
import type { Triangle } from "./triangle-series.ts";

const placeIn = (code: string): string => inSentence(countryLabel(code));

/** What is seen once for the pair of source and destination. */
export interface PairSignals {
  readonly mirror: SignalResult;
  readonly reclassification: SignalResult;
}

export interface SignalGround {
  readonly triangle: Triangle;
  readonly product: string;
  readonly source: string;
  readonly destination: string;
  readonly at: number;
  readonly months: number;
  readonly point: WorkingPoint;
  readonly pair: PairSignals;
}

export interface Beside {
  readonly plants: readonly Plant[];
  readonly makers: readonly BookMaker[];
  readonly firms: FirmReroute | null;
  /** Of the firms that sell on: how many the source's parties control; null where it was not asked. */
  readonly controlled: { readonly of: number; readonly bySource: number } | null;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** "+40.2 %, 2.3 standard deviations above what was expected" */
function moved({ change, expected, score }: LegChange): string {
  const share = expected > 0 ? `${change < 0 ? "" : "+"}${percent(change / expected)}` : "from nothing";
  const side = score < 0 ? "below" : "above";
  const far = Math.abs(score);
  return far >= 99
    ? `${share}, ${side} what was expected and beyond all scatter before`
    : `${share}, ${far.toFixed(1)} standard deviations ${side} what was expected`;
}

/** Every signal on one third country, with its value, its threshold and the months it looks at. */
export function signalsOf(candidate: JudgedCandidate, ground: SignalGround, beside: Beside): readonly SignalResult[] {
  const { triangle, at, months, point, source, destination } = ground;
  const { legs, signals, country } = candidate;
  const until = Math.min(at + months, triangle.periods);
  const window = {
    from: periodText(triangle.from + at, triangle.step),
    until: periodText(triangle.from + until - 1, triangle.step),
    level: "product" as const,
  };
  const [from, third, to] = [placeIn(source), placeIn(country), placeIn(destination)];
  const leg = (
    name: SignalResult["name"],
    state: SignalResult["state"],
    change: LegChange | null,
    threshold: string,
    way: string,
  ): SignalResult => ({
    name,
    state,
    value: change === null ? null : whole(change.change),
    threshold,
    ...window,
    words:
      change === null ? `${way} is not in these data, or not for twelve months before.` : `${way}: ${moved(change)}.`,
  });
  return [
    leg(
      "direct-fall",
      signals.fall,
      legs.direct,
      `a fall of ${point.fall} and more, ${point.fallScore} standard deviations`,
      `${from} to ${to}`,
    ),
    leg(
      "third-rise",
      signals.rise,
      legs.third,
      `${point.riseScore} standard deviations, and ${point.riseOfFall} of what the direct leg lost`,
      `${third} to ${to}`,
    ),
    leg(
      "feed-rise",
      signals.feed,
      legs.feed,
      legs.third === null
        ? `${point.riseScore} standard deviations, and ${point.unseenRise} of the direct leg`
        : `${point.riseScore} standard deviations, and ${point.feedOfRise} of what the third leg gained`,
      `${from} to ${third}`,
    ),
    inputsSignal(candidate, ground, window),
    substitutionSignal(legs.direct, legs.third, window),
    {
      name: "through",
      state: signals.through === null ? "unknown" : signals.through >= point.through ? "yes" : "no",
      value: signals.through === null ? null : ratio(signals.through),
      threshold: `${point.through} of the direct leg`,
      ...window,
      words:
        signals.through === null
          ? "What both leg and feed gained cannot be said: one of them is not seen."
          : `Leg and feed both gained ${percent(signals.through)} of what the direct leg would have been.`,
    },
    capacitySignal(legs.third, until - at, beside.plants, window, triangle.unit),
    unitValueSignal(candidate, ground, window),
    ground.pair.mirror,
    ground.pair.reclassification,
    ownershipSignal(beside, ground, country),
    originSignal(beside.firms, ground, country, window),
  ];
}

type Window = Pick<SignalResult, "from" | "until" | "level">;

function inputsSignal(
  { legs, inputCodes, signals }: JudgedCandidate,
  { point, source }: SignalGround,
  window: Window,
): SignalResult {
  const risen = legs.inputs.flatMap((change, n) =>
    change.score >= point.riseScore && change.change > 0 ? [`${inputCodes[n]} ${moved(change)}`] : [],
  );
  return {
    name: "input-rise",
    state: signals.inputs,
    value: signals.inputs === "unknown" ? null : String(risen.length),
    threshold: `one input, ${point.riseScore} standard deviations`,
    ...window,
    words:
      signals.inputs === "unknown"
        ? `The data hold no inputs of the product that ${placeIn(source)} sells there.`
        : risen.length === 0
          ? `None of ${inputCodes.length} inputs rose.`
          : `Inputs that rose: ${risen.join("; ")}.`,
  };
}

const lagWords = (lag: number): string =>
  lag === 0 ? "in the same month" : `${lag} ${lag === 1 ? "month" : "months"} later`;

function substitutionSignal(direct: LegChange | null, third: LegChange | null, window: Window): SignalResult {
  const threshold = "0.7 to 1.3";
  if (direct === null || third === null) {
    return { name: "substitution", state: "unknown", value: null, threshold, ...window, words: "It needs both legs." };
  }
  const found = substitution(direct, third, 3);
  if (found.ratio === null) {
    return {
      name: "substitution",
      state: "no",
      value: null,
      threshold,
      ...window,
      words: "The direct leg lost nothing.",
    };
  }
  const state = found.ratio >= 0.7 && found.ratio <= 1.3 ? "yes" : found.ratio > 0 ? "weak" : "no";
  return {
    name: "substitution",
    state,
    value: ratio(found.ratio),
    threshold,
    ...window,
    words: `The third leg gained ${found.ratio.toFixed(2)} of what the direct leg lost, best in step ${lagWords(found.lag)}.`,
  };
}

function capacitySignal(
  third: LegChange | null,
  months: number,
  plants: readonly Plant[],
  window: Window,
  unit: "kg" | "usd",
): SignalResult {
  const base = { name: "capacity", threshold: "sales above what plants there can make", ...window } as const;
  const able = plants.filter(
    ({ measure, kgPerYear }) => ["nameplate", "operational"].includes(measure) && kgPerYear !== null,
  );
  const most = able.reduce((total, { kgPerYear }) => total + (kgPerYear ?? 0), 0);
  if (able.length === 0 || third === null || unit !== "kg" || months === 0) {
    const why =
      able.length === 0 ? "The store holds no capacity of this product there." : "The third leg is not seen by weight.";
    return { ...base, state: "unknown", value: null, words: why };
  }
  const use = (third.actual * 12) / months / most;
  return {
    ...base,
    state: use > 1 ? "yes" : "no",
    value: ratio(use),
    words: `At a year's pace the third leg is ${use.toFixed(2)} of what plants there can make (${able.map(({ name }) => name).join(", ")}).`,
  };
}

/** USD per kg over some periods, of the rows that state both. */
function priceOf(triangle: Triangle, exporter: string, importer: string, first: number, end: number): string | null {
  const sums = [...triangle.sums(exporter, importer)].flatMap(([period, each]) =>
    period >= triangle.from + first && period < triangle.from + end && each.usd !== null && each.kg !== null
      ? [each]
      : [],
  );
  if (sums.length === 0) return null;
  const add = (of: "usd" | "kg") => format(sum(sums.map((each) => decimal(each[of] as string))));
  return unitValueOf(add("usd"), add("kg"));
}

/** "5.0 % more", of a difference of logarithms. */
const dearer = (apart: number): string => `${percent(Math.abs(Math.exp(apart) - 1))} ${apart < 0 ? "less" : "more"}`;

function unitValueSignal({ country }: JudgedCandidate, ground: SignalGround, window: Window): SignalResult {
  const { triangle, source, destination, at, months } = ground;
  const base = { name: "unit-value", threshold: "within 10 % after, farther apart before", ...window } as const;
  const apart = (first: number, end: number): number | null => {
    const [own, direct] = [
      priceOf(triangle, country, destination, first, end),
      priceOf(triangle, source, destination, first, end),
    ];
    return own === null || direct === null || Number(own) <= 0 || Number(direct) <= 0
      ? null
      : Math.log(Number(own) / Number(direct));
  };
  const [before, after] = [apart(Math.max(0, at - 12), at), apart(at, at + months)];
  if (after === null)
    return { ...base, state: "unknown", value: null, words: "The third leg has no price to compare." };
  const near = Math.abs(after) <= 0.1;
  const told = before === null ? "there was none before" : `${dearer(before)} before`;
  return {
    ...base,
    state: near && (before === null || Math.abs(before) > 0.1) ? "yes" : near ? "weak" : "no",
    value: ratio(after),
    words: `A kilogram of the third leg costs ${dearer(after)} than one of the direct leg (${told}).`,
  };
}

function ownershipSignal({ makers, controlled }: Beside, { source }: SignalGround, country: string): SignalResult {
  const base = {
    name: "ownership",
    threshold: "one exporter that the source's parties control",
    from: null,
    until: null,
  } as const;
  const [from, third] = [placeIn(source), placeIn(country)];
  if (controlled !== null && controlled.of > 0) {
    return {
      ...base,
      state: controlled.bySource > 0 ? "yes" : "no",
      value: String(controlled.bySource),
      level: "firm",
      words: `Of the ${controlled.of} largest sellers there ${controlled.bySource} are controlled from ${from} by the stakes that are recorded.`,
    };
  }
  const held = makers.filter(({ ofSource }) => ofSource);
  if (held.length === 0) {
    return {
      ...base,
      state: "unknown",
      value: null,
      level: "book",
      words: `Who exports from ${third} is not in these data, and the book names no maker there that is held from ${from}.`,
    };
  }
  const named = held.map(({ name, holders }) => `${name} (${holders.join(", ")})`).join("; ");
  return {
    ...base,
    state: "weak",
    value: String(held.length),
    level: "book",
    words: `The book names makers there that are controlled from ${from}: ${named}. Whether they sold these goods is not in these data.`,
  };
}

function originSignal(
  firms: FirmReroute | null,
  { source, destination }: SignalGround,
  country: string,
  window: Window,
): SignalResult {
  const base = { name: "origin-mismatch", threshold: "0.3 of the third leg", ...window, level: "firm" } as const;
  if (firms === null)
    return { ...base, state: "unknown", value: null, words: "It needs single bills of the third leg." };
  const [from, third, to] = [placeIn(source), placeIn(country), placeIn(destination)];
  return {
    ...base,
    state: firms.otherOrigin >= EVASION_SHARE ? "yes" : firms.otherOrigin > 0 ? "weak" : "no",
    value: ratio(firms.otherOrigin),
    words: `${firms.firms.length} of ${firms.sellers} sellers in ${third} bought the product of ${from} and sold it to ${to}; ${percent(firms.otherOrigin)} of the leg is theirs under another origin, ${percent(firms.sourceOrigin)} of it is declared to be of ${from}.`,
  };
}

/** From this part of the third leg on, sold under another origin by firms that bought it of the source, evasion is indicated. */
const EVASION_SHARE = 0.3;
