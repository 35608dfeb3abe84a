import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { InvalidInput, StoreProblem } from "../errors.ts";
import type { AddAction } from "./delta-log.ts";
import { type Disk, uniqueName } from "./disk.ts";
import { columnsNotFinite, columnsWithoutBounds, deltaStatistics, type WriterStatistics } from "./statistics.ts";
import { sqlType, type Table, tableNamed } from "./tables.ts";
import type { DataFile, Vintage } from "./vintage.ts";

/** What the body of `Store.write` may do. Nothing of it is seen by any reader before the body ends well. */
export interface Transaction {
  /** What was published when the write began. */
  readonly before: Vintage;
  /**
   * Runs `select` on `connection` and keeps its rows, cast to the types of `table`, in a new file of the import.
   *
   * `select` must give a column for every column of the table that may not be null, by name; missing ones that may be
   * null are filled with null, unknown ones are refused. `import_id` is always the one given. No rows, no file.
   */
  add(table: string, connection: DuckDBConnection, select: string, importId: string): Promise<{ rows: number }>;
  /** Removes every row of an import from every table, also rows that this transaction added. */
  removeImport(importId: string): void;
  /** Lays the rows of some files of one import and table together in one new file. */
  merge(table: string, connection: DuckDBConnection, files: readonly DataFile[]): Promise<void>;
}

/** What a transaction has gathered for one table. */
export interface TableChange {
  readonly adds: Map<string, AddAction>;
  readonly removes: Map<string, AddAction>;
  dataChange: boolean;
}

export interface Gathered extends Transaction {
  readonly changes: ReadonlyMap<string, TableChange>;
  /** Absolute paths of every file written, kept or not. */
  readonly written: readonly string[];
}

export interface TransactionPlace {
  readonly disk: Disk;
  readonly now: () => Date;
  readonly before: Vintage;
  readonly tableFolder: (table: string) => string;
  /** The active `add` actions of a table, by path. */
  readonly active: (table: string) => ReadonlyMap<string, AddAction>;
}

/** Begins to gather changes; writes data files, never a log. */
export function beginTransaction({ disk, now, before, tableFolder, active }: TransactionPlace): Gathered {
  const changes = new Map<string, TableChange>();
  const written: string[] = [];

  const changeOf = (table: string): TableChange => {
    const change = changes.get(table) ?? { adds: new Map(), removes: new Map(), dataChange: false };
    changes.set(table, change);
    return change;
  };

  const writeFile = async (table: Table, connection: DuckDBConnection, select: string, importId: string) => {
    const name = `${importId.replace(/[^A-Za-z0-9_-]+/g, "_").slice(0, 60)}-${written.length}-${uniqueName()}.parquet`;
    const path = join(tableFolder(table.name), name);
    written.push(path);
    const copy = await copyToParquet(connection, table, await typedSelect(connection, table, select, importId), path);
    if (copy.rows === 0) {
      await disk.remove(path);
      return null;
    }
    refuseBadValues(table, copy.statistics);
    await disk.syncFile(path);
    const action: AddAction = {
      path: encodeURIComponent(name),
      partitionValues: {},
      size: statSync(path).size,
      modificationTime: now().getTime(),
      dataChange: true,
      stats: deltaStatistics(table, copy.rows, await withEveryBound(connection, table, path, copy)),
      tags: { importId },
    };
    return { action, rows: copy.rows };
  };

  return {
    before,
    changes,
    written,
    async add(table, connection, select, importId) {
      const file = await writeFile(tableNamed(table), connection, select, importId);
      if (file === null) return { rows: 0 };
      const change = changeOf(table);
      change.adds.set(file.action.path, file.action);
      change.dataChange = true;
      return { rows: file.rows };
    },
    removeImport(importId) {
      for (const [table, change] of changes) {
        for (const [path, add] of change.adds) if (add.tags.importId === importId) change.adds.delete(path);
        if (change.adds.size === 0 && change.removes.size === 0) changes.delete(table);
      }
      for (const table of Object.keys(before.tables)) {
        for (const [path, add] of active(table)) {
          if (add.tags.importId !== importId) continue;
          const change = changeOf(table);
          change.removes.set(path, add);
          change.dataChange = true;
        }
      }
    },
    async merge(table, connection, files) {
      const importId = files[0]?.importId;
      if (importId === undefined || files.some((file) => file.importId !== importId)) {
        throw new Error("Only files of one import may be merged.");
      }
      const actions = files.map((file) => active(table).get(encodeURIComponent(file.name)));
      const paths = files.map((file) => quote(file.path)).join(", ");
      const merged = await writeFile(
        tableNamed(table),
        connection,
        `select * from read_parquet([${paths}], union_by_name = true)`,
        importId,
      );
      const expected = files.reduce((sum, file) => sum + file.rows, 0);
      if (merged?.rows !== expected) throw new Error(`Merging ${table} gave ${merged?.rows} of ${expected} rows.`);
      const change = changeOf(table);
      for (const action of actions) if (action !== undefined) change.removes.set(action.path, action);
      change.adds.set(merged.action.path, merged.action);
    },
  };
}

