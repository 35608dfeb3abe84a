import type { ExportResult } from "../../operations/tasks/export.ts";
import type { Document } from "../document.ts";
import { counted } from "../views/parts.ts";

/** The statements as they stand, ready to be piped; what was written when they went to a file. */
export function exportView({ file, on, parties, stakes, statements }: ExportResult): Document {
  if (file === null) {
    const text = statements.length === 0 ? "[]" : `[\n${statements.map((each) => JSON.stringify(each)).join(",\n")}\n]`;
    return { bare: true, title: "Statements of who owns whom", blocks: [{ kind: "code", text }] };
  }
  return {
    title: `${counted(stakes, "stake")} in force on ${on}`,
    blocks: [
      {
        kind: "paragraph",
        text: `${file} holds ${counted(parties + stakes, "statement")}: ${counted(parties, "party", "parties")} and ${counted(stakes, "stake")}.`,
      },
    ],
  };
}
