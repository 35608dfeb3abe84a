import type { Reach } from "./reach.ts";
import { type EndKind, endReader, type TierGroup, tierGroups } from "./tier-groups.ts";
import { type Amounts, type GroupLink, groupLinks } from "./tier-link-sums.ts";

/** An end of trade at a tier: cycles are unrolled. */
export interface TierNode extends Amounts {
  /** 0 is the root's own end; its nodes hold what they traded in tier 1. */
  readonly tier: number;
  /** A country code ("" unknown) or a party id; null for what is pooled. */
  readonly key: string | null;
  /** How many ends it stands for. */
  readonly ends: number;
}

export interface TierLink extends Amounts {
  /** The tier whose entries it sums. */
  readonly tier: number;
  /** Indices into the nodes: of the end in `tier`, and of the one in the tier before it. */
  readonly far: number;
  readonly near: number;
  /** The largest first. */
  readonly products: readonly ({ readonly code: string } & Amounts)[];
}

export interface TierLinks {
  /** By tier from 0; in each the largest first, what is pooled last. */
  readonly nodes: readonly TierNode[];
  /** By tier from 1; in each the largest first. */
  readonly links: readonly TierLink[];
  /** By tier from 1 at index 0: the sum of the squared shares of all its ends, pooled or not; null without a value. */
  readonly concentration: readonly (number | null)[];
}

const NOTHING: Amounts = { rows: 0, usd: 0n, kg: 0n, estimatedUsd: 0n };

function sum(parts: readonly Amounts[]): Amounts {
  return parts.reduce<Amounts>(
    (so, part) => ({
      rows: so.rows + part.rows,
      usd: so.usd + part.usd,
      kg: so.kg + part.kg,
      estimatedUsd: so.estimatedUsd + part.estimatedUsd,
    }),
    NOTHING,
  );
}

function largerFirst(a: Amounts, b: Amounts): number {
  if (a.usd !== b.usd) return a.usd > b.usd ? -1 : 1;
  if (a.kg !== b.kg) return a.kg > b.kg ? -1 : 1;
  return b.rows - a.rows;
}

/**
 * What a reach counted, as links between the ends of a tier and those of the tier before it. Each tier shows its `top`
 * largest ends and pools the rest. Nothing is rounded: the links of a tier add up to the tier, and so do its nodes. To be
 * read before the next reach of the same network.
 */
export function tierLinks(found: Reach, by: EndKind, top: number): TierLinks {
  const ends = endReader(found.walk, by);
  const groups = tierGroups(found, by, ends, top);
  const pairs = groupLinks(found.walk, groups, ends).map((pair) => ({ ...pair, ...sum(pair.products) }));
  const nodes: TierNode[] = [];
  const firstNode = groups.map((group, tier) => {
    const first = nodes.length;
    nodes.push(...nodesOf(group, tier, pairs, ends.keyOf));
    return first;
  });
  const links = pairs.map((pair) => ({
    ...pair,
    far: (firstNode[pair.tier] as number) + pair.far,
    near: (firstNode[pair.tier - 1] as number) + pair.near,
    products: [...pair.products].sort((a, b) => largerFirst(a, b) || (a.code < b.code ? -1 : 1)),
  }));
  links.sort((a, b) => a.tier - b.tier || largerFirst(a, b) || a.far - b.far || a.near - b.near);
  return { nodes, links, concentration: groups.slice(1).map(({ concentration }) => concentration) };
}

function nodesOf(
  { shown, present }: TierGroup,
  tier: number,
  pairs: readonly (GroupLink & Amounts)[],
  keyOf: (end: number) => string,
): TierNode[] {
  const parts: Amounts[][] = Array.from({ length: shown.length + 1 }, () => []);
  for (const pair of pairs) {
    if (pair.tier === Math.max(1, tier)) parts[tier === 0 ? pair.near : pair.far]?.push(pair);
  }
  let pooled = -shown.length;
  for (const one of present) pooled += one;
  return [
    ...shown.map((end, place) => ({ tier, key: keyOf(end), ends: 1, ...sum(parts[place] ?? []) })),
    ...(pooled === 0 ? [] : [{ tier, key: null, ends: pooled, ...sum(parts.at(-1) ?? []) }]),
  ];
}
