import { logUnitValue, medianDeviation, type PricedRows, quantile } from "./estimate-unit-values.ts";
import { UNIT_VALUE_OUTLIER } from "./network.ts";
import type { OwnUnitValues } from "./own-unit-values.ts";
import { yearsOfDays } from "./time-year.ts";

export interface OutlierRule {
  /** How many spreads from the median; a spread is the median deviation times 1.4826, as of a normal distribution. */
  readonly spreads: number;
  /** How many times off at the least, by logarithm nearer to ten times than to none. */
  readonly factor: number;
  /**
   * Of fewer rows nothing is said. Drawn from the products of a real table (BACI 2024, 28 products), six rows flag as
   * many of theirs (4.5 %) as whole products do, and of a made one each row that is ten times off.
   */
  readonly rows: number;
}

export const OUTLIER_RULE: OutlierRule = { spreads: 3.5, factor: Math.sqrt(10), rows: 6 };

/** Scales the median deviation to the standard deviation of a normal distribution. */
const NORMAL = 1.4826;

/** Where the logarithm of a unit value is usual: no further than `reach` from `median`. */
export interface Usual {
  readonly median: number;
  readonly reach: number;
}

/** Null of too few values. */
export function usualOf(sorted: Float64Array, rule: OutlierRule = OUTLIER_RULE): Usual | null {
  if (sorted.length < rule.rows) return null;
  const median = quantile(sorted, 0.5);
  return { median, reach: Math.max(rule.spreads * NORMAL * medianDeviation(sorted, median), Math.log(rule.factor)) };
}

export function isUnusual(log: number, usual: Usual | null): boolean {
  return usual !== null && Math.abs(log - usual.median) > usual.reach;
}

/**
 * Flags the rows whose unit value is far from that of the same product and year, or where the year has too few rows
 * of the same product. They stay in every sum. Returns how many they are.
 */
export function flagOutliers(rows: PricedRows, own: OwnUnitValues): number {
  const yearOf = yearsOfDays();
  const { products, years, firstYear } = own;
  const medians = new Float64Array(products * years);
  const reaches = new Float64Array(products * years).fill(Number.POSITIVE_INFINITY);
  for (let product = 0; product < products; product++) {
    for (let year = 0; year < years; year++) {
      const usual = own.usual(product, firstYear + year);
      if (usual === null) continue;
      medians[product * years + year] = usual.median;
      reaches[product * years + year] = usual.reach;
    }
  }
  let flagged = 0;
  for (let i = 0; i < rows.count; i++) {
    const log = logUnitValue(rows.usd[i] as number, rows.kg[i] as number);
    const at = (rows.product[i] as number) * years + (yearOf[rows.day[i] as number] as number) - firstYear;
    if (!(Math.abs(log - (medians[at] as number)) > (reaches[at] as number))) continue;
    rows.flags[i] = (rows.flags[i] as number) | UNIT_VALUE_OUTLIER;
    flagged++;
  }
  return flagged;
}
