import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { InvalidInput, UserError } from "../../errors.ts";
import { expandGzip, headOf, type LineCensus, takeCensus } from "./open-text.ts";
import type { Converted } from "./ownership/conversion.ts";
import { convert } from "./ownership/convert.ts";
import {
  type FileFormat,
  type Peek,
  RECORD_LIMIT,
  type ReadOptions,
  type Reply,
  type Request,
  type Staged,
} from "./protocol.ts";
import { type CsvShape, peekCsv, physicalLines, stageCsv } from "./read-csv.ts";
import { type ParquetShape, peekParquet, stageParquet } from "./read-parquet.ts";
import { peekXlsx, stageXlsx, type XlsxShape } from "./read-xlsx.ts";

/**
 * The child process that reads what others made. It gets a path and a scratch folder, and answers with staged Parquet.
 * It is started by `start-reader.ts`, which bounds its memory and time; nothing else imports this module.
 */
type Opened =
  | { readonly format: "csv"; readonly shape: CsvShape; readonly census: LineCensus | null }
  | { readonly format: "parquet"; readonly shape: ParquetShape }
  | { readonly format: "xlsx"; readonly shape: XlsxShape };

interface Session {
  readonly options: ReadOptions;
  readonly bytes: number;
  readonly connection: DuckDBConnection;
  readonly opened: Opened;
  rows: number;
}

let session: Session | null = null;
/** Made once, in one pass over the file. */
let passed: Promise<{ sha256: string; census: LineCensus }> | null = null;

const reply = (message: Reply): void => {
  process.send?.(message);
};

async function openFile(options: ReadOptions): Promise<Peek> {
  const name = basename(options.file);
  const { size } = await stat(options.file);
  const connection = await engineIn(options.folder);
  const opened = await openAs(connection, options, size, name);
  session = { options, bytes: size, connection, opened, rows: 0 };
  const { header, sample } = opened.shape;
  return { format: opened.format, header, sample, bytes: size };
}

async function engineIn(folder: string): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: "2GB",
    temp_directory: join(folder, "spill"),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  return await instance.connect();
}

async function convertFile({ options, form, source }: Extract<Request, { is: "convert" }>): Promise<Converted> {
  const { file, folder } = options;
  const name = basename(file);
  const { size } = await stat(file);
  const format = formatOf(await headOf(file, 8), name);
  if (format === "parquet" || format === "xlsx") {
    throw new InvalidInput(
      `“${name}” is a ${format === "xlsx" ? "workbook" : "Parquet file"}, which --as ${form} does not read.`,
    );
  }
  let text = file;
  if (format === "gzip") {
    text = join(folder, "expanded");
    reply({ is: "progress", stage: "expanding", bytes: 0, totalBytes: size });
    await expandGzip(file, text, size);
  }
  const totalBytes = (await stat(text)).size;
  const onBytes = (bytes: number) => reply({ is: "progress", stage: "reading", bytes, totalBytes });
  return await convert(await engineIn(folder), { form, file: text, name, folder, source, onBytes });
}

async function openAs(
  connection: DuckDBConnection,
  options: ReadOptions,
  bytes: number,
  name: string,
): Promise<Opened> {
  const format = formatOf(await headOf(options.file, 8), name);
  if (format === "parquet") return { format, shape: await peekParquet(connection, options.file) };
  if (format === "xlsx") return { format, shape: await peekXlsx(options.file, options.sheet, options.skip ?? 0) };
  if (format === "csv") return { format, shape: await peekCsv(options.file, options), census: null };
  const expanded = join(options.folder, "expanded");
  reply({ is: "progress", stage: "expanding", bytes: 0, totalBytes: bytes });
  const census = await expandGzip(options.file, expanded, bytes);
  return { format: "csv", shape: await peekCsv(expanded, options), census };
}

function formatOf(head: Buffer, name: string): FileFormat | "gzip" {
  const starts = (...bytes: number[]) => bytes.every((byte, at) => head[at] === byte);
  if (head.length === 0) throw new InvalidInput(`“${name}” is empty.`);
  if (starts(0x50, 0x41, 0x52, 0x31)) return "parquet";
  if (starts(0x1f, 0x8b)) return "gzip";
  if (starts(0x50, 0x4b, 0x03, 0x04)) return "xlsx";
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) {
    throw new InvalidInput(`“${name}” is a workbook in the old XLS form.`, { hint: "Save it as XLSX or CSV." });
  }
  const claimed = /\.(xlsx|parquet|gz)$/i.exec(name)?.[1]?.toLowerCase();
  if (claimed !== undefined) {
    const what = { xlsx: "an XLSX workbook", parquet: "a Parquet file", gz: "a gzip" }[claimed];
    throw new InvalidInput(`“${name}” is named like ${what} and is not one.`);
  }
  return "csv";
}

async function stage(columns: readonly number[]): Promise<Staged> {
  if (session === null) throw new Error("stage before peek");
  const { connection, opened, options, bytes } = session;
  const progress = (stageName: string, done: number) =>
    reply({ is: "progress", stage: stageName, bytes: Math.min(done, bytes), totalBytes: bytes });
  const staged = await stageOpened(connection, opened, columns, options, progress);
  session.rows = staged.rows;
  return staged;
}

async function stageOpened(
  connection: DuckDBConnection,
  opened: Opened,
  columns: readonly number[],
  options: ReadOptions,
  progress: (stageName: string, bytes: number) => void,
): Promise<Staged> {
  if (opened.format === "parquet") {
    return await stageParquet(connection, options.file, opened.shape.header, columns, options.folder);
  }
  if (opened.format === "xlsx") return await stageXlsx(connection, opened.shape, columns, options.folder);
  return await stageCsv(connection, opened.shape, columns, options.folder, census(opened), progress);
}

async function lines(records: readonly number[]): Promise<readonly number[]> {
  if (session?.opened.format !== "csv") return records;
  const { opened, rows } = session;
  return await physicalLines(opened.shape, records, rows, await census(opened));
}

async function census(opened: Extract<Opened, { format: "csv" }>): Promise<LineCensus> {
  return opened.census ?? (await passOver(session?.options.file ?? "")).census;
}

function passOver(file: string): Promise<{ sha256: string; census: LineCensus }> {
  passed ??= hashAndCount(file);
  return passed;
}

async function hashAndCount(file: string): Promise<{ sha256: string; census: LineCensus }> {
  const digest = createHash("sha256");
  const taker = takeCensus(RECORD_LIMIT);
  for await (const chunk of createReadStream(file, { highWaterMark: 4 * 1024 * 1024 }) as AsyncIterable<Buffer>) {
    digest.update(chunk);
    taker.add(chunk);
  }
  return { sha256: digest.digest("hex"), census: taker.result() };
}

async function answer(request: Request): Promise<Reply> {
  if (request.is === "peek") return { is: "peeked", peek: await openFile(request.options) };
  if (request.is === "hash") return { is: "hashed", sha256: (await passOver(request.file)).sha256 };
  if (request.is === "convert") return { is: "converted", converted: await convertFile(request) };
  if (request.is === "stage") return { is: "staged", staged: await stage(request.columns) };
  return { is: "lines", lines: await lines(request.records) };
}

process.on("message", (request: Request) => {
  answer(request).then(reply, (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof UserError) {
      reply({ is: "refused", to: request.is, message, ...(error.hint === undefined ? {} : { hint: error.hint }) });
    } else reply({ is: "broken", to: request.is, message });
  });
});
process.on("disconnect", () => process.exit(0));
setInterval(() => reply({ is: "alive" }), 1000).unref();
