import { PARTS } from "../../control/share.ts";
import { interestIndex } from "../../control/stake-graph.ts";
import type { World } from "../../control/world.ts";

/** Where stakes of one half or more of equity or votes lead up to; of two halves the first by its index, rings once. */
export function groupHead({ graph }: World, party: number): number {
  const counted = [interestIndex("equity"), interestIndex("vote")];
  const met = new Set([party]);
  for (let head = party; ; ) {
    let parent = -1;
    for (let edge = graph.offsets[head] as number; edge < (graph.offsets[head + 1] as number); edge++) {
      const holder = graph.holder[edge] as number;
      if (!counted.includes(graph.interest[edge] as number) || (graph.low[edge] as number) < PARTS / 2) continue;
      if (!met.has(holder) && (parent === -1 || holder < parent)) parent = holder;
    }
    if (parent === -1) return head;
    met.add(parent);
    head = parent;
  }
}
