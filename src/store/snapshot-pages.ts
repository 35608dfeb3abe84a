import { readSync } from "node:fs";
import type { Pages } from "../network/network.ts";
import { BYTES_OF, checksum, type EntryColumn, PAGE_ENTRIES, type Section } from "./snapshot-format.ts";

/** Columns that are read together: what a walk needs, and what only some questions do. */
const GROUPS: Readonly<Record<EntryColumn, number>> = { day: 1, usd: 1, kg: 1, port: 1, flags: 1, row: 2, facility: 4 };
const WALK = 1;
const FACILITY = 4;
const EVERYTHING = 7;

/** A column in memory and where its bytes come from. */
export interface PagedColumn {
  readonly name: EntryColumn;
  readonly section: Section;
  readonly bytes: Uint8Array;
}

export interface SnapshotPages extends Pages {
  need(from: number, to: number): void;
}

export interface PagedFile {
  readonly descriptor: number;
  readonly entries: number;
  /** In the order of ENTRY_COLUMNS. */
  readonly columns: readonly PagedColumn[];
  /** One a column and page, column after column. */
  readonly checks: Uint32Array;
  /** Called when a page does not read as it was written; throws. */
  readonly damaged: (what: string) => never;
}

/** Fills the columns of entries page by page, each page once, checked against its checksum. */
export function snapshotPages(file: PagedFile): SnapshotPages {
  const pageCount = Math.ceil(file.entries / PAGE_ENTRIES);
  const loaded = new Uint8Array(pageCount);
  const wanted = new Uint8Array(pageCount);
  let isPending = false;
  let resident = pageCount === 0;

  const mark = (from: number, to: number, bits: number): void => {
    if (to <= from) return;
    const last = Math.floor((to - 1) / PAGE_ENTRIES);
    for (let page = Math.floor(from / PAGE_ENTRIES); page <= last; page++) {
      if (((loaded[page] as number) & bits) === bits) continue;
      wanted[page] = (wanted[page] as number) | bits;
      isPending = true;
    }
  };
  const load = (): void => {
    if (!isPending) return;
    for (const [index, column] of file.columns.entries()) {
      if (column.bytes.byteLength === 0) continue;
      const bit = GROUPS[column.name];
      for (let page = 0; page < pageCount; page++) {
        if (!isMissing(page, bit)) continue;
        let end = page + 1;
        while (end < pageCount && isMissing(end, bit)) end++;
        readPages(file, column, index * pageCount, page, end);
        page = end;
      }
    }
    for (let page = 0; page < pageCount; page++) {
      loaded[page] = (loaded[page] as number) | (wanted[page] as number);
      wanted[page] = 0;
    }
    isPending = false;
    resident = loaded.every((bits) => (bits & WALK) !== 0);
  };
  const isMissing = (page: number, bit: number): boolean => {
    return ((wanted[page] as number) & ~(loaded[page] as number) & bit) !== 0;
  };
  return {
    complete: () => resident,
    want: (from, to, also) => mark(from, to, also === undefined ? WALK : WALK | FACILITY),
    fetch: load,
    need: (from, to) => {
      mark(from, to, EVERYTHING);
      load();
    },
  };
}

function readPages(file: PagedFile, column: PagedColumn, firstCheck: number, from: number, until: number): void {
  const { section, bytes, name } = column;
  const page = PAGE_ENTRIES * BYTES_OF[section.kind];
  const start = from * page;
  const end = Math.min(until * page, bytes.byteLength);
  readFully(file.descriptor, bytes.subarray(start, end), section.offset + start, () => file.damaged(name));
  for (let number = from; number < until; number++) {
    const part = bytes.subarray(number * page, Math.min((number + 1) * page, bytes.byteLength));
    if (checksum(part) !== file.checks[firstCheck + number]) file.damaged(name);
  }
}

/** Fills `target` from the file at `position`; calls `cut` when the file ends before. */
export function readFully(descriptor: number, target: Uint8Array, position: number, cut: () => never): void {
  for (let at = 0; at < target.byteLength; ) {
    const read = readSync(descriptor, target, at, target.byteLength - at, position + at);
    if (read === 0) cut();
    at += read;
  }
}
