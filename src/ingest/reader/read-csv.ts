import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { InvalidInput } from "../../errors.ts";
import { watchProgress } from "../watch-progress.ts";
import { type Encoding, encodingOfBody, encodingOfHead, headOf, type LineCensus, textOf } from "./open-text.ts";
import { RECORD_LIMIT, REJECT_LIMIT, type ReaderReject, type ReadOptions, type Staged } from "./protocol.ts";
import { longLine, splitRecords } from "./split-records.ts";

export interface CsvShape {
  /** The text file to read: the given one, or what a gzip expanded to. */
  readonly file: string;
  /** Name for messages. */
  readonly name: string;
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly skip: number;
  readonly header: readonly string[];
  readonly sample: readonly (readonly (string | null)[])[];
}

const HEAD_BYTES = 256 * 1024;
const DELIMITERS = [",", "\t", ";", "|"];
const SAMPLE_RECORDS = 100;

/** Written once and read a few times: speed counts, size does not. */
export const STAGED_FORMAT = "format parquet, compression uncompressed, dictionary_size_limit 2000";

export type OnProgress = (stage: string, bytes: number) => void;

/** Finds out how a text file is delimited, and reads its header and first records. */
export async function peekCsv(file: string, options: ReadOptions): Promise<CsvShape> {
  const name = basename(options.file);
  let head = await headOf(file, HEAD_BYTES);
  if (head.length === 0) throw new InvalidInput(`“${name}” is empty.`);
  if (!head.includes(10) && !head.includes(13) && head.length === HEAD_BYTES) {
    head = await headOf(file, RECORD_LIMIT + 1);
    if (!head.includes(10) && !head.includes(13) && head.length > RECORD_LIMIT) {
      throw longLine(1, name);
    }
  }
  let encoding = encodingOfHead(head, name);
  let text = new TextDecoder(encoding).decode(head, { stream: true });
  if (text.includes("\ufffd")) {
    encoding = await encodingOfBody(file);
    text = new TextDecoder(encoding).decode(head, { stream: true });
  }
  const skip = options.skip ?? 0;
  const body = afterLines(text, skip);
  const whole = head.length < HEAD_BYTES;
  const delimiter = options.delimiter ?? likeliestDelimiter(body, whole, file);
  const [header = [], ...sample] = firstRecords(body, delimiter, whole, name);
  if (header.every((column) => column.trim() === "")) {
    throw new InvalidInput(`“${name}” has no header on line ${skip + 1}.`);
  }
  return { file, name, encoding, delimiter, skip, header: header.map((column) => column.trim()), sample };
}

function afterLines(text: string, lines: number): string {
  let at = 0;
  for (let line = 0; line < lines; line++) at = text.indexOf("\n", at) + 1 || text.length;
  return text.slice(at);
}

function firstRecords(text: string, delimiter: string, whole: boolean, name: string): string[][] {
  const records: string[][] = [];
  const splitter = splitRecords(
    { delimiter, name },
    ({ fields }) => records.push([...fields]),
    () => {},
  );
  splitter.push(text);
  if (whole || records.length === 0) splitter.end();
  return records.slice(0, SAMPLE_RECORDS + 1);
}

function likeliestDelimiter(text: string, whole: boolean, file: string): string {
  const scored = DELIMITERS.map((delimiter) => {
    const records = firstRecords(text, delimiter, whole, file).slice(0, 20);
    const width = records[0]?.length ?? 0;
    const even = records.filter((record) => record.length === width).length;
    const named = delimiter === "\t" && /\.tsv(\.gz)?$/i.test(file) ? 1000 : 0;
    return { delimiter, score: width < 2 ? 0 : named + width + (20 * even) / records.length };
  });
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score === 0 ? "," : best.delimiter;
}

/**
 * Stages a text file. A well-formed one is read by the engine as it stands; one with a malformed record, another
 * encoding or mixed line ends is taken apart here first, record by record, so that each keeps its physical line.
 */
