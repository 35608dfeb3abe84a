import { type Sql, sql } from "../sql.ts";

/** What official statistics say that a country imported of a product in one period. */
export interface OfficialImports {
  readonly source_id: string;
  readonly direction: string;
  readonly frequency: string;
  readonly period: string;
  readonly period_from: string;
  readonly usd: string;
}

/** Imports of a product as the importer reported them, or as a publisher reconciled them, by dataset and period. */
export function officialImports(importer: string, product: string): Sql {
  return sql`
    select coalesce(f.source_id, '') as source_id, f.direction, f.frequency, f.period,
      cast(min(f.period_from) as varchar) as period_from, cast(sum(f.usd) as varchar) as usd
    from flows_usd f
    where f.reporter = ${importer} and f.hs6 = ${product} and f.direction in ('import', 'reconciled')
      and f.usd is not null
    group by coalesce(f.source_id, ''), f.direction, f.frequency, f.period
    order by source_id, f.direction, f.frequency, f.period`;
}
