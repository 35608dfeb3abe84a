import { type Sql, sql } from "../sql.ts";

/** One source, frequency, direction and HS revision of `flows`, or one source and revision of `shipments`. */
export interface DatasetHolding {
  readonly source_id: string;
  readonly direction: string | null;
  readonly frequency: string | null;
  readonly hs_revision: number | null;
  readonly total_rows: number;
  /** Rows of the product asked for. */
  readonly product_rows: number;
  readonly first_day: string | null;
  readonly last_day: string | null;
}

/** The datasets of trade statistics, with how many rows of `hs6` each holds. */
export function flowDatasetsHolding(hs6: string): Sql {
  return sql`
    select coalesce(source_id, '') as source_id, direction, frequency, hs_revision, count(*) as total_rows,
      count(case when hs6 = ${hs6} then 1 end) as product_rows, min(period_from) as first_day, max(period_from) as last_day
    from flows
    group by coalesce(source_id, ''), direction, frequency, hs_revision
    order by 1, direction, frequency, hs_revision
  `;
}

/** The datasets of shipments, with how many rows of `hs6` each holds. */
export function shipmentDatasetsHolding(hs6: string): Sql {
  return sql`
    select coalesce(source_id, '') as source_id, cast(null as varchar) as direction, cast(null as varchar) as frequency, hs_revision,
      count(*) as total_rows, count(case when hs6 = ${hs6} then 1 end) as product_rows,
      min(arrived_on) as first_day, max(arrived_on) as last_day
    from shipments
    group by coalesce(source_id, ''), hs_revision
    order by 1, hs_revision
  `;
}
