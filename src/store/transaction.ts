import type { DuckDBConnection } from "@duckdb/node-api";
import type { DataFile, Vintage } from "./vintage.ts";

/** What the body of `Store.write` may do. Nothing of it is seen by any reader before the body ends well. */
export interface Transaction {
  /** What was published when the write began. */
  readonly before: Vintage;
  /**
   * Runs `select` on `connection` and keeps its rows, cast to the declared types of `table`, in a new file of the import.
   *
   * `select` must give a column for every column of the table that may not be null, by name; missing ones that may be
   * null are filled with null, unknown ones are refused. `import_id` is filled in when it is not given. No rows, no file.
   */
  add(table: string, connection: DuckDBConnection, select: string, importId: string): Promise<{ rows: number }>;
  /** Removes every row of an import from every table, also rows that this transaction added. */
  removeImport(importId: string): void;
  /** Replaces files of one table by one with the same rows, which all belong to `importId`. */
  merge(table: string, connection: DuckDBConnection, files: readonly DataFile[], importId: string): Promise<void>;
}
