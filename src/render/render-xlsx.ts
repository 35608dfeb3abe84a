import { type Cell, type Column, type Document, isNumeric, mainTable, type Table } from "./document.ts";
import { plainText } from "./plain-text.ts";

const NUMBER = /^-?\d+(?:\.\d+)?$/;
const EXACT_DIGITS = 15;
const LONGEST_CELL = 32_767;

interface XlsxCell {
  readonly value: string | number;
  readonly type: StringConstructor | NumberConstructor;
  readonly format?: string;
  readonly fontWeight?: "bold";
}

/** A number is a number only where a spreadsheet can hold it exactly; everything else is text, so nothing ever runs. */
function typed(cell: Cell, column: Column): XlsxCell | null {
  if (cell === null) return null;
  const text = String(cell);
  const digits = text.replace(/[-.]/g, "").replace(/^0+/, "");
  if (isNumeric(column) && NUMBER.test(text) && digits.length <= EXACT_DIGITS) {
    return { value: Number(text), type: Number, format: column.type === "share" ? "0.0%" : "General" };
  }
  return { value: text.slice(0, LONGEST_CELL), type: String };
}

function sheetName(title: string, taken: Set<string>): string {
  const base =
    plainText(title)
      .replace(/[\\/?*[\]:]/g, " ")
      .replace(/^'+|'+$/g, "")
      .slice(0, 28)
      .trim() || "Sheet";
  let name = base;
  for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${base} ${n}`;
  taken.add(name.toLowerCase());
  return name;
}

function sheet(table: Table, taken: Set<string>, fallback: string) {
  const head = table.columns.map(
    (column): XlsxCell => ({
      value: column.unit === undefined ? column.label : `${column.label} (${column.unit})`,
      type: String,
      fontWeight: "bold",
    }),
  );
  return {
    sheet: sheetName(table.title ?? fallback, taken),
    data: [head, ...table.rows.map((row) => table.columns.map((column, at) => typed(row[at] ?? null, column)))],
    columns: table.columns.map((column) => ({ width: column.type === "text" ? 32 : 14 })),
    stickyRowsCount: 1,
  };
}

/** A document as a workbook: one sheet a table, the main one first, and a last sheet with what it says in words. */
export async function renderXlsx(document: Document): Promise<Buffer> {
  const { default: writeExcelFile } = await import("write-excel-file/node");
  const main = mainTable(document);
  const tables = document.blocks.filter((block) => block.kind === "table" && block !== main) as Table[];
  const taken = new Set<string>();
  const sheets = [...(main === undefined ? [] : [main]), ...tables].map((table) => sheet(table, taken, document.title));
  const words = document.blocks.flatMap((block) => {
    if (block.kind === "paragraph" || block.kind === "heading" || block.kind === "warning") return [block.text];
    if (block.kind === "outline") return [block.title, ...block.items.map((item) => item.text)];
    return block.kind === "note" ? [...(block.title === undefined ? [] : [block.title]), ...block.items] : [];
  });
  const notes = {
    sheet: sheetName("Notes", taken),
    data: [...(document.banner === undefined ? [] : [document.banner]), document.title, ...words].map(
      (text): (XlsxCell | null)[] => [{ value: text.slice(0, LONGEST_CELL), type: String }],
    ),
    columns: [{ width: 100 }],
    stickyRowsCount: 0,
  };
  return writeExcelFile([...sheets, notes]).toBuffer();
}
