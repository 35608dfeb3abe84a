import { type Sql, sql } from "../sql.ts";

export interface RejectRow {
  readonly import_id: string;
  readonly file: string;
  readonly line: number | null;
  readonly column_name: string | null;
  readonly value: string | null;
  readonly reason: string;
}

/** Records that could not be read, in file order, at most `limit`; of one import if `importId` is given. */
export function rejectsList(importId: string | null, limit: number): Sql {
  const only = importId === null ? sql.empty : sql`where import_id = ${importId}`;
  return sql`
    select import_id, file, line, column_name, value, reason
    from rejects
    ${only}
    order by file, line, import_id, column_name, value, reason
    limit ${limit}
  `;
}

export interface RejectReason {
  readonly import_id: string;
  readonly file: string;
  readonly column_name: string | null;
  readonly reason: string;
  readonly rejected_rows: number;
  readonly first_line: number | null;
}

/** How often each reason occurred in each import and column, most frequent first. */
export function rejectReasons(importId: string | null): Sql {
  const only = importId === null ? sql.empty : sql`where import_id = ${importId}`;
  return sql`
    select import_id, file, column_name, reason, count(*) as rejected_rows, min(line) as first_line
    from rejects
    ${only}
    group by import_id, file, column_name, reason
    order by count(*) desc, import_id, file, column_name, reason
  `;
}
