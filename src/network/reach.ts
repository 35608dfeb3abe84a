import type { Decimal } from "../vocab/decimal.ts";
import { addCell, exactSums, exactTotal } from "./exact-sum.ts";
import { addToFrontier, clearFrontier, emptyFrontier, type Frontier, frontierNodes } from "./frontier.ts";
import { type Order, openNode, startOrder, turnTier } from "./in-order.ts";
import { type InputMap, type MissingInput, missingInputs } from "./input-map.ts";
import { findNode, type Network } from "./network.ts";
import { admittedPart, planReach, type ReachPlan, type ReachQuestion, rootNodes } from "./reach-question.ts";
import { type Dimension, type Split, splitTier } from "./reach-split.ts";
import { scanTierInOrder } from "./scan-in-order.ts";
import { type LineNumbers, scanTier, type WalkState } from "./scan-tier.ts";
import { LINE, type TierSums } from "./tier-sums.ts";
import type { Walk } from "./walk.ts";

/** One tier: entries that are not in a smaller one, values summed as they stand. */
export interface ReachTier {
  readonly tier: number;
  readonly rows: number;
  readonly rowsWithoutValue: number;
  readonly rowsWithoutWeight: number;
  /** Cents. */
  readonly usd: bigint;
  /** Grams. */
  readonly kg: bigint;
  /** Distinct sellers. */
  readonly senders: number;
  /** Distinct buyers. */
  readonly buyers: number;
  /** The lines add up to the tier, largest value first; `limit` keeps the first ones. */
  by(dimension: Dimension, limit?: number): Split[];
}

export interface Reach {
  readonly question: ReachQuestion;
  /** Up to the depth asked for; an empty tier ends the list, and tier 1 is always there. */
  readonly tiers: readonly ReachTier[];
  /** Inputs behind the root by the links, of which the dataset holds no row. Empty when not looking upwards. */
  readonly missing: readonly MissingInput[];
  readonly walk: Walk;
}

/**
 * Follows a product through the network, tier by tier. Each entry is counted once, at its smallest tier; an entry
 * outside the window or the filters is neither counted nor followed.
 */
export function reach(network: Network, map: InputMap, question: ReachQuestion): Reach {
  const plan = planReach(network, map, question);
  const state = borrowState(network, plan);
  const { expanded, frontier } = state;
  const order = plan.inOrder === null ? null : startOrder(network, plan, plan.inOrder);
  const sums: TierSums[] = [];
  for (const node of rootNodes(network, plan, question)) addToFrontier(frontier, node);
  const roots = frontierNodes(frontier);
  for (let tier = 1; tier <= plan.depth; tier++) {
    const nodes = tier === 1 ? roots : frontierNodes(frontier);
    fetchNodes(network, plan, nodes);
    const found =
      order === null
        ? scanTier(network, plan, state, tier, nodes)
        : scanTierInOrder(network, plan, state, order, tier, nodes);
    settleLines(plan, state, found);
    if (found.rows === 0 && tier > 1) break;
    sums.push(found);
    state.linesExpected[tier] = found.nodeCount;
    clearFrontier(frontier);
    if (tier < plan.depth) expand({ plan, state, expanded, frontier, order }, found);
    if (frontier.count === 0) break;
  }
  returnState(network, state);
  const walk: Walk = { network, plan, roots, visited: state.visited, tierOf: order?.tierOf ?? null, sums };
  const linksSought = plan.up && question.inputs === "all";
  return {
    question,
    tiers: sums.map((tier) => reachTier(walk, tier)),
    missing: linksSought ? missingInputs(network.products, map.links, question.products, plan.depth) : [],
    walk,
  };
}

function reachTier(walk: Walk, sums: TierSums): ReachTier {
  const { plan } = walk;
  const total = exactSums(LINE);
  for (let kind = 0; kind < sums.byKind.cells.length; kind += LINE) {
    for (let cell = 1; cell < LINE; cell++) addCell(total, cell, sums.byKind, kind + cell);
  }
  return {
    tier: sums.tier,
    rows: sums.rows,
    rowsWithoutValue: sums.withoutValue,
    rowsWithoutWeight: sums.withoutWeight,
    usd: exactTotal(total, 1),
    kg: exactTotal(total, 2),
    senders: plan.up ? sums.farParties : sums.nearParties,
    buyers: plan.up ? sums.nearParties : sums.farParties,
    by: (dimension, limit) => splitTier(walk, sums, dimension, limit),
  };
}

/** Brings into memory, in one go, the entries that the sums of their runs cannot stand for. */
function fetchNodes(network: Network, plan: ReachPlan, nodes: Int32Array): void {
  const { pages, runs } = network;
  const cutsRuns = !plan.wholeTime || plan.observedOnly || plan.inOrder !== null || runs.sums === null;
  if (!cutsRuns || pages.complete()) return;
  for (const node of nodes) {
    const until = plan.near.offsets[node + 1] as number;
    for (let at = plan.near.offsets[node] as number; at < until; at++) {
      const run = plan.order === null ? at : (plan.order[at] as number);
      const part = admittedPart(network, plan, run);
      if (part === "none" || (part === "all" && plan.inOrder === null)) continue;
      pages.want(runs.offsets[run] as number, runs.offsets[run + 1] as number);
    }
  }
  pages.fetch();
}

