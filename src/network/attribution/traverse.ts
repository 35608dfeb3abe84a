import type { Chain } from "./chain.ts";
import { chainValues } from "./values.ts";

/** One visit of a state on one way from the demand; a state on several ways, or round a loop, is visited anew. */
export interface TraversedNode {
  readonly state: number;
  /** Steps from the demand: 1 is what is demanded itself. */
  readonly depth: number;
  readonly amount: number;
  /** What arises at the state itself, and with all that stands behind it. */
  readonly direct: number;
  readonly cumulative: number;
}

/** Ends are places in the list of nodes; the consumer -1 is the demand. */
export interface TraversedEdge {
  readonly consumer: number;
  readonly producer: number;
  readonly amount: number;
}

export interface Traversal {
  readonly nodes: readonly TraversedNode[];
  readonly edges: readonly TraversedEdge[];
  /** The score of the whole demand. */
  readonly total: number;
}

export interface TraversalLimits {
  /** No node is opened once so many edges behind the demand were looked at. */
  readonly visits: number;
  readonly depth: number;
  /** Of the total: a way that stands for less is not followed. */
  readonly cutoff: number;
}

/** Follows the ways from the demand, those that stand for most first. */
export function traverse(
  chain: Chain,
  demand: readonly { readonly state: number; readonly amount: number }[],
  scores: Float64Array,
  { visits, depth: deepest, cutoff }: TraversalLimits,
): Traversal {
  const perUnit = chainValues(chain, scores);
  const worth = (state: number, amount: number): number => amount * (perUnit[state] as number);
  const total = demand.reduce((sum, { state, amount }) => sum + worth(state, amount), 0);
  const nodes: TraversedNode[] = [];
  const edges: TraversedEdge[] = [];
  const open: number[] = [];
  const visit = (consumer: number, state: number, amount: number, depth: number): void => {
    const cumulative = worth(state, amount);
    if (Math.abs(cumulative) < Math.abs(total) * cutoff) return;
    const producer = nodes.push({ state, depth, amount, direct: amount * (scores[state] as number), cumulative }) - 1;
    edges.push({ consumer, producer, amount });
    pushOpen(open, nodes, producer);
  };
  for (const { state, amount } of demand) visit(-1, state, amount, 1);
  let looked = 0;
  while (open.length > 0 && looked <= visits) {
    const at = popOpen(open, nodes);
    const { state, amount, depth } = nodes[at] as TraversedNode;
    if (depth >= deepest) continue;
    for (let e = chain.offsets[state] as number; e < (chain.offsets[state + 1] as number); e++) {
      looked++;
      visit(at, chain.target[e] as number, amount * (chain.weight[e] as number), depth + 1);
    }
  }
  return { nodes, edges, total };
}

/** Whether node `a` is to be opened before node `b`. */
function isBefore(nodes: readonly TraversedNode[], a: number, b: number): boolean {
  const more = Math.abs((nodes[a] as TraversedNode).cumulative) - Math.abs((nodes[b] as TraversedNode).cumulative);
  return more > 0 || (more === 0 && a < b);
}

function pushOpen(heap: number[], nodes: readonly TraversedNode[], node: number): void {
  let at = heap.push(node) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isBefore(nodes, node, heap[parent] as number)) break;
    heap[at] = heap[parent] as number;
    at = parent;
  }
  heap[at] = node;
}

function popOpen(heap: number[], nodes: readonly TraversedNode[]): number {
  const first = heap[0] as number;
  const last = heap.pop() as number;
  if (heap.length === 0) return first;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(nodes, heap[child + 1] as number, heap[child] as number)) child++;
    if (isBefore(nodes, last, heap[child] as number)) break;
    heap[at] = heap[child] as number;
    at = child;
  }
  heap[at] = last;
  return first;
}
