import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import { BASES } from "../evidence/basis.ts";
import { type Spread, spread } from "../pricing/spread.ts";
import { type CitedFigure, COST_FIGURES, type CostFigure, type CostsInOwnUnits } from "../pricing/stated-costs.ts";
import type { Book } from "./book.ts";
import { citedIn, countryIn, faultIn, foldedName, wordIn } from "./cited-cells.ts";
import { type CsvRow, readTable } from "./csv.ts";

const NAMES = ["facility", "product", "status"];
const SAID = ["party", "country", "unit", "currency", "year", "basis", "source", "locator", "confidential", "note"];
/** A figure has a column, and one for its higher end where it is a range. */
const FIGURE_COLUMNS = COST_FIGURES.flatMap((figure) => [figure, `${figure}_max`]);

function numberIn(row: CsvRow, column: string): number | null {
  const text = row.get(column);
  if (text === "") return null;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw faultIn(row, `${column} “${text}” is not a figure of 0 or more`, "Write plain digits, such as 5400 or 0.1.");
}

function figureIn(row: CsvRow, figure: CostFigure): Spread | null {
  const [low, high] = [numberIn(row, figure), numberIn(row, `${figure}_max`)];
  if (low === null) {
    if (high === null) return null;
    throw faultIn(row, `${figure}_max stands without ${figure}`, `Put the lower end into ${figure}.`);
  }
  try {
    return spread(low, high ?? low);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw faultIn(row, `${figure} ${low} to ${high} is no range`, "The lower end comes first.");
  }
}

function costsIn(row: CsvRow, book: Book): CostsInOwnUnits {
  const cited = { basis: wordIn(row, "basis", BASES), ...citedIn(row, book.sources) };
  const figures = Object.fromEntries(
    COST_FIGURES.flatMap((figure): [CostFigure, CitedFigure][] => {
      const value = figureIn(row, figure);
      return value === null ? [] : [[figure, { value, ...cited }]];
    }),
  );
  const needs = (column: string): string => {
    const text = row.get(column);
    if (text === "") throw faultIn(row, `the row has no ${column}`, `Fill the column ${column}.`);
    return text;
  };
  return {
    name: needs("facility"),
    product: needs("product"),
    status: wordIn(row, "status", ["existing", "new"]),
    party: row.get("party") || null,
    country: countryIn(row, "country"),
    unit: needs("unit"),
    currency: row.get("currency") || null,
    figures,
    confidential: wordIn(row, "confidential", ["no", "yes"]) === "yes",
    note: row.get("note") || null,
  };
}

/**
 * `prices/costs.csv` of all folders: what plants need to make a product, those of a facility and product in a later folder
 * in place of the earlier ones. Throws InvalidInput with file and line for a row that is malformed.
 */
export async function readCosts(book: Book): Promise<readonly CostsInOwnUnits[]> {
  const found = new Map<string, CostsInOwnUnits>();
  for (const [at, folder] of book.folders.entries()) {
    const file = join(folder, "prices", "costs.csv");
    const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    if (text === null) continue;
    const shown = at === 0 ? "data/prices/costs.csv" : file;
    for (const row of readTable(text, shown, { required: NAMES, optional: [...SAID, ...FIGURE_COLUMNS] })) {
      const costs = costsIn(row, book);
      found.set(`${foldedName(costs.name)}\u0000${foldedName(costs.product)}`, costs);
    }
  }
  return [...found.values()];
}