interface Expansion {
  readonly plan: ReachPlan;
  readonly state: WalkState;
  /** Far nodes behind which nothing is left to find. */
  readonly expanded: Uint8Array;
  readonly frontier: Frontier;
  readonly order: Order | null;
}

/** Marks the nodes of the next tier: of each far party found, those that buy what it sold or its inputs. */
function expand(expansion: Expansion, found: TierSums): void {
  const { plan, expanded, order } = expansion;
  const { near, far, links } = plan;
  const exhaustive = (plan.exhaustive & (1 << found.tier)) !== 0;
  const tooSmall = plan.minimumShare === null ? null : smallParties(plan, plan.minimumShare, found);
  if (order !== null) turnTier(order);
  for (let line = 0; line < found.nodeCount; line++) {
    const node = found.nodes[line] as number;
    if (expanded[node] === 1) continue;
    const party = far.party[node] as number;
    if (tooSmall?.has(party)) continue;
    if (exhaustive) expanded[node] = 1;
    const product = far.product[node] as number;
    if (plan.sameOnly) {
      const same = findNode(near, party, product);
      if (same >= 0) propose(expansion, same, line, 1);
      continue;
    }
    let candidate = near.ofParty[party] as number;
    const lastCandidate = near.ofParty[party + 1] as number;
    let link = links.offsets[product] as number;
    const lastLink = links.offsets[product + 1] as number;
    while (candidate < lastCandidate && link < lastLink) {
      const bought = near.product[candidate] as number;
      const wanted = links.product[link] as number;
      if (bought === wanted) propose(expansion, candidate, line, links.kinds[link] as number);
      if (bought <= wanted) candidate++;
      if (wanted <= bought) link++;
    }
  }
}

function propose({ plan, state, frontier, order }: Expansion, node: number, line: number, kinds: number): void {
  if (plan.component !== null && plan.component[plan.near.product[node] as number] === 0) return;
  if (((state.visited[node] as number) & plan.exhaustive) !== 0) return;
  state.kinds[node] = (state.kinds[node] as number) | kinds;
  if (order !== null) openNode(order, node, line, kinds);
  addToFrontier(frontier, node);
}

/** The far parties whose share of the tier's value is below the least that is followed. */
function smallParties(plan: ReachPlan, least: Decimal, found: TierSums): Set<number> {
  const ofParty = new Map<number, bigint>();
  let total = 0n;
  for (let line = 0; line < found.nodeCount; line++) {
    const party = plan.far.party[found.nodes[line] as number] as number;
    const usd = exactTotal(found.byNode, line * LINE + 1);
    total += usd;
    ofParty.set(party, (ofParty.get(party) ?? 0n) + usd);
  }
  const scale = 10n ** BigInt(least.scale);
  const threshold = least.units * total;
  return new Set([...ofParty].filter(([, usd]) => usd * scale < threshold).map(([party]) => party));
}

/** Counts the far parties, and leaves the line numbers of this tier behind. */
function settleLines(plan: ReachPlan, { lines }: WalkState, found: TierSums): void {
  const { party } = plan.far;
  lines.tiers++;
  for (let line = 0; line < found.nodeCount; line++) {
    const p = party[found.nodes[line] as number] as number;
    if (lines.tierOfParty[p] === lines.tiers) continue;
    lines.tierOfParty[p] = lines.tiers;
    found.farParties++;
  }
  lines.used += found.nodeCount;
}

/** What a walk needs while it lasts. Arrays as large as the network are kept between questions, but for `visited`. */
interface ReachState extends WalkState {
  readonly expanded: Uint8Array;
  readonly frontier: Frontier;
}

const spare = new WeakMap<Network, Omit<ReachState, "visited">>();

const MANY_LINES = 2 ** 30;

function borrowState(network: Network, plan: ReachPlan): ReachState {
  const kept = spare.get(network);
  spare.delete(network);
  const nodes = Math.max(network.buy.count, network.sell.count);
  const visited = new Uint8Array(plan.near.count);
  if (kept === undefined || kept.lines.used >= MANY_LINES) {
    const [kinds, expanded] = [new Uint8Array(nodes), new Uint8Array(nodes)];
    return {
      visited,
      kinds,
      lines: freshLines(network, nodes),
      linesExpected: [],
      expanded,
      frontier: emptyFrontier(nodes),
    };
  }
  kept.expanded.fill(0);
  clearFrontier(kept.frontier);
  return { visited, ...kept };
}

function freshLines(network: Network, nodes: number): LineNumbers {
  return { of: new Int32Array(nodes), used: 0, tierOfParty: new Int32Array(network.parties.count), tiers: 0 };
}

function returnState(network: Network, { visited: _, ...kept }: ReachState): void {
  spare.set(network, kept);
}
