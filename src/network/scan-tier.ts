import { carryOver, type ExactSums, growSums, LARGEST_EXACT, LARGEST_VALUE } from "./exact-sum.ts";
import { EDGE_KINDS } from "./input-map.ts";
import type { Network } from "./network.ts";
import { admittedPart, isAdmitted, type ReachPlan, tierOfRun } from "./reach-question.ts";
import { LINE, type TierSums, tierSums } from "./tier-sums.ts";

/** Per-node arrays of a walk. `lines` is kept between questions: what earlier tiers left in it lies below `used`. */
export interface WalkState {
  /** Bit k - 1: the near node was visited at tier k. */
  readonly visited: Uint8Array;
  /** Bits by EDGE_KINDS: how the near nodes of the coming tier were found. */
  readonly kinds: Uint8Array;
  readonly lines: LineNumbers;
  /** By tier: how many far nodes the last question met there, for which room is made at once. */
  readonly linesExpected: number[];
}

/** Which line of a tier's sums a far node has: `of[node] - used`, from 1; not above 0 if it has none yet. */
export interface LineNumbers {
  readonly of: Int32Array;
  used: number;
  /** By far party: the number of the last tier that it was counted in. */
  readonly tierOfParty: Int32Array;
  tiers: number;
}

/**
 * Goes through the runs of `nodes` (ascending) once and adds up those that count at `tier`: by their sums, or entry by
 * entry where the window cuts through a run. Nothing is allocated for a run or an entry.
 */
export function scanTier(
  network: Network,
  plan: ReachPlan,
  state: WalkState,
  tier: number,
  nodes: Int32Array,
): TierSums {
  const { near, order, farNode, tierCountry, rootCountry } = plan;
  const { visited, kinds, lines } = state;
  const { offsets, sums: runSums } = network.runs;
  const tierOnly = plan.tierAllowed[tier] ?? null;
  const rootOnly = tier === 1 ? plan.rootAllowed : null;
  const wholeRuns = runSums !== null && plan.wholeTime && !plan.observedOnly;
  const sums = tierSums(tier, network.countries.length, EDGE_KINDS.length, state.linesExpected[tier]);
  const tally: Tally = { sums, lines, kind: 0, far: 0, country: 0 };
  let lastParty = -1;

  for (let n = 0; n < nodes.length; n++) {
    const node = nodes[n] as number;
    const before = visited[node] as number;
    const until = near.offsets[node + 1] as number;
    const rowsBefore = sums.rows;
    tally.kind = lowestBit(kinds[node] as number);
    let nodeRows = 0;
    let nodeCents = 0;
    let nodeGrams = 0;
    // Runs from one seller lie side by side: its line is looked up once for them.
    let far = -1;
    let farRows = 0;
    let farCents = 0;
    let farGrams = 0;
    for (let at = near.offsets[node] as number; at < until; at++) {
      const run = order === null ? at : (order[at] as number);
      const country = tierCountry[run] as number;
      if (tierOnly !== null && tierOnly[country] === 0) continue;
      if (rootOnly !== null && rootOnly[rootCountry[run] as number] === 0) continue;
      if (before !== 0 && tierOfRun(plan, before, run) !== 0) continue;
      tally.far = farNode[run] as number;
      tally.country = country;
      if (runSums === null) {
        addEntries(tally, network, plan, run);
        continue;
      }
      const cents = runSums.usd[run] as number;
      const grams = runSums.kg[run] as number;
      if (!wholeRuns || Number.isNaN(cents) || Number.isNaN(grams)) {
        const part = admittedPart(network, plan, run);
        if (part === "none") continue;
        if (part === "look") {
          addEntries(tally, network, plan, run);
          continue;
        }
      }
      sums.withoutValue += runSums.withoutValue[run] as number;
      sums.withoutWeight += runSums.withoutWeight[run] as number;
      const rows = (offsets[run + 1] as number) - (offsets[run] as number);
      addLineOf(sums.byCountry, country * LINE, rows, cents, grams);
      if (tally.far !== far || isFull(farCents, cents) || isFull(farGrams, grams)) {
        if (farRows > 0) addToFar(sums, lines, far, farRows, farCents, farGrams);
        far = tally.far;
        farRows = farCents = farGrams = 0;
      }
      farRows += rows;
      farCents += cents;
      farGrams += grams;
      if (isFull(nodeCents, cents) || isFull(nodeGrams, grams)) {
        addLineOf(sums.byKind, tally.kind * LINE, nodeRows, nodeCents, nodeGrams);
        nodeRows = nodeCents = nodeGrams = 0;
      }
      nodeRows += rows;
      nodeCents += cents;
      nodeGrams += grams;
    }
    if (farRows > 0) addToFar(sums, lines, far, farRows, farCents, farGrams);
    if (nodeRows > 0) addLineOf(sums.byKind, tally.kind * LINE, nodeRows, nodeCents, nodeGrams);
    visited[node] = before | (1 << (tier - 1));
    kinds[node] = 0;
    if (sums.rows === rowsBefore) continue;
    const party = near.party[node] as number;
    if (party !== lastParty) sums.nearParties++;
    lastParty = party;
  }
  return sums;
}

