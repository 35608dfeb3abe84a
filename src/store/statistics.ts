import type { ColumnType, Table } from "./tables.ts";

/** What the Parquet writer says of one column of the file it wrote, all as text. */
export type WriterStatistics = Readonly<Record<string, Readonly<Record<string, string>>>>;

const LONGEST_TEXT = 64;

/**
 * The `stats` text of an `add` action (Delta protocol, "Per-file Statistics").
 *
 * Numbers keep the digits that the writer gave: an exact decimal must not pass through a float. A bound that is not
 * known is left out.
 */
export function deltaStatistics(table: Table, rows: number, columns: WriterStatistics): string {
  const least: string[] = [];
  const greatest: string[] = [];
  const nulls: string[] = [];
  for (const { name, type } of table.columns) {
    const known = columns[name] ?? {};
    const key = JSON.stringify(name);
    if (known.null_count !== undefined) nulls.push(`${key}:${known.null_count}`);
    if (known.min === undefined || known.max === undefined) continue;
    const min = boundText(type, known.min, roundDown);
    const max = boundText(type, known.max, roundUp);
    if (min === null || max === null) continue;
    least.push(`${key}:${min}`);
    greatest.push(`${key}:${max}`);
  }
  const lists = `"minValues":{${least.join()}},"maxValues":{${greatest.join()}},"nullCount":{${nulls.join()}}`;
  return `{"numRecords":${rows},${lists}}`;
}

/**
 * The columns that hold values for which the writer gives no bounds: it gives none when one row group is all null, nor
 * when a long text has none above it. delta-rs takes bounds that are missing in one file only as a reason to skip that
 * file, so none may be missing.
 */
export function columnsWithoutBounds(table: Table, rows: number, columns: WriterStatistics): string[] {
  return table.columns
    .filter(({ name }) => {
      const { null_count, min, max } = columns[name] ?? {};
      return null_count !== String(rows) && (min === undefined || max === undefined);
    })
    .map(({ name }) => name);
}

/** The columns of floats that hold not-a-number or an infinity, which no bound can tell of. */
export function columnsNotFinite(table: Table, columns: WriterStatistics): string[] {
  const finite = (text = "0") => Number.isFinite(Number(text));
  return table.columns
    .filter(({ name, type }) => {
      const { has_nan, min, max } = columns[name] ?? {};
      return type === "double" && (has_nan === "true" || !finite(min) || !finite(max));
    })
    .map(({ name }) => name);
}

/** The columns that hold nothing but nulls, read back from the `stats` text of an `add` action. */
export function columnsWithoutValue(stats: { numRecords?: number; nullCount?: Record<string, number> }): string[] {
  const { numRecords, nullCount = {} } = stats;
  return Object.keys(nullCount).filter((name) => nullCount[name] === numRecords);
}

function boundText(type: ColumnType, value: string, shorten: (text: string) => string): string | null {
  if (type === "string") return JSON.stringify(shorten(value));
  if (type === "date") return /^\d{4}-\d\d-\d\d$/.test(value) ? JSON.stringify(value) : null;
  if (type === "boolean") return value === "1" || value === "true" ? "true" : "false";
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value) ? value : null;
}

/** A short text that sorts no later than `text`, by code point as by UTF-8 byte. */
export function roundDown(text: string): string {
  const points = [...text];
  return points.length <= LONGEST_TEXT ? text : points.slice(0, LONGEST_TEXT).join("");
}

/** A short text that sorts no earlier than `text`, by code point as by UTF-8 byte; `text` itself where none is. */
export function roundUp(text: string): string {
  const points = [...text];
  if (points.length <= LONGEST_TEXT) return text;
  for (let last = LONGEST_TEXT - 1; last >= 0; last--) {
    const next = nextCodePoint(points[last]?.codePointAt(0) ?? 0);
    if (next !== null) return points.slice(0, last).join("") + String.fromCodePoint(next);
  }
  return text;
}

function nextCodePoint(point: number): number | null {
  if (point >= 0x10ffff) return null;
  // Surrogates are no characters of their own.
  return point >= 0xd7ff && point < 0xe000 ? 0xe000 : point + 1;
}
