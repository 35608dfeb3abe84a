import type { Column, Table } from "../../src/render/document.ts";
import { decimal, shareOf } from "../../src/vocab/decimal.ts";
import { formatHs } from "../../src/vocab/hs-code.ts";
import type { ChainNode, ChainResult, ChainTier } from "../state/chain-answer.ts";

const MEASURES: readonly Column[] = [
  { name: "rows", label: "Rows", type: "count" },
  { name: "usd", label: "Value", type: "usd" },
  { name: "kg", label: "Weight", type: "kg" },
];

export const shareIn = (part: string, whole: string): string => shareOf(decimal(part), decimal(whole));

export const tierOf = (chain: ChainResult, tier: number): ChainTier | undefined =>
  chain.tiers.find((each) => each.tier === tier);

/** Which word stands for the far end of a tier. */
export const farEnd = (chain: ChainResult): "Seller" | "Buyer" => (chain.direction === "up" ? "Seller" : "Buyer");

/** The nodes of the picture, a line each. */
export function nodesTable(chain: ChainResult): Table {
  return {
    kind: "table",
    title: "Tier by tier",
    columns: [
      { name: "tier", label: "Tier", type: "count" },
      { name: "key", label: "Key", type: "code" },
      { name: "label", label: farEnd(chain), type: "text" },
      ...MEASURES,
      { name: "share", label: "Share of tier", type: "share" },
      { name: "estimated", label: "Estimated value", type: "usd" },
    ],
    rows: chain.nodes.map((node) => [
      node.tier,
      node.key,
      node.label,
      node.rows,
      node.usd,
      node.kg,
      shareIn(node.usd, tierOf(chain, Math.max(1, node.tier))?.usd ?? "0"),
      node.estimatedUsd,
    ]),
  };
}

/** The links of the picture, a line each. */
export function linksTable(chain: ChainResult): Table {
  const node = new Map(chain.nodes.map((each) => [each.id, each]));
  return {
    kind: "table",
    title: "Links",
    columns: [
      { name: "tier", label: "Tier", type: "count" },
      { name: "from", label: "From", type: "text" },
      { name: "to", label: "To", type: "text" },
      { name: "products", label: "HS", type: "code" },
      ...MEASURES,
      { name: "estimated", label: "Estimated value", type: "usd" },
    ],
    rows: chain.links.map((link) => [
      link.tier,
      node.get(link.source)?.label ?? link.source,
      node.get(link.target)?.label ?? link.target,
      link.products.map(({ code }) => formatHs(code)).join(", "),
      link.rows,
      link.usd,
      link.kg,
      link.estimatedUsd,
    ]),
  };
}

/** The nodes of a tier without the pooled rest, largest first. */
export function namedNodes(chain: ChainResult, tier: number): readonly ChainNode[] {
  return chain.nodes
    .filter((node) => node.tier === tier && node.key !== null)
    .sort((a, b) => Number(b.usd) - Number(a.usd));
}

/** How a tier is divided among its sellers. */
export function concentrationTable(chain: ChainResult): Table {
  const far = farEnd(chain);
  return {
    kind: "table",
    title: "Concentration",
    columns: [
      { name: "tier", label: "Tier", type: "count" },
      { name: "sellers", label: `${far}s`, type: "count" },
      { name: "usd", label: "Value", type: "usd" },
      { name: "hhi", label: "HHI (0 to 1)", type: "number" },
      { name: "largest", label: "Largest", type: "text" },
      { name: "largest_share", label: "Its share", type: "share" },
      { name: "three_share", label: "Three largest", type: "share" },
    ],
    rows: chain.tiers.map((tier) => {
      const [first, second, third] = namedNodes(chain, tier.tier);
      const three = [first, second, third].reduce((sum, node) => sum + Number(node?.usd ?? 0), 0);
      return [
        tier.tier,
        tier.ends,
        tier.usd,
        tier.hhi === null ? null : Number(tier.hhi).toFixed(3),
        first?.label ?? null,
        first === undefined ? null : shareIn(first.usd, tier.usd),
        first === undefined ? null : shareIn(three.toFixed(2), tier.usd),
      ];
    }),
  };
}
