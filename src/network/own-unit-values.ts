import { isUnusual, OUTLIER_RULE, type OutlierRule, type Usual, usualOf } from "./estimate-outliers.ts";
import { ofAllYears, ofYear, quantile, type UnitValues } from "./estimate-unit-values.ts";

/** Cents per gram: the median and the quartiles of the unit values of some rows. */
export interface UnitValueBand {
  readonly low: number;
  readonly median: number;
  readonly high: number;
  readonly rows: number;
}

/** What the bills of a dataset say of unit values, by place of the product and years since 1970. */
export interface OwnUnitValues {
  readonly firstYear: number;
  readonly years: number;
  readonly products: number;
  /** Of the year, or of all years where the year has too few rows; null where these are too few as well. */
  usual(product: number, year: number): Usual | null;
  ofYear(product: number, year: number): UnitValueBand | null;
  ofProduct(product: number): UnitValueBand | null;
}

/** Reads them off sorted unit values, as they are asked for. */
export function ownUnitValues(values: UnitValues, rule: OutlierRule = OUTLIER_RULE): OwnUnitValues {
  const always = new Map<number, Usual | null>();
  const whole = new Map<number, UnitValueBand | null>();
  return {
    firstYear: values.firstYear,
    years: values.years,
    products: values.products,
    usual(product, year) {
      const own = ofYear(values, product, year);
      if (own.length === 0) return null;
      return usualOf(own, rule) ?? remembered(always, product, () => usualOf(ofAllYears(values, product), rule));
    },
    ofYear: (product, year) => bandOf(ofYear(values, product, year)),
    ofProduct: (product) => remembered(whole, product, () => bandOf(ofAllYears(values, product))),
  };
}

function remembered<T>(known: Map<number, T>, key: number, find: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const fresh = find();
  known.set(key, fresh);
  return fresh;
}

function bandOf(sorted: Float64Array): UnitValueBand | null {
  if (sorted.length === 0) return null;
  const at = (part: number): number => Math.exp(quantile(sorted, part));
  return { low: at(0.25), median: at(0.5), high: at(0.75), rows: sorted.length };
}

/** How many of the values `flagOutliers` would flag. */
export function countOutliers(values: UnitValues, own: OwnUnitValues): number {
  let count = 0;
  for (let product = 0; product < values.products; product++) {
    for (let year = values.firstYear; year < values.firstYear + values.years; year++) {
      const usual = own.usual(product, year);
      for (const log of ofYear(values, product, year)) if (isUnusual(log, usual)) count++;
    }
  }
  return count;
}

/** The same as plain values, to be kept in a file. Lists go by product and year, years of a product together. */
export interface KeptUnitValues {
  readonly firstYear: number;
  readonly years: number;
  readonly products: number;
  readonly usual: readonly (Usual | null)[];
  readonly ofYear: readonly (UnitValueBand | null)[];
  readonly ofProduct: readonly (UnitValueBand | null)[];
}

export function keepUnitValues(own: OwnUnitValues): KeptUnitValues {
  const { firstYear, years, products } = own;
  const each = <T>(read: (product: number, year: number) => T): T[] =>
    Array.from({ length: products * years }, (_, at) => read(Math.floor(at / years), firstYear + (at % years)));
  return {
    firstYear,
    years,
    products,
    usual: each(own.usual),
    ofYear: each(own.ofYear),
    ofProduct: Array.from({ length: products }, (_, product) => own.ofProduct(product)),
  };
}

export function keptUnitValues(kept: KeptUnitValues): OwnUnitValues {
  const { firstYear, years, products } = kept;
  const at = (product: number, year: number): number => product * years + year - firstYear;
  const isHeld = (year: number): boolean => year >= firstYear && year < firstYear + years;
  return {
    firstYear,
    years,
    products,
    usual: (product, year) => (isHeld(year) ? (kept.usual[at(product, year)] ?? null) : null),
    ofYear: (product, year) => (isHeld(year) ? (kept.ofYear[at(product, year)] ?? null) : null),
    ofProduct: (product) => kept.ofProduct[product] ?? null,
  };
}
