import { bookProblem } from "./book-problem.ts";

/** One record of a CSV file; `line` is the physical line on which it starts, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** One row of a table with a header, its cells by column name, trimmed. */
export interface CsvRow {
  readonly file: string;
  readonly line: number;
  /** The trimmed cell, "" when it is empty or the optional column is not there. */
  get(column: string): string;
}

/**
 * Reads RFC 4180: commas, quotes doubled inside quotes, newlines inside quotes, LF or CRLF, with or without a byte
 * order mark. Empty lines are skipped. Meant for the small files of a book, not for data.
 */
export function parseCsv(text: string, file: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  let line = 1;
  let quote = position(text, '"', at);
  while (at < text.length) {
    const end = position(text, "\n", at);
    if (quote < at) quote = position(text, '"', at);
    if (quote > end) {
      const plain = text.slice(at, text[end - 1] === "\r" ? end - 1 : end);
      if (plain !== "") records.push({ line, cells: plain.split(",") });
      at = end + 1;
      line += 1;
    } else {
      const record = quotedRecord(text, at, file, line);
      records.push({ line, cells: record.cells });
      at = record.next;
      line += record.lines;
    }
  }
  return records;
}

function quotedRecord(text: string, from: number, file: string, line: number) {
  const cells: string[] = [];
  let at = from;
  let lines = 1;
  let newline = position(text, "\n", at);
  for (;;) {
    const quoted = text[at] === '"';
    const end = quoted ? endOfQuotes(text, at, file, line) : endOfPlain(text, at, newline);
    const cell = text.slice(quoted ? at + 1 : at, end);
    if (!quoted && cell.includes('"')) throw stray(file, line + lines - 1);
    cells.push(quoted && cell.includes('"') ? cell.replaceAll('""', '"') : cell);
    for (; newline < end; newline = position(text, "\n", newline + 1)) lines += 1;
    at = quoted ? end + 1 : end;
    if (text[at] !== ",") break;
    at += 1;
  }
  if (text[at] === "\r") at += 1;
  if (at < text.length && text[at] !== "\n") throw stray(file, line + lines - 1);
  return { cells, lines, next: at + 1 };
}

/** Where `what` stands from `from` on, or the end of the text. */
function position(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from);
  return found === -1 ? text.length : found;
}

function endOfQuotes(text: string, open: number, file: string, line: number): number {
  let end = text.indexOf('"', open + 1);
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end !== -1) return end;
  throw bookProblem(file, line, "a quote is opened and never closed", "Close the quote, or double it to mean a quote.");
}

function endOfPlain(text: string, from: number, newline: number): number {
  const comma = position(text, ",", from);
  if (comma < newline) return comma;
  return text[newline - 1] === "\r" && newline > from ? newline - 1 : newline;
}

function stray(file: string, line: number): Error {
  return bookProblem(
    file,
    line,
    "a quote stands inside a cell that is not quoted",
    "Quote the whole cell and double the quotes inside it.",
  );
}

/** Reads a table whose first record is its header; unknown, missing and doubled columns are errors, as are ragged rows. */
export function readTable(
  text: string,
  file: string,
  columns: { readonly required: readonly string[]; readonly optional?: readonly string[] },
): CsvRow[] {
  const [header, ...records] = parseCsv(text, file);
  const known = [...columns.required, ...(columns.optional ?? [])];
  const allowed = `The columns are: ${known.join(", ")}.`;
  if (header === undefined) throw bookProblem(file, 1, "there is no header", allowed);
  const names = header.cells.map((cell) => cell.trim());
  for (const [index, name] of names.entries()) {
    if (!known.includes(name)) throw bookProblem(file, header.line, `“${name}” is not a column of this table`, allowed);
    if (names.indexOf(name) !== index)
      throw bookProblem(file, header.line, `the column “${name}” stands twice`, allowed);
  }
  for (const name of columns.required) {
    if (!names.includes(name)) throw bookProblem(file, header.line, `the column “${name}” is missing`, allowed);
  }
  const position = new Map(names.map((name, index) => [name, index]));
  return records.map(({ line, cells }) => {
    if (cells.length !== names.length) {
      const what = `there are ${cells.length} cells where the header has ${names.length}`;
      throw bookProblem(file, line, what, "Quote a cell that holds a comma.");
    }
    return { file, line, get: (column) => cells[position.get(column) ?? -1]?.trim() ?? "" };
  });
}
