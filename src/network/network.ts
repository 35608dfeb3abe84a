import type { EstimateBands } from "./estimate-values.ts";

/** Bits of an entry's flags. */
export const VALUE_ESTIMATED = 1;
/** Its unit value is far from that of the same product and year. */
export const UNIT_VALUE_OUTLIER = 2;
/** Its value is its weight times a unit value; with VALUE_ESTIMATED. */
export const VALUE_BY_WEIGHT = 4;

/** (party, product) pairs of one side, sorted by party, then product. */
export interface NodeTable {
  readonly count: number;
  readonly party: Int32Array;
  /** Index into `products`. */
  readonly product: Uint16Array;
  /** count + 1 positions of runs, in this side's order: those of node n are [offsets[n], offsets[n + 1]). */
  readonly offsets: Int32Array;
  /** parties + 1: the nodes of party p are [ofParty[p], ofParty[p + 1]). */
  readonly ofParty: Int32Array;
  /** products + 1: the nodes of product q are byProduct[ofProduct[q] .. ofProduct[q + 1]). */
  readonly ofProduct: Int32Array;
  readonly byProduct: Int32Array;
}

/** One value an entry; entries of a run lie together, by day. Read only what `Network.need` has been asked for. */
export interface EntryColumns {
  /** Days since 1970-01-01. */
  readonly day: Uint16Array;
  /** Integer cents; NaN if the row has no value. */
  readonly usd: Float64Array;
  /** Integer grams; NaN if the row has no weight. */
  readonly kg: Float64Array;
  /** Port of lading, index into `ports`; 0 is unknown. */
  readonly port: Uint16Array;
  readonly flags: Uint8Array;
  /** Which facility of the seller the goods left, index into `facilities`; of length 0 where no row states one. */
  readonly facility: Uint32Array;
  /** Where the row lies in the store (see `rowAddress`). */
  readonly row: Uint32Array;
}

/**
 * What one party bought of another, of one product, from one origin to one country: entries that lie side by side.
 * Runs are sorted by (buyer, product, seller, origin, destination).
 */
export interface RunTable {
  readonly count: number;
  /** count + 1: the entries of run r are [offsets[r], offsets[r + 1]). */
  readonly offsets: Int32Array;
  readonly buyNode: Int32Array;
  readonly sellNode: Int32Array;
  /** Index into `countries`; 0 is unknown. */
  readonly origin: Uint16Array;
  /** The importing country, index into `countries`; 0 is unknown. */
  readonly destination: Uint16Array;
  /** What the entries of a run add up to; null where most runs are so short that it would not pay. */
  readonly sums: RunSums | null;
}

export interface RunSums {
  /** Cents; NaN where the sum is so large that the entries must be added one by one. */
  readonly usd: Float64Array;
  /** Grams; NaN as in `usd`. */
  readonly kg: Float64Array;
  readonly withoutValue: Int32Array;
  readonly withoutWeight: Int32Array;
  readonly firstDay: Uint16Array;
  readonly lastDay: Uint16Array;
  /** 1 if every entry has a value and none is estimated. */
  readonly observed: Uint8Array;
  readonly estimated: Int32Array;
  /** Cents of the estimated values, and what their bands leave for them at the least and the most. */
  readonly estimatedUsd: Float64Array;
  readonly estimatedLow: Float64Array;
  readonly estimatedHigh: Float64Array;
  readonly outliers: Int32Array;
  readonly outlierUsd: Float64Array;
}

/** The rows of one import: row numbers [start, start + rows of the source file). */
export interface ImportSpan {
  readonly importId: string;
  readonly start: number;
}

/** Parties by their index; ids are in ascending order. For a country the id is its alpha-2 code. */
export interface PartyTable {
  readonly count: number;
  id(index: number): string;
  /** The index, or -1. */
  find(id: string): number;
  name(index: number): string;
  /** Alpha-2, or "" if unknown. */
  country(index: number): string;
}

/** Facilities by their index, ids in ascending order; the first is "", not stated. */
export interface FacilityTable extends PartyTable {
  /** Index of the party that runs it, or -1. */
  operator(index: number): number;
}