export async function stageCsv(
  connection: DuckDBConnection,
  shape: CsvShape,
  columns: readonly number[],
  folder: string,
  census: Promise<LineCensus>,
  onProgress: OnProgress,
): Promise<Staged> {
  const path = join(folder, "staged.parquet");
  if (shape.encoding === "utf-8") {
    try {
      const bytes = (await stat(shape.file)).size;
      const onShare = (share: number) => onProgress("reading", Math.round(share * bytes));
      const staged = await watchProgress(connection, onShare, () => stageWellFormed(connection, shape, columns, path));
      refuseLongLine(await census, shape.name);
      return staged;
    } catch (error) {
      if (!isMalformed(error)) throw error;
      refuseLongLine(await census, shape.name);
    }
  }
  const encoding = shape.encoding === "utf-8" ? await encodingOfBody(shape.file) : shape.encoding;
  return await stagePiecewise(connection, { ...shape, encoding }, columns, folder, path, onProgress);
}

/** The engine loses a line beyond its buffer at the end of a file without a word, so the lines are measured here. */
function refuseLongLine({ tooLong }: LineCensus, name: string): void {
  if (tooLong !== null) throw longLine(tooLong, name);
}

/** The engine names what is wrong with the text, not with us; anything else (disk, memory) is not the file's fault. */
function isMalformed(error: unknown): boolean {
  const message = error instanceof Error ? error.message : "";
  return /^(Invalid Input|Conversion) Error/.test(message) && !/Out of Memory|No space left/.test(message);
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const columnList = (names: readonly string[]): string => `{${names.map((name) => `'${name}': 'varchar'`).join(", ")}}`;

async function stageWellFormed(
  connection: DuckDBConnection,
  shape: CsvShape,
  columns: readonly number[],
  path: string,
): Promise<Staged> {
  const source = `read_csv(${literal(shape.file)}, columns = ${columnList(shape.header.map((_, at) => `c${at}`))},
    auto_detect = false, header = true, skip = ${shape.skip}, delim = ${literal(shape.delimiter)}, quote = '"',
    escape = '"', strict_mode = true, null_padding = false)`;
  const rows = await copyToStaged(connection, columns.map((at) => `c${at}`).join(", "), source, path);
  return { path, rows, numbered: false, rejects: [], rejected: 0, warnings: [] };
}

async function copyToStaged(
  connection: DuckDBConnection,
  select: string,
  source: string,
  path: string,
): Promise<number> {
  const reader = await connection.runAndReadAll(
    `copy (select ${select} from ${source}) to ${literal(path)} (${STAGED_FORMAT})`,
  );
  return Number(reader.getRows()[0]?.[0] ?? 0);
}

async function stagePiecewise(
  connection: DuckDBConnection,
  shape: CsvShape,
  columns: readonly number[],
  folder: string,
  path: string,
  onProgress: OnProgress,
): Promise<Staged> {
  const clean = join(folder, "clean.csv");
  const { rejects, rejected } = await writeClean(shape, columns, clean, onProgress);
  const names = ["line", "record", ...columns.map((at) => `c${at}`)];
  const source = `read_csv(${literal(clean)}, columns = ${columnList(names)}, auto_detect = false, header = false,
    delim = ',', quote = '"', escape = '"', strict_mode = true, max_line_size = ${2 * RECORD_LIMIT})`;
  const select = `cast(line as bigint) as line, cast(record as bigint) as record${names
    .slice(2)
    .map((name) => `, ${name}`)
    .join("")}`;
  const rows = await copyToStaged(connection, select, source, path);
  const warnings =
    shape.encoding === "utf-8" ? [] : [`“${shape.name}” is not UTF-8; it was read as ${shape.encoding}.`];
  return { path, rows, numbered: true, rejects, rejected, warnings };
}

async function writeClean(
  shape: CsvShape,
  columns: readonly number[],
  clean: string,
  onProgress: OnProgress,
): Promise<{ rejects: ReaderReject[]; rejected: number }> {
  const rejects: ReaderReject[] = [];
  let rejected = 0;
  let record = 0;
  let pending: string[] = [];
  const width = shape.header.length;
  const reject = (line: number, column: string | null, value: string, reason: string) => {
    rejected++;
    if (rejects.length < REJECT_LIMIT) rejects.push({ line, record, column, value: value.slice(0, 200), reason });
  };
  let headerSeen = false;
  const splitter = splitRecords(
    shape,
    ({ fields, line: lineInBody }) => {
      const line = lineInBody + shape.skip;
      if (!headerSeen) {
        headerSeen = true;
        return;
      }
      record++;
      const reason = faultOf(fields, width);
      if (reason !== null) return reject(line, reason.column, reason.value, reason.reason);
      pending.push(`${line},${record},${columns.map((at) => quoted(fields[at] ?? "")).join(",")}\n`);
    },
    ({ line, text, reason }) => {
      record++;
      reject(line + shape.skip, null, text, `the record cannot be taken apart: ${reason}`);
    },
  );
  const faultOf = (fields: readonly string[], expected: number) => {
    const extra = fields.slice(expected);
    if (fields.length < expected || extra.some((field) => field !== "")) {
      const reason = `the record has ${counted(fields.length)}, the header ${expected}`;
      return { column: null, value: fields.join(shape.delimiter), reason };
    }
    const at = fields.findIndex((field) => field.includes("\u0000") || field.includes("\ufffd"));
    if (at === -1) return null;
    const value = fields[at] ?? "";
    const reason = value.includes("\u0000") ? "holds a zero byte" : `holds bytes that are not ${shape.encoding}`;
    return { column: shape.header[at] ?? null, value, reason };
  };

  const output = createWriteStream(clean, { highWaterMark: 4 * 1024 * 1024 });
  const flush = async () => {
    const text = pending.join("");
    pending = [];
    if (text !== "" && !output.write(text)) await once(output, "drain");
  };
  let toSkip = shape.skip;
  for await (const piece of textOf(shape.file, shape.encoding, (bytes) => onProgress("reading", bytes))) {
    let text = piece;
    while (toSkip > 0 && text !== "") {
      const newline = text.indexOf("\n");
      text = newline === -1 ? "" : text.slice(newline + 1);
      if (newline !== -1) toSkip--;
    }
    splitter.push(text);
    await flush();
  }
  splitter.end();
  await flush();
  output.end();
  await once(output, "close");
  return { rejects, rejected };
}

const counted = (fields: number): string => (fields === 1 ? "1 field" : `${fields} fields`);
const quoted = (field: string): string => (field === "" ? "" : `"${field.replaceAll('"', '""')}"`);

/**
 * The physical line on which each of `records` (1-based, the header not counted) starts, in the same order.
 *
 * Only for files that the engine took as they stand. A file with one line a record needs a count of its line ends, no
 * more; otherwise its quotes are followed.
 */
export async function physicalLines(
  shape: CsvShape,
  records: readonly number[],
  rows: number,
  plain: LineCensus,
): Promise<readonly number[]> {
  if (plain.newlines + (plain.endsOpen ? 1 : 0) === rows + 1 + shape.skip) {
    return records.map((record) => record + 1 + shape.skip);
  }
  const wanted = new Set(records);
  const lineOf = new Map<number, number>();
  let record = -1;
  const splitter = splitRecords(
    shape,
    ({ line }) => {
      record++;
      if (wanted.has(record)) lineOf.set(record, line + shape.skip);
    },
    () => {
      record++;
    },
  );
  let first = true;
  for await (const piece of textOf(shape.file, "utf-8")) {
    splitter.push(first ? afterLines(piece, shape.skip) : piece);
    first = false;
    if (lineOf.size === wanted.size) break;
  }
  splitter.end();
  return records.map((wantedRecord) => lineOf.get(wantedRecord) ?? wantedRecord + 1 + shape.skip);
}
