import { type Sql, sql } from "../sql.ts";
import type { DatasetRows } from "./compile-rows.ts";
import { datasetRowsUncounted } from "./compile-rows.ts";

/** How many rows the dataset has, master bills and all. */
export function compileRowCount(dataset: DatasetRows): Sql {
  return sql`
    select count(*) as row_count ${datasetRowsUncounted(dataset)}
      and import_id in (select import_id from imports group by import_id having bool_or(made) = ${dataset.made})`;
}
