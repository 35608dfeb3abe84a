import type { Basis } from "../evidence/basis.ts";
import type { Spread } from "./spread.ts";
import type { TrancheStatus } from "./tranche.ts";

/**
 * The figures of a plant by which it offers. `capacity` in units a year; `capex` the whole outlay and `fixed_opex` a year;
 * `price`, `var_opex`, `freight` and `byproduct` a unit; `rate` and `utilisation` shares.
 */
export const COST_FIGURES = [
  "price",
  "capacity",
  "capex",
  "fixed_opex",
  "var_opex",
  "freight",
  "byproduct",
  "rate",
  "years",
  "utilisation",
] as const;

export type CostFigure = (typeof COST_FIGURES)[number];

/** Those that stand for so much money. */
export const MONEY_FIGURES: ReadonlySet<CostFigure> = new Set([
  "price",
  "capex",
  "fixed_opex",
  "var_opex",
  "freight",
  "byproduct",
]);
/** Those that are of one unit of weight. */
export const UNIT_FIGURES: ReadonlySet<CostFigure> = new Set(["price", "var_opex", "freight", "byproduct"]);

/** A figure with how it came to be known; `source` is the id of a source, or what a user says of it. */
export interface CitedFigure {
  readonly value: Spread;
  readonly basis: Basis;
  readonly source: string | null;
  readonly locator: string | null;
}

/** What is stated of a plant that makes a product: figures in one unit of weight and one currency. */
export interface StatedCosts {
  readonly name: string;
  /** Who runs it, by id, identifier or name. */
  readonly party: string | null;
  /** Alpha-2. */
  readonly country: string | null;
  readonly status: TrancheStatus;
  readonly figures: Readonly<Partial<Record<CostFigure, CitedFigure>>>;
  readonly confidential: boolean;
  readonly note: string | null;
}

/** The same in a unit and a currency of its own; null: those of the price. */
export interface CostsInOwnUnits extends StatedCosts {
  readonly product: string;
  readonly unit: string | null;
  readonly currency: string | null;
}
