import type { DuckDBConnection } from "@duckdb/node-api";
import type { FieldPlan } from "./column-plan.ts";
import type { RowsOf } from "./party-tables.ts";
import { literal } from "./sql-text.ts";

/** The table of records that are not stored: record, line (null: not yet known), column_name, value, reason, other. */
export const REJECTED = "rejected";

/**
 * Finds the records that cannot be stored, the first failing column of each, and counts marks that stand for figures.
 *
 * Gives the warnings. `rowsOf` selects the canonical rows, rejected ones included.
 */
export async function findFaults(
  connection: DuckDBConnection,
  plans: ReadonlyMap<string, FieldPlan>,
  rowsOf: RowsOf,
): Promise<string[]> {
  const checked = [...plans.values()].filter(({ fault }) => fault !== null);
  const marked = [...plans.values()].filter(({ mark }) => mark !== null);
  const cases = (select: (plan: FieldPlan) => string) =>
    checked.map((plan) => `when ${plan.fault} then ${select(plan)}`).join(" ");
  await connection.run(
    `create table ${REJECTED} (record bigint, line bigint, column_name varchar, value varchar, reason varchar, other bigint)`,
  );
  const looked = [...plans.values()].filter(({ suspect }) => suspect !== null);
  const suspects = looked.map(({ suspect }) => suspect).join(" or ") || "false";
  const rows = rowsOf(looked.map(({ field }) => field.name));
  await connection.run(`create table suspects as select * from (${rows}) as canonical where ${suspects}`);
  const anyFault = checked.map(({ fault }) => fault).join(" or ") || "false";
  const anyMark = marked.map(({ mark }) => mark).join(" or ") || "false";
  const flags = marked.map(({ field, mark }) => `, ${mark} as mark_${field.name}`).join("");
  await connection.run(
    `create table findings as select record, line, coalesce(${anyFault}, false) as failed${flags},
     ${checked.length === 0 ? "null" : `case ${cases(({ header }) => literal(header))} end`} as column_name,
     ${checked.length === 0 ? "null" : `case ${cases(({ field }) => `left(raw_${field.name}, 200)`)} end`} as value,
     ${checked.length === 0 ? "null" : `case ${cases(({ reason }) => reason)} end`} as reason
     from suspects where (${anyFault}) or (${anyMark})`,
  );
  await connection.run("drop table suspects");
  await connection.run(
    `insert into ${REJECTED} select record, line, column_name, value, reason, null from findings where failed`,
  );
  const warnings: string[] = [];
  for (const { field, header } of marked) {
    const count = await countOf(connection, `select count(*) from findings where mark_${field.name} and not failed`);
    if (count > 0) warnings.push(`${count} values of "${header}" are marks such as W, NA or >25: stored as not known.`);
  }
  return warnings;
}

export async function countOf(connection: DuckDBConnection, select: string): Promise<number> {
  const reader = await connection.runAndReadAll(select);
  return Number(reader.getRows()[0]?.[0] ?? 0);
}

/** Rejects rows of trade statistics that repeat another one, all mapped columns alike. */
export async function rejectRepeatedRows(
  connection: DuckDBConnection,
  plans: ReadonlyMap<string, FieldPlan>,
  canonical: string,
): Promise<void> {
  const raws = [...plans.keys()].map((name) => `raw_${name}`).join(", ");
  await connection.run(
    `insert into ${REJECTED} select record, line, null, null, 'duplicate of line ', other from (
       select record, line, min(record) over (partition by ${raws}) as other from (${canonical}) as canonical
       where not exists (select 1 from ${REJECTED} as seen where seen.record = canonical.record)) as repeated where record > other`,
  );
}

/**
 * Keeps one row for each reporter, partner, direction, product and period: the total, when rows are splits of it.
 *
 * `isTotal` is SQL that is true for rows that the file marks as totals. Without such a mark the total is the row that
 * equals the sum of the others; a group without one is rejected whole, since nothing says which row to believe.
 */
export async function rejectSplits(
  connection: DuckDBConnection,
  canonical: string,
  isTotal: string | null,
): Promise<void> {
  const key = "value_period, value_reporter, value_partner, value_direction, value_hs";
  await connection.run(
    `create table splits as select record, line, rows_of_flow, keeper from (
       select *, min(case when marked or (not any_marked and (alike or 2 * value_value = whole)) then record end)
         over (partition by ${key}) as keeper
       from (select *, count(*) over flow as rows_of_flow, sum(value_value) over flow as whole,
               bool_or(marked) over flow as any_marked,
               min(value_value) over flow = max(value_value) over flow as alike
             from (select *, ${isTotal ?? "false"} as marked from (${canonical}) as canonical
                   where not exists (select 1 from ${REJECTED} as seen where seen.record = canonical.record)) as marked_rows
             window flow as (partition by ${key})) as grouped
       where rows_of_flow > 1) as kept`,
  );
  await connection.run(
    `insert into ${REJECTED} select record, line, null, null,
       case when keeper is null then 'one of ' || rows_of_flow || ' rows for the same flow, and none is their total'
            else 'part or repetition of the total on line ' end, keeper
     from splits where keeper is null or record <> keeper`,
  );
}
