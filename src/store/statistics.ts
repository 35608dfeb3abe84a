import type { ColumnType, Table } from "./tables.ts";

/** What the Parquet writer says of one column of the file it wrote, all as text. */
export type WriterStatistics = Readonly<Record<string, Readonly<Record<string, string>>>>;

const LONGEST_TEXT = 64;

/**
 * The `stats` text of an `add` action (Delta protocol, "Per-file Statistics").
 *
 * Numbers keep the digits that the writer gave: an exact decimal must not pass through a float. A bound that is not
 * known, or not to be trusted (not-a-number among the values, infinities, truth values), is left out.
 */
export function deltaStatistics(table: Table, rows: number, columns: WriterStatistics): string {
  const least: string[] = [];
  const greatest: string[] = [];
  const nulls: string[] = [];
  for (const { name, type } of table.columns) {
    const known = columns[name] ?? {};
    const key = JSON.stringify(name);
    if (known.null_count !== undefined) nulls.push(`${key}:${known.null_count}`);
    if (known.has_nan === "true" || known.min === undefined || known.max === undefined) continue;
    const min = boundText(type, known.min, roundDown);
    const max = boundText(type, known.max, roundUp);
    if (min === null || max === null) continue;
    least.push(`${key}:${min}`);
    greatest.push(`${key}:${max}`);
  }
  const lists = `"minValues":{${least.join()}},"maxValues":{${greatest.join()}},"nullCount":{${nulls.join()}}`;
  return `{"numRecords":${rows},${lists}}`;
}

/** The columns that hold nothing but nulls, read back from the `stats` text of an `add` action. */
export function columnsWithoutValue(stats: { numRecords?: number; nullCount?: Record<string, number> }): string[] {
  const { numRecords, nullCount = {} } = stats;
  return Object.keys(nullCount).filter((name) => nullCount[name] === numRecords);
}

function boundText(type: ColumnType, value: string, shorten: (text: string) => string | null): string | null {
  if (type === "string") {
    const short = shorten(value);
    return short === null ? null : JSON.stringify(short);
  }
  if (type === "date") return /^\d{4}-\d\d-\d\d$/.test(value) ? JSON.stringify(value) : null;
  if (type === "boolean") return null;
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value) ? value : null;
}

/** A short text that sorts no later than `text`, by code point as by UTF-8 byte. */
export function roundDown(text: string): string {
  const points = [...text];
  return points.length <= LONGEST_TEXT ? text : points.slice(0, LONGEST_TEXT).join("");
}

/** A short text that sorts no earlier than `text`, by code point as by UTF-8 byte; none where there is none. */
export function roundUp(text: string): string | null {
  const points = [...text];
  if (points.length <= LONGEST_TEXT) return text;
  for (let last = LONGEST_TEXT - 1; last >= 0; last--) {
    const next = nextCodePoint(points[last]?.codePointAt(0) ?? 0);
    if (next !== null) return points.slice(0, last).join("") + String.fromCodePoint(next);
  }
  return null;
}

function nextCodePoint(point: number): number | null {
  if (point >= 0x10ffff) return null;
  // Surrogates are no characters of their own.
  return point >= 0xd7ff && point < 0xe000 ? 0xe000 : point + 1;
}
