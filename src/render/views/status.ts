import type { Answer } from "../../operations/core/answer.ts";
import type { StatusResult } from "../../operations/status.ts";
import type { Block, Document } from "../document.ts";
import { banner, closing, counted, warnings } from "./parts.ts";

export function statusView(answer: Answer<StatusResult>): Document {
  const { result } = answer;
  const rejected = result.imports.reduce((sum, each) => sum + each.rejected, 0);
  const filled = result.tables.filter((table) => table.rows > 0);
  const sql: Block[] =
    result.sql === null
      ? []
      : [
          { kind: "heading", text: "How other engines read this vintage" },
          { kind: "code", text: result.sql },
        ];
  return {
    ...banner(answer.coverage),
    title: `The store ${result.folder}`,
    blocks: [
      {
        kind: "paragraph",
        text: `Vintage ${result.vintage}, published ${result.publishedAt}. ${counted(result.imports.length, "import")}; ${counted(rejected, "record")} could not be read${rejected > 0 ? " (headwater rejects shows them)" : ""}.`,
      },
      ...(result.writer === null ? [] : [{ kind: "paragraph", text: `Written now by ${result.writer}.` } as const]),
      ...warnings(answer),
      {
        kind: "table",
        title: "Imports",
        main: true,
        columns: [
          { name: "import", label: "Import", type: "code" },
          { name: "source", label: "Source", type: "code" },
          { name: "family", label: "As", type: "code" },
          { name: "file", label: "File", type: "text" },
          { name: "rows", label: "Rows", type: "count" },
          { name: "rejected", label: "Rejected", type: "count" },
          { name: "first_day", label: "First day", type: "date" },
          { name: "last_day", label: "Last day", type: "date" },
          { name: "made", label: "Made", type: "code" },
          { name: "licence", label: "Licence", type: "text" },
        ],
        rows: result.imports.map((each) => [
          each.id,
          each.source,
          each.family,
          each.file,
          each.rows,
          each.rejected,
          each.firstDay,
          each.lastDay,
          each.made ? "MADE" : "no",
          each.licence,
        ]),
      },
      {
        kind: "table",
        title: "Tables",
        columns: [
          { name: "table", label: "Table", type: "code" },
          { name: "rows", label: "Rows", type: "count" },
          { name: "files", label: "Files", type: "count" },
          { name: "bytes", label: "Bytes", type: "count" },
          { name: "version", label: "Version", type: "count" },
        ],
        rows: filled.map((table) => [table.name, table.rows, table.files, table.bytes, table.version]),
      },
      {
        kind: "table",
        title: "Vintages that can be asked of",
        columns: [
          { name: "vintage", label: "Vintage", type: "count" },
          { name: "at", label: "Published", type: "date" },
          { name: "why", label: "Why", type: "text" },
          { name: "pinned", label: "Pinned", type: "code" },
        ],
        rows: result.vintages.map((each) => [each.vintage, each.at, each.why, each.pinned ? "pinned" : "no"]),
      },
      ...sql,
      ...closing(answer),
    ],
  };
}
