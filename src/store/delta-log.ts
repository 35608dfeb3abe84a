import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { StoreProblem } from "../errors.ts";
import { codeOf, type Disk, uniqueName } from "./disk.ts";
import { columnsWithoutValue } from "./statistics.ts";
import type { Table } from "./tables.ts";
import type { DataFile } from "./vintage.ts";

/** An `add` action of the Delta protocol; paths are relative and URL-encoded. */
export interface AddAction {
  readonly path: string;
  readonly partitionValues: Readonly<Record<string, string>>;
  readonly size: number;
  readonly modificationTime: number;
  readonly dataChange: boolean;
  readonly stats: string;
  readonly tags: { readonly importId: string };
}

export interface RemoveAction {
  readonly path: string;
  readonly deletionTimestamp: number;
  readonly dataChange: boolean;
  readonly extendedFileMetadata: true;
  readonly partitionValues: Readonly<Record<string, string>>;
  readonly size: number;
  readonly tags: AddAction["tags"];
}

/** One version of one table's log. */
export interface Commit {
  readonly adds: readonly AddAction[];
  readonly removes: readonly string[];
  /** What the version says of the table itself, if it does. */
  readonly metaData: MetaData | null;
}

export interface MetaData {
  readonly id: string;
  readonly schemaString: string;
}

export const LOG_FOLDER = "_delta_log";
const LOG_FILE = /^(\d{20})\.json$/;

export const logFileName = (version: number): string => `${String(version).padStart(20, "0")}.json`;

/** The last version that a table's log holds, published or not; -1 when it holds none. */
export function lastVersion(tableFolder: string): number {
  let names: string[];
  try {
    names = readdirSync(join(tableFolder, LOG_FOLDER));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return -1;
    throw error;
  }
  return names.reduce((last, name) => Math.max(last, Number(LOG_FILE.exec(name)?.[1] ?? -1)), -1);
}

/** Reads one version of a log. `place` is how an error names the file. */
export function readCommit(tableFolder: string, version: number, place: string): Commit {
  const path = join(tableFolder, LOG_FOLDER, logFileName(version));
  const damaged = (what: string, cause?: unknown) =>
    new StoreProblem(`The log file "${place}" ${what}.`, {
      hint: "Restore the file from a backup of the store, or ask of an older vintage.",
      cause,
    });
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw damaged(codeOf(error) === "ENOENT" ? "is missing" : "cannot be read", error);
  }
  const adds: AddAction[] = [];
  const removes: string[] = [];
  let metaData: MetaData | null = null;
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    let action: LogLine;
    try {
      action = JSON.parse(line);
    } catch (error) {
      throw damaged(`is damaged in line ${index + 1}`, error);
    }
    if ((action.protocol?.minReaderVersion ?? 1) > 1) throw damaged("needs a newer reader");
    if (action.add !== undefined) {
      if (!isOurs(action.add)) throw damaged(`was not written by this software (line ${index + 1})`);
      adds.push(action.add);
    }
    if (typeof action.remove?.path === "string") removes.push(action.remove.path);
    if (action.metaData !== undefined) metaData = action.metaData;
  }
  return { adds, removes, metaData };
}

interface LogLine {
  readonly add?: AddAction;
  readonly remove?: { readonly path?: unknown };
  readonly protocol?: { readonly minReaderVersion?: number };
  readonly metaData?: MetaData;
}

function isOurs(add: AddAction): boolean {
  const name = typeof add.path === "string" ? fileNameOf(add.path) : null;
  const inside = name !== null && !name.startsWith("/") && !name.includes("..") && !name.includes(":");
  return inside && typeof add.tags?.importId === "string" && typeof add.stats === "string";
}

