import type { Answer } from "../../operations/core/answer.ts";
import type { MeasuresResult } from "../../operations/measures.ts";
import type { Document } from "../document.ts";
import { closing, counted, warnings } from "./parts.ts";

export function measuresView(answer: Answer<MeasuresResult>): Document {
  const { result, on } = answer;
  return {
    title: `Measures at the border of ${result.to} on ${on}`,
    blocks: [
      {
        kind: "paragraph",
        text: `${counted(result.measures.length, "measure")}; the book also holds ${counted(result.lines, "line")} of the schedule of ordinary duty.`,
      },
      ...warnings(answer),
      {
        kind: "table",
        title: "Rates",
        main: true,
        columns: [
          { name: "measure", label: "Measure", type: "text" },
          { name: "id", label: "Id", type: "code" },
          { name: "heading", label: "To file", type: "code" },
          { name: "rate", label: "Rate", type: "text" },
          { name: "when", label: "For", type: "text" },
          { name: "from", label: "From", type: "date" },
          { name: "until", label: "Until", type: "date" },
          { name: "confidence", label: "Confidence", type: "text" },
        ],
        rows: result.measures.flatMap((measure) =>
          measure.rates.map((row) => [
            measure.title,
            measure.id,
            row.heading ?? measure.heading,
            row.rate ?? "nothing",
            row.when ?? measure.goods,
            row.from,
            row.until,
            row.confidence,
          ]),
        ),
      },
      ...closing(answer),
    ],
  };
}
