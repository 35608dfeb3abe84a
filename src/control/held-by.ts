import type { StakeGraph } from "./stake-graph.ts";

/** The edges of a graph by holder: `edges[offsets[party] .. offsets[party + 1]]` are what a party holds. */
export interface HeldBy {
  readonly offsets: Int32Array;
  readonly edges: Int32Array;
}

const known = new WeakMap<Int32Array, HeldBy>();

/** Laid out once for all graphs that share their edges, whatever their shares. */
export function heldBy({ parties, holder }: StakeGraph): HeldBy {
  const found = known.get(holder);
  if (found !== undefined) return found;
  const offsets = new Int32Array(parties + 1);
  for (let edge = 0; edge < holder.length; edge++) {
    const at = (holder[edge] as number) + 1;
    offsets[at] = (offsets[at] as number) + 1;
  }
  for (let party = 0; party < parties; party++) {
    offsets[party + 1] = (offsets[party + 1] as number) + (offsets[party] as number);
  }
  const edges = new Int32Array(holder.length);
  const next = offsets.slice(0, parties);
  for (let edge = 0; edge < holder.length; edge++) {
    const party = holder[edge] as number;
    const at = next[party] as number;
    next[party] = at + 1;
    edges[at] = edge;
  }
  const made = { offsets, edges };
  known.set(holder, made);
  return made;
}
