import { addCell, type ExactSums, exactSums, growSums } from "./exact-sum.ts";
import type { Network } from "./network.ts";
import { admittedPart, isAdmitted, type ReachPlan, tierOfRun } from "./reach-question.ts";
import { LINE, type TierSums } from "./tier-sums.ts";

/** What a later look at the counted entries needs. */
export interface Walk {
  readonly network: Network;
  readonly plan: ReachPlan;
  /** The near nodes of tier 1, ascending. */
  readonly roots: Int32Array;
  /** By near node, bit k - 1: visited at tier k. */
  readonly visited: Uint8Array;
  /** By entry the tier that counted it, or 0; null where runs tell, since the order of time was not looked at. */
  readonly tierOf: Uint8Array | null;
  readonly sums: readonly TierSums[];
}

/**
 * Calls `visit` with each run of which an entry was counted and its tier, in the order in which runs lie on the near side.
 * In the order of time a run comes once for each tier that counted some of it.
 */
export function eachCountedRun(walk: Walk, visit: (run: number, tier: number, nearNode: number) => void): void {
  const { network, plan, visited, tierOf, roots, sums } = walk;
  const { near, order } = plan;
  const rootsOnly = sums.length === 1;
  const count = rootsOnly ? roots.length : near.count;
  for (let each = 0; each < count; each++) {
    const node = rootsOnly ? (roots[each] as number) : each;
    const tiers = visited[node] as number;
    if (tiers === 0) continue;
    const until = near.offsets[node + 1] as number;
    for (let at = near.offsets[node] as number; at < until; at++) {
      const run = order === null ? at : (order[at] as number);
      if (tierOf !== null) {
        eachTierOf(network, tierOf, run, (tier) => visit(run, tier, node));
        continue;
      }
      const tier = tierOfRun(plan, tiers, run);
      if (tier !== 0 && hasAdmitted(network, plan, run)) visit(run, tier, node);
    }
  }
}

function eachTierOf({ runs }: Network, tierOf: Uint8Array, run: number, visit: (tier: number) => void): void {
  const until = runs.offsets[run + 1] as number;
  let tiers = 0;
  for (let entry = runs.offsets[run] as number; entry < until; entry++) tiers |= 1 << (tierOf[entry] as number);
  for (let tier = 1; tiers >>> tier !== 0; tier++) if ((tiers & (1 << tier)) !== 0) visit(tier);
}

/** Whether an entry of a run that counts at a tier is one of those. */
export function isCounted({ network, plan, tierOf }: Walk, entry: number, tier: number): boolean {
  return tierOf === null ? isAdmitted(network, plan, entry) : tierOf[entry] === tier;
}

/** How much of a run that counts at a tier does, as `admittedPart` tells. */
export function countedPart({ network, plan, tierOf }: Walk, run: number, tier: number): "all" | "none" | "look" {
  const part = admittedPart(network, plan, run);
  if (tierOf === null || part !== "all") return part;
  const until = network.runs.offsets[run + 1] as number;
  for (let entry = network.runs.offsets[run] as number; entry < until; entry++)
    if (tierOf[entry] !== tier) return "look";
  return "all";
}

function hasAdmitted(network: Network, plan: ReachPlan, run: number): boolean {
  const part = admittedPart(network, plan, run);
  if (part !== "look") return part === "all";
  const until = network.runs.offsets[run + 1] as number;
  for (let entry = network.runs.offsets[run] as number; entry < until; entry++) {
    if (isAdmitted(network, plan, entry)) return true;
  }
  return false;
}

/** Calls `visit` with each counted entry, its tier and its run; `also` brings a column into memory that is seldom read. */
export function eachCounted(
  walk: Walk,
  visit: (entry: number, tier: number, run: number) => void,
  also?: "facility",
): void {
  const { network } = walk;
  const { offsets } = network.runs;
  if (also !== undefined || !network.pages.complete()) {
    eachCountedRun(walk, (run) => network.pages.want(offsets[run] as number, offsets[run + 1] as number, also));
    network.pages.fetch();
  }
  eachCountedRun(walk, (run, tier) => {
    const until = offsets[run + 1] as number;
    for (let entry = offsets[run] as number; entry < until; entry++) {
      if (isCounted(walk, entry, tier)) visit(entry, tier, run);
    }
  });
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
