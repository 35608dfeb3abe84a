import type { DuckDBConnection } from "@duckdb/node-api";
import type { Vintage } from "../store/vintage.ts";
import { literal } from "./canonical/sql-text.ts";

export interface EarlierImport {
  readonly importId: string;
  readonly source: string | null;
  readonly family: string;
  readonly file: string;
  readonly bytes: number;
  readonly rows: number;
  readonly rejected: number;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
}

/** The imports of a vintage of files of this name, oldest first. */
export const importsOfFile = (connection: DuckDBConnection, vintage: Vintage, file: string) =>
  importsWhere(connection, vintage, `file = ${literal(file)}`);

/** The imports of a vintage under this source, oldest first. */
export const importsOfSource = (connection: DuckDBConnection, vintage: Vintage, source: string) =>
  importsWhere(connection, vintage, `source_id = ${literal(source)}`);

async function importsWhere(
  connection: DuckDBConnection,
  vintage: Vintage,
  condition: string,
): Promise<readonly EarlierImport[]> {
  const files = vintage.tables.imports?.files ?? [];
  if (files.length === 0) return [];
  const reader = await connection.runAndReadAll(
    `select import_id as "importId", source_id as source, family, file, bytes, rows, rejected,
       cast(first_day as varchar) as "firstDay", cast(last_day as varchar) as "lastDay"
     from read_parquet([${files.map(({ path }) => literal(path)).join(", ")}], union_by_name = true)
     where ${condition} order by imported_on, import_id`,
  );
  return reader.getRowObjectsJson().map((row) => ({
    ...(row as unknown as EarlierImport),
    bytes: Number(row.bytes),
    rows: Number(row.rows),
    rejected: Number(row.rejected),
  }));
}
