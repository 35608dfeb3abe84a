import { type ExactSums, exactSums } from "./exact-sum.ts";

/** Cells of one line of a split: rows, usd in cents, kg in grams. */
export const LINE = 3;

/** What one tier adds up to, in the network's numbers; splits are read off it afterwards. */
export interface TierSums {
  readonly tier: number;
  rows: number;
  withoutValue: number;
  withoutWeight: number;
  /** Parties whose entries these are: buyers upwards, sellers downwards. */
  nearParties: number;
  /** Parties that they lead to: senders upwards, buyers downwards. */
  farParties: number;
  /** Far nodes in the order found; lines of `byNode` go with them. */
  nodes: Int32Array;
  nodeCount: number;
  readonly byNode: ExactSums;
  readonly byCountry: ExactSums;
  /** By EDGE_KINDS; tier 1 counts as the first. */
  readonly byKind: ExactSums;
}

/** `expected` far nodes have room from the beginning; more make room for themselves. */
export function tierSums(tier: number, countries: number, kinds: number, expected = 0): TierSums {
  const first = Math.max(256, expected);
  return {
    tier,
    rows: 0,
    withoutValue: 0,
    withoutWeight: 0,
    nearParties: 0,
    farParties: 0,
    nodes: new Int32Array(first),
    nodeCount: 0,
    byNode: exactSums(first * LINE),
    byCountry: exactSums(countries * LINE),
    byKind: exactSums(kinds * LINE),
  };
}
