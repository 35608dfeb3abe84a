import { type Sql, sql } from "../sql.ts";

/** What a plant needs to make a product, as an import states it; figures are decimal text. */
export interface CostsRow {
  readonly facility_id: string;
  readonly facility: string | null;
  readonly party_id: string | null;
  readonly country: string | null;
  readonly status: string | null;
  readonly unit: string | null;
  readonly currency: string | null;
  readonly basis: string | null;
  readonly confidential: string | null;
  readonly note: string | null;
  readonly source_id: string | null;
  readonly source_row: number | null;
  readonly [figure: string]: string | number | null;
}

const FIGURES = ["capacity", "price", "capex", "fixed_opex", "var_opex", "freight", "byproduct", "rate", "utilisation"];
const COLUMNS = [...FIGURES.flatMap((name) => [name, `${name}_max`]), "years"];

/** Costs of a product that hold on a day and were known on another, the latest known last. */
export function costsOfProduct(product: string, { on, known }: { readonly on: string; readonly known: string }): Sql {
  const figures = COLUMNS.map((name) => sql`cast(${sql.id(name)} as varchar) as ${sql.id(name)}`);
  return sql`
    select facility_id, facility, party_id, country, status, unit, currency, basis, confidential, note,
      ${figures.reduce((list, one) => sql`${list}, ${one}`)}, source_id, source_row
    from costs
    where product = ${product} and (valid_from is null or valid_from <= cast(${on} as date))
      and (valid_until is null or valid_until > cast(${on} as date))
      and (known_on is null or known_on <= cast(${known} as date))
    order by facility_id, known_on, import_id, source_row`;
}
