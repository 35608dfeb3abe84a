import { type Sql, sql } from "../sql.ts";

/** A row of the store as it came from its source file, in one shape for bills and statistics. */
export interface SourceRow {
  readonly import_id: string;
  readonly source_row: number;
  readonly bill: string | null;
  readonly day: string | null;
  readonly period: string | null;
  readonly seller: string | null;
  readonly buyer: string | null;
  readonly hs6: string | null;
  readonly stored_value: string | null;
  readonly currency: string | null;
  readonly usd: string | null;
  readonly usd_basis: string | null;
  readonly kg: string | null;
}

/** Records of one import by their numbers in its source file. */
export interface RecordsOf {
  readonly importId: string;
  readonly records: readonly number[];
}

/** The rows of `table` that these records brought. */
export function sourceRows(table: "shipments" | "flows", wanted: readonly RecordsOf[]): Sql {
  const among = sql.join(
    wanted.map(({ importId, records }) => sql`(import_id = ${importId} and source_row in ${sql.list(records)})`),
    " or ",
  );
  if (table === "shipments") {
    return sql`
      select import_id, source_row, bill, cast(arrived_on as varchar) as "day", cast(null as varchar) as "period",
        shipper_id as seller, consignee_id as buyer, hs6, cast(value as varchar) as stored_value, currency,
        cast(usd as varchar) as usd, usd_basis, cast(kg as varchar) as kg
      from shipments_usd
      where ${among}
      order by import_id, source_row, hs6, shipment_id`;
  }
  return sql`
    select import_id, source_row, cast(null as varchar) as bill, cast(period_from as varchar) as "day", "period",
      case when direction = 'export' then reporter else partner end as seller,
      case when direction = 'export' then partner else reporter end as buyer,
      hs6, cast(value as varchar) as stored_value, currency, cast(usd as varchar) as usd, usd_basis,
      cast(kg as varchar) as kg
    from flows_usd
    where ${among}
    order by import_id, source_row, hs6, reporter, partner, direction`;
}

/** Imports of which a rejected record does not stand on the line after its number: records of several lines, or none. */
export function importsWithLongRecords(): Sql {
  return sql`
    select distinct import_id
    from rejects
    where line is not null and source_row is not null and line <> source_row + 1
    order by import_id`;
}