/** A text as a quoted SQL literal, for the few places where DuckDB takes no bound value: paths of files. */
export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

async function typedSelect(
  connection: DuckDBConnection,
  table: Table,
  select: string,
  importId: string,
): Promise<string> {
  const given = await columnNames(connection, select);
  const unknown = given.filter((name) => !table.columns.some((column) => column.name === name));
  if (unknown.length > 0) throw new Error(`The table ${table.name} has no column "${unknown.join('", "')}".`);
  const columns = table.columns.map(({ name, type, nullable }) => {
    if (name === "import_id") return `cast(${quote(importId)} as varchar) as import_id`;
    if (given.includes(name)) return `cast(given.${name} as ${sqlType(type)}) as ${name}`;
    if (!nullable) throw new Error(`Rows for the table ${table.name} lack the column "${name}".`);
    return `cast(null as ${sqlType(type)}) as ${name}`;
  });
  const order = table.orderedBy === null ? "" : ` order by ${table.orderedBy}`;
  return `select ${columns.join(", ")} from (${select}) as given${order}`;
}

async function columnNames(connection: DuckDBConnection, select: string): Promise<string[]> {
  const prepared = await connection.prepare(select);
  try {
    return Array.from({ length: prepared.columnCount }, (_, index) => prepared.columnName(index));
  } finally {
    prepared.destroySync();
  }
}

/** Rows that are read where one is wanted of a table whose files lie in order. */
const SHORT_GROUP = 8192;

async function copyToParquet(
  connection: DuckDBConnection,
  table: Table,
  select: string,
  path: string,
): Promise<{ rows: number; statistics: WriterStatistics }> {
  const groups = table.orderedBy === null ? "" : `, row_group_size ${SHORT_GROUP}`;
  const options = `format parquet, compression zstd, compression_level 1, return_stats, use_tmp_file false${groups}`;
  try {
    const reader = await connection.runAndReadAll(`copy (${select}) to ${quote(path)} (${options})`);
    const [row] = reader.getRowObjectsJson() as unknown as {
      count: string;
      column_statistics: JsonMap<JsonMap<string>>;
    }[];
    const entries = row?.column_statistics.map(({ key, value }) => [key.slice(1, -1), fromEntries(value)] as const);
    return { rows: Number(row?.count ?? 0), statistics: Object.fromEntries(entries ?? []) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/^(IO|Out of Memory) Error/i.test(message)) {
      throw new StoreProblem(`The rows of the table "${table.name}" could not be written: ${message}`, {
        hint: "Make room on the disk or in memory, then run the command again: nothing was published.",
        cause: error,
      });
    }
    throw error;
  }
}

type JsonMap<Value> = readonly { readonly key: string; readonly value: Value }[];
const fromEntries = (map: JsonMap<string>) => Object.fromEntries(map.map(({ key, value }) => [key, value]));

/** What the writer said, with the bounds that it left out read from the file. */
async function withEveryBound(
  connection: DuckDBConnection,
  table: Table,
  path: string,
  { rows, statistics }: { readonly rows: number; readonly statistics: WriterStatistics },
): Promise<WriterStatistics> {
  const columns = columnsWithoutBounds(table, rows, statistics);
  if (columns.length === 0) return statistics;
  const bounds = columns.map((name) => `min(${name}), max(${name})`).join(", ");
  const reader = await connection.runAndReadAll(`select ${bounds} from read_parquet(${quote(path)})`);
  const [row = []] = reader.getRowsJson();
  const found = columns.map((name, index) => {
    const [min = "", max = ""] = row.slice(index * 2, index * 2 + 2).map(String);
    return [name, { ...statistics[name], min, max }] as const;
  });
  return { ...statistics, ...Object.fromEntries(found) };
}

function refuseBadValues(table: Table, statistics: WriterStatistics): void {
  const [notFinite] = columnsNotFinite(table, statistics);
  if (notFinite !== undefined) {
    throw new InvalidInput(`A row for the table "${table.name}" has a "${notFinite}" that is no finite number.`, {
      hint: "Leave the value out, or put the row among the rejects.",
    });
  }
  for (const { name, nullable } of table.columns) {
    if (!nullable && statistics[name]?.null_count !== "0") {
      throw new InvalidInput(`Some rows for the table "${table.name}" have no "${name}".`, {
        hint: "Every row must have one; rows that do not belong among the rejects.",
      });
    }
  }
}

/** Changes whenever any file of any table does. */
export function vintageKey(storeId: string, tables: Vintage["tables"]): string {
  const hash = createHash("sha256").update(storeId);
  for (const table of Object.keys(tables).sort()) {
    hash.update(`\u0000${table}`);
    for (const file of tables[table]?.files ?? []) hash.update(`\u0000${file.name}`);
  }
  return hash.digest("hex").slice(0, 16);
}
