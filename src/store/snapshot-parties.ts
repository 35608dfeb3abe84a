import type { PartyTable } from "../network/network.ts";

/** Texts one after another in UTF-8: text i is bytes [offsets[i], offsets[i + 1]). */
export interface TextTable {
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;
}

/** A part of a file or of memory, read when it is first asked for. */
export interface PartyColumns {
  readonly count: number;
  readonly idWidth: number;
  /** Ids in ascending byte order, each filled up with zeros to `idWidth`. */
  ids(): Uint8Array;
  /** Index into `countries`. */
  country(): Uint16Array;
  name(index: number): string;
  readonly countries: readonly string[];
}

/** The columns that a snapshot keeps of a table of names. */
export interface NamedColumns {
  readonly idWidth: number;
  readonly ids: Uint8Array;
  readonly names: TextTable;
  readonly countries: Uint16Array;
}

/** Texts of parties or facilities, by ascending id. */
export interface NamedTexts {
  readonly ids: string[];
  readonly names: string[];
  /** Alpha-2, or "". */
  readonly countries: string[];
}

/** Lays texts out as columns, and as the table that looks them up; `countries` is the dictionary. */
export function namedColumns(
  { ids, names, countries: codes }: NamedTexts,
  countries: readonly string[],
): { readonly columns: NamedColumns; readonly table: PartyTable } {
  const country = Uint16Array.from(codes, (code) => Math.max(0, countries.indexOf(code)));
  const { idWidth, bytes } = fixedWidth(ids);
  const table = partyTable({
    count: ids.length,
    idWidth,
    ids: () => bytes,
    country: () => country,
    countries,
    name: (index) => names[index] ?? "",
  });
  return { columns: { idWidth, ids: bytes, names: textTable(names), countries: country }, table };
}

export function partyTable(columns: PartyColumns): PartyTable {
  const { count, idWidth } = columns;
  const id = (index: number): string => {
    if (index < 0 || index >= count) return "";
    const bytes = Buffer.from(columns.ids().subarray(index * idWidth, (index + 1) * idWidth));
    const end = bytes.indexOf(0);
    return bytes.toString("utf8", 0, end === -1 ? idWidth : end);
  };
  return {
    count,
    id,
    find: (wanted) => findId(columns, wanted),
    name: (index) => columns.name(index),
    country: (index) => columns.countries[columns.country()[index] ?? 0] ?? "",
  };
}

function findId(columns: PartyColumns, wanted: string): number {
  const { count, idWidth } = columns;
  const key = Buffer.alloc(idWidth);
  if (Buffer.byteLength(wanted) > idWidth || wanted === "") return -1;
  key.write(wanted);
  const ids = columns.ids();
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Buffer.compare(ids.subarray(middle * idWidth, (middle + 1) * idWidth), key) < 0) low = middle + 1;
    else high = middle;
  }
  const found = low < count && Buffer.compare(ids.subarray(low * idWidth, (low + 1) * idWidth), key) === 0;
  return found ? low : -1;
}

function textTable(texts: readonly string[]): TextTable {
  const offsets = new Uint32Array(texts.length + 1);
  const all = Buffer.from(texts.join(""), "utf8");
  let at = 0;
  for (const [i, text] of texts.entries()) {
    at += Buffer.byteLength(text, "utf8");
    offsets[i + 1] = at;
  }
  return { offsets, bytes: all };
}

function fixedWidth(texts: readonly string[]): { idWidth: number; bytes: Uint8Array } {
  const idWidth = texts.reduce((widest, text) => Math.max(widest, Buffer.byteLength(text)), 1);
  const bytes = Buffer.alloc(texts.length * idWidth);
  for (const [i, text] of texts.entries()) bytes.write(text, i * idWidth);
  return { idWidth, bytes };
}
