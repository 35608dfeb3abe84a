import type { Answer } from "../../operations/core/answer.ts";
import type { RejectsResult } from "../../operations/rejects.ts";
import type { Document } from "../document.ts";
import { banner, closing, counted, warnings } from "./parts.ts";

export function rejectsView(answer: Answer<RejectsResult>): Document {
  const { total, reasons, records } = answer.result;
  return {
    ...banner(answer.coverage),
    title: total === 0 ? "No record was rejected" : `${counted(total, "record")} could not be read`,
    blocks: [
      ...warnings(answer),
      {
        kind: "table",
        title: "Records",
        main: true,
        detail: true,
        columns: [
          { name: "import", label: "Import", type: "code" },
          { name: "file", label: "File", type: "text" },
          { name: "line", label: "Line", type: "count" },
          { name: "column", label: "Column", type: "text" },
          { name: "value", label: "Value", type: "text" },
          { name: "reason", label: "Reason", type: "text" },
        ],
        rows: records.map((each) => [each.import, each.file, each.line, each.column, each.value, each.reason]),
      },
      ...(total === 0
        ? []
        : [
            {
              kind: "table",
              title: "By reason",
              columns: [
                { name: "rows", label: "Records", type: "count" },
                { name: "file", label: "File", type: "text" },
                { name: "column", label: "Column", type: "code" },
                { name: "reason", label: "Reason", type: "text" },
                { name: "first_line", label: "First line", type: "count" },
              ],
              rows: reasons.map((each) => [each.rows, each.file, each.column, each.reason, each.firstLine]),
            } as const,
            {
              kind: "table",
              title: `The first ${counted(records.length, "record")}`,
              columns: [
                { name: "file", label: "File", type: "text" },
                { name: "line", label: "Line", type: "count" },
                { name: "column", label: "Column", type: "code" },
                { name: "value", label: "Value", type: "text" },
                { name: "reason", label: "Reason", type: "text" },
              ],
              rows: records.map((each) => [each.file, each.line, each.column, each.value, each.reason]),
            } as const,
          ]),
      ...closing(answer),
    ],
  };
}
