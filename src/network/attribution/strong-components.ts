import type { Chain } from "./chain.ts";

/** States grouped by strongly connected component; a component comes after all those that it leads to. */
export interface Components {
  readonly count: number;
  readonly order: Int32Array;
  /** count + 1 positions in `order`. */
  readonly starts: Int32Array;
  /** By state. */
  readonly of: Int32Array;
  readonly largest: number;
}

/** Tarjan's algorithm, SIAM J. Comput. 1 (1972) 146, without recursion. Within a component, late states come first. */
export function strongComponents({ states, offsets, target }: Chain): Components {
  const index = new Int32Array(states);
  const low = new Int32Array(states);
  const cursor = new Int32Array(states);
  const open = new Int32Array(states);
  const calls = new Int32Array(states);
  const of = new Int32Array(states).fill(-1);
  const order = new Int32Array(states);
  const starts = new Int32Array(states + 1);
  let [seen, opened, placed, count, largest] = [0, 0, 0, 0, 0];

  for (let root = 0; root < states; root++) {
    if (index[root] !== 0) continue;
    let depth = 0;
    let state = root;
    index[state] = low[state] = ++seen;
    cursor[state] = offsets[state] as number;
    open[opened++] = state;
    for (;;) {
      const at = cursor[state] as number;
      if (at < (offsets[state + 1] as number)) {
        cursor[state] = at + 1;
        const next = target[at] as number;
        if (index[next] === 0) {
          calls[depth++] = state;
          state = next;
          index[state] = low[state] = ++seen;
          cursor[state] = offsets[state] as number;
          open[opened++] = state;
        } else if (of[next] === -1 && (index[next] as number) < (low[state] as number)) {
          low[state] = index[next] as number;
        }
        continue;
      }
      if (low[state] === index[state]) {
        const from = placed;
        let member: number;
        do {
          member = open[--opened] as number;
          of[member] = count;
          order[placed++] = member;
        } while (member !== state);
        count++;
        starts[count] = placed;
        if (placed - from > largest) largest = placed - from;
      }
      if (depth === 0) break;
      const child = state;
      state = calls[--depth] as number;
      if ((low[child] as number) < (low[state] as number)) low[state] = low[child] as number;
    }
  }
  return { count, order, starts: starts.subarray(0, count + 1), of, largest };
}
