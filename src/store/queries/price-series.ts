import { type Sql, sql } from "../sql.ts";

/** A price of a series in a period, with all that says what it is the price of. */
export interface PriceRow {
  readonly series: string;
  readonly product: string | null;
  readonly grade: string | null;
  readonly terms: string | null;
  readonly unit: string | null;
  readonly currency: string;
  readonly period: string;
  /** First day of the period, and of the one after it. */
  readonly valid_from: string | null;
  readonly valid_until: string | null;
  /** Decimal text. */
  readonly value: string;
  readonly source_id: string | null;
  readonly source_row: number | null;
}

/** Prices of these series, or of these products, or of all where both are null, as known on a day. */
export function pricesIn(
  of: { readonly series: readonly string[] | null; readonly products: readonly string[] | null },
  known: string,
): Sql {
  const series = of.series === null ? sql`true` : sql`series in ${sql.list(of.series)}`;
  const products = of.products === null ? sql`true` : sql`lower(product) in ${sql.list(of.products)}`;
  return sql`
    select series, product, grade, terms, unit, currency, period, cast(valid_from as varchar) as valid_from,
      cast(valid_until as varchar) as valid_until, cast(value as varchar) as value, source_id, source_row
    from prices
    where ${series} and ${products} and (known_on is null or known_on <= cast(${known} as date))
    order by series, product, grade, source_id, valid_from, period, import_id, source_row`;
}

/** A rate of the store: US dollars for one unit of a currency in a period. */
export interface RateRow {
  readonly currency: string;
  readonly period: string;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
  readonly usd: string;
  readonly source_id: string | null;
}

/** Rates of these currencies, as known on a day. */
export function ratesOf(currencies: readonly string[], known: string): Sql {
  return sql`
    select currency, period, cast(valid_from as varchar) as valid_from, cast(valid_until as varchar) as valid_until,
      cast(usd as varchar) as usd, source_id
    from fx
    where currency in ${sql.list(currencies)} and (known_on is null or known_on <= cast(${known} as date))
    order by currency, valid_from, period, import_id, source_row`;
}
