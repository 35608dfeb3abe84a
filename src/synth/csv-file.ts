import { type FileHandle, open, rename, rm } from "node:fs/promises";

/** A text file that grows by pieces and gets its name only when it is whole. */
export interface CsvFile {
  add(text: string): void;
  /** Writes what has been added when it is worth a write. */
  drain(): Promise<void>;
  finish(): Promise<void>;
  discard(): Promise<void>;
}

const ENOUGH = 1 << 20;
/** The most bytes that UTF-8 takes for one unit of a string. */
const WIDEST = 3;

export async function csvFile(path: string, header: string): Promise<CsvFile> {
  const partial = `${path}.partial`;
  const handle: FileHandle = await open(partial, "w");
  let buffer = Buffer.allocUnsafe(2 * ENOUGH);
  let used = 0;
  let closed = false;
  const add = (text: string) => {
    if (used + text.length * WIDEST > buffer.length) {
      const larger = Buffer.allocUnsafe(2 * buffer.length + text.length * WIDEST);
      buffer.copy(larger, 0, 0, used);
      buffer = larger;
    }
    used += buffer.write(text, used, "utf8");
  };
  const write = async () => {
    for (let from = 0; from < used; ) from += (await handle.write(buffer, from, used - from)).bytesWritten;
    used = 0;
  };
  add(`${header}\n`);
  return {
    add,
    async drain() {
      if (used >= ENOUGH) await write();
    },
    async finish() {
      await write();
      await handle.close();
      closed = true;
      await rename(partial, path);
    },
    async discard() {
      if (!closed) await handle.close();
      await rm(partial, { force: true });
    },
  };
}

/** A cell by RFC 4180. */
export function cell(text: string): string {
  return /[",\n\r]/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text;
}
