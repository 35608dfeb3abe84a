import { type Sql, sql } from "../sql.ts";

export interface ImportRow {
  readonly import_id: string;
  readonly source_id: string | null;
  readonly family: string;
  readonly file: string;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly imported_on: string;
  readonly stored_rows: number;
  readonly rejected_rows: number;
  readonly first_day: string | null;
  readonly last_day: string | null;
  readonly licence: string | null;
  readonly made: boolean;
  readonly note: string | null;
}

/** Every import of the store, oldest first. */
export function importsList(): Sql {
  return sql`
    select import_id, source_id, family, file, bytes, sha256, imported_on, "rows" as stored_rows,
      rejected as rejected_rows, first_day, last_day, licence, made, note
    from imports
    order by imported_on, import_id
  `;
}
