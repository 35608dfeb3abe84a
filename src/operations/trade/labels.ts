import type { Book } from "../../book/book.ts";
import { findCountry } from "../../vocab/country.ts";

/** The key of what a row does not say; a country, port or party that is missing is a part of its own. */
export const UNKNOWN = "unknown";

export function countryLabel(code: string): string {
  return findCountry(code)?.name ?? (code === "" || code === UNKNOWN ? "Unknown" : code);
}

/** What the nomenclature calls a code or heading in a revision; the code itself where it says nothing. */
export function productLabel(book: Book, code: string, revision: number): string {
  return book.nomenclature.describe(code, revision as 2012 | 2017 | 2022) ?? code;
}
