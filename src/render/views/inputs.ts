import type { Answer } from "../../operations/core/answer.ts";
import type { InputsResult } from "../../operations/inputs.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Document } from "../document.ts";
import { banner, closing, warnings } from "./parts.ts";
import { costShareWords, shortProduct } from "./trade-words.ts";

export function inputsView(answer: Answer<InputsResult>): Document {
  const { product, direction, links } = answer.result;
  const up = direction === "up";
  const name = `HS ${formatHs(product.code)} (${shortProduct(product.label)})`;
  const deep = links.some((link) => link.step > 1);
  return {
    ...banner(answer.coverage),
    title: up ? `What ${name} is made of and with` : `What ${name} goes into`,
    blocks: [
      ...warnings(answer),
      {
        kind: "table",
        main: true,
        columns: [
          ...(deep ? [{ name: "step", label: "Step", type: "count" } as const] : []),
          { name: "code", label: "HS", type: "code" },
          { name: "label", label: up ? "Input" : "Goes into", type: "text" },
          ...(deep ? [{ name: "of", label: up ? "Input of" : "Through", type: "code" } as const] : []),
          { name: "kind", label: "Kind", type: "code" },
          { name: "amount", label: "Amount", type: "code" },
          { name: "cost_share", label: "Cost share", type: "code" },
          { name: "basis", label: "Basis", type: "code" },
          { name: "source", label: "Source", type: "text" },
        ],
        rows: links.map((link) => [
          ...(deep ? [link.step] : []),
          formatHs(link.code),
          link.label,
          ...(deep ? [formatHs(link.other)] : []),
          link.kind,
          link.amount === null ? null : `${link.amount} ${link.amountUnit ?? ""}`.trim(),
          costShareWords(link.costShare),
          link.basis,
          link.source.title,
        ]),
      },
      ...closing(answer),
    ],
  };
}
