import type { ClassifyResult } from "../../operations/classify.ts";
import type { Answer } from "../../operations/core/answer.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Document } from "../document.ts";
import { closing, warnings } from "./parts.ts";
import { shortProduct } from "./trade-words.ts";

export function classifyView(answer: Answer<ClassifyResult>): Document {
  const { text, candidates } = answer.result;
  const residual = [
    ...new Map(candidates.flatMap((each) => each.alternatives.map((other) => [other.code, other.label]))),
  ];
  const listed = new Set(candidates.map(({ code }) => code));
  return {
    title: `Which HS codes “${shortProduct(text)}” may belong to`,
    blocks: [
      ...warnings(answer),
      {
        kind: "table",
        title: "Candidates",
        main: true,
        columns: [
          { name: "code", label: "HS 2022", type: "code" },
          { name: "label", label: "What it covers", type: "text" },
          { name: "score", label: "Score", type: "number", unit: "of 1" },
          { name: "residual", label: "", type: "code" },
        ],
        rows: candidates.map(({ code, label, score, warning }) => [
          formatHs(code),
          label,
          score,
          warning?.startsWith("A residual") ? "residual" : null,
        ]),
      },
      ...candidates.map(
        ({ code, reasons, warning }) =>
          ({
            kind: "note",
            title: `Why ${formatHs(code)}`,
            items: warning === null ? reasons : [...reasons, warning],
          }) as const,
      ),
      {
        kind: "table",
        title: "Residual codes of the same headings",
        columns: [
          { name: "code", label: "HS 2022", type: "code" },
          { name: "label", label: "What it covers", type: "text" },
        ],
        rows: residual.filter(([code]) => !listed.has(code)).map(([code, label]) => [formatHs(code), label]),
      },
      ...closing(answer, "Harmonized System 2022, and the list of trade words of the book."),
    ],
  };
}
