import type { FigureOfProduct } from "../../../store/queries/figures-of-products.ts";
import { toNumber } from "../../../vocab/decimal.ts";
import { formatHs, type Hs6 } from "../../../vocab/hs-code.ts";
import { convert, dimension, findUnit, quantity } from "../../../vocab/quantity.ts";
import type { Context } from "../../core/context.ts";
import type { Days } from "../../core/operation.ts";

/** What can run now counts before what a plate says. */
const MEASURES = ["operational", "nameplate"];

/** What the store says that parties and facilities can make of a product, in kilograms a year by id, on the day. */
export async function statedCapacities(
  context: Context,
  product: Hs6,
  days: Days,
): Promise<ReadonlyMap<string, number>> {
  if (((await context.openVintage()).tables.capacities?.files.length ?? 0) === 0) return new Map();
  const { figuresOfProducts } = await import("../../../store/queries/figures-of-products.ts");
  const query = figuresOfProducts([product, formatHs(product)]);
  const rows = await (await context.openEngine()).rows<FigureOfProduct>(query, context.signal);
  const figures = rows.flatMap((row) => {
    const kg = kilogramsOf(row);
    const rank = MEASURES.indexOf(row.measure);
    const from = row.valid_from ?? row.period ?? "";
    const isOver = row.valid_until !== null && row.valid_until <= days.on;
    return kg === null || rank < 0 || isOver || from > days.on ? [] : [{ row, kg, rank, from }];
  });
  figures.sort((a, b) => a.rank - b.rank || (a.from === b.from ? 0 : a.from > b.from ? -1 : 1));
  const stated = new Map<string, number>();
  const ofPlants = new Map<string, number>();
  for (const { row, kg } of figures) {
    const id = row.facility_id ?? row.party_id;
    if (id === null || stated.has(id)) continue;
    stated.set(id, kg);
    if (row.facility_id !== null && row.party_id !== null) {
      ofPlants.set(row.party_id, (ofPlants.get(row.party_id) ?? 0) + kg);
    }
  }
  for (const [party, kg] of ofPlants) if (!stated.has(party)) stated.set(party, kg);
  return stated;
}

function kilogramsOf({ quantity: text, unit }: FigureOfProduct): number | null {
  const known = unit === null ? null : findUnit(unit);
  if (text === null || known === null || dimension(known) !== "mass") return null;
  return toNumber(convert(quantity(text, known), "kg").amount);
}
