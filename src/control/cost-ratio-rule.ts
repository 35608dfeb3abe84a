import type { Confidence } from "../evidence/confidence.ts";
import type { Source } from "../evidence/source.ts";
import type { Decimal } from "../vocab/decimal.ts";
import type { IsoDate } from "../vocab/iso-date.ts";

/** From this year on, until the next threshold, the ratio must be at least this share. */
export interface Threshold {
  readonly from: number;
  readonly share: Decimal;
  readonly source: Source;
  readonly confidence: Confidence;
}

/** A kind of thing that the ratio is asked of. */
export interface CostRatioKind {
  readonly id: string;
  readonly title: string;
  readonly authority: string;
  /** What the year is the year of. */
  readonly turnsOn: "construction" | "sale";
  /** Which direct costs count. */
  readonly costs: "all" | "material";
  /** Construction that began or goods that were sold before this day are not tested. */
  readonly appliesFrom: IsoDate;
  readonly note: string | null;
  readonly source: Source;
  /** In order of years. */
  readonly thresholds: readonly Threshold[];
}

/** Shares of cost that a notice lets stand for direct costs. */
export interface DefaultShares {
  readonly id: string;
  readonly title: string;
  readonly known: IsoDate;
  readonly source: Source;
  readonly confidence: Confidence;
  readonly note: string | null;
  readonly components: readonly { readonly id: string; readonly title: string; readonly share: Decimal }[];
}

/** Goods that are left out of both sides of the ratio. */
export interface CostExclusion {
  readonly id: string;
  readonly title: string;
  readonly source: Source;
  readonly confidence: Confidence;
  readonly note: string | null;
}

/** The material assistance cost ratio as the book has it. */
export interface CostRatioRule {
  readonly title: string;
  readonly authority: string;
  /** First day on which anyone could know it. */
  readonly known: IsoDate;
  readonly formula: string;
  /** The rule of control by which a supplier is a prohibited foreign entity. */
  readonly controlRule: string;
  readonly source: Source;
  readonly kinds: readonly CostRatioKind[];
  readonly defaults: readonly DefaultShares[];
  readonly exclusions: readonly CostExclusion[];
}

/** The threshold of a year; null for years of which the rule says none. */
export function thresholdOf(kind: CostRatioKind, year: number): Threshold | null {
  return kind.thresholds.findLast(({ from }) => from <= year) ?? null;
}

/** Whether the ratio is asked of what began or was sold in that year. */
export function appliesIn(kind: CostRatioKind, year: number): boolean {
  return `${String(year).padStart(4, "0")}-12-31` >= kind.appliesFrom && thresholdOf(kind, year) !== null;
}

/** The year itself, and each later one up to the last that brings another threshold. */
export function thresholdYears(kind: CostRatioKind, from: number): readonly number[] {
  const last = Math.max(from, kind.thresholds.at(-1)?.from ?? from);
  return Array.from({ length: last - from + 1 }, (_, at) => from + at);
}
