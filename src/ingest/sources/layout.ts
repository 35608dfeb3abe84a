import type { Family } from "../family.ts";
import type { ColumnMapping, Mapping } from "../mapping.ts";

/** What a layout knows of the file beside its header. */
export interface LayoutFile {
  /** Base name. */
  readonly name: string;
  readonly header: readonly string[];
  /** What the file was asked to be read as, for layouts that hold more than one kind of rows. */
  readonly as?: Family | undefined;
}

/**
 * How records become rows when one record does not give one row: years side by side, units in words, totals among
 * countries. The mapping names the columns that this gives.
 */
export interface Reshape {
  /** Columns of the file that `select` reads. */
  readonly needs: readonly string[];
  /** Columns that `select` gives beside `record` and `line`. */
  readonly gives: readonly string[];
  /**
   * SQL over `file`, which has `record`, `line` and the needed columns under their headers, all text. Beside the given
   * columns it gives `aside`: why a row is not read, or null. A record of which no row is read is counted as rejected.
   */
  readonly select: string;
}

/** Rules beyond columns, for statistics that give a flow in more than one row. */
export interface FlowRules {
  /** One row for each flow is kept. */
  readonly onePerFlow: true;
  /** Columns that mark a row as the total of its splits, with the texts that say so. */
  readonly totals?: Readonly<Record<string, readonly string[]>>;
}

export interface LayoutReading {
  readonly mapping: Mapping;
  readonly warnings: readonly string[];
  readonly rules?: FlowRules;
  readonly reshape?: Reshape;
}

/** A known form of file: how it is recognised, and how it is read. */
export interface Layout {
  /** Name of its folder. */
  readonly name: string;
  readonly about: string;
  recognise(header: readonly string[]): boolean;
  /** Throws InvalidInput when the file does not say what the layout needs. */
  read(file: LayoutFile): LayoutReading;
}

/** True when every one of `names` stands in the header. */
export const holdsAll = (header: readonly string[], names: readonly string[]): boolean =>
  names.every((name) => header.includes(name));

export const constant = (value: string): ColumnMapping => ({ constant: value });
export const from = (header: string, more: Omit<ColumnMapping, "from"> = {}): ColumnMapping => ({
  from: header,
  ...more,
});
