/** What somebody buys of one product, all suppliers together: the input whose stock runs down. */
export interface SupplyInput {
  /** Index of the firm that uses it. */
  readonly buyer: number;
  /** Index of the product: firms that sell it may stand in for each other. */
  readonly product: number;
  /** Without it nothing is made; of another a shortfall costs its share of all that the firm buys. */
  readonly essential: boolean;
  /** Days of use that lie in stock at the start, and that the firm aims to hold. */
  readonly stockDays: number;
  readonly leadWeeks: number;
}

/** What flows in a week between two firms before anything happens. */
export interface SupplyLink {
  readonly seller: number;
  /** Index of the input that it feeds. */
  readonly input: number;
  /** At the prices of the baseline, above 0. */
  readonly amount: number;
}

export interface SupplyFirm {
  /** Index of the product that it sells. */
  readonly product: number;
  /** What it sells in a week to those who are no firm of the network, at least 0. */
  readonly finalDemand: number;
  /** The most that it can make in a week; null: what it makes at a utilisation of 85 %. */
  readonly capacity: number | null;
}

/** Firms, what they buy and of whom, in amounts a week. */
export interface Supply {
  readonly firms: readonly SupplyFirm[];
  readonly inputs: readonly SupplyInput[];
  readonly links: readonly SupplyLink[];
}

/** What is broken, week by week from 0. */
export interface Shock {
  /** Share of a firm's capacity that is left, 0 to 1. */
  readonly capacityLeft: (firm: number, week: number) => number;
  /** Share of what the buyer asks of the seller that may be sold to it, 0 to 1. */
  readonly saleLeft: (seller: number, buyer: number, week: number) => number;
}

/** What firms make at a utilisation that is usual where none is stated; assumed. */
export const USUAL_UTILISATION = 0.85;

/** Days of use in stock where none are stated; assumed. */
export const USUAL_STOCK_DAYS = { component: 21, material: 45, equipment: 90 } as const;

/** Weeks over which a gap between a stock and its target is ordered. */
export const WEEKS_TO_REFILL = 4;

/** A firm whose output is below this share of the baseline is hit. */
export const HIT_BELOW = 0.95;
