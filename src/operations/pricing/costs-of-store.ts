import { InvalidInput, UserError } from "../../errors.ts";
import { isBasis } from "../../evidence/basis.ts";
import { spread } from "../../pricing/spread.ts";
import { type CitedFigure, COST_FIGURES, type CostFigure, type CostsInOwnUnits } from "../../pricing/stated-costs.ts";
import { type CostsRow, costsOfProduct } from "../../store/queries/costs-of-product.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";

function figureOf(row: CostsRow, figure: CostFigure): CitedFigure | null {
  const [low, high] = [row[figure] ?? null, row[`${figure}_max`] ?? null];
  if (low === null && high === null) return null;
  const basis = row.basis !== null && isBasis(row.basis) ? row.basis : "reported";
  const locator = row.source_row === null ? null : `row ${row.source_row}`;
  try {
    const value = spread(Number(low ?? high), Number(high ?? low));
    return { value, basis, source: row.source_id, locator };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new InvalidInput(`The ${figure} of “${row.facility}” is no range: ${low} to ${high}.`, {
      hint: "Import the file again with the lower end first.",
    });
  }
}

function costsOf(row: CostsRow, product: string): CostsInOwnUnits {
  return {
    name: row.facility ?? row.facility_id,
    product,
    status: row.status === "new" ? "new" : "existing",
    party: row.party_id,
    country: row.country,
    unit: row.unit,
    currency: row.currency,
    figures: Object.fromEntries(
      COST_FIGURES.flatMap((figure) => {
        const cited = figureOf(row, figure);
        return cited === null ? [] : [[figure, cited]];
      }),
    ),
    confidential: row.confidential === "yes",
    note: row.note,
  };
}

/** The costs of a product that the store holds on the day: of each facility the row that was known last. */
export async function costsOfStore(context: Context, product: string, days: Days): Promise<readonly CostsInOwnUnits[]> {
  const { tables } = await context.openVintage();
  if ((tables.costs?.files.length ?? 0) === 0) return [];
  const rows = await (await context.openEngine()).rows<CostsRow>(costsOfProduct(product, days), context.signal);
  const latest = new Map(rows.map((row) => [row.facility_id, row]));
  return [...latest.values()].map((row) => costsOf(row, product));
}
