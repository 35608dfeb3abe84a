/** What somebody buys of one product, all suppliers together: the input whose stock runs down. */
export interface SupplyInput {
  /** Index of the firm that uses it. */
  readonly buyer: number;
  /** Share of the buyer's output that is lost without it, above 0 to 1; of an essential input 1. */
  readonly needed: number;
  /** Days of use that lie in stock at the start, and that the firm aims to hold. */
  readonly stockDays: number;
  readonly leadWeeks: number;
}

/** What flows in a week from a firm into an input. */
export interface SupplyLink {
  readonly seller: number;
  /** Index of the input that it feeds. */
  readonly input: number;
  /** At the prices of the baseline; 0: nothing yet, but the seller may stand in for others. */
  readonly amount: number;
}

/** Who makes one product, or uses one. */
export interface SupplyFirm {
  /** What it sells in a week, or uses, that no link shows; at least 0. */
  readonly finalDemand: number;
  /** The most that it can make in a week; null: what it makes at a utilisation of 85 %. */
  readonly capacity: number | null;
}

/** Firms, what they buy and of whom, in amounts a week. Each input has a link with an amount. */
export interface Supply {
  readonly firms: readonly SupplyFirm[];
  readonly inputs: readonly SupplyInput[];
  readonly links: readonly SupplyLink[];
}

/** What is broken and what is added, each a figure a week from week 0; what is not named stays as it was. */
export interface Shock {
  /** By firm: the share of its capacity that is left, 0 to 1. */
  readonly capacityLeft: ReadonlyMap<number, Float64Array>;
  /** By firm: amounts that it can make beside that. */
  readonly capacityAdded: ReadonlyMap<number, Float64Array>;
  /** By link: the share of its amount that may still be sold, 0 to 1; below 1 it stands in for nobody. */
  readonly saleLeft: ReadonlyMap<number, Float64Array>;
}

/** What firms make at a utilisation that is usual where none is stated; assumed. */
export const USUAL_UTILISATION = 0.85;

/** Days of use in stock where none are stated; assumed. */
export const USUAL_STOCK_DAYS = { component: 21, material: 45, equipment: 90 } as const;

/** Weeks from an order to its arrival where none are stated; assumed. */
export const USUAL_LEAD_WEEKS = 1;

/** Weeks over which a gap between a stock and its target is ordered. */
export const WEEKS_TO_REFILL = 4;

/** A firm whose output is below this share of the baseline is hit. */
export const HIT_BELOW = 0.95;
