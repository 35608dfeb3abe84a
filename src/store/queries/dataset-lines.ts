import { type Sql, sql } from "../sql.ts";

/** What `flows` or `shipments` holds of one product in one source, direction, frequency and HS revision. */
export interface DatasetLine {
  readonly source_id: string;
  readonly direction: string | null;
  readonly frequency: string | null;
  readonly hs_revision: number | null;
  readonly hs6: string | null;
  readonly line_rows: number;
  readonly first_day: string;
  readonly last_day: string;
}

/** Every dataset of trade statistics, a line a product. */
export function flowDatasetLines(): Sql {
  return sql`
    select coalesce(source_id, '') as source_id, direction, frequency, hs_revision, hs6, count(*) as line_rows,
      min(period_from) as first_day, max(period_from) as last_day
    from flows
    group by coalesce(source_id, ''), direction, frequency, hs_revision, hs6
    order by 1, direction, frequency, hs_revision, hs6
  `;
}

/** Every dataset of shipments, a line a product. */
export function shipmentDatasetLines(): Sql {
  return sql`
    select coalesce(source_id, '') as source_id, cast(null as varchar) as direction, cast(null as varchar) as frequency,
      hs_revision, hs6, count(*) as line_rows, min(arrived_on) as first_day, max(arrived_on) as last_day
    from shipments
    group by coalesce(source_id, ''), hs_revision, hs6
    order by 1, hs_revision, hs6
  `;
}
