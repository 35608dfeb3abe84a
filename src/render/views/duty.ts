import type { Answer } from "../../operations/core/answer.ts";
import type { DutyResult } from "../../operations/duty.ts";
import { decimal, percent } from "../../vocab/decimal.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Cell, Document } from "../document.ts";
import { stepText } from "./control.ts";
import { closing, warnings } from "./parts.ts";

type Line = DutyResult["lines"][number];

const COLUMNS = [
  { name: "title", label: "Measure", type: "text" },
  { name: "heading", label: "To file", type: "code" },
  { name: "rate_text", label: "Rate", type: "text" },
  { name: "base", label: "Taken of", type: "number", unit: "USD" },
  { name: "amount", label: "Amount", type: "number", unit: "USD" },
  { name: "status", label: "Status", type: "text" },
] as const;

function cells(line: Line): readonly Cell[] {
  return [
    line.title,
    line.heading,
    line.rateText,
    line.base,
    line.amount,
    line.refundable && line.status !== "refundable" ? `${line.status}, refundable` : line.status,
  ];
}

/** What rules of control say of the producer, and what is owed either way where they do not decide. */
function controlBlocks({ control }: DutyResult): readonly Block[] {
  if (control === undefined) return [];
  const { asked, range } = control;
  const steps = asked.flatMap(({ path, title, outcome }) =>
    path.length === 0
      ? []
      : [{ depth: 0, text: `${title}: ${outcome}` }, ...path.map((step) => ({ depth: 1, text: stepText(step) }))],
  );
  return [
    {
      kind: "table",
      title: "Who controls the producer",
      columns: [
        { name: "rule", label: "Rule", type: "text" },
        { name: "state", label: "Rule is", type: "text" },
        { name: "producer", label: "Producer", type: "text" },
        { name: "outcome", label: "Outcome", type: "text" },
        { name: "problem", label: "Remark", type: "text" },
      ],
      rows: asked.map((each) => [
        each.title,
        each.state,
        each.producer?.label ?? null,
        each.outcome ?? "not known",
        each.problem,
      ]),
    },
    ...(steps.length === 0 ? [] : [{ kind: "outline", title: "By what path", items: steps } as const]),
    ...(range === null
      ? []
      : [
          {
            kind: "table",
            title: "What is owed while that is not known",
            columns: [
              { name: "case", label: "If", type: "text" },
              { name: "total", label: "Total", type: "number", unit: "USD" },
              { name: "rate", label: "Rate", type: "text" },
            ],
            rows: [
              ["at the least", range.low.total, percent(decimal(range.low.rate))],
              ["at the most", range.high.total, percent(decimal(range.high.rate))],
            ],
          } as const,
        ]),
  ];
}

export function dutyView(answer: Answer<DutyResult>): Document {
  const { result, on, known } = answer;
  const { goods } = result;
  const applied = result.lines.filter((line) => line.outcome === "applied");
  const skipped = result.lines.filter((line) => line.outcome === "skipped");
  const asKnown = on === known ? "" : `, as known on ${known}`;
  const back = result.refundable === "0.00" ? "" : ` Of it ${result.refundable} can be had back.`;
  const notes = applied.flatMap((line) => (line.arithmetic === null ? [] : [`${line.title}: ${line.arithmetic}.`]));
  return {
    title: `What is owed on HTS ${formatHs(goods.code)} (${goods.label}) from ${goods.origin.label} entering ${goods.to.label} on ${on}${asKnown}`,
    blocks: [
      {
        kind: "paragraph",
        text: `${result.total} USD on a value of ${goods.value} USD: ${percent(decimal(result.rate))}.${back}`,
      },
      ...warnings(answer),
      {
        kind: "table",
        title: "What applies",
        main: true,
        columns: COLUMNS,
        rows: [...applied.map(cells), ["Total", null, percent(decimal(result.rate)), goods.value, result.total, null]],
      },
      ...(notes.length === 0 ? [] : [{ kind: "note", title: "Arithmetic", items: notes } as const]),
      ...controlBlocks(result),
      {
        kind: "table",
        title: "What does not, and why",
        columns: [
          { name: "title", label: "Measure", type: "text" },
          { name: "heading", label: "Heading", type: "code" },
          { name: "because", label: "Because", type: "text" },
        ],
        rows: skipped.map((line) => [line.title, line.heading, line.because]),
      },
      {
        kind: "table",
        title: "Sources",
        columns: [
          { name: "title", label: "Measure", type: "text" },
          { name: "from", label: "From", type: "date" },
          { name: "until", label: "Until", type: "date" },
          { name: "source", label: "Source", type: "text" },
          { name: "confidence", label: "Confidence", type: "text" },
        ],
        rows: applied.map((line) => [
          line.title,
          line.from,
          line.until,
          line.source === null
            ? null
            : [line.source.title, line.source.locator].filter((part) => part !== null).join(", "),
          line.confidence,
        ]),
      },
      ...closing(answer),
    ],
  };
}
