import { addCell, type ExactSums, exactSums, growSums } from "./exact-sum.ts";
import type { Network } from "./network.ts";
import { isObserved, type ReachPlan, tierOfEntry } from "./reach-question.ts";
import { LINE, type TierSums } from "./tier-sums.ts";

/** What a later look at the counted entries needs. */
export interface Walk {
  readonly network: Network;
  readonly plan: ReachPlan;
  /** By near node, bit k - 1: visited at tier k. */
  readonly visited: Uint8Array;
  readonly sums: readonly TierSums[];
}

/** Calls `visit` with each counted entry and its tier, in the order in which entries lie on the near side. */
export function eachCounted(walk: Walk, visit: (entry: number, tier: number, nearNode: number) => void): void {
  const { network, plan, visited } = walk;
  const { near, order } = plan;
  const { day } = network.columns;
  for (let node = 0; node < near.count; node++) {
    const tiers = visited[node] as number;
    if (tiers === 0) continue;
    const until = near.offsets[node + 1] as number;
    for (let at = near.offsets[node] as number; at < until; at++) {
      const entry = order === null ? at : (order[at] as number);
      if (!plan.wholeTime && ((day[entry] as number) < plan.since || (day[entry] as number) >= plan.until)) continue;
      if (plan.observedOnly && !isObserved(network, entry)) continue;
      const tier = tierOfEntry(plan, tiers, entry);
      if (tier !== 0) visit(entry, tier, node);
    }
  }
}

/** Sums over all tiers of each far party; lines of `sums` go with `parties`. */
export function partySums(walk: Walk): { parties: number[]; sums: ExactSums } {
  const line = new Map<number, number>();
  const parties: number[] = [];
  const sums = exactSums(LINE * 256);
  for (const tier of walk.sums) {
    for (let i = 0; i < tier.nodeCount; i++) {
      const party = walk.plan.far.party[tier.nodes[i] as number] as number;
      let at = line.get(party);
      if (at === undefined) {
        at = parties.push(party) - 1;
        line.set(party, at);
        growSums(sums, (at + 1) * LINE);
      }
      for (let cell = 0; cell < LINE; cell++) addCell(sums, at * LINE + cell, tier.byNode, i * LINE + cell);
    }
  }
  return { parties, sums };
}
