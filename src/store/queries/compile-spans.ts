import { type Sql, sql } from "../sql.ts";
import { type DatasetRows, datasetRowsUncounted } from "./compile-rows.ts";

export interface SpanLine {
  readonly import_id: string;
  /** Row number of the import's record 0. */
  readonly start_at: number;
  readonly row_count: number;
}

/** Gives every record of the dataset's imports a number: its import's start plus its place in the source file. */
export function compileSpans(dataset: DatasetRows, spans: Sql = sql`(${spansOf(dataset)})`): Sql {
  return sql`
    select import_id, start_at, row_count from ${spans} as spans order by start_at, import_id`;
}

export function spansOf(dataset: DatasetRows): Sql {
  return sql`
    select s.import_id, s.row_count,
      cast(sum(s.last_row + 1) over (order by s.import_id) - s.last_row - 1 as double) as start_at
    from (
      select import_id, cast(count(*) as bigint) as row_count, max(coalesce(source_row, 0)) as last_row
      ${datasetRowsUncounted(dataset)}
      group by import_id
    ) as s
    inner join (
      select import_id as of_import from imports group by import_id having bool_or(made) = ${dataset.made}
    ) as m on m.of_import = s.import_id`;
}
