import type { CompactResult } from "../../operations/tasks/compact.ts";
import type { CompileResult } from "../../operations/tasks/compile.ts";
import type { InitResult } from "../../operations/tasks/init.ts";
import type { UndoResult } from "../../operations/tasks/undo.ts";
import type { VacuumResult } from "../../operations/tasks/vacuum.ts";
import type { Block, Document } from "../document.ts";
import { counted } from "../views/parts.ts";

const paragraph = (text: string): Block => ({ kind: "paragraph", text });

export function initView({ folder, vintage }: InitResult): Document {
  return {
    title: "An empty store",
    blocks: [
      paragraph(`The folder ${folder} holds a store at vintage ${vintage}. Bring data in with headwater import FILE.`),
    ],
  };
}

export function undoView({ importId, erased, rows, vintage, vintagesDropped, filesDeleted }: UndoResult): Document {
  const dropped =
    vintagesDropped.length === 0
      ? ""
      : ` Vintages ${vintagesDropped.join(", ")} needed it and can no longer be asked of.`;
  return {
    title: erased ? "Erased an import" : "Undid an import",
    blocks: [
      paragraph(
        `The import ${importId} is out of the store: ${counted(rows, "row")}; the store is at vintage ${vintage}.` +
          (erased ? ` ${counted(filesDeleted, "file")} deleted.${dropped}` : " Older vintages still hold it."),
      ),
    ],
  };
}

export function compactView({ filesBefore, filesAfter, vintage }: CompactResult): Document {
  const done = filesBefore === filesAfter ? "There was nothing to merge" : `${filesBefore} files became ${filesAfter}`;
  return { title: "Compacted the store", blocks: [paragraph(`${done}; the store is at vintage ${vintage}.`)] };
}

export function vacuumView({ pinned, unpinned, deleted }: VacuumResult): Document {
  const said = [
    ...(pinned === null ? [] : [`Vintage ${pinned} is pinned.`]),
    ...(unpinned === null ? [] : [`Vintage ${unpinned} is no longer pinned.`]),
    ...(deleted === null
      ? []
      : [
          `${counted(deleted.files, "file")} deleted (${(deleted.bytes / 1e6).toFixed(1)} MB).`,
          deleted.vintagesDropped.length === 0
            ? "Every vintage was kept."
            : `Vintages ${deleted.vintagesDropped.join(", ")} can no longer be asked of; kept are ${deleted.vintagesKept.join(", ")}.`,
        ]),
  ];
  return { title: deleted === null ? "Changed what is kept" : "Vacuumed the store", blocks: said.map(paragraph) };
}

export function compileView({ datasets }: CompileResult): Document {
  return {
    title: `Compiled ${counted(datasets.length, "dataset")}`,
    blocks: [
      {
        kind: "table",
        main: true,
        columns: [
          { name: "dataset", label: "Dataset", type: "text" },
          { name: "entries", label: "Entries", type: "count" },
          { name: "parties", label: "Parties", type: "count" },
          { name: "products", label: "Products", type: "count" },
          { name: "masters", label: "Masters not counted", type: "count" },
          { name: "made", label: "Made", type: "code" },
        ],
        rows: datasets.map((each) => [
          each.flags,
          each.entries,
          each.parties,
          each.products,
          each.mastersNotCounted,
          each.made ? "MADE" : "no",
        ]),
      },
    ],
  };
}
