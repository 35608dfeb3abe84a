import type { Converted } from "./ownership/conversion.ts";
import type { OwnershipForm } from "./ownership/form.ts";

/** What the parent and the reading child say to each other. The child only ever sees a path and a scratch folder. */
export interface ReadOptions {
  /** Absolute path of the file. */
  readonly file: string;
  /** An empty folder that the child may write into. */
  readonly folder: string;
  readonly sheet?: string;
  readonly delimiter?: string;
  /** Lines before the header. */
  readonly skip?: number;
}

export type FileFormat = "csv" | "parquet" | "xlsx";

export interface Peek {
  readonly format: FileFormat;
  readonly header: readonly string[];
  /** The first records, as text. */
  readonly sample: readonly (readonly (string | null)[])[];
  readonly bytes: number;
}

/** A record that the reader itself could not take apart. `line` is physical and 1-based. */
export interface ReaderReject {
  readonly line: number;
  readonly record: number;
  readonly column: string | null;
  readonly value: string;
  readonly reason: string;
}

export interface Staged {
  /** Parquet of the kept records in file order, all text, a column `c<index>` for each column that was asked for. */
  readonly path: string;
  readonly rows: number;
  /** Whether the staged file has columns `line` and `record`; without them record n is row n. */
  readonly numbered: boolean;
  readonly rejects: readonly ReaderReject[];
  /** Counted in full, also when `rejects` stops at the limit. */
  readonly rejected: number;
  readonly warnings: readonly string[];
}

export type Request =
  | { readonly is: "peek"; readonly options: ReadOptions }
  | { readonly is: "hash"; readonly file: string }
  /** Takes a file of ownership apart into tables of its own; nothing else is asked of the file but its hash. */
  | { readonly is: "convert"; readonly options: ReadOptions; readonly form: OwnershipForm; readonly source: string }
  | { readonly is: "stage"; readonly columns: readonly number[] }
  | { readonly is: "lines"; readonly records: readonly number[] };

export type Reply =
  | { readonly is: "peeked"; readonly peek: Peek }
  | { readonly is: "hashed"; readonly sha256: string }
  | { readonly is: "staged"; readonly staged: Staged }
  | { readonly is: "converted"; readonly converted: Converted }
  /** The physical line on which each of the asked-for records starts, in the same order. */
  | { readonly is: "lines"; readonly lines: readonly number[] }
  | { readonly is: "progress"; readonly stage: string; readonly bytes: number; readonly totalBytes: number }
  | { readonly is: "alive" }
  | { readonly is: "refused"; readonly to: Request["is"]; readonly message: string; readonly hint?: string }
  | { readonly is: "broken"; readonly to: Request["is"]; readonly message: string };

/** Rejects that are kept one by one; beyond it they are only counted. */
export const REJECT_LIMIT = 1_000_000;

/** Bytes that one record may have. */
export const RECORD_LIMIT = 16 * 1024 * 1024;

/** Counted up whenever the same bytes under the same mapping would give other rows. */
export const READER_VERSION = 2;
