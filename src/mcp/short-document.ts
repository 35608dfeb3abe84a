import type { Block, Document, Table } from "../render/document.ts";
import { renderDocument } from "../render/formats.ts";

/** About 1,500 tokens: what an assistant can afford for one answer among many. */
export const SHORT_CHARACTERS = 6000;
/** What an explanation may take beside it. */
export const EXPLANATION_CHARACTERS = 4000;

const ROWS_TRIED = [10, 6, 5] as const;
const OUTLINE_ITEMS = 16;

/** Rows stand largest first, so the first are the ones that matter. */
function shortTable(table: Table, most: number): Table {
  if (table.rows.length <= most + 1) return table;
  const title = `${table.title ?? "Table"} (first ${most} of ${table.rows.length} lines)`;
  return { ...table, title, rows: table.rows.slice(0, most) };
}

function shortBlock(block: Block, most: number): Block {
  if (block.kind === "table") return shortTable(block, most);
  if (block.kind !== "outline" || block.items.length <= OUTLINE_ITEMS + 1) return block;
  const more = { depth: 0, text: `and ${block.items.length - OUTLINE_ITEMS} more steps` };
  return { ...block, items: [...block.items.slice(0, OUTLINE_ITEMS), more] };
}

const isLeftOut = (block: Block): boolean =>
  block.kind === "picture" || block.kind === "commands" || (block.kind === "table" && block.detail === true);

function withoutTables(blocks: readonly Block[], dropped: readonly Table[]): readonly Block[] {
  if (dropped.length === 0) return blocks;
  const names = dropped.map((table) => table.title ?? "a table").reverse();
  const gone = new Set<Block>(dropped);
  return [...blocks.filter((block) => !gone.has(block)), { kind: "note", title: "Left out here", items: names }];
}

/** Every form of a document, the most complete first: fewer rows of each table, then fewer tables from the last up. */
function* shorterForms(document: Document): Generator<Document> {
  const kept = document.blocks.filter((block) => !isLeftOut(block));
  let blocks: readonly Block[] = kept;
  for (const most of ROWS_TRIED) {
    blocks = kept.map((block) => shortBlock(block, most));
    yield { ...document, blocks };
  }
  const tables = blocks.filter((block) => block.kind === "table" && block.main !== true).reverse() as Table[];
  for (const at of tables.keys()) yield { ...document, blocks: withoutTables(blocks, tables.slice(0, at + 1)) };
}

/**
 * A document within `limit` characters of Markdown. What is said in sentences, the warnings and the limits of the data
 * stay, and a table that is left out is named. References, ids and addresses keep their `&` and `_`.
 */
export async function shortMarkdown(document: Document, limit = SHORT_CHARACTERS): Promise<string> {
  let text = "";
  for (const form of shorterForms(document)) {
    text = (await renderDocument(form, "markdown")).replaceAll("&amp;", "&").replaceAll("\\_", "_");
    if (text.length <= limit) return text;
  }
  return `${text.slice(0, limit).trimEnd()}…\n\n(cut at ${limit} characters)`;
}
