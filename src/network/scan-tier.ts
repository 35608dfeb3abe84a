import { addExact, type ExactSums, growSums, LARGEST_EXACT, LARGEST_VALUE } from "./exact-sum.ts";
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
 * question: nothing is allocated for an entry, and what lies scattered in memory is touched once a run of entries
 * between the same two parties, which lie side by side.
 */
export function scanTier(
  network: Network,
  plan: ReachPlan,
  state: WalkState,
  tier: number,
  nodes: Int32Array,
): TierSums {
  const { day, usd, kg, flags } = network.columns;
  const { near, order, farNode, tierCountry, rootCountry, observedOnly, wholeTime, since, until: end } = plan;
  const { visited, kinds, lineOf } = state;
  const offsets = near.offsets;
  const tierOnly = plan.tierAllowed[tier] ?? null;
  const rootOnly = tier === 1 ? plan.rootAllowed : null;
  const sums = tierSums(tier, network.countries.length, EDGE_KINDS.length);
  const tally: Tally = { sums, lineOf, kind: 0 };
  let lastParty = -1;

  for (let n = 0; n < nodes.length; n++) {
    const node = nodes[n] as number;
    const before = visited[node] as number;
    const until = offsets[node + 1] as number;
    const rowsBefore = sums.rows;
    tally.kind = lowestBit(kinds[node] as number);
    let runFar = -1;
    let runCountry = -1;
    let rows = 0;
    let cents = 0;
    let grams = 0;
    for (let at = offsets[node] as number; at < until; at++) {
      const entry = order === null ? at : (order[at] as number);
      if (!wholeTime && ((day[entry] as number) < since || (day[entry] as number) >= end)) continue;
      const value = usd[entry] as number;
      if (observedOnly && (Number.isNaN(value) || ((flags[entry] as number) & VALUE_ESTIMATED) !== 0)) continue;
      const country = tierCountry[entry] as number;
      if (tierOnly !== null && tierOnly[country] === 0) continue;
      if (rootOnly !== null && rootOnly[rootCountry[entry] as number] === 0) continue;
      if (before !== 0 && tierOfEntry(plan, before, entry) !== 0) continue;
      const far = farNode[entry] as number;
      if (far !== runFar || country !== runCountry || isFull(cents) || isFull(grams)) {
        if (rows > 0) addRun(tally, runFar, runCountry, rows, cents, grams);
        runFar = far;
        runCountry = country;
        rows = cents = grams = 0;
      }
      rows++;
      if (Number.isNaN(value)) sums.withoutValue++;
      else cents += value;
      const weight = kg[entry] as number;
      if (Number.isNaN(weight)) sums.withoutWeight++;
      else grams += weight;
    }
    if (rows > 0) addRun(tally, runFar, runCountry, rows, cents, grams);
    visited[node] = before | (1 << (tier - 1));
    kinds[node] = 0;
    if (sums.rows === rowsBefore) continue;
    const party = near.party[node] as number;
    if (party !== lastParty) sums.nearParties++;
    lastParty = party;
  }
  return sums;
}

interface Tally {
  readonly sums: TierSums;
  readonly lineOf: Int32Array;
  kind: number;
}

/** Whether one more value could take the sum beyond what may be handed on. */
function isFull(sum: number): boolean {
  return sum > LARGEST_EXACT - LARGEST_VALUE || sum < LARGEST_VALUE - LARGEST_EXACT;
}

function addRun(tally: Tally, far: number, country: number, rows: number, cents: number, grams: number): void {
  const { sums, lineOf } = tally;
  let line = lineOf[far] as number;
  if (line === 0) {
    line = addLine(sums, far);
    lineOf[far] = line;
  }
  sums.rows += rows;
  addLineOf(sums.byNode, (line - 1) * LINE, rows, cents, grams);
  addLineOf(sums.byCountry, country * LINE, rows, cents, grams);
  addLineOf(sums.byKind, tally.kind * LINE, rows, cents, grams);
}

function addLineOf(sums: ExactSums, at: number, rows: number, cents: number, grams: number): void {
  const cells = sums.cells;
  cells[at] = (cells[at] as number) + rows;
  addExact(sums, at + 1, cents);
  addExact(sums, at + 2, grams);
}

/** The line of a far node that this tier has not met before, from 1. */
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

function lowestBit(bits: number): number {
  return bits === 0 ? 0 : 31 - Math.clz32(bits & -bits);
}
