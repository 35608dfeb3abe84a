import { findCountry } from "../../src/vocab/country.ts";

/** A list of names as it was pasted or as a file holds it: its rows, and its header where it has one. */
export interface NameTable {
  readonly header: readonly string[] | null;
  readonly rows: readonly { readonly cells: readonly string[]; readonly line: number }[];
}

/** Which column is what, by number; -1 for none. */
export interface NameColumns {
  readonly name: number;
  readonly country: number;
  readonly identifier: number;
}

export interface NameRow {
  readonly name: string;
  readonly country?: string;
  readonly identifier?: string;
  readonly line: number;
}

/** As many as the server takes in one question. */
export const MOST_NAMES = 10_000;

const WORDS: Readonly<Record<keyof NameColumns, RegExp>> = {
  name: /^(name|names|company|company name|supplier|supplier name|vendor|party|entity|名称|公司名称|企业名称|供应商)$/i,
  country: /^(country|country code|cc|iso|nation|国家|国家\/地区)$/i,
  identifier: /^(id|ids|identifier|identifiers|lei|uscc)$/i,
};

/** What parts the cells: a tab where there is one; in a file also what its first line holds outside quotes. */
function delimiterOf(text: string, isFile: boolean): string | null {
  if (text.includes("\t")) return "\t";
  if (!isFile) return null;
  const first = (/^[^\r\n]*/.exec(text)?.[0] ?? "").replace(/"[^"]*"/g, "");
  const [best, count] = [",", ";"]
    .map((each) => [each, first.split(each).length - 1] as const)
    .reduce((a, b) => (b[1] > a[1] ? b : a));
  return count === 0 ? null : best;
}

/** The cells of a text of records, quoted as in RFC 4180; a quote inside a cell that does not begin with one is a letter. */
function recordsOf(text: string, delimiter: string | null): { cells: string[]; line: number }[] {
  const records: { cells: string[]; line: number }[] = [];
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  let line = 1;
  let start = 1;
  const end = () => {
    cells.push(cell.trim());
    cell = "";
  };
  const close = () => {
    end();
    if (cells.some((each) => each !== "")) records.push({ cells, line: start });
    cells = [];
    start = line;
  };
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string;
    if (letter === "\n") line += 1;
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += letter;
        at += 1;
      } else quoted = false;
    } else if (letter === '"' && cell.trim() === "" && delimiter !== null) quoted = true;
    else if (letter === delimiter) end();
    else if (letter === "\n") close();
    else if (letter !== "\r") cell += letter;
  }
  close();
  return records;
}

/** Reads names that were pasted, a line each, or a table as a spreadsheet or a CSV file holds it. */
export function readNames(text: string, isFile: boolean): NameTable {
  const plain = text.replace(/^\uFEFF/, "");
  const records = recordsOf(plain, delimiterOf(plain, isFile));
  const [first, ...rest] = records;
  const isHeader = first?.cells.some((cell) => WORDS.name.test(cell)) === true;
  return isHeader ? { header: first.cells, rows: rest } : { header: null, rows: records };
}

/** The columns that their headings name; without headings the first is the name, and one that holds countries the country. */
export function guessColumns({ header, rows }: NameTable): NameColumns {
  if (header !== null) {
    const at = (what: keyof NameColumns) => header.findIndex((cell) => WORDS[what].test(cell));
    return { name: at("name"), country: at("country"), identifier: at("identifier") };
  }
  const width = Math.max(0, ...rows.slice(0, 50).map(({ cells }) => cells.length));
  const isCountry = (column: number): boolean => {
    const said = rows
      .slice(0, 50)
      .map(({ cells }) => cells[column] ?? "")
      .filter((cell) => cell !== "");
    return said.length > 0 && said.every((cell) => findCountry(cell) !== null);
  };
  const country = Array.from({ length: width }, (_, column) => column).find(
    (column) => column > 0 && isCountry(column),
  );
  return { name: 0, country: country ?? -1, identifier: -1 };
}

/** Headings for a choice of columns: as in the header, else by number. */
export function columnNames({ header, rows }: NameTable): readonly string[] {
  const width = Math.max(header?.length ?? 0, ...rows.slice(0, 50).map(({ cells }) => cells.length));
  return Array.from({ length: width }, (_, at) => {
    const heading = header?.[at] ?? "";
    return heading === "" ? `Column ${at + 1}` : heading;
  });
}

/** The rows that are asked about: those with a name. */
export function rowsOf({ rows }: NameTable, columns: NameColumns): readonly NameRow[] {
  return rows.flatMap(({ cells, line }): NameRow[] => {
    const name = cells[columns.name] ?? "";
    const country = cells[columns.country] ?? "";
    const identifier = cells[columns.identifier] ?? "";
    if (name === "") return [];
    return [{ name, ...(country === "" ? {} : { country }), ...(identifier === "" ? {} : { identifier }), line }];
  });
}
