import { UserError } from "../../errors.ts";
import { legChange } from "../../flows/leg-change.ts";
import { mirror } from "../../flows/mirror.ts";
import { periodOf, periodText } from "../../flows/periods.ts";
import { type Hs6, heading } from "../../vocab/hs-code.ts";
import type { Context } from "../core/context.ts";
import type { TradeDataset } from "../trade/trade-dataset.ts";
import { bothSides } from "./both-sides.ts";
import type { SignalResult } from "./diversion-result.ts";
import type { PairSignals } from "./diversion-signals.ts";
import { ratio, whole } from "./leg-result.ts";
import { legsOf } from "./legs-of.ts";
import type { Triangle } from "./triangle-series.ts";

interface Asked {
  readonly product: Hs6;
  readonly origin: string;
  readonly to: string;
  readonly at: number;
  readonly months: number;
}

const THRESHOLD = 0.3;

/** The signals on the pair of source and destination that are the same for every third country. */
export async function pairSignals(
  context: Context,
  dataset: TradeDataset,
  triangle: Triangle,
  asked: Asked,
): Promise<PairSignals> {
  return {
    mirror: await mirrorSignal(context, dataset, triangle, asked),
    reclassification: await reclassified(context, dataset, triangle, asked),
  };
}

const windowOf = (triangle: Triangle, { at, months }: Asked) => ({
  from: periodText(triangle.from + at, triangle.step),
  until: periodText(triangle.from + Math.min(at + months, triangle.periods) - 1, triangle.step),
  level: "product" as const,
});

async function mirrorSignal(
  context: Context,
  dataset: TradeDataset,
  triangle: Triangle,
  asked: Asked,
): Promise<SignalResult> {
  const base = {
    name: "mirror-gap",
    threshold: `${THRESHOLD} for three months or more to the same side`,
    ...windowOf(triangle, asked),
  } as const;
  const silent = { ...base, state: "unknown", value: null } as const;
  if (dataset.made || dataset.data === "shipments") return { ...silent, words: "It needs statistics of both sides." };
  try {
    const sides = await bothSides(context, {
      product: asked.product,
      origin: asked.origin,
      to: asked.to,
      frequency: "monthly",
    });
    const spread = { exporter: null, importer: null };
    const rule = { freight: { low: 0.06, high: 0.1 }, threshold: THRESHOLD, sustainedFor: 3, spread };
    const start = triangle.from + asked.at;
    const points = mirror(sides.pairs(asked.origin, asked.to, "value"), rule).filter(
      ({ period, gap }) => gap !== null && period >= start && period < start + asked.months,
    );
    if (points.length === 0) return { ...silent, words: "The store does not hold both reports of these months." };
    const sustained = points.filter((point) => point.sustained);
    const mean = points.reduce((sum, { gap }) => sum + (gap ?? 0), 0) / points.length;
    return {
      ...base,
      state: sustained.length > 0 ? "yes" : "no",
      value: ratio(mean),
      words: `Both sides report ${points.length} of these months, on average ${mean.toFixed(2)} apart; ${sustained.length} are far apart for three or more.`,
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...silent, words: error.message };
  }
}

/** Whether another code of the same heading gained between the same two countries what this one lost. */
async function reclassified(
  context: Context,
  dataset: TradeDataset,
  triangle: Triangle,
  asked: Asked,
): Promise<SignalResult> {
  const base = {
    name: "reclassification",
    threshold: "a code of the same heading that gains 0.5 of what this one lost, 2 standard deviations",
    ...windowOf(triangle, asked),
  } as const;
  const codes = dataset.products.filter((code) => code !== asked.product && heading(code) === heading(asked.product));
  if (codes.length === 0) {
    return { ...base, state: "unknown", value: null, words: "The data hold no other code of this heading." };
  }
  const direct = triangle.series.direct === null ? null : legChange(triangle.series.direct, asked.at, asked.months);
  if (direct === null || direct.change >= 0) {
    return {
      ...base,
      state: "no",
      value: null,
      words: "The direct leg lost nothing that another code could have gained.",
    };
  }
  const legs = await legsOf(context, dataset, {
    products: codes,
    exporter: asked.origin,
    importer: asked.to,
    both: true,
  });
  const gained = legs.all.flatMap((leg) => {
    const values = Array.from({ length: triangle.periods }, (_, n) => {
      return Number(leg.periods.get(triangle.from + n)?.[triangle.unit] ?? 0);
    });
    const change = legChange(values, asked.at, asked.months);
    return change === null || change.score < 2 || change.change < 0.5 * -direct.change
      ? []
      : [{ code: leg.hs6, change }];
  });
  const named = gained.map(({ code, change }) => `${code} (+${whole(change.change)} ${triangle.unit})`).join(", ");
  return {
    ...base,
    state: gained.length > 0 ? "yes" : "no",
    value: String(gained.length),
    words:
      gained.length > 0
        ? `Between the same two countries ${named} gained what this code lost.`
        : `None of ${codes.length} other codes of the heading gained what this one lost.`,
  };
}

/** The place of a day in a triangle's series. */
export function placeOf(triangle: Triangle, day: string): number {
  return periodOf(day, triangle.step) - triangle.from;
}
