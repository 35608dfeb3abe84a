import { LARGEST_VALUE } from "./exact-sum.ts";
import { ANY_DAY, closeNode, type Order, openDays, openRanges, type Ranges } from "./in-order.ts";
import { EDGE_KINDS } from "./input-map.ts";
import type { Network } from "./network.ts";
import { admittedPart, isAdmitted, passesTier, type ReachPlan } from "./reach-question.ts";
import { addPart, isFull, type Tally, type WalkState } from "./scan-tier.ts";
import { type TierSums, tierSums } from "./tier-sums.ts";

/**
 * What `scanTier` does, in the order of time: goes through the runs of `nodes` and adds up the entries that lie on days
 * that the tier before opened and that no tier counted yet, by the sums of their run where all of them do.
 */
export function scanTierInOrder(
  network: Network,
  plan: ReachPlan,
  state: WalkState,
  order: Order,
  tier: number,
  nodes: Int32Array,
): TierSums {
  const { near } = plan;
  const { visited, kinds, lines } = state;
  const sums = tierSums(tier, network.countries.length, EDGE_KINDS.length);
  const tally: Tally = { sums, lines, kind: 0, far: 0, country: 0 };
  const scan: Scan = { network, plan, order, tally, tier, opens: tier < plan.depth, days: [] };
  let lastParty = -1;
  for (const node of nodes) {
    const rowsBefore = sums.rows;
    const ways = tier === 1 ? 1 : (kinds[node] as number);
    for (let kind = 0; kind < EDGE_KINDS.length; kind++) {
      if ((ways & (1 << kind)) === 0) continue;
      tally.kind = kind;
      scanNode(scan, node, tier === 1 ? ANY_DAY : openRanges(order, node, 1 << kind));
    }
    closeNode(order, node);
    visited[node] = (visited[node] as number) | (1 << (tier - 1));
    kinds[node] = 0;
    if (sums.rows === rowsBefore) continue;
    const party = near.party[node] as number;
    if (party !== lastParty) sums.nearParties++;
    lastParty = party;
  }
  return sums;
}

interface Scan {
  readonly network: Network;
  readonly plan: ReachPlan;
  readonly order: Order;
  readonly tally: Tally;
  readonly tier: number;
  /** Whether another tier may follow. */
  readonly opens: boolean;
  /** First and last days of stretches without a gap that a run opens; used again for each run. */
  readonly days: number[];
}

function scanNode(scan: Scan, node: number, ranges: Ranges): void {
  const { network, plan, tally, tier } = scan;
  const { near, order, farNode, tierCountry } = plan;
  if (ranges.count === 0) return;
  const until = near.offsets[node + 1] as number;
  for (let at = near.offsets[node] as number; at < until; at++) {
    const run = order === null ? at : (order[at] as number);
    if (!passesTier(plan, tier, run)) continue;
    const part = admittedPart(network, plan, run);
    if (part === "none") continue;
    tally.far = farNode[run] as number;
    tally.country = tierCountry[run] as number;
    const added = part === "all" && isWithin(scan, run, ranges) ? addRun(scan, run) : addEntries(scan, run, ranges);
    if (added && scan.opens) openFound(scan);
  }
}

/** Whether the whole run lies in one range, and none of it was counted yet. */
function isWithin({ network, order }: Scan, run: number, { count, from, to }: Ranges): boolean {
  const { offsets, sums } = network.runs;
  if (sums === null) return false;
  const [first, last] = [sums.firstDay[run] as number, sums.lastDay[run] as number];
  let at = 0;
  while (at < count && (to[at] as number) < first) at++;
  if (at === count || (from[at] as number) > first || (to[at] as number) < last) return false;
  const until = offsets[run + 1] as number;
  for (let entry = offsets[run] as number; entry < until; entry++) if (order.tierOf[entry] !== 0) return false;
  return true;
}

function addRun({ network, order, tally, tier, opens, days }: Scan, run: number): boolean {
  const { offsets, sums } = network.runs;
  if (sums === null) return false;
  const [from, until] = [offsets[run] as number, offsets[run + 1] as number];
  tally.sums.withoutValue += sums.withoutValue[run] as number;
  tally.sums.withoutWeight += sums.withoutWeight[run] as number;
  addPart(tally, until - from, sums.usd[run] as number, sums.kg[run] as number);
  order.tierOf.fill(tier, from, until);
  if (!opens) return true;
  const [first, last] = [sums.firstDay[run] as number, sums.lastDay[run] as number];
  if (last - first <= gapless(order)) days.push(first, last);
  else for (let entry = from; entry < until; entry++) addDay(days, network.columns.day[entry] as number, order);
  return true;
}

/** Days that may lie between two entries so that what they open leaves none out. */
function gapless({ before, after }: Order): number {
  return before + after + 1;
}

/** Entries of a run come by ascending day. */
function addDay(days: number[], day: number, order: Order): void {
  if (days.length > 0 && day - (days.at(-1) as number) <= gapless(order)) days[days.length - 1] = day;
  else days.push(day, day);
}

function addEntries(scan: Scan, run: number, { count, from, to }: Ranges): boolean {
  const { network, plan, order, tally, tier, opens, days } = scan;
  const { day, usd, kg } = network.columns;
  const until = network.runs.offsets[run + 1] as number;
  let [range, rows, cents, grams] = [0, 0, 0, 0];
  for (let entry = network.runs.offsets[run] as number; entry < until; entry++) {
    const on = day[entry] as number;
    while (range < count && (to[range] as number) < on) range++;
    if (range === count) break;
    if (on < (from[range] as number) || order.tierOf[entry] !== 0 || !isAdmitted(network, plan, entry)) continue;
    if (isFull(cents, LARGEST_VALUE) || isFull(grams, LARGEST_VALUE)) {
      addPart(tally, rows, cents, grams);
      rows = cents = grams = 0;
    }
    order.tierOf[entry] = tier;
    if (opens) addDay(days, on, order);
    rows++;
    const [value, weight] = [usd[entry] as number, kg[entry] as number];
    if (Number.isNaN(value)) tally.sums.withoutValue++;
    else cents += value;
    if (Number.isNaN(weight)) tally.sums.withoutWeight++;
    else grams += weight;
  }
  if (rows === 0) return false;
  addPart(tally, rows, cents, grams);
  return true;
}

/** Hands the days of the run that was added on to the line of its far node. */
function openFound({ order, tally, days }: Scan): void {
  const line = (tally.lines.of[tally.far] as number) - tally.lines.used - 1;
  for (let at = 0; at < days.length; at += 2) openDays(order, line, days[at] as number, days[at + 1] as number);
  days.length = 0;
}
