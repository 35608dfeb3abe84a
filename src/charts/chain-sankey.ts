import type { SankeyColumn, SankeyLink, SankeyNode } from "./sankey-layout.ts";

/** What this reads of an answer of `chain`. */
export interface ChainLike {
  readonly tiers: readonly {
    readonly tier: number;
    readonly products: readonly { readonly code: string; readonly label: string }[];
  }[];
  readonly nodes: readonly {
    readonly id: string;
    readonly tier: number;
    readonly key: string | null;
    readonly label: string;
    readonly rows: number;
    readonly usd: string;
    readonly kg: string;
    readonly estimatedUsd: string;
    readonly pooled: number;
  }[];
  readonly links: readonly {
    readonly source: string;
    readonly target: string;
    readonly rows: number;
    readonly usd: string;
    readonly kg: string;
    readonly estimatedUsd: string;
  }[];
}

export type ChainMeasure = "usd" | "kg" | "rows";

export interface ChainSankey {
  readonly nodes: readonly SankeyNode[];
  readonly links: readonly SankeyLink[];
  readonly columns: readonly SankeyColumn[];
}

function headingOf(tier: ChainLike["tiers"][number]): string {
  const [first] = tier.products;
  if (first === undefined) return `Tier ${tier.tier}`;
  const name = tier.products.length === 1 ? first.label : `${tier.products.length} products`;
  return `Tier ${tier.tier} · ${name}`;
}

/** An answer of `chain` as nodes and links of one measure; only values in USD are ever estimated. */
export function chainSankey(chain: ChainLike, measure: ChainMeasure = "usd"): ChainSankey {
  const figures = (each: {
    readonly usd: string;
    readonly kg: string;
    readonly rows: number;
    readonly estimatedUsd: string;
  }) => ({
    value: Number(each[measure]),
    ...(measure === "usd" ? { estimated: Number(each.estimatedUsd) } : {}),
  });
  return {
    nodes: chain.nodes.map((node) => ({
      id: node.id,
      tier: node.tier,
      label: node.label,
      ...figures(node),
      ...(node.key === null ? { pooled: Math.max(1, node.pooled) } : {}),
    })),
    links: chain.links.map((link) => ({ source: link.source, target: link.target, ...figures(link) })),
    columns: [
      { tier: 0, heading: "Root" },
      ...chain.tiers.map((tier) => ({ tier: tier.tier, heading: headingOf(tier) })),
    ],
  };
}
