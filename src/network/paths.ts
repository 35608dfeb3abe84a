import type { Solved } from "./attribution/attribute.ts";
import type { Chain } from "./attribution/chain.ts";
import type { SharedCone } from "./attribution/input-shares.ts";
import { passingValues } from "./exposure-values.ts";
import { maxHeap } from "./paths-heap.ts";

/** One link of a path: a seller's product, as the buyer before it in the path bought it. */
export interface PathStep {
  /** The purchases that it was bought in: a mix of the chain; -1 where nobody was seen to sell. */
  readonly mix: number;
  /** A node of the chain; -1 where nobody was seen to sell. */
  readonly node: number;
  /** Index into the products of the recipes. */
  readonly product: number;
  /** Of the value of the step before, or of the root: what went into this input, and of that, to this seller. */
  readonly inputShare: number;
  readonly sellerShare: number;
  /** Where the share of the input is stored: an input of the chain; -1 at the root. */
  readonly input: number;
  /** Of the root's value, what comes this far along the path. */
  readonly reached: number;
}

export interface Path {
  readonly steps: readonly PathStep[];
  /** Of the root's value: the product of the shares of all steps. */
  readonly share: number;
}

export interface PathLimits {
  /** How many paths at most. */
  readonly max: number;
  /** Of the root's value: paths with less are not listed. */
  readonly cutOff: number;
  /** How many ways are looked at before giving up. */
  readonly work?: number;
}

/** Why the list ends: there is no other path, or a limit was met. */
export type PathsEnd = "all" | "max" | "cut-off" | "work";

export interface Paths {
  /** The strongest first. */
  readonly paths: readonly Path[];
  /** Of the root's value, what passes the ends at all, by the linear solve: along any way, rings among them. */
  readonly reached: number;
  /** What the listed paths carry, added up. */
  readonly covered: number;
  readonly end: PathsEnd;
  /** Ways looked at. */
  readonly work: number;
}

export const MOST_WORK = 500_000;

/**
 * The strongest paths from the root to the ends (1 by state), each to the first end that it meets. A path passes no node
 * twice: what goes round in a ring is in `reached`, but on no path.
 *
 * Ways are opened best first, by what they carry times the best that any way from there can still carry to an end, so
 * every path is found before all weaker ones, and ways that lead to no end are never opened. At most `work` ways are
 * looked at, each at a cost that grows with its length; the successors of a state are sorted once.
 */
export function strongestPaths({ shared, components }: Solved, ends: Uint8Array, limits: PathLimits): Paths {
  const { chain, start, mixes } = shared;
  const { max, cutOff, work: bound = MOST_WORK } = limits;
  const search = newSearch(chain, ends, start);
  const heap = maxHeap<Way>();
  const open = (from: Reached | null, rank: number): void => {
    const next = search.next(from === null ? -1 : from.state, rank);
    if (next === null) return;
    heap.push((from?.share ?? 1) * next.best, { from, rank, edge: next.edge, state: next.state, weight: next.weight });
  };
  const paths: Path[] = [];
  let work = 0;
  let end: PathsEnd = "all";
  open(null, 0);
  while (heap.size > 0) {
    if (paths.length >= max) end = "max";
    else if (heap.peek() < cutOff) end = "cut-off";
    else if (work >= bound) end = "work";
    if (end !== "all") break;
    const way = heap.pop();
    work++;
    open(way.from, way.rank + 1);
    const reached: Reached = { ...way, share: (way.from?.share ?? 1) * way.weight };
    if (ends[way.state] === 1) paths.push(pathOf(shared, reached));
    else if (way.state < mixes || !isOn(way.from, way.state)) open(reached, 0);
  }
  const passing = passingValues(shared, components, ends);
  return {
    paths,
    reached: start.reduce((sum, part, state) => sum + part * (passing[state] as number), 0),
    covered: paths.reduce((sum, { share }) => sum + share, 0),
    end,
    work,
  };
}

/** A step that may be taken: the `rank`-th best from where `from` is. */
interface Way {
  readonly from: Reached | null;
  readonly rank: number;
  /** Step of the chain; -1 at the root. */
  readonly edge: number;
  readonly state: number;
  readonly weight: number;
}

/** A step that was taken, with what comes this far. */
interface Reached extends Way {
  readonly share: number;
}

