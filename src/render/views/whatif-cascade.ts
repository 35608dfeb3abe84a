import type { CascadeUnder } from "../../operations/scenario/cascade/cascade-under-result.ts";
import type { Block } from "../document.ts";
import { writeShare, writeUsd } from "../scale.ts";
import { counted } from "./parts.ts";

/** How far what stops would spread before anybody reacts. */
export function cascadeBlocks(part: CascadeUnder): Block[] {
  const { hits, hit, otherHits, loss, downstream, upstream, sales, shocks, otherShocks } = part;
  const [who, many] = part.by === "firm" ? ["firm", "firms"] : ["product of a country", "products of countries"];
  return [
    {
      kind: "paragraph",
      text:
        `Of ${writeUsd(sales)} of sales, ${writeShare(loss)} is lost before anybody reacts (${writeShare(downstream)} for want of inputs alone, ` +
        `${writeShare(upstream)} for want of customers alone), at ${counted(hit, who, many)} of ${part.firms}; ` +
        `${counted(shocks.length + otherShocks, who, many)} ${shocks.length + otherShocks === 1 ? "is" : "are"} shocked by the scenario itself.`,
    },
    {
      kind: "table",
      title: otherHits === 0 ? "Who loses most" : `Who loses most; ${otherHits} more are not shown`,
      columns: [
        { name: "firm", label: "Who", type: "text" },
        { name: "loss", label: "of its sales", type: "share" },
        { name: "usd", label: "Sales lost", type: "usd" },
        { name: "shocked", label: "By the scenario", type: "text" },
      ],
      rows: hits.map(({ label, loss: own, usd, shocked }) => [label, own, usd, shocked ? "itself" : "behind it"]),
    },
  ];
}
