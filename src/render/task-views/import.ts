import type { ImportResult } from "../../operations/tasks/import.ts";
import type { Block, Document } from "../document.ts";
import { counted } from "../views/parts.ts";

const OUTCOMES = { imported: "imported", unchanged: "there already", replaced: "replaced" } as const;

export function importView({ store, files, schedules, suggestions }: ImportResult): Document {
  if (schedules.length > 0) return scheduleView(schedules);
  if (suggestions.length > 0) return suggestionView(suggestions);
  const rejected = files.reduce((sum, each) => sum + each.rejected, 0);
  const samples = files.flatMap((each) =>
    each.rejects.map((reject) => [each.file, reject.line, reject.column, reject.value, reject.reason]),
  );
  const blocks: Block[] = [
    ...files.flatMap((each) => each.warnings.map((text): Block => ({ kind: "warning", text }))),
    {
      kind: "table",
      main: true,
      columns: [
        { name: "file", label: "File", type: "text" },
        { name: "outcome", label: "Outcome", type: "code" },
        { name: "family", label: "As", type: "code" },
        { name: "layout", label: "Layout", type: "code" },
        { name: "source", label: "Source", type: "code" },
        { name: "rows", label: "Rows", type: "count" },
        { name: "rejected", label: "Rejected", type: "count" },
        { name: "import", label: "Import", type: "code" },
      ],
      rows: files.map((each) => [
        each.file,
        OUTCOMES[each.outcome],
        each.as,
        each.layout,
        each.source,
        each.rows,
        each.rejected,
        each.importId,
      ]),
    },
  ];
  if (samples.length > 0) {
    blocks.push(
      {
        kind: "table",
        title: "The first records that could not be read",
        columns: [
          { name: "file", label: "File", type: "text" },
          { name: "line", label: "Line", type: "count" },
          { name: "column", label: "Column", type: "text" },
          { name: "value", label: "Value", type: "text" },
          { name: "reason", label: "Reason", type: "text" },
        ],
        rows: samples,
      },
      { kind: "paragraph", text: `${counted(rejected, "record")} set aside; headwater rejects lists them all.` },
    );
  }
  const vintage = files.at(-1)?.vintage;
  blocks.push({ kind: "paragraph", text: `The store ${store} is at vintage ${vintage}.` });
  return { title: `${counted(files.length, "file")} into the store`, blocks };
}

/** Drafts one after another, ready for `> mapping.yaml`; each says in a comment which file it is for. */
function suggestionView(suggestions: ImportResult["suggestions"]): Document {
  return {
    bare: true,
    title: "A mapping to save, check and edit",
    blocks: suggestions.map(({ file, yaml }): Block => {
      const comment = suggestions.length > 1 ? `# ${file}\n` : "";
      return { kind: "code", text: `${comment}${yaml}` };
    }),
  };
}

const SHOWN_REJECTS = 20;

function scheduleView(schedules: ImportResult["schedules"]): Document {
  const rejects = schedules.flatMap(({ file, rejects: list }) => list.map((reject) => ({ file, ...reject })));
  const blocks: Block[] = [
    {
      kind: "table",
      main: true,
      columns: [
        { name: "file", label: "File", type: "text" },
        { name: "table", label: "Written to", type: "text" },
        { name: "from", label: "From", type: "date" },
        { name: "lines", label: "Lines", type: "count" },
        { name: "additional", label: "Of chapter 99, left out", type: "count" },
        { name: "rejected", label: "Parts that cannot be read", type: "count" },
      ],
      rows: schedules.map((one) => [one.file, one.table, one.from, one.lines, one.additional, one.rejects.length]),
    },
  ];
  if (rejects.length > 0) {
    blocks.push({
      kind: "table",
      title:
        rejects.length > SHOWN_REJECTS
          ? `The first ${SHOWN_REJECTS} of ${rejects.length} parts that cannot be read; --json lists them all`
          : "Parts that cannot be read",
      columns: [
        { name: "line", label: "Line", type: "count" },
        { name: "hts", label: "Code", type: "code" },
        { name: "column", label: "Column", type: "text" },
        { name: "value", label: "Value", type: "text" },
        { name: "reason", label: "Reason", type: "text" },
      ],
      rows: rejects
        .slice(0, SHOWN_REJECTS)
        .map(({ line, hts, column, value, reason }) => [line, hts, column, value, reason]),
    });
  }
  blocks.push({ kind: "paragraph", text: "Ask duty with the same --book: its lines say which book spoke." });
  return { title: "The tariff schedule into your own book", blocks };
}
