import { UserError } from "../../errors.ts";
import { EVIDENCE_RULE, type MirrorMove, type OtherCode } from "../../flows/evidence.ts";
import { legChange } from "../../flows/leg-change.ts";
import { mirror } from "../../flows/mirror.ts";
import { type Hs6, heading } from "../../vocab/hs-code.ts";
import type { Context } from "../core/context.ts";
import { bothSides } from "./both-sides.ts";
import { type Leg, type Legs, legsOf } from "./legs-of.ts";
import { priceOf } from "./price-of.ts";
import type { Triangle } from "./triangle-series.ts";

interface Asked {
  readonly product: Hs6;
  readonly origin: string;
  readonly to: string;
  readonly at: number;
  readonly months: number;
}

/** What was found, or why nothing could be. */
export type Found<T> = { readonly found: T } | { readonly found: null; readonly why: string };

export interface MirrorFound extends MirrorMove {
  /** Months after the event that both sides report. */
  readonly months: number;
  readonly exportSource: string;
  readonly importSource: string;
}

export interface OtherCodeFound extends OtherCode {
  /** The code that gained most; null where none rose beyond chance. */
  readonly code: string | null;
  readonly gain: number;
  readonly codes: number;
}

/** The signals on the pair of source and destination that are the same for every third country. */
export interface PairEvidence {
  readonly mirror: Found<MirrorFound>;
  readonly otherCode: Found<OtherCodeFound>;
}

export async function pairEvidence(context: Context, triangle: Triangle, asked: Asked): Promise<PairEvidence> {
  return {
    mirror: await mirrorMove(context, triangle, asked),
    otherCode: await otherCode(context, triangle, asked),
  };
}

const nothing = (why: string) => ({ found: null, why }) as const;
const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length;
const SEASON = 12;
/** Freight and insurance in a value cif, as shares of it fob. */
const FREIGHT = { low: 0.06, high: 0.1 };
const SUSTAINED = 3;

async function mirrorMove(context: Context, triangle: Triangle, asked: Asked): Promise<Found<MirrorFound>> {
  const { dataset } = triangle.main;
  if (dataset.made || dataset.data === "shipments") return nothing("It needs statistics of both sides.");
  try {
    const sides = await bothSides(context, {
      product: asked.product,
      origin: asked.origin,
      to: asked.to,
      frequency: "monthly",
      ...(dataset.side === "export" ? { exportSource: dataset.source } : {}),
      ...(dataset.side === "import" ? { importSource: dataset.source } : {}),
    });
    const rule = {
      freight: FREIGHT,
      threshold: EVIDENCE_RULE.mirrorGap,
      sustainedFor: SUSTAINED,
      spread: { exporter: null, importer: null },
    };
    const start = triangle.from + asked.at;
    const points = mirror(sides.pairs(asked.origin, asked.to, "value"), rule).flatMap(({ period, gap, sustained }) =>
      gap === null ? [] : [{ period, gap, sustained }],
    );
    const after = points.filter(({ period }) => period >= start && period < start + asked.months);
    const before = points.filter(({ period }) => period >= start - SEASON && period < start);
    if (after.length === 0) return nothing("The store does not hold both reports of these months.");
    return {
      found: {
        before: before.length === 0 ? null : mean(before.map(({ gap }) => gap)),
        after: mean(after.map(({ gap }) => gap)),
        sustained: after.filter(({ sustained }) => sustained).length,
        months: after.length,
        exportSource: sides.exports?.dataset.source ?? "",
        importSource: sides.imports?.dataset.source ?? "",
      },
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return nothing(error.message);
  }
}

const RISE_SCORE = 2;

/** Whether another code of the same heading gained between the same two countries what this one lost. */
async function otherCode(context: Context, triangle: Triangle, asked: Asked): Promise<Found<OtherCodeFound>> {
  const { dataset } = triangle.main;
  const codes = dataset.products.filter((code) => code !== asked.product && heading(code) === heading(asked.product));
  if (codes.length === 0) return nothing("The data hold no other code of this heading.");
  const none = { gainOfLoss: 0, priceApart: null, sameParties: null, code: null, gain: 0, codes: codes.length };
  const { at, months, origin, to } = asked;
  const direct = triangle.series.direct === null ? null : legChange(triangle.series.direct, at, months);
  if (direct === null || direct.change >= 0) return { found: none };
  const question = { products: codes, exporter: origin, importer: to, both: true };
  const legs = await legsOf(context, dataset, question, triangle.step);
  const [most] = legs.all
    .flatMap((leg) => {
      const values = Array.from({ length: triangle.periods }, (_, n) => {
        return Number(leg.periods.get(triangle.from + n)?.[triangle.unit] ?? 0);
      });
      const change = legChange(values, at, months);
      return change === null || change.score < RISE_SCORE || change.change <= 0 ? [] : [{ leg, gain: change.change }];
    })
    .sort((a, b) => b.gain - a.gain || (a.leg.hs6 < b.leg.hs6 ? -1 : 1));
  if (most === undefined) return { found: none };
  return {
    found: {
      ...none,
      code: most.leg.hs6,
      gain: most.gain,
      gainOfLoss: most.gain / -direct.change,
      priceApart: priceApart(triangle, most.leg, asked),
      sameParties: sameParties(triangle, legs, most.leg, asked),
    },
  };
}

/** ln(price of the other code after / price of the product before). */
function priceApart({ direct, from }: Triangle, other: Leg, { at, months }: Asked): number | null {
  const start = from + at;
  const [own, before] = [priceOf(other.periods, start, start + months), priceOf(direct, start - SEASON, start)];
  return own === null || before === null ? null : Math.log(own / before);
}

/** Of the other code's bills after the event, the part of shippers that sold the product before. */
function sameParties(triangle: Triangle, legs: Legs, other: Leg, { origin, to, at, months }: Asked): number | null {
  if (legs.bills.length === 0) return null;
  const { main, unit } = triangle;
  const sold = new Set(
    triangle.bills.flatMap(({ exporter, importer, day, shipper_id: firm }) =>
      exporter === origin && importer === to && firm !== null && triangle.placeOf(day) < at ? [firm] : [],
    ),
  );
  const after = legs.bills.filter(({ hs6, day, shipper_id: firm }) => {
    const place = triangle.placeOf(day);
    return hs6 === other.hs6 && firm !== null && place >= at && place < at + months;
  });
  const weight = (bills: typeof after) => bills.reduce((sum, bill) => sum + main.weightOf(bill, unit), 0);
  const total = weight(after);
  return total === 0 ? null : weight(after.filter(({ shipper_id: firm }) => sold.has(firm ?? ""))) / total;
}
