import { type ChainLike, chainSankey } from "../../src/charts/chain-sankey.ts";
import type { ComparedChain } from "../../src/charts/sankey-difference.ts";
import type { SankeyColumn } from "../../src/charts/sankey-layout.ts";

/** What one country sold towards the root at a tier, before and after; USD. */
export interface TierChange {
  readonly tier: number;
  readonly label: string;
  readonly before: number;
  readonly after: number;
}

export interface ChainDifference {
  readonly before: ComparedChain;
  readonly after: ComparedChain;
  readonly columns: readonly SankeyColumn[];
  /** Every country at every tier, also those that the picture pools; by tier, then by the size of the change. */
  readonly changes: readonly TierChange[];
}

/** Countries that the picture names at a tier for how much they changed, however small they are. */
const CHANGED = 4;

const restOf = (tier: number): string => `${tier}|rest`;

/**
 * Two answers of `chain`, without and with a scenario, as two pictures with the same nodes: the largest of each tier and
 * those that changed most, the rest pooled. Both answers must show all they found.
 */
export function chainDifference(before: ChainLike, after: ChainLike, top: number): ChainDifference {
  const pictures = [before, after].map((chain) => chainSankey(chain));
  const [was, is] = pictures.map(({ nodes }) => new Map(nodes.map((node) => [node.id, node])));
  const nodes = new Map([...(is?.values() ?? []), ...(was?.values() ?? [])].map((node) => [node.id, node]));
  const all = [...nodes.values()].map(({ id, tier, label }) => ({
    ...{ id, tier, label },
    before: was?.get(id)?.value ?? 0,
    after: is?.get(id)?.value ?? 0,
  }));
  const named = new Set<string>();
  for (const tier of new Set(all.map((node) => node.tier))) {
    const own = all.filter((node) => node.tier === tier);
    const bySize = own.toSorted((a, b) => Math.max(b.before, b.after) - Math.max(a.before, a.after));
    for (const { id } of tier === 0 ? own : bySize.slice(0, top)) named.add(id);
    for (const { id } of byChange(own).slice(0, CHANGED)) named.add(id);
  }
  const pooled = (tier: number) => all.filter((node) => node.tier === tier && !named.has(node.id)).length;
  const place = (id: string): string => (named.has(id) ? id : restOf(nodes.get(id)?.tier ?? 0));
  const shown = [
    ...all.filter(({ id }) => named.has(id)).map(({ id, tier, label }) => ({ id, tier, label })),
    ...[...new Set(all.map(({ tier }) => tier))].flatMap((tier) => {
      const count = pooled(tier);
      return count === 0 ? [] : [{ id: restOf(tier), tier, label: `${count} others`, pooled: count }];
    }),
  ];
  const [first, second] = pictures.map(
    ({ links }): ComparedChain => ({
      nodes: shown,
      links: links.map(({ source, target, value }) => ({ source: place(source), target: place(target), value })),
    }),
  );
  const columns = new Map(pictures.flatMap((picture) => picture.columns).map((column) => [column.tier, column]));
  return {
    before: first ?? { nodes: [], links: [] },
    after: second ?? { nodes: [], links: [] },
    columns: [...columns.values()],
    changes: [...new Set(all.map(({ tier }) => tier))]
      .sort((a, b) => a - b)
      .flatMap((tier) => [
        ...byChange(all.filter((node) => node.tier === tier)),
        ...all.filter((node) => node.tier === tier && node.before === node.after).sort((a, b) => b.before - a.before),
      ])
      .map(({ tier, label, before: own, after: then }) => ({ tier, label, before: own, after: then })),
  };
}

/** What changed, by how much. */
function byChange<Node extends { readonly before: number; readonly after: number }>(nodes: readonly Node[]): Node[] {
  return nodes
    .filter((node) => node.before !== node.after)
    .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
}
