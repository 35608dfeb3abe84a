/** One Parquet file of a table; all its rows are of one import. */
export interface DataFile {
  /** Absolute path on disk. */
  readonly path: string;
  /** Path relative to the table's folder, as the log names it before URL encoding. */
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  readonly importId: string;
  /** Columns in which every row is null. */
  readonly emptyColumns: readonly string[];
  /** Columns that were declared after the file was written: they read as null. */
  readonly lackingColumns: readonly string[];
}

/** A consistent set of table versions: what a reader reads from start to end. */
export interface Vintage {
  readonly number: number;
  /** ISO 8601 instant of the publication. */
  readonly publishedAt: string;
  readonly tables: Readonly<Record<string, { readonly version: number; readonly files: readonly DataFile[] }>>;
  /** Changes whenever any file of any table does: what a snapshot of this vintage is kept under. */
  readonly key: string;
  /** Absolute path of the store's folder. */
  readonly folder: string;
}
