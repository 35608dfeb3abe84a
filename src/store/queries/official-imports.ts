import { type Sql, sql } from "../sql.ts";

/** What one dataset of trade statistics says that a country imported of a product in one period. */
export interface OfficialImports {
  readonly source_id: string;
  /** `export` is what the exporters reported. */
  readonly direction: string;
  readonly frequency: string;
  readonly valuation: string | null;
  readonly hs_revision: number | null;
  readonly first_day: string;
  readonly line_rows: number;
  /** Decimals as text; null if no row states one. */
  readonly usd: string | null;
  readonly kg: string | null;
}

/** Official imports of a product by a country from all others, a line a dataset and period; made or real. */
export function officialImports(importer: string, product: string, made: boolean): Sql {
  const goods = sql`hs6 = ${product} and reporter <> partner
    and import_id in (select import_id from imports group by import_id having bool_or(made) = ${made})`;
  return sql`
    select coalesce(source_id, '') as source_id, direction, frequency, max(valuation) as valuation,
      max(hs_revision) as hs_revision, cast(period_from as varchar) as first_day, count(*) as line_rows,
      cast(sum(usd) as varchar) as usd, cast(sum(kg) as varchar) as kg
    from flows_usd
    where ${goods} and case when direction = 'export' then partner else reporter end = ${importer}
    group by coalesce(source_id, ''), direction, frequency, period_from
    order by 1, 2, 3, 6`;
}
