import type { DuckDBConnection } from "@duckdb/node-api";
import { InvalidInput } from "../../../errors.ts";
import type { ReaderReject } from "../protocol.ts";
import type { OwnershipForm, Sink } from "./form.ts";
import type { leftOut } from "./left-out.ts";
import type { TableWriter } from "./table-writer.ts";

export interface ConvertOptions {
  readonly form: OwnershipForm;
  /** Text that is UTF-8 or, of tables, whatever the shape says. */
  readonly file: string;
  /** Name for messages. */
  readonly name: string;
  readonly folder: string;
  /** Under which a form without schemes of its own names its ids. */
  readonly source: string;
  readonly onBytes: (bytes: number) => void;
}

/** A file taken apart: the tables of `form.ts`, each `<folder>/<table>.parquet`. */
export interface Converted {
  readonly folder: string;
  /** Statements, entities or rows that were read. */
  readonly records: number;
  readonly rejects: readonly ReaderReject[];
  readonly rejected: number;
  readonly warnings: readonly string[];
  /** Whether the file says that its rows are made up. */
  readonly made: boolean;
}

/** What a form is read with: where the rows go, and what is counted on the way. */
export interface Conversion extends ConvertOptions {
  readonly connection: DuckDBConnection;
  readonly writer: TableWriter;
  /** Takes what the record `at.record` says. */
  readonly sink: Sink;
  readonly at: { record: number };
  readonly counts: ReturnType<typeof leftOut>;
}

export interface Outcome {
  readonly records: number;
  /** Sentences for the report. */
  readonly remarks: readonly string[];
  readonly rejects: readonly ReaderReject[];
  readonly rejected: number;
  readonly made: boolean;
}

/** The error that refuses a file for one of its records. */
export function refusal(name: string, what: string, reason: string, hint?: string): InvalidInput {
  return new InvalidInput(`“${name}”, ${what}: ${reason}. Nothing of the file is imported.`, {
    hint: hint ?? "Put the file right, or ask its publisher to; then import it again.",
  });
}
