import type { Context } from "../core/context.ts";

/** One thing that was found. */
export interface Hit {
  /** What other questions take: a code, a country, or the id of a party. */
  readonly key: string;
  readonly label: string;
  readonly detail: string;
  /** The country it is in, or the region of a country. */
  readonly place: string | null;
  readonly ids: readonly string[];
  readonly why: string;
}

export interface Found {
  /** Best first. */
  readonly hits: readonly Hit[];
  /** How many there are in all. */
  readonly total: number;
}

/** Looks for one kind of thing. To search another kind, write a file beside this one and add it to the registry. */
export interface Finder {
  readonly kind: "product" | "company" | "country";
  readonly needsStore: boolean;
  find(context: Context, text: string, top: number): Promise<Found>;
}
