import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseCsv } from "../../src/book/csv.ts";

export type Row = Readonly<Record<string, string>>;

/** The rows of a CSV file of a made world by column name; cells as they stand, spaces and all. */
export async function rowsOf(folder: string, name: string): Promise<readonly Row[]> {
  const [header, ...records] = parseCsv(await readFile(join(folder, name), "utf8"), name);
  const columns = header?.cells ?? [];
  return records.map(({ cells }) => Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ""])));
}

export function grouped<T>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return groups;
}

export function sumOf<T>(rows: readonly T[], value: (row: T) => number): number {
  return rows.reduce((sum, row) => sum + value(row), 0);
}
