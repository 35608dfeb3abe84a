import { type Sql, sql } from "../sql.ts";
import { type DatasetRows, datasetRowsUncounted } from "./compile-rows.ts";

/** The ports of lading of the dataset in ascending order, numbered from 1. */
export function compilePorts(dataset: DatasetRows, numbered: Sql = sql`(${numberedPorts(dataset)})`): Sql {
  return sql`select port, n from ${numbered} as numbered order by n, port`;
}

export function numberedPorts(dataset: DatasetRows): Sql {
  return sql`
    select port, cast(row_number() over (order by port) as integer) as n
    from (
      select distinct port_of_lading as port ${datasetRowsUncounted(dataset)} and port_of_lading is not null
    ) as named`;
}
