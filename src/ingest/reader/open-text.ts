import { isUtf8 } from "node:buffer";
import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { InvalidInput } from "../../errors.ts";
import { RECORD_LIMIT } from "./protocol.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** Beyond this many expanded bytes a gzip may expand by no more than `GZIP_RATIO`: tables reach 40, bombs 1000. */
const GZIP_FREE_BYTES = 256 * 1024 * 1024;
const GZIP_RATIO = 150;

/** What a pass over the bytes of a text says about its lines. */
export interface LineCensus {
  readonly newlines: number;
  /** The last line has no newline. */
  readonly endsOpen: boolean;
  /** 1-based number of the first line beyond the limit of a record, or null. */
  readonly tooLong: number | null;
}

export interface CensusTaker {
  add(chunk: Buffer): void;
  result(): LineCensus;
}

/** Counts lines while a file passes by for another reason. */
export function takeCensus(limit: number): CensusTaker {
  let newlines = 0;
  let position = 0;
  let lineStart = 0;
  let tooLong: number | null = null;
  return {
    add(chunk) {
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) {
        newlines++;
        if (position + at - lineStart > limit) tooLong ??= newlines;
        lineStart = position + at + 1;
      }
      position += chunk.length;
    },
    result() {
      const endsOpen = position > lineStart;
      if (position - lineStart > limit) tooLong ??= newlines + 1;
      return { newlines, endsOpen, tooLong };
    },
  };
}

/** The first bytes of a file. */
export async function headOf(file: string, bytes: number): Promise<Buffer> {
  const handle = await open(file, "r");
  try {
    const buffer = Buffer.alloc(bytes);
    const { bytesRead } = await handle.read(buffer, 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Expands a gzip into `target`. Throws InvalidInput when it is cut off, damaged, or expands without measure. */
export async function expandGzip(file: string, target: string, bytes: number): Promise<LineCensus> {
  let expanded = 0;
  const census = takeCensus(RECORD_LIMIT);
  const guard = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      expanded += chunk.length;
      if (expanded > GZIP_FREE_BYTES && expanded > bytes * GZIP_RATIO) done(new InvalidInput(bombMessage(file)));
      else {
        census.add(chunk);
        done(null, chunk);
      }
    },
  });
  try {
    await pipeline(
      createReadStream(file),
      createGunzip({ chunkSize: 1024 * 1024 }),
      guard,
      createWriteStream(target, { highWaterMark: 4 * 1024 * 1024 }),
    );
    return census.result();
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "Z_BUF_ERROR") {
      throw new InvalidInput(`“${basename(file)}” ends in the middle of its gzip stream, after ${expanded} bytes.`, {
        hint: "The file was cut off: fetch it again.",
      });
    }
    if (code?.startsWith("Z_") === true) {
      throw new InvalidInput(`“${basename(file)}” is damaged gzip after ${expanded} expanded bytes.`);
    }
    throw error;
  }
}

const bombMessage = (file: string): string =>
  `“${basename(file)}” expands to more than ${GZIP_RATIO} times its size, which no table does.`;

/** The encoding that the first bytes show; UTF-8 until proven otherwise. */
export function encodingOfHead(head: Buffer, name: string): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const zero = head.indexOf(0);
  if (zero !== -1) {
    throw new InvalidInput(`“${name}” is binary: byte ${zero + 1} is zero.`, {
      hint: "Give a CSV, TSV, gzip, Parquet or XLSX file.",
    });
  }
  return "utf-8";
}

/**
 * The encoding of a whole file that is not clean UTF-8: Windows-1252 when nothing in it is UTF-8 beyond ASCII.
 *
 * A file that mixes the two stays UTF-8: the records with broken bytes are rejected, not guessed.
 */
export async function encodingOfBody(file: string): Promise<Encoding> {
  let broken = 0;
  let wellFormed = 0;
  const decoder = new TextDecoder("utf-8");
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    if (isUtf8(chunk) && isAscii(chunk)) continue;
    for (const character of decoder.decode(chunk, { stream: true })) {
      if (character === "\ufffd") broken++;
      else if (character > "\u007f" && character !== "\ufeff") wellFormed++;
    }
  }
  return broken > 0 && wellFormed * 20 < broken ? "windows-1252" : "utf-8";
}

function isAscii(chunk: Buffer): boolean {
  return Buffer.byteLength(chunk.toString("latin1"), "utf8") === chunk.length;
}

/** The text of a file, piece by piece; bytes that are not of the encoding come out as U+FFFD. */
export async function* textOf(
  file: string,
  encoding: Encoding,
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let bytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 4 * 1024 * 1024 }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    onBytes(bytes);
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}
