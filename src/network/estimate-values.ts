import type { PricedRows } from "./estimate-unit-values.ts";
import { LARGEST_VALUE } from "./exact-sum.ts";
import { VALUE_BY_WEIGHT, VALUE_ESTIMATED } from "./network.ts";
import type { OwnUnitValues, UnitValueBand } from "./own-unit-values.ts";
import { yearsOfDays } from "./time-year.ts";

/** Where a unit value was taken from, the most specific first: trade statistics, and last the dataset's own bills. */
export const ESTIMATE_STEPS = [
  "statistics of the product, origin, importer and year",
  "statistics of the product, origin and year",
  "statistics of the product, importer and year",
  "statistics of the product and year",
  "statistics of the product",
  "the dataset's own bills of the product and year",
  "the dataset's own bills of the product",
] as const;

export type { UnitValueBand } from "./own-unit-values.ts";

/** A band of fewer rows says nothing of spread: the next step's, relative to its median, stands in. */
const ROWS_OF_A_BAND = 4;

/** The least and the greatest of estimated values relative to the value taken, by `estimateKey`, ascending. */
export interface EstimateBands {
  readonly keys: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export const NO_BANDS: EstimateBands = {
  keys: new Float64Array(0),
  low: new Float64Array(0),
  high: new Float64Array(0),
};

/** Stands for any origin, importer or year. */
export const ANY = -1;

/** One number for a product, origin, importer (places of dictionaries) and year since 1970. */
export function estimateKey(product: number, origin: number, importer: number, year: number): number {
  return ((product * 1024 + origin + 1) * 1024 + importer + 1) * 256 + year + 1;
}

/** The place of a key in the bands, or -1. */
export function findBand({ keys }: EstimateBands, key: number): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] as number) < key) low = middle + 1;
    else high = middle;
  }
  return keys[low] === key ? low : -1;
}

export interface Estimated {
  readonly bands: EstimateBands;
  /** Rows that got a value, by place in ESTIMATE_STEPS. */
  readonly bySteps: readonly number[];
}

export interface ChosenBand extends UnitValueBand {
  /** Place in ESTIMATE_STEPS. */
  readonly step: number;
}

/** The unit value to take for a product, origin, importer (places of dictionaries) and year since 1970. */
export type BandChooser = (product: number, origin: number, importer: number, year: number) => ChosenBand | null;

/** Takes the first step that has one; `statistics` has bands by `estimateKey`, with ANY where a step leaves a field out. */
export function bandChooser(own: OwnUnitValues, statistics: ReadonlyMap<number, UnitValueBand>): BandChooser {
  return (product, origin, importer, year) =>
    chooseBand([
      () => statistics.get(estimateKey(product, origin, importer, year)) ?? null,
      () => statistics.get(estimateKey(product, origin, ANY, year)) ?? null,
      () => statistics.get(estimateKey(product, ANY, importer, year)) ?? null,
      () => statistics.get(estimateKey(product, ANY, ANY, year)) ?? null,
      () => statistics.get(estimateKey(product, ANY, ANY, ANY)) ?? null,
      () => own.ofYear(product, year),
      () => own.ofProduct(product),
    ]);
}

/** The value by weight; NaN where there is no unit value, no weight, or more than can be summed exactly. */
export function valueByWeight(band: ChosenBand | null, grams: number): number {
  return band === null || !(grams > 0) || band.median * grams > LARGEST_VALUE
    ? Number.NaN
    : Math.round(band.median * grams);
}

/** Gives each row without a value but with a weight the chosen unit value times its weight, and marks it. */
export function estimateValues(rows: PricedRows, choose: BandChooser): Estimated {
  const yearOf = yearsOfDays();
  const chosen = new Map<number, ChosenBand | null>();
  const bySteps: number[] = ESTIMATE_STEPS.map(() => 0);
  for (let i = 0; i < rows.count; i++) {
    const grams = rows.kg[i] as number;
    if (!Number.isNaN(rows.usd[i] as number) || !(grams > 0)) continue;
    const [product, origin, importer] = [rows.product[i], rows.origin[i], rows.destination[i]] as [
      number,
      number,
      number,
    ];
    const year = yearOf[rows.day[i] as number] as number;
    const key = estimateKey(product, origin, importer, year);
    let band = chosen.get(key);
    if (band === undefined) {
      band = choose(product, origin, importer, year);
      chosen.set(key, band);
    }
    const cents = valueByWeight(band, grams);
    if (band === null || Number.isNaN(cents)) continue;
    rows.usd[i] = cents;
    rows.flags[i] = (rows.flags[i] as number) | VALUE_ESTIMATED | VALUE_BY_WEIGHT;
    bySteps[band.step] = (bySteps[band.step] as number) + 1;
  }
  return { bands: bandsOf(chosen), bySteps };
}

/** The median of the first step that has one, in the band of the first step with rows enough for one. */
function chooseBand(steps: readonly (() => UnitValueBand | null)[]): ChosenBand | null {
  let first: ChosenBand | null = null;
  let [low, high] = [1, 1];
  for (const [step, find] of steps.entries()) {
    const band = find();
    if (band === null || !(band.median > 0)) continue;
    first ??= { ...band, step };
    low = Math.min(low, band.low / band.median);
    high = Math.max(high, band.high / band.median);
    if (band.rows < ROWS_OF_A_BAND) continue;
    return { ...first, low: (first.median * band.low) / band.median, high: (first.median * band.high) / band.median };
  }
  return first === null ? null : { ...first, low: first.median * low, high: first.median * high };
}

function bandsOf(chosen: ReadonlyMap<number, ChosenBand | null>): EstimateBands {
  const found = [...chosen].filter((each): each is [number, ChosenBand] => each[1] !== null).sort(([a], [b]) => a - b);
  return {
    keys: Float64Array.from(found, ([key]) => key),
    low: Float64Array.from(found, ([, { low, median }]) => low / median),
    high: Float64Array.from(found, ([, { high, median }]) => high / median),
  };
}
