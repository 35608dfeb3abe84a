import { sharesOf } from "../../market/concentration.ts";
import { type DependencyTest, euTest, geoDepTest } from "../../market/dependency.ts";
import type { TradePartner } from "../../store/queries/trade-partners.ts";
import { byEnd, type Place, valueTraded } from "./trade-of-product.ts";

/**
 * The tests of one year on the imports of a place: the Commission's, of the European Union as one, and GeoDep, of a
 * country. `rows` is all trade of the product in that year.
 */
export function dependencyTests(rows: readonly TradePartner[], place: Place): DependencyTest[] {
  const has = (code: string) => place.members.has(code);
  const bought = rows.filter(({ buyer }) => has(buyer));
  const outside = bought.filter(({ seller }) => !has(seller));
  const sold = rows.filter(({ seller }) => has(seller));
  const outsideHhi = sharesOf(byEnd(outside, "seller")).hhi;
  if (place.group) {
    if (place.key !== "EU27") return [];
    const [outsideImports, allImports, allExports] = [valueTraded(outside), valueTraded(bought), valueTraded(sold)];
    return [euTest({ outsideHhi, outsideImports, allImports, allExports })];
  }
  return [
    geoDepTest({
      importHhi: outsideHhi,
      worldExportHhi: sharesOf(byEnd(rows, "seller")).hhi,
      imports: valueTraded(outside),
      exports: valueTraded(sold),
    }),
  ];
}
