import { yearsOfDays } from "./time-year.ts";

/** What an estimate reads of the rows of a dataset, in any order: cents, grams, days since 1970, places of dictionaries. */
export interface PricedRows {
  readonly count: number;
  readonly product: Uint16Array;
  readonly origin: Uint16Array;
  readonly destination: Uint16Array;
  readonly day: Uint16Array;
  readonly usd: Float64Array;
  readonly kg: Float64Array;
  readonly flags: Uint8Array;
}

/** The unit values of each product and year, ascending, as natural logarithms of cents per gram. */
export interface UnitValues {
  readonly firstYear: number;
  readonly years: number;
  readonly products: number;
  readonly logs: Float64Array;
  /** products x years + 1: those of product p in year y are [offsets[p * years + y - firstYear], ...]. */
  readonly offsets: Int32Array;
}

/** The logarithm of a row's unit value; NaN without a value or a weight above zero. */
export function logUnitValue(cents: number, grams: number): number {
  return cents > 0 && grams > 0 ? Math.log(cents / grams) : Number.NaN;
}

export function unitValues(rows: PricedRows, products: number): UnitValues {
  const yearOf = yearsOfDays();
  let firstYear = Number.POSITIVE_INFINITY;
  let lastYear = -1;
  for (let i = 0; i < rows.count; i++) {
    const year = yearOf[rows.day[i] as number] as number;
    if (year < firstYear) firstYear = year;
    if (year > lastYear) lastYear = year;
  }
  if (rows.count === 0) firstYear = 0;
  const years = lastYear < 0 ? 1 : lastYear - firstYear + 1;
  const group = (i: number): number =>
    (rows.product[i] as number) * years + (yearOf[rows.day[i] as number] as number) - firstYear;
  const offsets = new Int32Array(products * years + 1);
  const isPriced = (i: number): boolean => (rows.usd[i] as number) > 0 && (rows.kg[i] as number) > 0;
  for (let i = 0; i < rows.count; i++) {
    if (isPriced(i)) offsets[group(i) + 1] = (offsets[group(i) + 1] as number) + 1;
  }
  for (let g = 1; g < offsets.length; g++) offsets[g] = (offsets[g] as number) + (offsets[g - 1] as number);
  const logs = new Float64Array(offsets.at(-1) ?? 0);
  const next = offsets.slice();
  for (let i = 0; i < rows.count; i++) {
    if (!isPriced(i)) continue;
    const at = group(i);
    logs[next[at] as number] = Math.log((rows.usd[i] as number) / (rows.kg[i] as number));
    next[at] = (next[at] as number) + 1;
  }
  for (let g = 0; g + 1 < offsets.length; g++) logs.subarray(offsets[g], offsets[g + 1]).sort();
  return { firstYear, years, products, logs, offsets };
}

/** Those of one product in one year (since 1970), ascending. */
export function ofYear(values: UnitValues, product: number, year: number): Float64Array {
  const at = product * values.years + year - values.firstYear;
  return values.logs.subarray(values.offsets[at], values.offsets[at + 1]);
}

/** Those of one product in all years, ascending. */
export function ofAllYears({ logs, offsets, years }: UnitValues, product: number): Float64Array {
  return logs.slice(offsets[product * years], offsets[(product + 1) * years]).sort();
}

/** The quantile of ascending values, between two of them by proportion. NaN of none. */
export function quantile(sorted: Float64Array, part: number): number {
  const at = (sorted.length - 1) * part;
  const below = Math.floor(at);
  const low = sorted[below] ?? Number.NaN;
  return low + (at - below) * ((sorted[below + 1] ?? low) - low);
}

/** The median of the distances of ascending values from their median. */
export function medianDeviation(sorted: Float64Array, median: number): number {
  const distances = new Float64Array(sorted.length);
  let right = 0;
  while (right < sorted.length && (sorted[right] as number) < median) right++;
  let left = right - 1;
  for (let i = 0; i < distances.length; i++) {
    const below = left >= 0 ? median - (sorted[left] as number) : Number.POSITIVE_INFINITY;
    const above = right < sorted.length ? (sorted[right] as number) - median : Number.POSITIVE_INFINITY;
    distances[i] = Math.min(below, above);
    if (below <= above) left--;
    else right++;
  }
  return quantile(distances, 0.5);
}
