import type { Cell, ColumnType, Table } from "../document.ts";

/** Machine name, heading, type, and what of a row stands there; a unit where the type does not say it. */
export type ColumnOf<Row> = readonly [
  name: string,
  label: string,
  type: ColumnType,
  cell: (row: Row) => Cell,
  unit?: string,
];

/** A table with one line for each row, each column beside what fills it. */
export function tableOf<Row>(title: string, rows: readonly Row[], columns: readonly ColumnOf<Row>[]): Table {
  return {
    kind: "table",
    title,
    columns: columns.map(([name, label, type, , unit]) => ({
      name,
      label,
      type,
      ...(unit === undefined ? {} : { unit }),
    })),
    rows: rows.map((row) => columns.map(([, , , cell]) => cell(row))),
  };
}

/** The same, left out where there is no row. */
export function tableIfAny<Row>(title: string, rows: readonly Row[], columns: readonly ColumnOf<Row>[]): Table[] {
  return rows.length === 0 ? [] : [tableOf(title, rows, columns)];
}