function isOn(way: Reached | null, state: number): boolean {
  for (let at = way; at !== null; at = at.from) if (at.state === state) return true;
  return false;
}

interface Next {
  readonly edge: number;
  readonly state: number;
  readonly weight: number;
  /** The weight times the most that goes on from there to an end along one way. */
  readonly best: number;
}

interface Search {
  /** The `rank`-th best successor of a state, or of the root (-1), that leads to an end; null if there are no more. */
  next(state: number, rank: number): Next | null;
}

function newSearch(chain: Chain, ends: Uint8Array, start: Float64Array): Search {
  const best = bestToEnd(chain, ends);
  const sorted = new Map<number, readonly Next[]>();
  const inOrder = (found: Next[]): readonly Next[] => {
    return found.filter((each) => each.best > 0).sort((a, b) => b.best - a.best || a.state - b.state);
  };
  const successors = (state: number): readonly Next[] => {
    const found: Next[] = [];
    if (state < 0) {
      for (const [at, weight] of start.entries()) {
        if (weight > 0) found.push({ edge: -1, state: at, weight, best: weight * (best[at] as number) });
      }
      return inOrder(found);
    }
    for (let edge = chain.offsets[state] as number; edge < (chain.offsets[state + 1] as number); edge++) {
      const to = chain.target[edge] as number;
      const weight = chain.weight[edge] as number;
      found.push({ edge, state: to, weight, best: weight * (best[to] as number) });
    }
    return inOrder(found);
  };
  return {
    next: (state, rank) => {
      let list = sorted.get(state);
      if (list === undefined) {
        list = successors(state);
        sorted.set(state, list);
      }
      return list[rank] ?? null;
    },
  };
}

/** By state, the largest product of shares along any way to an end (Dijkstra, from the ends backwards). */
function bestToEnd(chain: Chain, ends: Uint8Array): Float64Array {
  const { states, offsets, target, weight } = chain;
  const before = new Int32Array(states + 1);
  for (const to of target) before[to + 1] = (before[to + 1] as number) + 1;
  for (let state = 0; state < states; state++)
    before[state + 1] = (before[state + 1] as number) + (before[state] as number);
  const place = before.slice();
  const source = new Int32Array(target.length);
  const part = new Float64Array(target.length);
  for (let state = 0; state < states; state++) {
    for (let edge = offsets[state] as number; edge < (offsets[state + 1] as number); edge++) {
      const at = place[target[edge] as number] as number;
      source[at] = state;
      part[at] = weight[edge] as number;
      place[target[edge] as number] = at + 1;
    }
  }
  const best = new Float64Array(states);
  const done = new Uint8Array(states);
  const heap = maxHeap<number>();
  for (let state = 0; state < states; state++) {
    if (ends[state] === 0) continue;
    best[state] = 1;
    heap.push(1, state);
  }
  while (heap.size > 0) {
    const state = heap.pop();
    if (done[state] === 1) continue;
    done[state] = 1;
    for (let at = before[state] as number; at < (before[state + 1] as number); at++) {
      const from = source[at] as number;
      const reached = (best[state] as number) * (part[at] as number);
      if (done[from] === 1 || reached <= (best[from] as number)) continue;
      best[from] = reached;
      heap.push(reached, from);
    }
  }
  return best;
}

/** Joins the states of a way, mix after node after mix, into steps from seller to seller. */
function pathOf({ cone, chain, mixes, nodes, untracedProducts }: SharedCone, end: Reached): Path {
  const states: Reached[] = [];
  for (let at: Reached | null = end; at !== null; at = at.from) states.push(at);
  states.reverse();
  const steps: PathStep[] = [];
  let input: Reached | null = null;
  for (const [place, at] of states.entries()) {
    if (at.state < mixes) {
      input = at;
      continue;
    }
    const node = at.state < mixes + nodes ? at.state - mixes : -1;
    const entry: Reached = input ?? at;
    const isFirst = steps.length === 0;
    steps.push({
      mix: node < 0 || input === null ? -1 : input.state,
      node,
      product: node < 0 ? (untracedProducts[at.state - mixes - nodes] as number) : (cone.nodes.product[node] as number),
      inputShare: entry.weight,
      sellerShare: entry === at ? 1 : at.weight,
      input: isFirst || place === 0 ? -1 : entry.edge - (chain.offsets[mixes] as number),
      reached: at.share,
    });
    input = null;
  }
  return { steps, share: end.share };
}
