import type { Interest } from "../../../control/facts.ts";

/** Forms in which others publish who owns whom and who is listed, by the word that `--as` takes. */
export const OWNERSHIP_FORMS = ["bods", "ftm", "opensanctions", "gleif"] as const;

export type OwnershipForm = (typeof OWNERSHIP_FORMS)[number];

export const isOwnershipForm = (text: string): text is OwnershipForm =>
  (OWNERSHIP_FORMS as readonly string[]).includes(text);

/**
 * The tables that a file is taken apart into, each a Parquet file of that name in the scratch folder. `record` counts the
 * statements or rows of the file from 1, and `party`, `holder` and `held` are the file's own ids.
 */
export const TABLES = {
  parties: ["record", "party", "kind", "name", "country", "incorporated_in", "legal_form"],
  countries: ["record", "party", "country"],
  names: ["record", "party", "name", "kind"],
  ids: ["record", "party", "scheme", "value", "rank"],
  stakes: ["record", "holder", "held", "interest", "low", "high", "valid_from", "valid_until", "known_on"],
  listings: ["record", "party", "list", "valid_from", "valid_until", "known_on"],
} as const;

export type TableName = keyof typeof TABLES;

/** A party as the file speaks of it; countries are alpha-2 codes. */
export interface SaidParty {
  readonly party: string;
  readonly kind: "company" | "government" | "person" | "country";
  readonly name: string | null;
  /** The one country that the file gives it; null when it gives none, or more. */
  readonly country: string | null;
  readonly incorporatedIn?: string | null;
  readonly legalForm?: string | null;
}

export interface SaidStake {
  readonly holder: string;
  readonly held: string;
  readonly interest: Interest;
  /** Shares as decimal text, 0 to 1. */
  readonly low: string;
  readonly high: string;
  readonly from: string | null;
  readonly until: string | null;
  readonly known: string | null;
  /** It is held by way of others, in relationships that the file gives too. */
  readonly throughParts?: boolean;
}

export interface SaidListing {
  readonly party: string;
  readonly list: string;
  readonly from: string | null;
  readonly until: string | null;
  readonly known: string | null;
}

/** Takes what a form says, of the record that is being read. */
export interface Sink {
  party(said: SaidParty): void;
  /** One more country of a party that has more than one. */
  country(party: string, country: string): void;
  name(party: string, name: string, kind: "legal" | "former" | "as_filed"): void;
  /** The identifier of the lowest rank is the key of a party that has no name and country to go by. */
  id(party: string, scheme: string, value: string, rank: number): void;
  stake(said: SaidStake): void;
  listing(said: SaidListing): void;
  /** Counts something of the file that is not kept, in words that follow a number: "interests of …". */
  leaveOut(what: string): void;
}
