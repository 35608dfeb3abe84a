import { type Block, type Column, type Commands, type Document, isNumeric, type Note, type Table } from "./document.ts";
import { codeLines, plainText } from "./plain-text.ts";
import { chooseScales, unitOf, writeCell } from "./scale.ts";
import { padEnd, padStart, shorten, textWidth, wrap } from "./text-width.ts";

export interface TextOptions {
  /** Terminal columns; without it nothing is cut, and sentences wrap at 100. */
  readonly width?: number;
  /** Emphasis by escape codes; colour never says what the text does not. */
  readonly colour?: boolean;
}

const GAP = "  ";
const PROSE_WIDTH = 100;
const NARROWEST = 12;

interface Style {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

function styleFor(colour: boolean): Style {
  const wrapIn = (code: string) => (text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { strong: wrapIn("1"), faint: wrapIn("2") };
}

function headings(column: Column, unit: string | undefined): readonly [string, string] {
  return [plainText(column.label), unit === undefined ? "" : plainText(unit)];
}

/** Widths that fit the terminal: the widest text columns give way first, numbers never. */
function columnWidths(columns: readonly Column[], natural: readonly number[], width: number | undefined): number[] {
  const widths = [...natural];
  if (width === undefined) return widths;
  const total = () => widths.reduce((sum, each) => sum + each, 0) + GAP.length * (widths.length - 1);
  while (total() > width) {
    let widest = -1;
    for (const [at, column] of columns.entries()) {
      if (column.type !== "text" || (widths[at] ?? 0) <= NARROWEST) continue;
      if (widest < 0 || (widths[at] ?? 0) > (widths[widest] ?? 0)) widest = at;
    }
    if (widest < 0) return widths;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function tableLines(table: Table, options: TextOptions, style: Style): string[] {
  const scales = chooseScales(table);
  const heads = table.columns.map((column) => headings(column, unitOf(column, scales)));
  const cells = table.rows.map((row) =>
    table.columns.map((column, at) => plainText(writeCell(row[at] ?? null, column, scales))),
  );
  const natural = table.columns.map((_, at) =>
    Math.max(...(heads[at] ?? []).map(textWidth), ...cells.map((row) => textWidth(row[at] ?? ""))),
  );
  const widths = columnWidths(table.columns, natural, options.width);
  const line = (texts: readonly string[]): string =>
    table.columns
      .map((column, at) => {
        const width = widths[at] ?? 0;
        const text = shorten(texts[at] ?? "", width);
        return isNumeric(column) ? padStart(text, width) : padEnd(text, width);
      })
      .join(GAP)
      .trimEnd();
  const title = table.title === undefined ? [] : [style.strong(plainText(table.title))];
  const labels = [style.faint(line(heads.map(([label]) => label)))];
  const units = heads.some(([, unit]) => unit !== "") ? [style.faint(line(heads.map(([, unit]) => unit)))] : [];
  const rule = style.faint(widths.map((width) => "─".repeat(width)).join(GAP));
  const body = cells.length === 0 ? ["(nothing)"] : cells.map(line);
  return [...title, ...labels, ...units, rule, ...body];
}

function indented(text: string, mark: string, width: number): string[] {
  const blank = " ".repeat(textWidth(mark));
  return wrap(plainText(text), width - blank.length).map((line, at) => `${at === 0 ? mark : blank}${line}`);
}

function noteLines(note: Note, width: number, style: Style): string[] {
  const title = note.title === undefined ? [] : [style.strong(plainText(note.title))];
  return [...title, ...note.items.flatMap((item) => indented(item, "- ", width))];
}

function commandLines(commands: Commands, style: Style): string[] {
  return [
    style.strong(plainText(commands.title)),
    ...commands.items.flatMap(({ command, about }) => [
      `  ${plainText(command)}`,
      `      ${style.faint(plainText(about))}`,
    ]),
  ];
}

function blockLines(block: Block, options: TextOptions, style: Style): string[] {
  const width = Math.min(options.width ?? PROSE_WIDTH, PROSE_WIDTH);
  switch (block.kind) {
    case "paragraph":
      return wrap(plainText(block.text), width);
    case "heading":
      return [style.strong(plainText(block.text))];
    case "note":
      return noteLines(block, width, style);
    case "warning":
      return indented(block.text, "Warning: ", width);
    case "outline":
      return [
        style.strong(plainText(block.title)),
        ...block.items.flatMap(({ depth, text }) => indented(text, `${"  ".repeat(depth)}- `, width)),
      ];
    case "commands":
      return commandLines(block, style);
    case "code":
      return codeLines(block.text);
    case "picture":
      return [];
    case "table":
      return block.detail ? [] : tableLines(block, options, style);
  }
}

/** A document for a terminal: tables with aligned numbers, sentences wrapped, nothing said by colour alone. */
export function renderText(document: Document, options: TextOptions = {}): string {
  const style = styleFor(options.colour ?? false);
  const title = wrap(plainText(document.title), options.width ?? PROSE_WIDTH);
  const banner = document.banner === undefined ? [] : [wrap(plainText(document.banner), PROSE_WIDTH)];
  const rule = style.faint("═".repeat(Math.max(0, ...title.map(textWidth))));
  const parts = document.bare ? [] : [...banner, [...title.map(style.strong), rule]];
  for (const block of document.blocks) {
    const lines = blockLines(block, options, style);
    if (lines.length > 0) parts.push(lines);
  }
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
