import { InvalidInput, NotFound } from "../../errors.ts";
import { readTerms } from "../../pricing/delivery-terms.ts";
import { type PriceRow, pricesIn } from "../../store/queries/price-series.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";
import type { ObservedRow, ReferenceInput } from "./reference-input.ts";
import type { PriceGround } from "./stated-tranches.ts";

/** A price in the unit and the currency of the reference. Throws InvalidInput for other terms, which no factor converts. */
function priceIn(
  price: number,
  of: Pick<ObservedRow, "name" | "unit" | "currency" | "terms">,
  wanted: ReferenceInput["terms"],
  ground: PriceGround,
): number {
  if (of.terms !== undefined && of.terms !== wanted) {
    throw new InvalidInput(`${of.name ?? "The benchmark"} is a price ${of.terms}, the reference is ${wanted}.`, {
      hint: "Bring it to the same terms first: headwater prices converts with freight, insurance and duty stated.",
    });
  }
  const weight = of.unit === undefined ? 1 : ground.weight(of.unit);
  const money = of.currency === undefined ? 1 : ground.money(of.currency);
  return (price * money) / weight;
}

/** What a market is observed to pay, or null where the file names none. */
export async function benchmarkPrice(
  context: Context,
  { benchmark, terms }: ReferenceInput,
  ground: PriceGround,
  days: Days,
): Promise<number | null> {
  if (benchmark === undefined) return null;
  const { price, series } = benchmark;
  if ((price === undefined) === (series === undefined)) {
    throw new InvalidInput("The benchmark needs a price, or a series of the store, and not both.");
  }
  if (price !== undefined) return priceIn(price, benchmark, terms, ground);
  const rows = await (await context.openEngine()).rows<PriceRow>(
    pricesIn({ series: [series ?? ""], products: null }, days.known),
    context.signal,
  );
  const last = rows.filter(({ valid_from }) => valid_from === null || valid_from <= days.on).at(-1);
  if (last === undefined) {
    throw new NotFound(`The store holds no price of the series “${series}”.`, { hint: "headwater prices lists them." });
  }
  const { unit, currency, value } = last;
  if (unit === null) throw new InvalidInput(`The series “${series}” does not say the unit of its price.`);
  const said = benchmark.terms ?? readTerms(last.terms) ?? undefined;
  return priceIn(Number(value), { name: series, unit, currency, terms: said }, terms, ground);
}

/** What contracts pay, by their quantities; null where the file names none. */
export function contractPrice({ contracts, terms }: ReferenceInput, ground: PriceGround): number | null {
  const total = contracts.reduce((sum, { quantity }) => sum + quantity, 0);
  if (total === 0) return null;
  return contracts.reduce((sum, row) => sum + priceIn(row.price, row, terms, ground) * (row.quantity / total), 0);
}
