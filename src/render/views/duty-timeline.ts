import type { Answer } from "../../operations/core/answer.ts";
import type { DutyTimelineResult } from "../../operations/duty-timeline.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Document } from "../document.ts";
import { closing, warnings } from "./parts.ts";

function changed({ changes }: DutyTimelineResult["steps"][number]): string | null {
  const words = changes.map(({ title, before, after }) => `${title}: ${before} → ${after}`);
  return words.length === 0 ? null : words.join("; ");
}

export function dutyTimelineView(answer: Answer<DutyTimelineResult>): Document {
  const { goods, steps } = answer.result;
  return {
    title: `What is owed on HTS ${formatHs(goods.code)} from ${goods.origin.label} entering ${goods.to.label}, day by day, as known on ${answer.known}`,
    blocks: [
      {
        kind: "paragraph",
        text: `On a value of ${goods.value} USD the total changes on ${Math.max(0, steps.length - 1)} days.`,
      },
      ...warnings(answer),
      {
        kind: "table",
        title: "Steps",
        main: true,
        columns: [
          { name: "from", label: "From", type: "date" },
          { name: "total", label: "Total", type: "number", unit: "USD" },
          { name: "rate", label: "Share", type: "share" },
          { name: "refundable", label: "Refundable", type: "number", unit: "USD" },
          { name: "changes", label: "What changed", type: "text" },
        ],
        rows: steps.map((step) => [step.from, step.total, step.rate, step.refundable, changed(step)]),
      },
      ...closing(answer),
    ],
  };
}
