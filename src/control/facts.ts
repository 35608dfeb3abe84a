import type { Basis } from "../evidence/basis.ts";
import type { Confidence } from "../evidence/confidence.ts";
import type { IsoDate } from "../vocab/iso-date.ts";

/** What one party may have in another. Of a licence the share is whether it gives effective control: 1, 0, or a range. */
export const INTERESTS = ["equity", "vote", "board", "debt", "licence", "offtake"] as const;

export type Interest = (typeof INTERESTS)[number];

export type PartyKind = "company" | "government" | "person" | "forwarder" | "trader" | "country";

/** The days on which something holds, and since when anyone could know it; half-open, null where not said. */
export interface Dated {
  readonly from: IsoDate | null;
  readonly until: IsoDate | null;
  readonly known: IsoDate | null;
}

export interface Cited {
  /** An id of sources.yaml, or of the import that brought the row. */
  readonly source: string;
  readonly locator: string | null;
}

/** A name of a company, and who says that it is one. */
export interface CompanyName extends Cited {
  readonly name: string;
  readonly kind: "legal" | "trade" | "former" | "local" | "pinyin" | "abbreviation";
}

/** What a source calls a company in error: to be shown, never a key, since another company may have that name. */
export interface Misnomer extends Cited {
  readonly name: string;
  readonly note: string | null;
}

/** A company, government or person of the book. */
export interface Company {
  /** Small letters and hyphens, unique in the book: "btr-new-material". */
  readonly id: string;
  readonly name: string;
  readonly kind: PartyKind;
  /** Of its seat, alpha-2; of a person that of the firm it stands beside. */
  readonly country: string;
  /** Under whose law it is organised; of a person the citizenship, where a source states it. */
  readonly incorporatedIn: string | null;
  readonly headquarteredIn: string | null;
  /** "partnership" where law looks through it as one; else null or as written. */
  readonly legalForm: string | null;
  /** Province or state of its plant or seat where a rule asks for it, such as "Xinjiang". */
  readonly region: string | null;
  /** The main name first. */
  readonly names: readonly CompanyName[];
  /** Schemes: LEI, USCC, ticker. */
  readonly ids: readonly ({ readonly scheme: string; readonly value: string } & Cited)[];
  readonly misnomers?: readonly Misnomer[];
  readonly source: string;
}

/** A stake that a source states. Shares in parts of 10^12; `low` equals `high` where the share is known. */
export interface BookStake extends Dated, Cited {
  /** Ids of companies of the book. */
  readonly holder: string;
  readonly held: string;
  readonly interest: Interest;
  readonly low: number;
  readonly high: number;
  readonly basis: Basis;
  readonly confidence: Confidence;
  readonly note: string | null;
}

/** What is known of one stake over time; parties by index, shares in parts. */
export interface StakeInTime extends Dated {
  readonly holder: number;
  readonly held: number;
  readonly interest: Interest;
  readonly low: number;
  readonly high: number;
}

/** An official list that the book carries. */
export interface ListInfo {
  readonly id: string;
  readonly title: string;
  readonly authority: string;
  /** The day of the list that the rows were taken from. */
  readonly asOf: IsoDate;
  /** False where rows are missing: a party that is not on it may be on the list of that day. */
  readonly complete: boolean;
  readonly source: string;
  readonly note: string | null;
}

/** One line of an official list. */
export interface Listing extends Dated, Cited {
  readonly list: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly country: string | null;
  readonly ids: readonly { readonly scheme: string; readonly value: string }[];
  /** The company of the book that it is, where a line of the book says so by identifier or by name and country. */
  readonly company: string | null;
  readonly note: string | null;
}

/** What the book says of who owns whom and who is listed. */
export interface Ownership {
  readonly companies: readonly Company[];
  readonly stakes: readonly BookStake[];
  readonly lists: readonly ListInfo[];
  readonly listings: readonly Listing[];
}
