import type { StakeGraph } from "./stake-graph.ts";

/** The edges of a graph by holder: what a party holds stands at `offsets[party]` to `offsets[party + 1]`, side by side. */
export interface HeldBy {
  readonly offsets: Int32Array;
  readonly held: Int32Array;
  readonly interest: Uint8Array;
  /** Lowest and highest share of each, in parts. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

const known = new WeakMap<StakeGraph, HeldBy>();

/** Laid out once for a graph. */
export function heldBy(graph: StakeGraph): HeldBy {
  const found = known.get(graph);
  if (found !== undefined) return found;
  const { parties, holder, held, interest, low, high } = graph;
  const offsets = new Int32Array(parties + 1);
  for (let edge = 0; edge < holder.length; edge++) {
    const at = (holder[edge] as number) + 1;
    offsets[at] = (offsets[at] as number) + 1;
  }
  for (let party = 0; party < parties; party++) {
    offsets[party + 1] = (offsets[party + 1] as number) + (offsets[party] as number);
  }
  const made: HeldBy = {
    offsets,
    held: new Int32Array(holder.length),
    interest: new Uint8Array(holder.length),
    low: new Float64Array(holder.length),
    high: graph.ranged ? new Float64Array(holder.length) : new Float64Array(0),
  };
  const next = offsets.slice(0, parties);
  for (let edge = 0; edge < holder.length; edge++) {
    const party = holder[edge] as number;
    const at = next[party] as number;
    next[party] = at + 1;
    made.held[at] = held[edge] as number;
    made.interest[at] = interest[edge] as number;
    made.low[at] = low[edge] as number;
    if (graph.ranged) made.high[at] = high[edge] as number;
  }
  known.set(graph, made);
  return made;
}
