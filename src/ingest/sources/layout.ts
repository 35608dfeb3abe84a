import type { ColumnMapping, Mapping } from "../mapping.ts";

/** What a layout knows of the file beside its header. */
export interface LayoutFile {
  /** Base name. */
  readonly name: string;
  readonly header: readonly string[];
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
