import type { MeasureDay } from "../../operations/flows/measure-days.ts";
import type { Block } from "../document.ts";

/** Days on which measures of the book began, as a table; nothing where there are none. */
export function measureTable(measures: readonly MeasureDay[]): Block[] {
  if (measures.length === 0) return [];
  return [
    {
      kind: "table",
      title: "Measures of the book on this product and pair that began in these periods",
      columns: [
        { name: "day", label: "Day", type: "date" },
        { name: "measure", label: "Measure", type: "code" },
        { name: "title", label: "What", type: "text" },
        { name: "confidence", label: "Confidence", type: "code" },
        { name: "source", label: "Source", type: "code" },
      ],
      rows: measures.map(({ day, measure, title, confidence, source }) => [day, measure, title, confidence, source]),
    },
  ];
}
