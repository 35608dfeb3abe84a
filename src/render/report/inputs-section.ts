import { formatHs } from "../../vocab/hs-code.ts";
import type { Cell, Table } from "../document.ts";
import { counted } from "../views/parts.ts";
import { acrossTiers, missingTable } from "../views/trace.ts";
import { costShareWords, shortProduct } from "../views/trade-words.ts";
import { type Html, html } from "./html.ts";
import type { ReportContext } from "./report-context.ts";
import { reportTable } from "./report-table.ts";

const PER_TIER = 8;

/** What goes into the product; equipment is only counted. */
const goods = ({ inputs }: ReportContext["answers"]) => inputs.result.links.filter(({ kind }) => kind !== "equipment");

function mapTable({ answers, code }: ReportContext): Table {
  const held = new Set(answers.reach.result.inputsHeld.map((each) => each.code));
  return {
    kind: "table",
    title: `What ${code} is made of and with, by the input map`,
    columns: [
      { name: "input", label: "Input", type: "text" },
      { name: "code", label: "HS", type: "code" },
      { name: "kind", label: "Kind", type: "code" },
      { name: "cost_share", label: "Share of cost", type: "code" },
      { name: "basis", label: "Basis", type: "code" },
      { name: "source", label: "Source", type: "text" },
      { name: "held", label: "In these data", type: "code" },
    ],
    rows: goods(answers).map((link): Cell[] => [
      shortProduct(link.label, 60),
      formatHs(link.code),
      link.kind,
      costShareWords(link.costShare),
      link.basis,
      link.source.title,
      held.has(link.code) ? "yes" : "no",
    ]),
  };
}

/** What the tiers are made of: by kind, by product, and what the map names that the data do not hold. */
export function inputsSection(context: ReportContext): Html {
  const { answers, explanations } = context;
  const { reach, inputs, explainCommand } = answers;
  const { result } = reach;
  const equipment = inputs.result.links.length - goods(answers).length;
  const higher = result.tiers.slice(1);
  const products = higher.flatMap((tier) =>
    tier.splits.product.parts.slice(0, PER_TIER).map((part) => ({ tier, part })),
  );
  const missing = missingTable(result).filter((block) => block.kind === "table" && block.detail !== true) as Table[];
  return html`
${reportTable(explanations, {
  id: "map-links",
  table: mapTable(context),
  explained: { title: "The input map", answer: inputs },
})}
${equipment === 0 ? null : html`<p class="note">It is made with ${counted(equipment, "code", "codes")} of equipment; headwater inputs lists them.</p>`}
${
  higher.length === 0
    ? null
    : reportTable(explanations, {
        id: "kinds",
        table: acrossTiers("By kind of input", "Kind", result.tiers, (tier) => tier.splits.kind),
        explained: {
          title: "By kind of input",
          answer: reach,
          formula:
            "a row counts with the kind of the link by which it was reached; re-export is the same product again",
        },
      })
}
${
  products.length === 0
    ? null
    : reportTable(explanations, {
        id: "products",
        table: {
          kind: "table",
          title: "Products of the higher tiers",
          columns: [
            { name: "tier", label: "Tier", type: "count" },
            { name: "product", label: "Product", type: "text" },
            { name: "usd", label: "Value", type: "usd" },
            { name: "kg", label: "Weight", type: "kg" },
            { name: "share", label: "Share", type: "share" },
          ],
          rows: products.map(({ tier, part }) => [
            tier.tier,
            shortProduct(part.label, 60),
            part.usd,
            part.kg,
            part.share,
          ]),
        },
        explained: { title: "Products of the higher tiers", answer: reach, formula: "share = of the tier's value" },
        commands: products.map(({ tier, part }) =>
          explainCommand(reach, ["tiers", String(tier.tier), "splits", "product", part.key, "usd"]),
        ),
      })
}
${missing.map((table, at) =>
  reportTable(explanations, {
    id: `missing-${at + 1}`,
    table,
    explained: { title: "Inputs that the data do not hold", answer: reach },
  }),
)}`;
}
