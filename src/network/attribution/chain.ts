/**
 * States and what goes from each to its successors, in rows: of one unit at state s, `weight[e]` goes on to `target[e]`
 * for e in [offsets[s], offsets[s + 1]).
 *
 * Where the weights are shares of one, `ends` is the part that ends at each state, held apart because a difference from
 * one would have lost its digits where next to nothing ends. In an amounts chain (units of input a unit of output) there
 * is no such part, and rows may add up to more than one as long as the whole converges.
 */
export interface Chain {
  readonly states: number;
  readonly offsets: Int32Array;
  readonly target: Int32Array;
  readonly weight: Float64Array;
  readonly ends: Float64Array | null;
}

/** One step of a chain. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** A chain of listed steps; steps with the same ends stay apart. */
export function chainOf(states: number, steps: readonly Step[], ends: Float64Array | null = null): Chain {
  const sorted = [...steps].sort((a, b) => a.from - b.from);
  const offsets = new Int32Array(states + 1);
  for (const { from } of steps) offsets[from + 1] = (offsets[from + 1] as number) + 1;
  for (let s = 0; s < states; s++) offsets[s + 1] = (offsets[s + 1] as number) + (offsets[s] as number);
  return {
    states,
    offsets,
    target: Int32Array.from(sorted, ({ to }) => to),
    weight: Float64Array.from(sorted, ({ weight }) => weight),
    ends,
  };
}
