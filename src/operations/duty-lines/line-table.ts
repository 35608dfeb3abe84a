import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { InvalidInput } from "../../errors.ts";
import { encodingOfBody, textOf } from "../../ingest/reader/open-text.ts";
import { peekCsv } from "../../ingest/reader/read-csv.ts";
import { splitRecords } from "../../ingest/reader/split-records.ts";
import { regularFile } from "../../ingest/regular-file.ts";

/** One record of a table, or what stands where a record should and cannot be read. */
export interface TableRecord {
  /** Physical line, or row of the sheet, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly fault: string | null;
}

/** A file of lines that can be read more than once, a batch at a time. */
export interface LineTable {
  readonly name: string;
  readonly header: readonly string[];
  readonly bytes: number;
  /** Throws InvalidInput when the file changed since it was opened. */
  read(onBytes: (bytes: number) => void): AsyncGenerator<readonly TableRecord[]>;
}

const FORMATS = /\.(csv|tsv|txt|xlsx)$/i;

/** Opens a CSV, TSV or XLSX file by its name; a workbook is held in memory, a text file is streamed. */
export async function openLineTable(file: string): Promise<LineTable> {
  const name = basename(file);
  await regularFile(file);
  if (!FORMATS.test(name)) {
    throw new InvalidInput(`“${name}” is neither CSV nor XLSX by its name.`, { hint: "Name it .csv, .tsv or .xlsx." });
  }
  return /\.xlsx$/i.test(name) ? openSheet(file, name) : openText(file, name);
}

async function openText(file: string, name: string): Promise<LineTable> {
  const shape = await peekCsv(file, { file, folder: "" });
  const encoding = shape.encoding === "utf-8" ? await encodingOfBody(file) : shape.encoding;
  const opened = await stat(file);
  return {
    name,
    header: shape.header,
    bytes: opened.size,
    async *read(onBytes) {
      const now = await stat(file);
      if (now.size !== opened.size || now.mtimeMs !== opened.mtimeMs) {
        throw new InvalidInput(`“${name}” changed while it was read.`, { hint: "Ask again when nobody writes to it." });
      }
      let batch: TableRecord[] = [];
      let first = true;
      const splitter = splitRecords(
        { delimiter: shape.delimiter, name },
        ({ fields, line }) => {
          if (first) first = false;
          else batch.push({ line, cells: fields, fault: null });
        },
        ({ line, text, reason }) => {
          first = false;
          batch.push({ line, cells: [text], fault: reason });
        },
      );
      const take = (): readonly TableRecord[] => {
        const taken = batch;
        batch = [];
        return taken;
      };
      for await (const text of textOf(file, encoding, onBytes)) {
        for (let at = 0; at < text.length; at += PIECE) {
          splitter.push(text.slice(at, at + PIECE));
          yield take();
        }
      }
      splitter.end();
      yield take();
    },
  };
}

/** Characters that are taken apart at a time. */
const PIECE = 256 * 1024;
/** Rows of a sheet that are given at a time. */
const BATCH = 2000;

async function openSheet(file: string, name: string): Promise<LineTable> {
  const { peekXlsx } = await import("../../ingest/reader/read-xlsx.ts");
  const { header, rows, headerRow } = await peekXlsx(file, undefined, 0);
  const records = rows.flatMap((row, at) =>
    row.every((cell) => cell === null)
      ? []
      : [{ line: headerRow + 1 + at, cells: row.map((cell) => cell ?? ""), fault: null }],
  );
  const { size } = await stat(file);
  return {
    name,
    header,
    bytes: size,
    async *read(onBytes) {
      for (let at = 0; at < records.length; at += BATCH) {
        yield records.slice(at, at + BATCH);
        onBytes(Math.round((size * at) / records.length));
      }
    },
  };
}
