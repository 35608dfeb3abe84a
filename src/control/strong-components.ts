/**
 * Parties in an order in which every holder comes before what it holds, the parties of a ring next to each other
 * (Tarjan 1972, without recursion). `holder[offsets[p] .. offsets[p + 1]]` are the holders of p; `rank` is the place of a
 * party's ring in the order.
 */
export function strongComponents(
  parties: number,
  offsets: Int32Array,
  holder: Int32Array,
): { readonly order: Int32Array; readonly groups: Int32Array; readonly rank: Int32Array } {
  const index = new Int32Array(parties).fill(-1);
  const lowest = new Int32Array(parties);
  const done = new Uint8Array(parties);
  const open = new Int32Array(parties);
  const walk = new Int32Array(parties);
  const next = new Int32Array(parties);
  const order = new Int32Array(parties);
  const groups = new Int32Array(parties + 1);
  const rank = new Int32Array(parties);
  let [met, opened, placed, count] = [0, 0, 0, 0];
  let depth = 0;
  const enter = (party: number) => {
    index[party] = met;
    lowest[party] = met;
    met += 1;
    open[opened++] = party;
    next[party] = offsets[party] as number;
    walk[depth++] = party;
  };
  for (let root = 0; root < parties; root++) {
    if (index[root] !== -1) continue;
    enter(root);
    while (depth > 0) {
      const party = walk[depth - 1] as number;
      const edge = next[party] as number;
      if (edge < (offsets[party + 1] as number)) {
        next[party] = edge + 1;
        const by = holder[edge] as number;
        if (index[by] === -1) enter(by);
        else if (done[by] === 0) lowest[party] = Math.min(lowest[party] as number, index[by] as number);
        continue;
      }
      depth -= 1;
      if (depth > 0) {
        const below = walk[depth - 1] as number;
        lowest[below] = Math.min(lowest[below] as number, lowest[party] as number);
      }
      if (lowest[party] !== index[party]) continue;
      groups[count] = placed;
      for (let member = -1; member !== party; ) {
        member = open[--opened] as number;
        done[member] = 1;
        rank[member] = count;
        order[placed++] = member;
      }
      count += 1;
    }
  }
  groups[count] = placed;
  return { order, groups: groups.slice(0, count + 1), rank };
}
