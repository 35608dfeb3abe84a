import type { DemoResult, InputSellers } from "../../operations/tasks/demo.ts";
import type { TraceResult } from "../../operations/trade/trace-result.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Document, Table } from "../document.ts";
import { writeKg, writeShare, writeUsd } from "../scale.ts";
import { banner, closing, counted, warnings } from "../views/parts.ts";
import { acrossTiers, missingTable, summaryTable, suppliersTable, tierPicture, tierTable } from "../views/trace.ts";
import { shortProduct, sourceWords } from "../views/trade-words.ts";

function lead({ tiers }: TraceResult): string {
  const [first] = tiers;
  if (first === undefined) return "The data hold nothing that answers this.";
  const [one, ...others] = first.by.slice(0, 4);
  const rest = others.map((part) => `${part.label} ${writeShare(part.share)}`).join(", ");
  return (
    `In 2024 the United States bought permanent magnets of metal for ${writeUsd(first.usd)} (${writeKg(first.kg)}) from ` +
    `${counted(first.parties, "country", "countries")}. ${one?.label} sold ${writeShare(one?.share ?? "0")} of that value; then come ${rest}.`
  );
}

function caution({ tiers }: TraceResult): string[] {
  const second = tiers[1];
  const largest = second?.splits.product.parts[0];
  if (second === undefined || largest === undefined) return [];
  return [
    `Tier 2 is what those ${second.counterparties} sellers bought abroad of the inputs of a magnet, and of magnets. It is ` +
      `${writeUsd(second.usd)}, but ${writeShare(largest.share)} of it is ${shortProduct(largest.label, 50)}, which they buy ` +
      "for every use they have. So read it input by input (the table below), not as a sum.",
  ];
}

/** The gap that matters most: the input with the largest share of cost, if the data do not hold it. */
function gap({ inputsNotHeld }: TraceResult): string[] {
  const [largest] = inputsNotHeld;
  if (largest === undefined || largest.costShare === null) return [];
  return [
    `The data hold no row of HS ${formatHs(largest.code)} (${shortProduct(largest.label, 70)}), which by the input map is ` +
      `${writeShare(largest.costShare.central)} of the cost of what it goes into (${writeShare(largest.costShare.low)} to ` +
      `${writeShare(largest.costShare.high)}, an estimate). What stands behind these magnets in that input, this table cannot say.`,
  ];
}

function inputsTable(inputs: readonly InputSellers[]): Table {
  return {
    kind: "table",
    title: "Tier 2, input by input: who sold it to the countries that sent the magnets",
    columns: [
      { name: "input", label: "Input", type: "text" },
      { name: "usd", label: "Value", type: "usd" },
      { name: "kg", label: "Weight", type: "kg" },
      { name: "sellers", label: "Largest sellers", type: "text" },
    ],
    rows: inputs.map((input) => [
      shortProduct(input.label, 26),
      input.usd,
      input.kg,
      input.sellers.map((part) => `${part.label} ${writeShare(part.share)}`).join(", "),
    ]),
  };
}

function imported({ imports }: DemoResult): string {
  const files = imports.map((each) => {
    const rejected = each.rejected > 0 ? `, ${counted(each.rejected, "record")} set aside` : "";
    return `${each.file} (${counted(each.rows, "row")}${rejected}${each.outcome === "unchanged" ? ", there already" : ""})`;
  });
  return `Imported: ${files.join(" and ")}.`;
}

function nextQuestions(store: string): Block {
  const with_ = (question: string) => `headwater ${question} --store ${store}`;
  return {
    kind: "commands",
    title: "What to ask next (in a clone of the project write npx headwater)",
    items: [
      {
        command: with_("suppliers --product 850511 --to US --top 20"),
        about: "each supplier's unit value, share and weight",
      },
      {
        command: with_("trace --product 850511 --to US --inputs same --by region"),
        about: "magnets alone: who sends them to those who send them on",
      },
      { command: with_("trace --product 283691 --to KR"), about: "lithium carbonate bought by Korea" },
      {
        command: with_("trace --product 380110 --origin CN --direction down --by region"),
        about: "where China’s artificial graphite goes, from monthly data",
      },
      {
        command: `headwater inputs --product 850511 --depth 2`,
        about: "which inputs the map knows, and on what evidence",
      },
      {
        command: with_("trace --product 850511 --to US --explain"),
        about: "how these figures were computed, with sources",
      },
      {
        command: with_("trace --product 850511 --to US --svg tiers.svg --xlsx tiers.xlsx"),
        about: "the chart and the tables as files",
      },
    ],
  };
}

/** The worked question as a short report. */
export function demoView(demo: DemoResult): Document {
  const { answer, inputs, store } = demo;
  const { result } = answer;
  const { root, tiers } = result;
  return {
    ...banner(answer.coverage),
    title: `Who stands behind US imports of permanent magnets (HS ${root.product.code}), 2024`,
    blocks: [
      { kind: "paragraph", text: imported(demo) },
      { kind: "paragraph", text: lead(result) },
      ...[...caution(result), ...gap(result)].map((text): Block => ({ kind: "paragraph", text })),
      summaryTable(result),
      ...tiers.slice(0, 1).map((tier) => tierTable(tier, result)),
      inputsTable(inputs),
      ...tiers.slice(1).map((tier) => tierTable(tier, result, 6)),
      acrossTiers("By region", "Region", tiers, (tier) => tier.splits.region),
      suppliersTable(demo.same, "Largest suppliers of magnets, to the United States and to those who supply it"),
      ...missingTable(result),
      tierPicture(result),
      ...warnings(answer),
      ...closing(answer, sourceWords(result.dataset)),
      nextQuestions(store),
    ],
  };
}
