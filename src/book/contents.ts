import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ContentFactor, stoichiometricFactor } from "../pricing/metal-content.ts";
import type { Book } from "./book.ts";
import { citedIn, faultIn } from "./cited-cells.ts";
import { type CsvRow, readTable } from "./csv.ts";

const COLUMNS = ["product", "formula", "basis", "basis_formula", "element", "factor", "source"];
/** A factor that is further from what the formulas give is a slip. */
const TOLERANCE = 1e-4;

function factorIn(row: CsvRow, book: Book): ContentFactor {
  const [formula, basisFormula, element] = [row.get("formula"), row.get("basis_formula"), row.get("element")];
  const factor = row.get("factor");
  const computed = stoichiometricFactor(formula, basisFormula, element);
  if (computed === null) {
    throw faultIn(row, `“${formula}” and “${basisFormula}” share no ${element}`, "Write formulas without brackets.");
  }
  if (!/^\d+(\.\d+)?$/.test(factor) || Math.abs(Number(factor) / computed - 1) > TOLERANCE) {
    throw faultIn(row, `the factor “${factor}” is not that of its formulas`, `They give ${computed.toFixed(6)}.`);
  }
  const { source, locator } = citedIn(row, book.sources);
  return {
    product: row.get("product"),
    formula,
    basis: row.get("basis"),
    basisFormula,
    element,
    factor,
    source,
    locator,
  };
}

/** `prices/contents.csv` of all folders; a later row of the same product and basis replaces the earlier one. */
export async function readContents(book: Book): Promise<readonly ContentFactor[]> {
  const found = new Map<string, ContentFactor>();
  for (const [at, folder] of book.folders.entries()) {
    const file = join(folder, "prices", "contents.csv");
    const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    if (text === null) continue;
    for (const row of readTable(text, at === 0 ? "data/prices/contents.csv" : file, {
      required: COLUMNS,
      optional: ["locator"],
    })) {
      const factor = factorIn(row, book);
      found.set(`${factor.product}\u0000${factor.basis}`, factor);
    }
  }
  return [...found.values()];
}