function fileNameOf(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** The files that are active after `commits`, by path, oldest first. */
export function replay(commits: Iterable<Commit>): Map<string, AddAction> {
  const active = new Map<string, AddAction>();
  for (const { adds, removes } of commits) {
    for (const path of removes) active.delete(path);
    for (const add of adds) active.set(add.path, add);
  }
  return active;
}

/** An `add` action as the store hands it to readers; `table` is as this software declares it. */
export function dataFile(tableFolder: string, table: Table | undefined, add: AddAction): DataFile {
  const name = decodeURIComponent(add.path);
  // Only counts are read from the statistics: exact bounds would not survive JSON.parse.
  const stats = JSON.parse(add.stats) as { numRecords: number; nullCount?: Record<string, number> };
  return {
    path: join(tableFolder, name),
    name,
    rows: stats.numRecords,
    bytes: add.size,
    importId: add.tags.importId,
    emptyColumns: columnsWithoutValue(stats),
    lackingColumns: (table?.columns ?? [])
      .map(({ name }) => name)
      .filter((name) => stats.nullCount?.[name] === undefined),
  };
}

/** What one version of a table changes, and why. */
export interface Change {
  readonly why: string;
  readonly at: Date;
  readonly adds: readonly AddAction[];
  readonly removes: readonly AddAction[];
  /** False when rows are only laid out anew. */
  readonly dataChange: boolean;
}

/**
 * Adds a version to a table's log, durably and never over an existing one.
 *
 * The temporary file lies in `draftFolder`, so that no reader meets it. False: another writer was first.
 */
export async function writeCommit(
  disk: Disk,
  { tableFolder, draftFolder }: { readonly tableFolder: string; readonly draftFolder: string },
  version: number,
  lines: readonly object[],
): Promise<boolean> {
  const draft = join(draftFolder, `${uniqueName()}.json`);
  const log = join(tableFolder, LOG_FOLDER);
  await disk.writeNew(draft, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  try {
    const first = await disk.link(draft, join(log, logFileName(version)));
    if (first) await disk.syncFolder(log);
    return first;
  } finally {
    await disk.remove(draft);
  }
}

/** The first lines of a table's log: what it is and what a reader and writer must know (nothing beyond the basics). */
export function creationLines(table: Table, tableId: string, at: Date): object[] {
  return [
    commitInfo({ why: `Create the table ${table.name}`, at, operation: "CREATE TABLE" }),
    { protocol: { minReaderVersion: 1, minWriterVersion: 2 } },
    metaDataLine(table, tableId, at),
  ];
}

/** The line that declares a table, first when it is made and again when columns were added to its declaration. */
export function metaDataLine(table: Table, tableId: string, at: Date): { metaData: MetaData } {
  const metaData = {
    id: tableId,
    name: table.name,
    description: table.about,
    format: { provider: "parquet", options: {} },
    schemaString: JSON.stringify(deltaSchema(table)),
    partitionColumns: [],
    configuration: {},
    createdTime: at.getTime(),
  };
  return { metaData };
}

/** The schema of a table as the Delta protocol writes it. */
export function deltaSchema(table: Table): { type: "struct"; fields: SchemaField[] } {
  const fields = table.columns.map(({ name, type, nullable, about }) => ({
    name,
    type,
    nullable,
    metadata: { comment: about },
  }));
  return { type: "struct", fields };
}

interface SchemaField {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
}

/**
 * How a table in a store stands to its declaration: the same, grown by columns that may be null, or of another kind
 * that neither this software nor any Delta reader can bring together.
 */
export function compareSchema(table: Table, { schemaString }: MetaData): "same" | "grown" | "other" {
  const stored: SchemaField[] = JSON.parse(schemaString).fields;
  const declared = deltaSchema(table).fields;
  const kept = stored.every((field) =>
    declared.some(
      ({ name, type, nullable }) => name === field.name && type === field.type && (nullable || !field.nullable),
    ),
  );
  const added = declared.filter(({ name }) => !stored.some((field) => field.name === name));
  if (!kept || added.some(({ nullable }) => !nullable)) return "other";
  return added.length === 0 ? "same" : "grown";
}

/** The lines of a change: removes first, so that a path may be removed and added again. */
export function changeLines({ why, at, adds, removes, dataChange }: Change): object[] {
  const removed = removes.map(({ path, partitionValues, size, tags }): { remove: RemoveAction } => ({
    remove: {
      path,
      deletionTimestamp: at.getTime(),
      dataChange,
      extendedFileMetadata: true,
      partitionValues,
      size,
      tags,
    },
  }));
  const added = adds.map((add) => ({ add: { ...add, dataChange } }));
  return [commitInfo({ why, at, operation: dataChange ? "WRITE" : "OPTIMIZE" }), ...removed, ...added];
}

function commitInfo({ why, at, operation }: { why: string; at: Date; operation: string }): object {
  const operationParameters = operation === "WRITE" ? { mode: "Append" } : {};
  const info = { timestamp: at.getTime(), operation, operationParameters, engineInfo: "headwater", userMetadata: why };
  return { commitInfo: info };
}
