import { type Cell, type Column, type Document, isNumeric, mainTable, type Table } from "./document.ts";

const LOOKS_LIKE_A_FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** A cell that a spreadsheet would run as a formula gets a leading apostrophe; a number stays a number. */
export function disarm(text: string): string {
  return LOOKS_LIKE_A_FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function field(cell: Cell, column: Column): string {
  if (cell === null) return "";
  const text = String(cell);
  return quote(isNumeric(column) && NUMBER.test(text) ? text : disarm(text));
}

/** One line of a CSV of plain texts, each disarmed. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quote(disarm(cell))).join(",")}\r\n`;
}

function* linesOf(table: Table): Generator<string> {
  yield `${table.columns.map((column) => quote(disarm(column.name))).join(",")}\r\n`;
  for (const row of table.rows) {
    yield `${table.columns.map((column, at) => field(row[at] ?? null, column)).join(",")}\r\n`;
  }
}

/** One table as CSV (RFC 4180): exact numbers, empty for unknown, lines ending in CR LF. */
export function tableToCsv(table: Table): string {
  return [...linesOf(table)].join("");
}

/** The same table with a column that says on every line that the data are made. */
function marked(table: Table): Table {
  const made: Column = { name: "made", label: "Made", type: "text" };
  return { ...table, columns: [...table.columns, made], rows: table.rows.map((row) => [...row, "true"]) };
}

/** The main table of a document as CSV, line by line; a document without a table has none. */
export function csvLines(document: Document): Iterable<string> {
  const table = mainTable(document);
  if (table === undefined) return [];
  return linesOf(document.banner === undefined ? table : marked(table));
}

/** The main table of a document as CSV; a document without a table is an empty file. */
export function renderCsv(document: Document): string {
  return [...csvLines(document)].join("");
}
