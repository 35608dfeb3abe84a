import { open } from "node:fs/promises";
import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { InvalidInput } from "../../errors.ts";
import type { Staged } from "./protocol.ts";

/** Unpacked bytes that a workbook may have in all. */
const UNPACKED_LIMIT = 512 * 1024 * 1024;

export interface XlsxShape {
  readonly header: readonly string[];
  readonly sample: readonly (readonly (string | null)[])[];
  /** Rows below the header as text; row n stands on sheet row `headerRow + 1 + n`. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly headerRow: number;
}

/** Reads one sheet of a workbook, its sizes checked before anything is unpacked. */
export async function peekXlsx(file: string, sheet: string | undefined, skip: number): Promise<XlsxShape> {
  const name = basename(file);
  await guardSizes(file, name);
  const cells = await readCells(file, name, sheet);
  const table = cells.map((row) => row.map(cellText));
  const headerAt = table.findIndex((row, at) => at >= skip && row.some((cell) => cell !== null));
  const header = table[headerAt];
  if (header === undefined) throw new InvalidInput(`The sheet of “${name}” is empty.`);
  const rows = table.slice(headerAt + 1);
  return {
    header: header.map((cell) => (cell ?? "").trim()),
    sample: rows.slice(0, 100),
    rows,
    headerRow: headerAt + 1,
  };
}

async function readCells(file: string, name: string, sheet: string | undefined): Promise<unknown[][]> {
  // Loaded where it is needed: most files are no workbooks, and each is read by a process of its own.
  const { readSheet } = await import("read-excel-file/node");
  try {
    return (await (sheet === undefined ? readSheet(file) : readSheet(file, sheet))) as unknown[][];
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const hint = sheet === undefined ? undefined : "`sheet` in the mapping names the sheet.";
    throw new InvalidInput(`“${name}” is not a readable XLSX workbook: ${said.replace(/\.?$/, ".")}`, {
      ...(hint === undefined ? {} : { hint }),
    });
  }
}

function cellText(cell: unknown): string | null {
  if (cell === null || cell === undefined || cell === "") return null;
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$/, "");
  return String(cell);
}

/** Stages the sheet with the row of each record as its physical line; empty rows are no records. */
export async function stageXlsx(
  connection: DuckDBConnection,
  shape: XlsxShape,
  columns: readonly number[],
  folder: string,
): Promise<Staged> {
  const path = join(folder, "staged.parquet");
  const texts = columns.map((at) => `c${at} varchar`).join(", ");
  await connection.run(`create or replace table sheet (line bigint, record bigint${texts === "" ? "" : `, ${texts}`})`);
  const appender = await connection.createAppender("sheet");
  let record = 0;
  for (const [at, row] of shape.rows.entries()) {
    if (row.every((cell) => cell === null)) continue;
    record++;
    appender.appendBigInt(BigInt(shape.headerRow + 1 + at));
    appender.appendBigInt(BigInt(record));
    for (const column of columns) {
      const cell = row[column] ?? null;
      if (cell === null) appender.appendNull();
      else appender.appendVarchar(cell);
    }
    appender.endRow();
  }
  appender.closeSync();
  await connection.run(`copy sheet to '${path.replaceAll("'", "''")}' (format parquet, compression lz4_raw)`);
  return { path, rows: record, numbered: true, rejects: [], rejected: 0, warnings: [] };
}

/** Reads the directory at the end of a zip and adds up the sizes that its entries claim. */
async function guardSizes(file: string, name: string): Promise<void> {
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    const tail = Buffer.alloc(Math.min(size, 65_557));
    await handle.read(tail, 0, tail.length, size - tail.length);
    const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
    if (end === -1 || end + 22 > tail.length) throw new InvalidInput(`“${name}” is a zip that was cut off or damaged.`);
    const directory = Buffer.alloc(Math.min(tail.readUInt32LE(end + 12), 16 * 1024 * 1024));
    await handle.read(directory, 0, directory.length, tail.readUInt32LE(end + 16));
    let unpacked = 0;
    for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50; ) {
      unpacked += directory.readUInt32LE(at + 24);
      at += 46 + directory.readUInt16LE(at + 28) + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
    if (unpacked > UNPACKED_LIMIT) {
      throw new InvalidInput(
        `“${name}” would unpack to ${Math.round(unpacked / 1024 / 1024)} MB; at most ${UNPACKED_LIMIT / 1024 / 1024} are read from a workbook.`,
        { hint: "Save the sheet as CSV and import that." },
      );
    }
  } finally {
    await handle.close();
  }
}
