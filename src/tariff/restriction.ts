import type { Confidence } from "../evidence/confidence.ts";
import type { Source } from "../evidence/source.ts";
import type { AsOf } from "../vocab/as-of.ts";
import { addDays, type IsoDate } from "../vocab/iso-date.ts";
import type { PhysicalUnit, PhysicalValue } from "../vocab/physical-unit.ts";
import type { CodeSet } from "./code-set.ts";

/** What crosses the border: goods, knowledge, or knowledge brought into a venture as its investment. */
export const RESTRICTION_KINDS = ["goods", "technology", "investment"] as const;

export type RestrictionKind = (typeof RESTRICTION_KINDS)[number];

/** What a measure asks, the mildest first: a licence, a licence after a stricter look at the end user, or nothing may go. */
export const ASKS = ["licence", "review", "ban"] as const;

export type Asks = (typeof ASKS)[number];

/** What a specification may say: a figure in a unit, or one or more of some words. */
export interface Property {
  readonly id: string;
  readonly title: string;
  /** Other names of it, as they are compared. */
  readonly aliases: readonly string[];
  /** The unit it is shown in; null for words. */
  readonly unit: PhysicalUnit | null;
  /** The words that it may be; empty for a figure. */
  readonly words: readonly string[];
  /** Whether a word of it says what the thing is, so that it may stand in for a code. */
  readonly names: boolean;
}

export const LIMITS = ["at_least", "more_than", "at_most", "less_than"] as const;

export type LimitKind = (typeof LIMITS)[number];

/** A limit on a figure, or words of which one must be said. */
export type ThresholdTest =
  | { readonly limit: LimitKind; readonly value: PhysicalValue }
  | { readonly anyOf: readonly string[] };

export interface Threshold {
  readonly property: Property;
  readonly test: ThresholdTest;
  /** How it is measured, such as "220 MPa"; null where the law does not say. */
  readonly measuredAt: string | null;
}

/** One thing that a measure covers: all thresholds must be met. */
export interface RestrictedItem {
  readonly id: string;
  readonly title: string;
  /** The number it has in the law's own list. */
  readonly control: string | null;
  readonly kinds: readonly RestrictionKind[];
  readonly asks: Asks;
  /** HS codes by their first digits, of technology those of what it makes; null where the law names none. */
  readonly hs: CodeSet | null;
  readonly thresholds: readonly Threshold[];
  readonly confidence: Confidence;
  readonly source: Source;
  readonly note: string | null;
}

/** What a measure is from a day on. */
export interface RestrictionStatus {
  readonly from: IsoDate;
  readonly known: IsoDate;
  readonly state: "proposed" | "in force" | "suspended" | "ended";
  /** The last day of a suspension, null without an end. */
  readonly last: IsoDate | null;
  readonly confidence: Confidence;
  readonly source: Source;
  readonly note: string | null;
}

/** Something said about a measure that no status carries, such as a promise to ease it. */
export interface RestrictionCaveat {
  readonly from: IsoDate;
  readonly known: IsoDate;
  /** Destinations that it is about; null for all. */
  readonly to: readonly string[] | null;
  readonly text: string;
  readonly source: Source;
}

/** A measure by which a country holds back goods, technology or investment. */
export interface Restriction {
  readonly id: string;
  readonly title: string;
  readonly authority: string;
  readonly programme: string;
  /** The country that asks, ISO 3166-1 alpha-2. */
  readonly by: string;
  /** Where the goods or the technology come from; null for everywhere but `exceptOrigin`. */
  readonly origin: readonly string[] | null;
  readonly exceptOrigin: readonly string[];
  /** Destinations; null for all but the country itself. */
  readonly to: readonly string[] | null;
  readonly statuses: readonly RestrictionStatus[];
  readonly items: readonly RestrictedItem[];
  readonly caveats: readonly RestrictionCaveat[];
  readonly note: string | null;
  readonly book: string;
}

/** What the book holds of such measures, and the words to ask of them. */
export interface Restrictions {
  readonly properties: readonly Property[];
  readonly measures: readonly Restriction[];
}

/** A measure on a day. */
export interface StateOn {
  readonly state: "proposed" | "not yet in force" | "in force" | "suspended" | "ended";
  /** The row that says so. */
  readonly row: RestrictionStatus;
  /** False after the last day of a suspension of which no sequel is known: by its own terms the measure is back. */
  readonly confirmed: boolean;
  /** The next day on which it is known to change; null where none is. */
  readonly next: IsoDate | null;
}

/**
 * What the measure is on a day, as known on a day; null while nothing of it is known. Of the rows that have begun the one
 * known last counts, then the one that began last.
 */
export function stateOn({ statuses }: Restriction, { on, known }: AsOf): StateOn | null {
  const rows = statuses.filter((row) => row.known <= known);
  const begun = rows.filter((row) => row.from <= on).sort((a, b) => (isLater(a, b) ? -1 : 1));
  const coming = rows.filter((row) => row.from > on).sort((a, b) => (a.from < b.from ? -1 : 1));
  const row = begun[0];
  const next = coming[0]?.from ?? null;
  if (row === undefined) {
    const first = coming.find(({ state }) => state === "in force");
    return first === undefined ? null : { state: "not yet in force", row: first, confirmed: true, next: first.from };
  }
  if (row.state === "proposed" && coming[0]?.state === "in force") {
    return { state: "not yet in force", row: coming[0], confirmed: true, next };
  }
  if (row.last === null) return { state: row.state, row, confirmed: true, next };
  if (on > row.last) return { state: "in force", row, confirmed: false, next };
  return { state: row.state, row, confirmed: true, next: addDays(row.last, 1) };
}

function isLater(a: RestrictionStatus, b: RestrictionStatus): boolean {
  return a.known === b.known ? a.from > b.from : a.known > b.known;
}
