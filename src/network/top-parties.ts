import { exactTotal, nthLargest, roughTotal } from "./exact-sum.ts";
import { bySize, type Split } from "./reach-split.ts";
import { LINE } from "./tier-sums.ts";
import { eachCountedRun, partySums, type Walk } from "./walk.ts";

/** A party over all tiers: upwards a supplier and its recipients, downwards a buyer and its suppliers. */
export interface TopParty extends Split {
  /** Index into the network's parties. */
  readonly party: number;
  /** Distinct parties on the other side of its counted entries. */
  readonly recipients: number;
  /** The tiers at which it was found. */
  readonly tiers: readonly number[];
  /** HS 6-digit codes, ascending. */
  readonly products: readonly string[];
}

/** The parties with the largest value over all tiers, largest first. */
export function topParties(walk: Walk, limit: number): TopParty[] {
  const { network } = walk;
  const { parties, sums } = partySums(walk);
  const values = Float64Array.from(parties, (_, line) => roughTotal(sums, line * LINE + 1));
  const least = nthLargest(values, limit);
  const top = parties
    .map((party, line) => ({ party, line }))
    .filter(({ line }) => (values[line] as number) >= least)
    .map(({ party, line }) => ({
      party,
      key: network.parties.id(party),
      rows: Number(exactTotal(sums, line * LINE)),
      usd: exactTotal(sums, line * LINE + 1),
      kg: exactTotal(sums, line * LINE + 2),
    }))
    .sort(bySize)
    .slice(0, limit);
  const links = linksOf(
    walk,
    top.map(({ party }) => party),
  );
  return top.map((line, i) => {
    const { recipients, tiers, products } = links[i] as PartyLinks;
    return {
      ...line,
      recipients,
      tiers: [...tiers].sort((a, b) => a - b),
      products: [...products].sort((a, b) => a - b).map((product) => network.products[product] ?? ""),
    };
  });
}

interface PartyLinks {
  lastRecipient: number;
  recipients: number;
  readonly tiers: Set<number>;
  readonly products: Set<number>;
}

/** Near nodes come sorted by party, so a recipient that was seen before is the one seen last. */
function linksOf(walk: Walk, parties: readonly number[]): PartyLinks[] {
  const { near, far, farNode } = walk.plan;
  const lineOf = new Uint16Array(far.count);
  const links = parties.map((party, i) => {
    lineOf.fill(i + 1, far.ofParty[party], far.ofParty[party + 1]);
    return { lastRecipient: -1, recipients: 0, tiers: new Set<number>(), products: new Set<number>() };
  });
  eachCountedRun(walk, (run, tier, nearNode) => {
    const line = lineOf[farNode[run] as number] as number;
    if (line === 0) return;
    const link = links[line - 1] as PartyLinks;
    const recipient = near.party[nearNode] as number;
    if (recipient !== link.lastRecipient) link.recipients++;
    link.lastRecipient = recipient;
    link.tiers.add(tier);
    link.products.add(near.product[nearNode] as number);
  });
  return links;
}
