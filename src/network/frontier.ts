/** A set of nodes that is gone through in ascending order, so that entries are read in the order in which they lie. */
export interface Frontier {
  readonly words: Uint32Array;
  count: number;
}

export function emptyFrontier(nodes: number): Frontier {
  return { words: new Uint32Array((nodes + 31) >>> 5), count: 0 };
}

export function addToFrontier(frontier: Frontier, node: number): void {
  const word = node >>> 5;
  const before = frontier.words[word] as number;
  const after = (before | (1 << (node & 31))) >>> 0;
  if (after === before) return;
  frontier.words[word] = after;
  frontier.count++;
}

export function frontierNodes({ words, count }: Frontier): Int32Array {
  const nodes = new Int32Array(count);
  let at = 0;
  for (let word = 0; word < words.length && at < count; word++) {
    let bits = words[word] as number;
    while (bits !== 0) {
      const bit = 31 - Math.clz32(bits & -bits);
      nodes[at++] = (word << 5) + bit;
      bits &= bits - 1;
    }
  }
  return nodes;
}

export function clearFrontier(frontier: Frontier): void {
  frontier.words.fill(0);
  frontier.count = 0;
}
