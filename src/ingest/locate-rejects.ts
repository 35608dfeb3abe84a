import type { DuckDBConnection } from "@duckdb/node-api";
import { REJECTED } from "./canonical/findings.ts";
import { literal } from "./canonical/sql-text.ts";
import type { Reject } from "./import-request.ts";
import type { ReaderReject, Staged } from "./reader/protocol.ts";
import type { Reader } from "./reader/start-reader.ts";

const SHOWN_REJECTS = 5;

/**
 * Makes the table `located` (record, line, column_name, value, reason) of all rejects, those of the reader too, each with
 * its physical line, and gives the first few.
 */
export async function locateRejects(
  connection: DuckDBConnection,
  reader: Reader,
  staged: Staged,
  rejected: number,
): Promise<readonly Reject[]> {
  if (rejected === 0) return [];
  if (!staged.numbered) await loadLines(connection, reader);
  else {
    await connection.run("create table lines (record bigint, line bigint)");
    await connection.run(
      `insert into lines select record, line from read_parquet(${literal(staged.path)})
       where record in (select other from ${REJECTED})`,
    );
  }
  await connection.run(
    `create table located as select r.record, coalesce(r.line, own.line) as line, r.column_name, r.value,
       r.reason || coalesce(cast(other.line as varchar), '') as reason
     from ${REJECTED} as r left join lines as own on own.record = r.record
     left join lines as other on other.record = r.other`,
  );
  await addReaderRejects(connection, staged.rejects);
  return await firstRejects(connection);
}

/** Makes the table `located` of what the reader alone set aside, and gives the first few. */
export async function listRejects(
  connection: DuckDBConnection,
  rejects: readonly ReaderReject[],
): Promise<readonly Reject[]> {
  await connection.run(
    "create table located (record bigint, line bigint, column_name varchar, value varchar, reason varchar)",
  );
  await addReaderRejects(connection, rejects);
  return await firstRejects(connection);
}

async function firstRejects(connection: DuckDBConnection): Promise<readonly Reject[]> {
  const first = await connection.runAndReadAll(
    `select line, column_name, value, reason from located order by line, record limit ${SHOWN_REJECTS}`,
  );
  return first.getRowObjectsJson().map((row) => ({
    line: row.line === null ? null : Number(row.line),
    column: row.column_name as string | null,
    value: row.value as string | null,
    reason: String(row.reason),
  }));
}

async function loadLines(connection: DuckDBConnection, reader: Reader): Promise<void> {
  const wanted = await connection.runAndReadAll(
    `select distinct record from (select record from ${REJECTED} union all select other from ${REJECTED}) as named
     where record is not null order by record`,
  );
  const records = (wanted.getColumns()[0] ?? []).map(Number);
  const lines = await reader.physicalLines(records);
  await connection.run("create table lines (record bigint, line bigint)");
  const appender = await connection.createAppender("lines");
  for (const [at, record] of records.entries()) {
    appender.appendBigInt(BigInt(record));
    appender.appendBigInt(BigInt(lines[at] ?? 0));
    appender.endRow();
  }
  appender.closeSync();
}

async function addReaderRejects(connection: DuckDBConnection, rejects: readonly ReaderReject[]): Promise<void> {
  const appender = await connection.createAppender("located");
  for (const { record, line, column, value, reason } of rejects) {
    appender.appendBigInt(BigInt(record));
    appender.appendBigInt(BigInt(line));
    if (column === null) appender.appendNull();
    else appender.appendVarchar(column);
    appender.appendVarchar(value.replaceAll("\u0000", "\ufffd"));
    appender.appendVarchar(reason);
    appender.endRow();
  }
  appender.closeSync();
}
