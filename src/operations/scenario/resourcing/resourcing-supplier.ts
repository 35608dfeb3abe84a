import type { IsoDate } from "../../../vocab/iso-date.ts";

/** Who counts as a supplier. */
export const SUPPLY_BY = ["country", "party", "facility"] as const;
export type SupplyBy = (typeof SUPPLY_BY)[number];

/** The days that are looked at. */
export interface MarketWindow {
  readonly label: string;
  readonly from: IsoDate;
  readonly until: IsoDate;
  readonly years: number;
}

/** What is sold: kilograms and USD of rows that state both. */
export interface Sums {
  readonly kg: number;
  readonly usd: number;
}

/** Who stands behind what a supplier sells. */
export interface Member {
  /** Id of the seller; a country in statistics. */
  readonly seller: string;
  /** Index of the facility that the goods leave; 0 where nothing states one. */
  readonly facility: number;
  readonly kg: number;
}

/** Somebody who sells the product, with what it sells in the window; goods of one origin. */
export interface Supplier {
  readonly key: string;
  readonly label: string;
  /** Alpha-2; "" where nobody says. */
  readonly origin: string;
  /** Of the country, party or facility that it is. */
  readonly id: string;
  /** Id of the one party that sells; null where a supplier is a country or a capacity that nobody has yet. */
  readonly party: string | null;
  /** Who is taken for its maker and exporter; null where that is not known. */
  readonly maker: string | null;
  /** What it sells the buyer, and anybody. */
  readonly way: Sums;
  readonly all: Sums;
  readonly members: readonly Member[];
  /** What it can make in the window beyond what it sells, in kilograms, as is stated of it. */
  readonly idle: number;
}

/** Who sells the product in the window. */
export interface Sold {
  readonly suppliers: readonly Supplier[];
  /** Pairs or rows without a weight or a value, left out of all. */
  readonly silent: number;
  readonly of: number;
}
