import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";

/** Rows on their way into tables of the engine, by way of text files: the engine reads those faster than it takes rows. */
export interface TableWriter {
  row(table: string, cells: readonly (string | number | null)[]): void;
  /** Waits until what was given is on its way to the disk; to be called now and then. */
  flush(): Promise<void>;
  /** Makes every table, also one without rows. */
  load(connection: DuckDBConnection): Promise<void>;
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Columns are text; `record` and `rank` are numbers. */
export function openTables(folder: string, tables: Readonly<Record<string, readonly string[]>>): TableWriter {
  const pending = new Map<string, string[]>(Object.keys(tables).map((name) => [name, []]));
  const streams = new Map<string, WriteStream>();
  const fileOf = (name: string) => join(folder, `${name}.rows`);
  const flushOne = async (name: string, rows: string[]) => {
    if (rows.length === 0) return;
    const stream = streams.get(name) ?? createWriteStream(fileOf(name), { highWaterMark: 4 * 1024 * 1024 });
    streams.set(name, stream);
    const text = rows.join("");
    rows.length = 0;
    if (!stream.write(text)) await once(stream, "drain");
  };
  const flush = async () => {
    for (const [name, rows] of pending) await flushOne(name, rows);
  };
  return {
    row: (table, cells) => pending.get(table)?.push(lineOf(cells)),
    flush,
    async load(connection) {
      await flush();
      for (const [name, columns] of Object.entries(tables)) {
        const stream = streams.get(name);
        const typed = columns.map((column) => `${column} ${typeOf(column)}`).join(", ");
        await connection.run(`create table ${name} (${typed})`);
        if (stream === undefined) continue;
        stream.end();
        await once(stream, "close");
        const given = columns.map((column) => `'${column}': '${typeOf(column)}'`).join(", ");
        await connection.run(
          `insert into ${name} select * from read_csv(${literal(fileOf(name))}, columns = {${given}}, auto_detect = false,
             header = false, delim = ',', quote = '"', escape = '"', nullstr = '', strict_mode = true)`,
        );
      }
    },
  };
}

const NUMBERS: ReadonlySet<string> = new Set(["record", "line", "rank", "interests"]);
const typeOf = (column: string): string => (NUMBERS.has(column) ? "bigint" : "varchar");

function lineOf(cells: readonly (string | number | null)[]): string {
  let line = "";
  for (const [at, cell] of cells.entries()) {
    if (at > 0) line += ",";
    if (typeof cell === "number") line += cell;
    else if (cell !== null) line += `"${cell.includes('"') ? cell.replaceAll('"', '""') : cell}"`;
  }
  return `${line}\n`;
}
