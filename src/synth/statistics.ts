import { type BillSums, YEARS } from "./bill-sums.ts";
import { FIRST_YEAR } from "./options.ts";
import type { Product } from "./products.ts";
import type { Party, World } from "./world.ts";

export const STATISTICS_HEADER = "period,reporter,partner,direction,hs,hs_revision,valuation,value,currency,kg";

/**
 * What customs of the made world count: imports by importer, origin, product and year, true in value and weight and
 * whatever is wrong or missing on the bills. Goods whose origin is the importer itself come back home: none is counted.
 */
export function* statisticsLines(world: World, sums: BillSums): Generator<string> {
  const { links, parties, products } = world;
  const cells = new Map<string, { cents: number; kg: number }>();
  links.forEach((link, at) => {
    const { country: importer } = parties[link.buyer] as Party;
    const origin = link.origin ?? (parties[link.seller] as Party).country;
    const { hs, hsRevision } = products[link.product] as Product;
    if (origin === importer) return;
    for (let year = 0; year < YEARS; year++) {
      const cents = sums.yearCents[at * YEARS + year] as number;
      if (cents === 0) continue;
      const key = `${FIRST_YEAR + year},${importer},${origin},import,${hs},${hsRevision},cif`;
      const cell = cells.get(key) ?? { cents: 0, kg: 0 };
      cell.cents += cents;
      cell.kg += sums.yearKg[at * YEARS + year] as number;
      cells.set(key, cell);
    }
  });
  for (const [key, { cents, kg }] of [...cells].sort(([a], [b]) => (a < b ? -1 : 1))) {
    yield `${key},${(cents / 100).toFixed(2)},USD,${kg.toFixed(1)}\n`;
  }
}
