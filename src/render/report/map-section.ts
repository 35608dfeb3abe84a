import { chartCaption } from "../../charts/chart-caption.ts";
import { type FlowMap, flowMap, type MapFlow } from "../../charts/flow-map.ts";
import { flowMapSvg } from "../../charts/flow-map-svg.ts";
import type { ChainResult } from "../../operations/trade/chain-result.ts";
import { COUNTRIES } from "../../vocab/country.ts";
import { writeUsd } from "../scale.ts";
import { type Html, html, picture } from "./html.ts";
import type { ReportContext } from "./report-context.ts";
import { reportFigure, reportTable } from "./report-table.ts";

const DRAWN = 30;
const LISTED = 10;
const TIERS = 2;
const PLACES = COUNTRIES.map(({ code, numeric, name }) => ({ key: code as string, numeric, label: name }));

type Link = ChainResult["links"][number];

interface TierFlows {
  readonly links: readonly (Link & { readonly from: string; readonly to: string })[];
  readonly flows: readonly MapFlow[];
  readonly shading: ReadonlyMap<string, number>;
}

/** Links of one tier as flows between countries. What stays in a country is no arc. */
function tierFlows({ nodes, links }: ChainResult, tier: number): TierFlows {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const place = (id: string): string => byId.get(id)?.country ?? byId.get(id)?.label ?? id;
  const joined = links
    .filter((link) => link.tier === tier)
    .map((link) => ({ ...link, from: place(link.source), to: place(link.target) }))
    .filter((link) => link.from !== link.to);
  return {
    links: joined,
    flows: joined.map((link) => ({ from: link.from, to: link.to, value: Number(link.usd) })),
    shading: new Map(
      nodes.flatMap((node) => (node.tier === tier && node.country !== null ? [[node.country, Number(node.usd)]] : [])),
    ),
  };
}

function oneTier({ answers, explanations, atlas, source }: ReportContext, tier: number): Html {
  const { flows: answer } = answers;
  const { links, flows, shading } = tierFlows(answer.result, tier);
  if (links.length === 0) return html``;
  const map: FlowMap = flowMap({ atlas, places: PLACES, flows, shading }, { width: 900, height: 440, largest: DRAWN });
  const name = new Map(PLACES.map((place) => [place.key, place.label]));
  const label = (key: string): string => name.get(key) ?? key;
  const [first] = links;
  const finding = `The largest flow of tier ${tier} goes from ${label(first?.from ?? "")} to ${label(first?.to ?? "")}: ${writeUsd(first?.usd ?? null)}`;
  const id = `map-${tier}`;
  const title = `Flows of tier ${tier}`;
  const svg = flowMapSvg(
    map,
    { title, description: finding, source },
    { value: (value) => writeUsd(value.toFixed(2)), shading: `sold at tier ${tier}`, tier },
    { id: `${id}-picture`, bare: true },
  );
  return html`<h3>Tier ${String(tier)}</h3>
${reportFigure(picture(svg), chartCaption(finding, [`Drawn: ${map.shownText}`, source]), id)}
${reportTable(explanations, {
  id,
  table: {
    kind: "table",
    title: `Largest flows of tier ${tier}`,
    columns: [
      { name: "from", label: "From", type: "text" },
      { name: "to", label: "To", type: "text" },
      { name: "rows", label: "Rows", type: "count" },
      { name: "usd", label: "Value", type: "usd" },
      { name: "kg", label: "Weight", type: "kg" },
    ],
    rows: links.slice(0, LISTED).map((link) => [label(link.from), label(link.to), link.rows, link.usd, link.kg]),
  },
  explained: {
    title: `Flows of tier ${tier}`,
    answer,
    formula: "sums over the rows by which the one country sold to the other at this tier",
  },
})}`;
}

/** The chain on the map: its first tiers, each with its own flows. */
export function mapSection(context: ReportContext): Html {
  const tiers = context.answers.flows.result.tiers.map(({ tier }) => tier).slice(0, TIERS);
  return html`
<p>Arcs are as wide as their value. The map is equal-area.</p>
${tiers.map((tier) => oneTier(context, tier))}`;
}
