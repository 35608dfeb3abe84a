import type { Basis } from "../evidence/basis.ts";
import { type Decimal, format, trim } from "../vocab/decimal.ts";

/** A figure that a source gives may be the least or the most that it can be: “over 430,000 t”, “at most 5 billion”. */
export const BOUNDS = ["at least", "at most"] as const;
export type Bound = (typeof BOUNDS)[number];

export const isBound = (text: string): text is Bound => (BOUNDS as readonly string[]).includes(text);

/** A figure of a maker, or of one of its facilities, as a source gives it. */
export interface MarketFigure {
  readonly product: string;
  /** Null where the figure is of the maker as a whole. */
  readonly facility: string | null;
  /** Such as production, sales, revenue or sales_growth. */
  readonly measure: string;
  readonly period: string;
  readonly quantity: Decimal;
  /** Such as t, CNY or %. */
  readonly unit: string;
  readonly bound: Bound | null;
  readonly basis: Basis;
  readonly source: string;
  readonly locator: string | null;
}

/** What figures of one source come to together; `inputs` are the figures that were put into the formula. */
export interface ComputedFigure {
  readonly measure: string;
  readonly product: string;
  readonly facility: string | null;
  readonly period: string;
  /** Plain digits; shares as such (0.12 is 12 %). */
  readonly value: string;
  readonly unit: string;
  readonly bound: Bound | null;
  readonly formula: string;
  readonly inputs: readonly MarketFigure[];
}

export const isCalendarYear = (period: string): boolean => /^\d{4}$/.test(period);

/** The bound of a figure that grows with `up` and falls with `down`; undefined where they pull both ways. */
export function boundOf(up: readonly (Bound | null)[], down: readonly (Bound | null)[]): Bound | null | undefined {
  const turned = down.map((bound) => (bound === null ? null : bound === "at least" ? "at most" : "at least"));
  const all = [...new Set([...up, ...turned].filter((bound) => bound !== null))];
  return all.length > 1 ? undefined : (all[0] ?? null);
}

export const written = (value: Decimal): string => format(trim(value));
