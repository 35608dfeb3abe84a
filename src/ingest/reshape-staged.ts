import type { DuckDBConnection } from "@duckdb/node-api";
import { REJECTED } from "./canonical/findings.ts";
import { literal } from "./canonical/sql-text.ts";
import { columnFinder } from "./choose-mapping.ts";
import type { Staged } from "./reader/protocol.ts";
import type { Reshape } from "./sources/layout.ts";

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Makes the rows of a layout from the staged records: a staged file of the columns that it gives, numbered by record.
 * Makes the table `aside` (record, line, reason) of the records of which no row is read.
 */
export async function reshapeStaged(
  connection: DuckDBConnection,
  { needs, gives, select }: Reshape,
  staged: Staged,
  header: readonly string[],
  name: string,
): Promise<{ readonly path: string; readonly numbered: true }> {
  const columnOf = columnFinder(header, name);
  const named = needs.map((column) => `c${columnOf(column)} as ${quoted(column)}`).join(", ");
  const source = staged.numbered
    ? `(select record, line, ${named} from read_parquet(${literal(staged.path)}))`
    : `(select file_row_number + 1 as record, cast(null as bigint) as line, ${named}
        from read_parquet(${literal(staged.path)}, file_row_number = true))`;
  await connection.run(`create table reshaped as with file as ${source} ${select}`);
  const path = `${staged.path}.reshaped`;
  const columns = gives.map((column, at) => `cast(${quoted(column)} as varchar) as c${at}`).join(", ");
  await connection.run(
    `copy (select record, line, ${columns} from reshaped where aside is null order by record)
     to ${literal(path)} (format parquet, compression uncompressed)`,
  );
  await connection.run(
    `create table aside as select record, any_value(line) as line, min(aside) as reason
     from reshaped group by record having count(*) filter (aside is null) = 0`,
  );
  await connection.run("drop table reshaped");
  return { path, numbered: true };
}

/** Counts the records set aside as rejected, and each record once however many of its rows cannot be read. */
export async function rejectAside(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `create table rejected_once as select distinct on (record) * from (
       select * from ${REJECTED} union all
       select record, line, null, null, reason, null from aside) as found order by record, column_name`,
  );
  await connection.run(`drop table ${REJECTED}`);
  await connection.run(`alter table rejected_once rename to ${REJECTED}`);
}
