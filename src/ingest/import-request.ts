import type { IsoDate } from "../vocab/iso-date.ts";
import type { Family } from "./family.ts";
import type { Mapping } from "./mapping.ts";
import type { OwnershipForm } from "./reader/ownership/form.ts";

export interface ImportProgress {
  readonly stage: string;
  /** Rows at hand; 0 while bytes are what is counted. */
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface ImportRequest {
  readonly file: string;
  /** A family, or a form in which others publish ownership. */
  readonly as?: Family | OwnershipForm | undefined;
  /** What the rows are said to come from; the layout's, the mapping's or the file's own name by default. */
  readonly source?: string | undefined;
  readonly mapping?: Mapping | undefined;
  /** Import nothing when a record cannot be read. */
  readonly strict?: boolean | undefined;
  /** Keep what an earlier file of the same name and source brought. */
  readonly keep?: boolean | undefined;
  readonly importedOn: IsoDate;
  readonly licence?: string | undefined;
  /** Whether the rows are made up. */
  readonly made?: boolean | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A request for a file of rows of a family. */
export interface FamilyRequest extends ImportRequest {
  readonly as: Family | undefined;
}

export interface Reject {
  /** Physical line on which the record starts; the sheet row in XLSX, the row in Parquet. */
  readonly line: number | null;
  readonly column: string | null;
  readonly value: string | null;
  readonly reason: string;
}

export interface ImportReport {
  readonly importId: string;
  readonly file: string;
  readonly source: string;
  readonly as: Family | "ownership";
  /** Name of the known layout, or "mapping". */
  readonly layout: string;
  readonly rows: number;
  readonly rejected: number;
  readonly outcome: "imported" | "unchanged" | "replaced";
  readonly replacedImportId: string | null;
  /** The first few. */
  readonly rejects: readonly Reject[];
  readonly warnings: readonly string[];
  readonly vintage: number;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
}
