import { chainSankey } from "../../charts/chain-sankey.ts";
import { chartCaption } from "../../charts/chart-caption.ts";
import { sankeyLayout } from "../../charts/sankey-layout.ts";
import { sankeySvg } from "../../charts/sankey-svg.ts";
import type { Table } from "../document.ts";
import { writeUsd } from "../scale.ts";
import { counted } from "../views/parts.ts";
import { acrossTiers, leadSentence, summaryTable, tierTable } from "../views/trace.ts";
import { shortProduct } from "../views/trade-words.ts";
import { type Html, html, picture } from "./html.ts";
import { causeThat, type ReportContext } from "./report-context.ts";
import { reportFigure, reportTable } from "./report-table.ts";

const SHOWN = 10;

function sankey({ answers, source }: ReportContext): Html {
  const { result } = answers.chain;
  const drawn = chainSankey(result);
  const columns = drawn.columns.map((column) => {
    const tier = result.tiers.find((each) => each.tier === column.tier);
    return tier === undefined
      ? { ...column, heading: "Buyer" }
      : {
          tier: tier.tier,
          heading: `Tier ${tier.tier} · ${tier.products.length === 1 ? shortProduct(tier.products[0]?.label ?? "", 28) : counted(tier.products.length, "product")}`,
          caption: `${writeUsd(tier.usd)}, ${counted(tier.ends, "country", "countries")}`,
        };
  });
  const layout = sankeyLayout(drawn.nodes, drawn.links, { width: 900, height: 480, columns });
  const write = (value: number): string => writeUsd(value.toFixed(2));
  const title = "Who sells to whom, tier by tier";
  const finding = leadSentence(answers.reach.result);
  const svg = sankeySvg(layout, { title, description: finding, source }, write, { id: "chain-picture", bare: true });
  const caption = chartCaption(finding, [
    "Every tier fills its column: tiers of a reach are not parts of one another",
    ...(result.tiers.some((tier) => Number(tier.estimatedUsd) > 0) ? ["What is hatched is estimated"] : []),
    source,
  ]);
  return reportFigure(picture(svg), caption, "concentration");
}

function concentration({ answers }: ReportContext): Table {
  const { tiers, nodes } = answers.chain.result;
  return {
    kind: "table",
    title: "How concentrated each tier is",
    columns: [
      { name: "tier", label: "Tier", type: "count" },
      { name: "largest", label: "Largest", type: "text" },
      { name: "ends", label: "Countries", type: "count" },
      { name: "hhi", label: "HHI", type: "number", unit: "0 to 1" },
    ],
    rows: tiers.map((tier) => [
      tier.tier,
      nodes.find((node) => node.tier === tier.tier && node.key !== null)?.label ?? null,
      tier.ends,
      tier.hhi === null ? null : Number(tier.hhi).toFixed(3),
    ]),
  };
}

/** What touches the chain, tier by tier: the reach. */
export function originsSection(context: ReportContext): Html {
  const { answers, explanations, buyer } = context;
  const { reach, chain, explainCommand } = answers;
  const { result } = reach;
  const perTier = result.tiers.map((tier) => {
    const table = tierTable(tier, result, SHOWN);
    const part = causeThat(reach, `Tier ${tier.tier} `);
    return reportTable(explanations, {
      id: `tier-${tier.tier}`,
      table,
      explained: {
        title: `Tier ${tier.tier} by country`,
        answer: reach,
        part,
        formula: "value and weight = sums over the rows of the country; share = its value / the tier's value",
      },
      commands: table.rows.map((_, at) => {
        const key = tier.by[at]?.key;
        const isPooled = at >= SHOWN && tier.by.length > table.rows.length;
        return key === undefined || isPooled
          ? null
          : explainCommand(reach, ["tiers", String(tier.tier), "by", key, "usd"]);
      }),
    });
  });
  return html`
<p>Tier 1 is what ${buyer} bought. Each further tier is what the senders of the tier before bought of its inputs or of the
same goods, for whatever use: it says what touches the chain, not what is contained in the goods, and tiers are never
added up. ${explanations.figure(counted(result.total.rows, "row"), "lead-reach", 4)} are counted, each once.</p>
${sankey(context)}
${reportTable(explanations, {
  id: "tiers",
  table: summaryTable(result),
  explained: { title: "Tier by tier", answer: reach, formula: "each row is counted once, at its smallest tier" },
  commands: result.tiers.map((tier) => explainCommand(reach, ["tiers", String(tier.tier), "usd"])),
})}
${perTier}
${reportTable(explanations, {
  id: "regions",
  table: acrossTiers("By region", "Region", result.tiers, (tier) => tier.splits.region),
  explained: {
    title: "By region",
    answer: reach,
    formula: "sums over the rows whose origin lies in the region; share = of the tier's value",
  },
})}
${reportTable(explanations, {
  id: "concentration",
  table: concentration(context),
  explained: {
    title: "How concentrated each tier is",
    answer: chain,
    formula: "HHI = sum of squared shares of all countries of the tier, not only of those shown; 1 where one has all",
  },
})}`;
}
