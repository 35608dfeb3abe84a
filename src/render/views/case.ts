import type { CaseResult } from "../../operations/case.ts";
import type { Answer } from "../../operations/core/answer.ts";
import type { Document } from "../document.ts";
import { closing, warnings } from "./parts.ts";

export function caseView(answer: Answer<CaseResult>): Document {
  const { result, known } = answer;
  return {
    title: `${result.title} (${result.case ?? result.id}), as known on ${known}`,
    blocks: [
      { kind: "paragraph", text: `${result.status} It is taken of ${result.base}; it is about ${result.goods}.` },
      ...warnings(answer),
      {
        kind: "table",
        title: "Stages",
        main: true,
        columns: [
          { name: "on", label: "Day", type: "date" },
          { name: "stage", label: "Stage", type: "text" },
          { name: "what", label: "What", type: "text" },
          { name: "rates", label: "Rates", type: "text" },
        ],
        rows: result.stages.map(({ on, stage, what, rates }) => [
          on,
          stage,
          what,
          rates.map(({ company, rate }) => `${company} ${rate}`).join("; ") || null,
        ]),
      },
      {
        kind: "table",
        title: "Deposits",
        columns: [
          { name: "for", label: "For", type: "text" },
          { name: "rate", label: "Rate", type: "text" },
          { name: "from", label: "From", type: "date" },
          { name: "until", label: "Until", type: "date" },
          { name: "status", label: "Status", type: "text" },
          { name: "because", label: "Because", type: "text" },
        ],
        rows: result.rates.map((row) => [
          row.when ?? "everyone else",
          row.rate ?? "nothing",
          row.from,
          row.until,
          row.status,
          row.because,
        ]),
      },
      {
        kind: "table",
        title: "Scope",
        columns: [
          { name: "article", label: "Article", type: "text" },
          { name: "covered", label: "Covered", type: "text" },
          { name: "from", label: "From", type: "date" },
          { name: "confidence", label: "Confidence", type: "text" },
        ],
        rows: result.scope.map(({ article, covered, from, confidence }) => [
          article,
          covered ? "yes" : "no",
          from,
          confidence,
        ]),
      },
      ...(result.later.length === 0
        ? []
        : [
            {
              kind: "note",
              title: "What became of it",
              items: result.later.map(
                ({ entriesFrom, entriesUntil, because }) =>
                  `Entries from ${entriesFrom} until ${entriesUntil}: ${because}`,
              ),
            } as const,
          ]),
      ...closing(answer),
    ],
  };
}
