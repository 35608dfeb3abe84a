import { type Sql, sql } from "../sql.ts";

/** A figure of `capacities` with whose it is and where. */
export interface FigureOfProduct {
  readonly product: string;
  readonly measure: string;
  readonly period: string | null;
  readonly party_id: string | null;
  readonly party_name: string | null;
  readonly facility_id: string | null;
  readonly facility_name: string | null;
  readonly stage: string | null;
  /** Alpha-2: of the facility, else of the party; of the figures of one party that of the facility. */
  readonly country: string | null;
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly basis: string | null;
  readonly mark: string | null;
  readonly source_id: string | null;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
  readonly import_id: string;
  readonly source_row: number | null;
}

/** Figures of these products, or of all when null; of one country when one is given. */
export function figuresOfProducts(products: readonly string[] | null, country: string | null = null): Sql {
  const named =
    products === null
      ? sql`true`
      : sql`c.product in (${products.map((product) => sql`${product}`).reduce((list, one) => sql`${list}, ${one}`)})`;
  const there = country === null ? sql`true` : sql`coalesce(f.country, p.country, c.party_id) = ${country}`;
  return sql`
    select c.product, c.measure, c.period, coalesce(c.party_id, f.operator_id) as party_id, p.name as party_name,
      c.facility_id, f.name as facility_name, f.stage,
      coalesce(f.country, p.country, case when length(c.party_id) = 2 then c.party_id end) as country,
      cast(c.quantity as varchar) as quantity, c.unit, c.basis, c.mark, c.source_id,
      cast(c.valid_from as varchar) as valid_from, cast(c.valid_until as varchar) as valid_until, c.import_id, c.source_row
    from capacities c
    left join (
      select facility_id, max(operator_id) as operator_id, max(name) as name, max(stage) as stage, max(country) as country
      from facilities group by facility_id
    ) as f on f.facility_id = c.facility_id
    left join parties p on p.party_id = coalesce(c.party_id, f.operator_id)
    where ${named} and ${there}
    order by c.product, c.measure, c.period, c.source_id, c.import_id, c.source_row, c.party_id`;
}

/** A price of a series in a period. */
export interface PriceOfSeries {
  readonly series: string;
  readonly period: string;
  readonly value: string;
  readonly currency: string;
  readonly unit: string | null;
  readonly terms: string | null;
  readonly source_id: string | null;
}

export function pricesOfSeries(series: readonly string[]): Sql {
  return sql`
    select series, period, cast(value as varchar) as value, currency, unit, terms, source_id from prices
    where series in (${series.map((name) => sql`${name}`).reduce((list, one) => sql`${list}, ${one}`)})
    order by series, period, source_id, import_id, source_row`;
}

/** A figure of `capacities` of one party or of a facility that it runs. */
export type FigureOfParty = Omit<FigureOfProduct, "party_id" | "party_name" | "valid_until" | "import_id">;

/** Figures of the party under any of its ids, and of the facilities that it runs. */
export function figuresOfParty(partyIds: readonly string[]): Sql {
  return sql`
    select c.product, c.measure, c.period, c.facility_id, f.name as facility_name, f.stage, f.country,
      cast(c.quantity as varchar) as quantity, c.unit, c.basis, c.mark, c.source_id, c.source_row,
      cast(c.valid_from as varchar) as valid_from
    from capacities c
    left join (
      select facility_id, max(name) as name, max(stage) as stage, max(country) as country
      from facilities where operator_id in ${sql.list(partyIds)} group by facility_id
    ) as f on f.facility_id = c.facility_id
    where c.party_id in ${sql.list(partyIds)} or f.facility_id is not null
    order by c.product, c.measure, c.period, c.source_id, c.import_id, c.source_row, c.facility_id`;
}

/** A figure of a party as a whole, or a total of the world that a source gives. */
export interface FigureBeside {
  readonly product: string;
  readonly measure: string;
  readonly period: string;
  readonly party_id: string | null;
  readonly quantity: string;
  readonly unit: string;
  readonly mark: string | null;
  readonly source_id: string;
}

/** What is stated of any party as a whole, of these products in these periods. */
export function figuresBeside(products: readonly string[], periods: readonly string[]): Sql {
  return sql`
    select product, measure, period, party_id, cast(quantity as varchar) as quantity, unit, mark, source_id
    from capacities
    where product in ${sql.list(products)} and period in ${sql.list(periods)} and facility_id is null
      and quantity is not null and unit is not null and source_id is not null
    order by product, measure, period, source_id, import_id, source_row, party_id`;
}
