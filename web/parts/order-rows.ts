import { type Cell, isNumeric, type Table } from "../../src/render/document.ts";

/** Which column a table is sorted by. */
export interface Order {
  readonly column: number;
  readonly descending: boolean;
}

function compareCells(a: Cell, b: Cell, numeric: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return numeric ? Number(a) - Number(b) : String(a).localeCompare(String(b), "en");
}

/** The rows in another order; unknown cells stay last in both directions. */
export function orderRows(table: Table, order: Order | null): readonly number[] {
  const rows = table.rows.map((_, at) => at);
  if (order === null) return rows;
  const column = table.columns[order.column];
  const numeric = column !== undefined && isNumeric(column);
  const cell = (row: number): Cell => table.rows[row]?.[order.column] ?? null;
  return rows.sort((a, b) => {
    const [x, y] = [cell(a), cell(b)];
    const way = compareCells(x, y, numeric);
    return (order.descending && x !== null && y !== null ? -way : way) || a - b;
  });
}
