import { type BookStake, type Company, INTERESTS } from "../control/facts.ts";
import { PARTS, partsOf } from "../control/share.ts";
import { BASES } from "../evidence/basis.ts";
import type { Confidence } from "../evidence/confidence.ts";
import type { Source } from "../evidence/source.ts";
import { citedIn, datedIn, didYouMean, faultIn, wordIn } from "./cited-cells.ts";
import { type CsvRow, readTable } from "./csv.ts";
import { type BookFolder, filesOf, textOf } from "./folder.ts";

const COLUMNS = {
  required: ["holder", "held", "interest", "basis", "confidence", "source"],
  optional: ["share", "share_min", "share_max", "from", "until", "known", "locator", "note"],
};

const CONFIDENCES: readonly Confidence[] = ["high", "medium", "low"];

interface Placed {
  readonly stake: BookStake;
  readonly row: CsvRow;
}

/**
 * Reads `stakes/*.csv` of all folders. The rows of a later folder on a holder, a held company and an interest replace
 * all earlier rows on them. Periods of one such stake may not overlap: nobody could say which row counts.
 */
export function readStakes(
  folders: readonly BookFolder[],
  companies: readonly Company[],
  sources: ReadonlyMap<string, Source>,
): BookStake[] {
  const ids = new Set(companies.map(({ id }) => id));
  const stakes = new Map<string, readonly Placed[]>();
  for (const folder of folders) {
    const own = new Map<string, Placed[]>();
    for (const row of filesOf([folder], "stakes").flatMap(rowsOf)) {
      const stake = readStake(row, ids, sources);
      const key = `${stake.holder} ${stake.held} ${stake.interest}`;
      const earlier = own.get(key) ?? [];
      checkPeriod({ stake, row }, earlier);
      own.set(key, [...earlier, { stake, row }]);
    }
    for (const [key, placed] of own) stakes.set(key, placed);
  }
  return [...stakes.values()].flat().map(({ stake }) => stake);
}

function rowsOf(file: Parameters<typeof textOf>[0]): CsvRow[] {
  return readTable(textOf(file), file.shown, COLUMNS);
}

function readStake(row: CsvRow, ids: ReadonlySet<string>, sources: ReadonlyMap<string, Source>): BookStake {
  const [holder, held] = [partyIn(row, "holder", ids), partyIn(row, "held", ids)];
  const interest = wordIn(row, "interest", INTERESTS);
  return {
    holder,
    held,
    interest,
    ...sharesIn(row),
    basis: wordIn(row, "basis", BASES),
    confidence: wordIn(row, "confidence", CONFIDENCES),
    ...datedIn(row),
    ...citedIn(row, sources),
    note: row.get("note") || null,
  };
}

function partyIn(row: CsvRow, column: string, ids: ReadonlySet<string>): string {
  const id = row.get(column);
  if (ids.has(id)) return id;
  const near = didYouMean(id, ids);
  throw faultIn(row, `the ${column} “${id}” is not a company of the book`, `Add it to aliases/companies.csv.${near}`);
}

function sharesIn(row: CsvRow): Pick<BookStake, "low" | "high"> {
  const [share, least, most] = ["share", "share_min", "share_max"].map((column) => shareIn(row, column));
  if (share === undefined || least === undefined || most === undefined) throw new Error("a share column was not read");
  if (share !== null && (least !== null || most !== null))
    throw faultIn(row, "a share and a range of it stand together", "Fill share, or share_min and share_max.");
  if (share !== null) return { low: share, high: share };
  if (least === null || most === null) {
    const allowed = "Fill share, or share_min and share_max: 0 and 1 where nothing is known.";
    throw faultIn(row, "the share is not said", allowed);
  }
  if (least > most) {
    const what = `share_min ${row.get("share_min")} is more than share_max ${row.get("share_max")}`;
    throw faultIn(row, what, "Write the smaller one first.");
  }
  return { low: least, high: most };
}

function shareIn(row: CsvRow, column: string): number | null {
  const text = row.get(column);
  if (text === "") return null;
  const parts = partsOfCell(text);
  if (parts !== null && parts >= 0 && parts <= PARTS) return parts;
  throw faultIn(row, `${column} “${text}” is not a share`, "Write a number from 0 to 1: a quarter is 0.25.");
}

function partsOfCell(text: string): number | null {
  try {
    return partsOf(text);
  } catch {
    return null;
  }
}

function checkPeriod({ stake, row }: Placed, earlier: readonly Placed[]): void {
  for (const other of earlier) {
    const begins = other.stake.until === null || stake.from === null || stake.from < other.stake.until;
    const lasts = stake.until === null || other.stake.from === null || other.stake.from < stake.until;
    if (!begins || !lasts) continue;
    const what = `the ${stake.interest} of “${stake.holder}” in “${stake.held}” is already in “${other.row.file}”, line ${other.row.line}, for the same days`;
    throw faultIn(
      row,
      what,
      "Let one row end where the next begins, or keep one and say in its note what the other says.",
    );
  }
}