/** Where what is being added belongs. */
export interface Tally {
  readonly sums: TierSums;
  readonly lines: LineNumbers;
  kind: number;
  far: number;
  country: number;
}

function addEntries(tally: Tally, network: Network, plan: ReachPlan, run: number): void {
  const { sums } = tally;
  const { usd, kg } = network.columns;
  const from = network.runs.offsets[run] as number;
  const until = network.runs.offsets[run + 1] as number;
  let rows = 0;
  let cents = 0;
  let grams = 0;
  network.pages.want(from, until);
  network.pages.fetch();
  for (let entry = from; entry < until; entry++) {
    if (!isAdmitted(network, plan, entry)) continue;
    if (isFull(cents, LARGEST_VALUE) || isFull(grams, LARGEST_VALUE)) {
      addPart(tally, rows, cents, grams);
      rows = cents = grams = 0;
    }
    rows++;
    const value = usd[entry] as number;
    const weight = kg[entry] as number;
    if (Number.isNaN(value)) sums.withoutValue++;
    else cents += value;
    if (Number.isNaN(weight)) sums.withoutWeight++;
    else grams += weight;
  }
  if (rows > 0) addPart(tally, rows, cents, grams);
}

/** Whether adding up to `more` in size could take the sum beyond what may be handed on. */
export function isFull(sum: number, more: number): boolean {
  return Math.abs(sum) + Math.abs(more) > LARGEST_EXACT;
}

export function addPart(tally: Tally, rows: number, cents: number, grams: number): void {
  addToLines(tally, rows, cents, grams);
  addLineOf(tally.sums.byKind, tally.kind * LINE, rows, cents, grams);
}

/** Adds to the far node and the country; the kind is the same for all runs of a near node, and added once for it. */
function addToLines({ sums, lines, far, country }: Tally, rows: number, cents: number, grams: number): void {
  addToFar(sums, lines, far, rows, cents, grams);
  addLineOf(sums.byCountry, country * LINE, rows, cents, grams);
}

function addToFar(sums: TierSums, lines: LineNumbers, far: number, rows: number, cents: number, grams: number): void {
  let line = (lines.of[far] as number) - lines.used;
  if (line <= 0) {
    line = addLine(sums, far);
    lines.of[far] = lines.used + line;
  }
  sums.rows += rows;
  addLineOf(sums.byNode, (line - 1) * LINE, rows, cents, grams);
}

function addLineOf(sums: ExactSums, at: number, rows: number, cents: number, grams: number): void {
  const { cells } = sums;
  const usd = (cells[at + 1] as number) + cents;
  const kg = (cells[at + 2] as number) + grams;
  cells[at] = (cells[at] as number) + rows;
  cells[at + 1] = usd;
  cells[at + 2] = kg;
  if (usd > LARGEST_EXACT || usd < -LARGEST_EXACT) carryOver(sums, at + 1);
  if (kg > LARGEST_EXACT || kg < -LARGEST_EXACT) carryOver(sums, at + 2);
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
