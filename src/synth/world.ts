import { FIRST_YEAR, MONTHS } from "./options.ts";
import type { Product } from "./products.ts";

/** In the words of an import of parties. Holdings are companies of the stage "holder". */
export type PartyKind = "company" | "forwarder" | "trader" | "government";

export interface Party {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly kind: PartyKind;
  readonly stage: string;
  readonly inventoryWeeks: number;
}

/** A party as the maker (or reseller) of one product. USD over all months. */
export interface Maker {
  readonly party: number;
  readonly product: number;
  /** First month in which it sells, 0 for the first of the world. */
  readonly start: number;
  readonly resells: boolean;
  /** Part of its output that it sells at home, where no bill is written. */
  readonly homeShare: number;
  /** Sales by bill. */
  sales: number;
  readonly shares: readonly { readonly recipe: number; readonly share: number }[];
}

/** Goods of one product from one party to another in [from, until), months of the world. */
export interface Link {
  readonly seller: number;
  readonly buyer: number;
  readonly product: number;
  /** Index of the selling Maker. */
  readonly sellerMaker: number;
  /** Index of the buying Maker, -1 where a final buyer takes the goods. */
  readonly buyerMaker: number;
  readonly use: "input" | "equipment" | "final" | "resale";
  readonly usd: number;
  readonly from: number;
  readonly until: number;
  /** Index of the planted Diversion it belongs to, or -1. */
  readonly plant: number;
  /** Country of origin on the bill where it is not the seller's. */
  readonly origin: string | null;
  /** Kept out of what later plants change. */
  readonly fixed: boolean;
}

export interface Plant {
  readonly id: string;
  readonly kind: "diversion" | "growth";
  readonly product: number;
  readonly source: string;
  readonly third: string;
  readonly destination: string;
  readonly fromMonth: number;
  readonly movedShare: number;
  readonly via: readonly number[];
  /** Whether the bills of the third leg name the third country as the origin of what it did not make. */
  readonly falseOrigin: boolean;
}

export interface SingleSource {
  readonly buyer: number;
  readonly supplier: number;
  readonly output: number;
  readonly input: number;
}

export interface Stake {
  readonly holder: number;
  readonly held: number;
  readonly interest: "equity" | "vote";
  /** 0..1, four decimals. */
  readonly share: number;
  readonly from: string;
  readonly until: string;
  /** The planted ladder of control it is a rung of, or empty. */
  readonly ladder: string;
  /** 1 for the rung that holds the planted firm. */
  readonly layer: number;
}

export interface World {
  readonly products: readonly Product[];
  readonly parties: Party[];
  readonly makers: Maker[];
  readonly links: Link[];
  readonly plants: Plant[];
  readonly singleSources: SingleSource[];
  readonly stakes: Stake[];
  /** Parties of kind forwarder by country. */
  readonly forwarders: ReadonlyMap<string, readonly number[]>;
}

export function monthText(month: number): string {
  return `${FIRST_YEAR + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
}

/** Running share of a product's trade up to each month, growth and season in it: 0 at the first, 1 after the last. */
export function timeCurve(season: readonly number[], growth: number): Float64Array {
  const running = new Float64Array(MONTHS + 1);
  for (let month = 0; month < MONTHS; month++) {
    const level = 1 + (growth * month) / 12;
    running[month + 1] = (running[month] as number) + level * (season[month % 12] as number);
  }
  const total = running[MONTHS] as number;
  return running.map((value) => value / total);
}