/** Where no row states a facility. */
export const NO_FACILITIES: FacilityTable = {
  count: 1,
  id: () => "",
  find: () => -1,
  name: () => "",
  country: () => "",
  operator: () => -1,
};

/** What part of the entries a reader is about to touch. */
export interface Pages {
  /** Whether every entry is in memory already. */
  complete(): boolean;
  /** Marks the entries [from, to) as wanted, all but `row`; and `facility` only where it is asked for. */
  want(from: number, to: number, also?: "facility"): void;
  /** Brings everything marked into memory. */
  fetch(): void;
}

/** What a network that holds a part of a large dataset says of all of it. */
export interface WholeDataset {
  readonly entries: number;
  /** Ids of the parties that sell, or that buy, anywhere in it; null where they are more than a few. */
  readonly fewSellers: readonly string[] | null;
  readonly fewBuyers: readonly string[] | null;
}

/** A compiled dataset, or the part of a large one that a question reaches: who bought which product from whom, as integers. */
export interface Network {
  readonly dataset: Dataset;
  readonly entries: number;
  readonly columns: EntryColumns;
  readonly runs: RunTable;
  /** Runs in (seller, product, buyer) order. */
  readonly reverse: Int32Array;
  readonly buy: NodeTable;
  readonly sell: NodeTable;
  /** HS 6-digit codes in ascending order. */
  readonly products: readonly string[];
  /** Alpha-2 codes; the first is "", unknown. */
  readonly countries: readonly string[];
  /** The first is "", unknown. */
  readonly ports: readonly string[];
  readonly parties: PartyTable;
  readonly facilities: FacilityTable;
  readonly imports: readonly ImportSpan[];
  /** Days of the first and the last entry; 0 and -1 if there is none. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** Of the whole dataset, also where the network holds a part of it. */
  readonly compiled: CompileCount;
  /** Absent where the network holds all of its dataset. */
  readonly whole?: WholeDataset | undefined;
  readonly estimates: EstimateBands;
  readonly pages: Pages;
  /** Brings all columns of the entries [from, to) into memory; entries not asked for read as zero. */
  need(from: number, to: number): void;
}

/** One table and source, and for flows one frequency and direction: what a question runs on. */
export interface Dataset {
  readonly table: "shipments" | "flows";
  readonly sourceId: string;
  readonly frequency?: string;
  readonly direction?: string;
  /** The HS revision of most of its rows. */
  readonly hsRevision: number;
  /** Rows come from a generator, not from the world. */
  readonly made: boolean;
}

/** What became of the rows of the dataset. */
export interface CompileCount {
  readonly rows: number;
  /** Master bills, whose house bills are counted instead. */
  readonly masters: number;
  readonly withoutProduct: number;
  readonly withoutParty: number;
  /** Before 1970 or after 2149-06-06, or without a date. */
  readonly outsideDays: number;
  readonly withoutValue: number;
  readonly withoutWeight: number;
  readonly estimatedValue: number;
  /** In another HS revision than the dataset's. */
  readonly otherRevision: number;
  readonly outliers: number;
  readonly byWeight: ByWeight;
}

/** How rows without a value got one from their weight. */
export interface ByWeight {
  /** Rows by place in ESTIMATE_STEPS; none where values are not estimated. */
  readonly bySteps: readonly number[];
  /** The trade statistics that unit values were taken from, as source, side and frequency; null if there are none. */
  readonly statistics: string | null;
}

/** Where row number `row` lies: the import, and its record number in the source file (from 1). */
export function rowAddress(imports: readonly ImportSpan[], row: number): { importId: string; sourceRow: number } {
  let low = 0;
  let high = imports.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((imports[middle] as ImportSpan).start <= row) low = middle;
    else high = middle - 1;
  }
  const span = imports[low] as ImportSpan;
  return { importId: span.importId, sourceRow: row - span.start };
}

/** The node of (party, product), or -1. */
export function findNode(nodes: NodeTable, party: number, product: number): number {
  let low = nodes.ofParty[party] as number;
  let high = nodes.ofParty[party + 1] as number;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes.product[middle] as number) < product) low = middle + 1;
    else high = middle;
  }
  return low < (nodes.ofParty[party + 1] as number) && nodes.product[low] === product ? low : -1;
}
