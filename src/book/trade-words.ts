import { BASES, type Basis, isBasis } from "../evidence/basis.ts";
import type { Source } from "../evidence/source.ts";
import { bookProblem } from "./book-problem.ts";
import { type CsvRow, readTable } from "./csv.ts";
import { type BookFolder, filesOf, textOf } from "./folder.ts";
import type { Nomenclature } from "./nomenclature.ts";

const COLUMNS = { required: ["words", "means", "hs", "basis", "source"], optional: ["locator", "note"] };

/** What trade calls goods, where the nomenclature says it otherwise or does not say it at all. */
export interface TradeWord {
  readonly words: string;
  /** Words of the nomenclature that mean the same; null where a code is named instead. */
  readonly means: string | null;
  /** A heading or subheading of HS 2022 that the goods are often of; null where words are given instead. */
  readonly hs: string | null;
  readonly basis: Basis;
  readonly source: string;
  readonly locator: string | null;
  readonly note: string | null;
}

/** Reads `classify/words.csv` of all folders; a later row of the same words and meaning replaces the earlier one. */
export function readTradeWords(
  folders: readonly BookFolder[],
  nomenclature: Nomenclature,
  sources: ReadonlyMap<string, Source>,
): TradeWord[] {
  const words = new Map<string, TradeWord>();
  for (const file of filesOf(folders, "classify/words.csv")) {
    for (const row of readTable(textOf(file), file.shown, COLUMNS)) {
      const word = readWord(row, nomenclature, sources);
      words.set(`${word.words}|${word.means ?? ""}|${word.hs ?? ""}`, word);
    }
  }
  return [...words.values()];
}

function readWord(row: CsvRow, nomenclature: Nomenclature, sources: ReadonlyMap<string, Source>): TradeWord {
  const fault = (what: string, allowed: string) => bookProblem(row.file, row.line, what, allowed);
  const text = (column: string) => row.get(column) || null;
  const [words, means, hs, basis, source] = [
    row.get("words"),
    text("means"),
    text("hs"),
    row.get("basis"),
    row.get("source"),
  ];
  if (words === "") throw fault("the words are empty", "Write what trade calls the goods.");
  if ((means === null) === (hs === null)) {
    throw fault(`“${words}” needs a meaning or a code, not both`, "Fill the column means or the column hs.");
  }
  if (hs !== null && (hs.length < 4 || !nomenclature.has(hs, 2022))) {
    throw fault(`“${hs}” is not a heading or subheading of HS 2022`, "Write four or six digits.");
  }
  if (!isBasis(basis)) throw fault(`“${basis}” is not a basis`, `Write one of ${BASES.join(", ")}.`);
  if (!sources.has(source)) throw fault(`“${source}” is not a source of the book`, "Add it to sources.yaml.");
  return { words, means, hs, basis, source, locator: text("locator"), note: text("note") };
}
