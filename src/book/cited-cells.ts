import type { Cited, Dated } from "../control/facts.ts";
import type { Source } from "../evidence/source.ts";
import { findCountry } from "../vocab/country.ts";
import { type IsoDate, isoDate } from "../vocab/iso-date.ts";
import { nearest } from "../vocab/nearest.ts";
import { bookProblem } from "./book-problem.ts";
import type { CsvRow } from "./csv.ts";

/** A fault of a row, with its file and line. */
export function faultIn(row: CsvRow, what: string, allowed: string): Error {
  return bookProblem(row.file, row.line, what, allowed);
}

/** The source that the row cites, and the place in it. */
export function citedIn(row: CsvRow, sources: ReadonlyMap<string, Source>): Cited {
  const source = row.get("source");
  if (source === "") throw faultIn(row, "the row has no source", "Name one of sources.yaml.");
  if (!sources.has(source)) {
    const near = didYouMean(source, sources.keys());
    throw faultIn(row, `“${source}” is not a source of the book`, `Add it to sources.yaml.${near}`);
  }
  return { source, locator: row.get("locator") || null };
}

/** The columns `from`, `until` and `known`: half-open, each null where it is empty. */
export function datedIn(row: CsvRow): Dated {
  const dated = { from: dayIn(row, "from"), until: dayIn(row, "until"), known: dayIn(row, "known") };
  if (dated.from !== null && dated.until !== null && dated.until <= dated.from) {
    const what = `from ${dated.from} until ${dated.until} is no period`;
    throw faultIn(row, what, "Let it end after it begins, or leave out the day that is not known.");
  }
  return dated;
}

function dayIn(row: CsvRow, column: string): IsoDate | null {
  const text = row.get(column);
  if (text === "") return null;
  try {
    return isoDate(text);
  } catch {
    throw faultIn(row, `${column} “${text}” is not a day`, "Write YYYY-MM-DD, or leave it empty.");
  }
}

/** A country as two letters, or null where the column is empty. */
export function countryIn(row: CsvRow, column: string): string | null {
  const code = row.get(column);
  if (code === "") return null;
  if (/^[A-Z]{2}$/.test(code) && findCountry(code) !== null) return code;
  const meant = findCountry(code)?.code;
  const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
  throw faultIn(row, `${column} “${code}” is not a country`, `Write an ISO 3166-1 alpha-2 code.${hint}`);
}

/** One of the words that may stand in the column. */
export function wordIn<Word extends string>(row: CsvRow, column: string, words: readonly Word[]): Word {
  const given = row.get(column);
  const word = words.find((one) => one === given);
  if (word !== undefined) return word;
  const hint = `Write one of ${words.join(", ")}.${didYouMean(given, words)}`;
  throw faultIn(row, `${column} “${given}” is not known`, hint);
}

/** " Did you mean this or that?", or nothing where nothing is near. */
export function didYouMean(given: string, known: Iterable<string>): string {
  const near = nearest(given, known);
  return near.length > 0 ? ` Did you mean ${near.join(" or ")}?` : "";
}

/**
 * A name with case, width, accents, punctuation and spacing folded, to find the same name twice in a book. An exact
 * party key folds spellings of legal forms as well; this does not.
 */
export function foldedName(name: string): string {
  return name
    .normalize("NFKC")
    .toUpperCase()
    .normalize("NFD")
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, "")
    .normalize("NFC")
    .replace(/['’`´]/g, "")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}
