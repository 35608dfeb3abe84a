import type { Cell, Column, Table } from "../../src/render/document.ts";
import { writeShare } from "../../src/render/scale.ts";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** "yearBefore" and "year_before" as words: "Year before". */
export function fieldWords(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What stands for a thing of several fields: its name, with its share behind it where it has one. */
function thingWords(value: Record<string, unknown>): string {
  const name = value.label ?? value.name ?? value.title ?? value.id ?? value.key;
  if (typeof name !== "string") {
    return Object.entries(value)
      .flatMap(([field, own]) => (own === null ? [] : [`${fieldWords(field).toLowerCase()} ${String(cellOf(own))}`]))
      .join(", ");
  }
  return typeof value.share === "string" ? `${name} ${writeShare(value.share)}` : name;
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "number" || typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map((each) => String(cellOf(each) ?? "—")).join("; ") || null;
  return isObject(value) ? thingWords(value) : String(value);
}

const NUMBER = /^-?\d+(\.\d+)?$/;

function columnOf(name: string, cells: readonly Cell[]): Column {
  const known = cells.filter((cell) => cell !== null);
  const isNumber = known.length > 0 && known.every((cell) => NUMBER.test(String(cell)));
  const isYear = /year|period|code/i.test(name);
  const type = /share/i.test(name) && isNumber ? "share" : isNumber && !isYear ? "number" : isYear ? "code" : "text";
  return { name, label: fieldWords(name), type };
}

/** Rows of any shape as a table: a column a field, in the order in which fields are met. */
export function tableOf(title: string, rows: readonly Record<string, unknown>[]): Table {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = rows.map((row) => names.map((name) => cellOf(row[name])));
  const columns = names.map((name, at) =>
    columnOf(
      name,
      cells.map((row) => row[at] ?? null),
    ),
  );
  return { kind: "table", title, columns, rows: cells };
}

/** What an answer holds beside the fields that a screen has a figure for: a table a field, none where it is empty. */
export function otherTables(answer: object, shown: readonly string[]): readonly Table[] {
  return Object.entries(answer).flatMap(([name, value]) => {
    if (shown.includes(name)) return [];
    const rows = (Array.isArray(value) ? value : [value]).filter(isObject);
    return rows.length === 0 ? [] : [tableOf(fieldWords(name), rows)];
  });
}

/** The table without the columns that hold nothing. */
export function filled(table: Table): Table {
  const kept = table.columns.flatMap((_, at) => (table.rows.some((row) => row[at] !== null) ? [at] : []));
  return {
    ...table,
    columns: kept.flatMap((at) => table.columns[at] ?? []),
    rows: table.rows.map((row) => kept.map((at) => row[at] ?? null)),
  };
}
