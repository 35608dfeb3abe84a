import { type Evaluation, evaluateRule, evaluation, type Outcome, outcomeName } from "./evaluate-rule.ts";
import { PARTS } from "./share.ts";
import { edgesInto, roomLeft, type StakeGraph } from "./stake-graph.ts";

/** One stake that alone, at another share, makes the rule say something else of the party. */
export interface TurningStake {
  readonly edge: number;
  /** Where the rule turns, in parts: the least share that makes it a yes, or the most at which it is none. */
  readonly at: number;
  readonly becomes: Outcome;
  /** How far the share must move to get there, from the nearer end of its range. */
  readonly moves: number;
}

/** More edges than this are not tried one by one. */
export const MOST_EDGES_TRIED = 400;

/**
 * The stakes that alone turn what the rule says of the party, the smallest move first. Of a no or an open, the least share
 * that makes it a yes; of a yes, the most at which it no longer is; an open also turns where an unknown share, once known,
 * makes it a no. A stake grows only into what no other holder has for certain.
 */
export function turningStakes(from: Evaluation, rule: string, party: number): readonly TurningStake[] {
  const { graph } = from.world;
  if (graph.holder.length > MOST_EDGES_TRIED) return [];
  const now = outcomeName(evaluateRule(from, rule).outcome[party] as number);
  const says = (edge: number, share: number) => outcomeWith(from, rule, party, edge, share);
  const found: TurningStake[] = [];
  for (let edge = 0; edge < graph.holder.length; edge++) {
    const [low, high] = [graph.low[edge] as number, graph.high[edge] as number];
    const most = low + roomAt(graph, edge);
    if (now !== "yes" && says(edge, most) === "yes") {
      const at = least(low, most, (share) => says(edge, share) === "yes");
      found.push({ edge, at, becomes: "yes", moves: Math.max(0, at - high) });
    }
    if (now === "yes" && says(edge, 0) !== "yes") {
      const at = least(0, low, (share) => says(edge, share) === "yes") - 1;
      found.push({ edge, at, becomes: says(edge, at), moves: low - at });
    }
    const known = Math.min(high, most);
    if (now === "open" && low < known) {
      const at = turnsToNo((share) => says(edge, share) === "no", low, known);
      if (at !== null) found.push({ edge, at, becomes: "no", moves: 0 });
    }
  }
  return found.sort((a, b) => a.moves - b.moves || a.edge - b.edge);
}

/** Where an unknown share, once known, makes a no: a holder's by being small, or another's by leaving no room. */
function turnsToNo(isNo: (share: number) => boolean, low: number, high: number): number | null {
  if (isNo(high)) return isNo(low) ? high : least(low, high, isNo);
  return isNo(low) ? least(low, high, (share) => !isNo(share)) - 1 : null;
}

/** The least whole number of parts in (low, high] at which `holds`; it holds at `high` and, once it does, from there on. */
function least(low: number, high: number, holds: (share: number) => boolean): number {
  if (holds(low)) return low;
  let [without, having] = [low, high];
  while (having - without > 1) {
    const middle = Math.floor((without + having) / 2);
    if (holds(middle)) having = middle;
    else without = middle;
  }
  return having;
}

function roomAt(graph: StakeGraph, edge: number): number {
  const [from, until] = edgesInto(graph, graph.held[edge] as number, graph.interest[edge] as number);
  return Math.min(PARTS - (graph.low[edge] as number), roomLeft(graph, from, until));
}

function outcomeWith(from: Evaluation, rule: string, party: number, edge: number, share: number): Outcome {
  const { graph } = from.world;
  const [low, high] = [graph.low.slice(), graph.high.slice()];
  low[edge] = share;
  high[edge] = share;
  const world = { ...from.world, graph: { ...graph, low, high } };
  const changed = evaluation(world, [...from.rules.values()], { supplied: from.supplied, only: [party] });
  return outcomeName(evaluateRule(changed, rule).outcome[party] as number);
}
