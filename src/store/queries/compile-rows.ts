import { epochDayOf, type Sql, sql } from "../sql.ts";

/** Which rows a question runs on; frequency and direction only for flows. */
export interface DatasetRows {
  readonly table: "shipments" | "flows";
  readonly sourceId: string;
  readonly frequency?: string;
  readonly direction?: string;
  readonly made: boolean;
}

/** The rows of a dataset in one shape, master bills left out: who bought from whom, with codes still as text. */
export function datasetRows(dataset: DatasetRows): Sql {
  return dataset.table === "shipments" ? shipmentRows(dataset.sourceId) : flowRows(dataset);
}

function shipmentRows(sourceId: string): Sql {
  return sql`
    select consignee_id as buyer, shipper_id as seller, hs6, hs_revision, ${epochDayOf(sql`arrived_on`)} as day, usd, kg,
      origin, import_country as destination, port_of_lading as port, shipper_facility_id as facility,
      case when usd_basis in ('estimated', 'assumed') then 1 else 0 end as estimated, import_id, source_row
    from shipments_counted
    where coalesce(source_id, '') = ${sourceId}`;
}

function flowRows({ sourceId, frequency, direction }: DatasetRows): Sql {
  const [buyer, seller] = direction === "export" ? [sql`partner`, sql`reporter`] : [sql`reporter`, sql`partner`];
  return sql`
    select ${buyer} as buyer, ${seller} as seller, hs6, hs_revision, ${epochDayOf(sql`period_from`)} as day, usd, kg,
      ${seller} as origin, ${buyer} as destination, cast(null as varchar) as port, cast(null as varchar) as facility,
      case when usd_basis in ('estimated', 'assumed') then 1 else 0 end as estimated, import_id, source_row
    from flows_usd
    where coalesce(source_id, '') = ${sourceId} and frequency = ${frequency ?? ""} and direction = ${direction ?? ""}`;
}

/** The same rows without what costs time: enough to list codes and parties. Master bills may be among them. */
export function datasetRowsUncounted({ table, sourceId, frequency, direction }: DatasetRows): Sql {
  return table === "shipments"
    ? sql`from shipments where coalesce(source_id, '') = ${sourceId}`
    : sql`from flows where coalesce(source_id, '') = ${sourceId} and frequency = ${frequency ?? ""}
        and direction = ${direction ?? ""}`;
}
