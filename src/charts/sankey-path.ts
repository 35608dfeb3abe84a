interface Ends {
  readonly source: string;
  readonly target: string;
}

/** A node with everything that leads to it and from it: what is lit when it is pointed at. */
export function pathThrough(
  links: readonly Ends[],
  id: string,
): { readonly nodes: Set<string>; readonly links: Set<number> } {
  const nodes = new Set([id]);
  const lit = new Set<number>();
  for (const [near, far] of [
    ["source", "target"],
    ["target", "source"],
  ] as const) {
    const from = new Map<string, number[]>();
    for (const [at, link] of links.entries()) {
      const group = from.get(link[near]);
      if (group === undefined) from.set(link[near], [at]);
      else group.push(at);
    }
    const waiting = [id];
    const seen = new Set(waiting);
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      for (const at of from.get(node) ?? []) {
        lit.add(at);
        const next = links[at]?.[far];
        if (next === undefined || seen.has(next)) continue;
        seen.add(next);
        nodes.add(next);
        waiting.push(next);
      }
    }
  }
  return { nodes, links: lit };
}
