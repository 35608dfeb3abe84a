import type { Answer } from "../../operations/core/answer.ts";
import type { CoverageResult } from "../../operations/coverage.ts";
import { writeCount } from "../scale.ts";
import { coverageView } from "../views/coverage.ts";
import { sourceWords } from "../views/trade-words.ts";
import { type Html, html } from "./html.ts";
import type { ReportContext } from "./report-context.ts";
import { reportTable } from "./report-table.ts";

function facts({ answers, explanations }: ReportContext): Html {
  const { dataset } = answers.reach.result;
  explanations.add("dataset", {
    title: "The data that were asked",
    answer: answers.reach,
    formula: "counted in the vintage of the store that this report was asked of",
    lines: [
      { label: "rows", exact: String(dataset.rows), command: "headwater status" },
      { label: "could not be read", exact: String(dataset.rejected), command: "headwater rejects" },
      { label: "master bills left out", exact: String(dataset.mastersNotCounted), command: null },
    ],
  });
  const figure = (count: number, line: number) => explanations.figure(writeCount(count), "dataset", line);
  const data = dataset.data === "flows" ? "trade statistics between countries" : "shipment records";
  const more = [dataset.frequency, dataset.side === null ? null : `side: ${dataset.side}`].filter(
    (each) => each !== null,
  );
  return html`<dl class="facts">
<dt>Data</dt><dd>${sourceWords(dataset)}</dd>
<dt>Kind</dt><dd>${[data, ...more].join(", ")}</dd>
<dt>Days</dt><dd>${dataset.from ?? "the beginning"} up to ${dataset.until ?? "the end"}</dd>
<dt>Rows</dt><dd>${figure(dataset.rows, 1)} in the store; ${figure(dataset.rejected, 2)} could not be read${
    dataset.mastersNotCounted === 0
      ? null
      : html`; ${figure(dataset.mastersNotCounted, 3)} master bills are left out because their house bills are there`
  }</dd>
</dl>`;
}

function beside({ explanations }: ReportContext, coverage: Answer<CoverageResult>): Html {
  const tables = coverageView(coverage).blocks.filter((block) => block.kind === "table");
  return html`${tables.map((table, at) =>
    reportTable(explanations, {
      id: `coverage-${at + 1}`,
      table,
      explained: { title: table.title ?? "Coverage", answer: coverage },
    }),
  )}`;
}

/** What the data show of the world, and what they cannot see. */
export function coverageSection(context: ReportContext): Html {
  const { answers } = context;
  const { reach, resale, whole, transshipment, coverage } = answers;
  const asked = [
    reach,
    resale,
    whole,
    ...(transshipment === null ? [] : [transshipment]),
    ...(coverage === null ? [] : [coverage]),
  ];
  const notes = [...new Set(asked.flatMap((answer) => answer.coverage.notes))];
  return html`
${facts(context)}
${coverage === null ? null : beside(context, coverage)}
<h3>What this cannot see</h3>
<ul>${notes.map((note) => html`<li>${note}</li>\n`)}</ul>`;
}
