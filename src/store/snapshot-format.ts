import { crc32 } from "node:zlib";
import type { CompileCount, Dataset, ImportSpan, WholeDataset } from "../network/network.ts";
import { contentId } from "../vocab/ids.ts";
import type { Vintage } from "./vintage.ts";

/** Raised whenever the layout of the file or the meaning of a section changes: older snapshots are compiled again. */
export const SNAPSHOT_FORMAT = 4;
export const SNAPSHOT_MAGIC = "HEADWATER-NET\n";
/** Magic text, then the length and the checksum of the JSON header. */
export const PREAMBLE_BYTES = SNAPSHOT_MAGIC.length + 8;
export const SECTION_ALIGNMENT = 4096;
/** Entries that are read at once, and checked by one checksum. */
export const PAGE_ENTRIES = 4096;

export type ArrayKind = "u8" | "u16" | "u32" | "i32" | "f64";
export const BYTES_OF: Readonly<Record<ArrayKind, number>> = { u8: 1, u16: 2, u32: 4, i32: 4, f64: 8 };

/** Columns of entries, in pages; each page has a checksum in the section `checks`. The last may be empty. */
export const ENTRY_COLUMNS = [
  ["day", "u16"],
  ["usd", "f64"],
  ["kg", "f64"],
  ["port", "u16"],
  ["flags", "u8"],
  ["row", "u32"],
  ["facility", "u32"],
] as const satisfies readonly (readonly [string, ArrayKind])[];
export type EntryColumn = (typeof ENTRY_COLUMNS)[number][0];

export const RUN_COLUMNS = [
  ["offsets", "i32"],
  ["buyNode", "i32"],
  ["sellNode", "i32"],
  ["origin", "u16"],
  ["destination", "u16"],
] as const satisfies readonly (readonly [string, ArrayKind])[];

/** Absent where runs have no sums. */
export const RUN_SUMS = [
  ["usd", "f64"],
  ["kg", "f64"],
  ["withoutValue", "i32"],
  ["withoutWeight", "i32"],
  ["firstDay", "u16"],
  ["lastDay", "u16"],
  ["observed", "u8"],
  ["estimated", "i32"],
  ["estimatedUsd", "f64"],
  ["estimatedLow", "f64"],
  ["estimatedHigh", "f64"],
  ["outliers", "i32"],
  ["outlierUsd", "f64"],
] as const satisfies readonly (readonly [string, ArrayKind])[];

/** Bands of estimated values. */
export const BAND_COLUMNS = ["keys", "low", "high"] as const;

export const NODE_COLUMNS = [
  ["party", "i32"],
  ["product", "u16"],
  ["offsets", "i32"],
  ["ofParty", "i32"],
  ["ofProduct", "i32"],
  ["byProduct", "i32"],
] as const satisfies readonly (readonly [string, ArrayKind])[];

/** Where a section lies, how many values it has, and its checksum; 0 for the columns of entries. */
export interface Section {
  readonly kind: ArrayKind;
  readonly offset: number;
  readonly length: number;
  readonly check: number;
}

export interface SnapshotHeader {
  readonly format: number;
  /** What the snapshot was made from (`snapshotKey`). */
  readonly key: string;
  readonly bytes: number;
  readonly entries: number;
  readonly dataset: Dataset;
  readonly products: readonly string[];
  readonly countries: readonly string[];
  readonly ports: readonly string[];
  readonly parties: { readonly count: number; readonly idWidth: number };
  /** With the first, which is none. */
  readonly facilities: { readonly count: number; readonly idWidth: number };
  readonly imports: readonly ImportSpan[];
  readonly firstDay: number;
  readonly lastDay: number;
  readonly compiled: CompileCount;
  readonly whole?: WholeDataset;
  readonly nodes: { readonly buy: number; readonly sell: number };
  readonly runs: { readonly count: number; readonly summed: boolean };
  readonly sections: Readonly<Record<string, Section>>;
}

/** Tables that a compiled dataset depends on, besides its own. */
const TABLES_USED = ["fx", "imports", "party_records", "party_names", "party_ids"];

/** Bills without a value take one from trade statistics; facilities stand on bills alone. */
const TABLES_OF_BILLS = [...TABLES_USED, "flows", "facilities"];

/** Changes with the dataset, any table it was read from, and the format. */
export function snapshotKey(vintage: Vintage, dataset: Dataset): string {
  const tables = [dataset.table, ...(dataset.table === "shipments" ? TABLES_OF_BILLS : TABLES_USED)];
  const versions = tables.map((table) => `${table} ${vintage.tables[table]?.version ?? "none"}`);
  return contentId(String(SNAPSHOT_FORMAT), datasetName(dataset), String(dataset.hsRevision), ...versions);
}

export function datasetName({ table, sourceId, frequency, direction, made }: Dataset): string {
  return [table, sourceId, frequency ?? "", direction ?? "", made ? "made" : ""].join("/");
}

/** A file name that says what is in it; the end tells datasets apart whose names look alike. */
export function snapshotPrefix(dataset: Dataset): string {
  const readable = datasetName(dataset)
    .replace(/[^a-zA-Z0-9]+/g, "-")
    .replace(/-+$/, "")
    .toLowerCase()
    .slice(0, 60);
  return `${readable}-${contentId(datasetName(dataset)).slice(0, 6)}`;
}

export function checksum(bytes: Uint8Array): number {
  return crc32(bytes);
}

export function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
