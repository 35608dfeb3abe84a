import { type Block, type Document, isNumeric, type Table } from "./document.ts";
import { codeLines, plainText } from "./plain-text.ts";
import { chooseScales, unitOf, writeCell } from "./scale.ts";

/** Text that Markdown shows as it is: no markup, no HTML, no cell borders. */
function literal(text: string): string {
  return plainText(text)
    .replace(/[\\`*_[\]|~]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
}

function tableLines(table: Table): string[] {
  const scales = chooseScales(table);
  const heads = table.columns.map((column) => {
    const unit = unitOf(column, scales);
    return literal(unit === undefined ? column.label : `${column.label} (${unit})`);
  });
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    ...(table.title === undefined ? [] : [`### ${literal(table.title)}`, ""]),
    line(heads),
    line(table.columns.map((column) => (isNumeric(column) ? "---:" : "---"))),
    ...table.rows.map((row) =>
      line(table.columns.map((column, at) => literal(writeCell(row[at] ?? null, column, scales)))),
    ),
  ];
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case "paragraph":
      return [literal(block.text)];
    case "heading":
      return [`## ${literal(block.text)}`];
    case "note":
      return [
        ...(block.title === undefined ? [] : [`**${literal(block.title)}**`, ""]),
        ...block.items.map((item) => `- ${literal(item)}`),
      ];
    case "warning":
      return [`> **Warning:** ${literal(block.text)}`];
    case "outline":
      return [
        `**${literal(block.title)}**`,
        "",
        ...block.items.map(({ depth, text }) => `${"  ".repeat(depth)}- ${literal(text)}`),
      ];
    case "commands":
      return [
        `**${literal(block.title)}**`,
        "",
        ...block.items.map(
          ({ command, about }) => `- \`${plainText(command).replaceAll("`", "'")}\`: ${literal(about)}`,
        ),
      ];
    case "code":
      return ["```", ...codeLines(block.text).map((line) => line.replaceAll("```", "~~~")), "```"];
    case "picture":
      return [];
    case "table":
      return block.detail ? [] : tableLines(block);
  }
}

/** A document as GitHub-flavoured Markdown. */
export function renderMarkdown(document: Document): string {
  const banner = document.banner === undefined ? [] : [`> **${literal(document.banner)}**`];
  const parts = [banner, [`# ${literal(document.title)}`], ...document.blocks.map(blockLines)].filter(
    (part) => part.length > 0,
  );
  return `${parts.map((part) => part.join("\n")).join("\n\n")}\n`;
}
