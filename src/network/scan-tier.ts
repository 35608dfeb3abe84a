import { addExact, growSums } from "./exact-sum.ts";
import { EDGE_KINDS } from "./input-map.ts";
import { type Network, VALUE_ESTIMATED } from "./network.ts";
import { type ReachPlan, tierOfEntry } from "./reach-question.ts";
import { LINE, type TierSums, tierSums } from "./tier-sums.ts";

/** Per-node arrays of a walk; those of the far side are zero between tiers. */
export interface WalkState {
  /** Bit k - 1: the near node was visited at tier k. */
  readonly visited: Uint8Array;
  /** Bits by EDGE_KINDS: how the near nodes of the coming tier were found. */
  readonly kinds: Uint8Array;
  /** Far node -> its line of this tier, from 1. */
  readonly lineOf: Int32Array;
  /** Far party -> seen in this tier. */
  readonly partySeen: Uint8Array;
}

/**
 * Goes through the entries of `nodes` (ascending) once and adds up those that count at `tier`. The one hot loop of a
 * question: nothing is allocated for an entry.
 */
export function scanTier(
  network: Network,
  plan: ReachPlan,
  state: WalkState,
  tier: number,
  nodes: Int32Array,
): TierSums {
  const { usd, kg, port, flags } = network.columns;
  const { near, order, farNode, tierCountry, rootCountry, observedOnly } = plan;
  const offsets = near.offsets;
  const tierOnly = plan.tierAllowed[tier] ?? null;
  const rootOnly = tier === 1 ? plan.rootAllowed : null;
  const { visited, kinds, lineOf } = state;
  const sums = tierSums(tier, network.countries.length, network.ports.length, EDGE_KINDS.length);
  const byCountry = sums.byCountry.cells;
  const byPort = sums.byPort.cells;
  let nodeCells = sums.byNode.cells;
  let lastParty = -1;

  for (let n = 0; n < nodes.length; n++) {
    const node = nodes[n] as number;
    const before = visited[node] as number;
    let at = offsets[node] as number;
    let until = offsets[node + 1] as number;
    if (!plan.wholeTime) {
      at = firstAtOrAfter(network, order, at, until, plan.since);
      until = firstAtOrAfter(network, order, at, until, plan.until);
    }
    const kind = kinds[node] === 0 ? 0 : (31 - Math.clz32((kinds[node] as number) & -(kinds[node] as number))) * LINE;
    let counted = 0;
    for (; at < until; at++) {
      const entry = order === null ? at : (order[at] as number);
      const cents = usd[entry] as number;
      const valued = !Number.isNaN(cents);
      if (observedOnly && (!valued || ((flags[entry] as number) & VALUE_ESTIMATED) !== 0)) continue;
      const country = tierCountry[entry] as number;
      if (tierOnly !== null && tierOnly[country] === 0) continue;
      if (rootOnly !== null && rootOnly[rootCountry[entry] as number] === 0) continue;
      if (before !== 0 && tierOfEntry(plan, before, entry) !== 0) continue;
      const grams = kg[entry] as number;
      const weighed = !Number.isNaN(grams);
      counted++;

      const far = farNode[entry] as number;
      let line = lineOf[far] as number;
      if (line === 0) {
        line = addLine(sums, far);
        lineOf[far] = line;
        nodeCells = sums.byNode.cells;
      }
      const atNode = (line - 1) * LINE;
      const atCountry = country * LINE;
      const atPort = (port[entry] as number) * LINE;
      nodeCells[atNode] = (nodeCells[atNode] as number) + 1;
      byCountry[atCountry] = (byCountry[atCountry] as number) + 1;
      byPort[atPort] = (byPort[atPort] as number) + 1;
      if (valued) {
        addExact(sums.byNode, atNode + 1, cents);
        addExact(sums.byCountry, atCountry + 1, cents);
        addExact(sums.byPort, atPort + 1, cents);
        addExact(sums.byKind, kind + 1, cents);
      } else sums.withoutValue++;
      if (weighed) {
        addExact(sums.byNode, atNode + 2, grams);
        addExact(sums.byCountry, atCountry + 2, grams);
        addExact(sums.byPort, atPort + 2, grams);
        addExact(sums.byKind, kind + 2, grams);
      } else sums.withoutWeight++;
    }
    if (counted > 0) {
      sums.rows += counted;
      sums.byKind.cells[kind] = (sums.byKind.cells[kind] as number) + counted;
      const party = near.party[node] as number;
      if (party !== lastParty) sums.nearParties++;
      lastParty = party;
    }
    visited[node] = before | (1 << (tier - 1));
    kinds[node] = 0;
  }
  return sums;
}

function addLine(sums: TierSums, far: number): number {
  if (sums.nodeCount === sums.nodes.length) {
    const larger = new Int32Array(sums.nodes.length * 2);
    larger.set(sums.nodes);
    sums.nodes = larger;
    growSums(sums.byNode, larger.length * LINE);
  }
  sums.nodes[sums.nodeCount++] = far;
  return sums.nodeCount;
}

/** The first position in [from, until) of a node whose day is not before `day`; entries of a node ascend by day. */
export function firstAtOrAfter(
  network: Network,
  order: Int32Array | null,
  from: number,
  until: number,
  day: number,
): number {
  const days = network.columns.day;
  let low = from;
  let high = until;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[order === null ? middle : (order[middle] as number)] as number) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
