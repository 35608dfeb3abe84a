import type { AlternativesResult } from "../../operations/alternatives.ts";
import type { Answer } from "../../operations/core/answer.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Document } from "../document.ts";
import { banner, closing, counted, warnings } from "./parts.ts";
import { planBlocks, t, tonnes } from "./plan-blocks.ts";

export function alternativesView(answer: Answer<AlternativesResult>): Document {
  const { result } = answer;
  const { sensitivity, assumptions } = result;
  return {
    ...banner(answer.coverage),
    title: `Who could sell HS ${formatHs(result.product.code)} (${result.product.label}) to ${result.buyer.label}, ${result.year}`,
    blocks: [
      { kind: "paragraph", text: result.because },
      ...warnings(answer),
      ...planBlocks(result),
      {
        kind: "table",
        title: "If suppliers could redirect more or less of what they sell to others",
        columns: [
          { name: "redirect", label: "Redirected", type: "share" },
          { name: "state", label: "Plan", type: "text" },
          { name: "cost", label: "Cost with penalty", type: "usd" },
          tonnes("unmet", "Unmet"),
          { name: "suppliers", label: "Suppliers", type: "count" },
        ],
        rows: sensitivity.map((one) => [one.redirect, one.state, one.cost, t(one.unmet), one.suppliers]),
      },
      {
        kind: "note",
        title: `${counted(assumptions.length, "assumption")}`,
        items: assumptions.map(({ name, value, basis, about }) => `${name}: ${value}, ${about} (${basis})`),
      },
      ...closing(answer, `${result.dataset.title}.`),
    ],
  };
}
