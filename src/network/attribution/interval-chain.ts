import type { Chain } from "./chain.ts";

/**
 * The chain of a root. Its states are, in this order: the mixes (purchases of one input by one party, spread over the
 * sellers), the nodes (a party and a product it sells, spread over its inputs) and the untraced (an input without an
 * observed seller; nothing goes on from there).
 *
 * `chain.weight` holds the central shares. The steps of nodes, which lie together, are the inputs: input i of the whole
 * chain is step `chain.offsets[mixes] + i`, and may take any share in [low[i], high[i]]; a node's shares add up to at
 * most one.
 */
export interface IntervalChain {
  readonly chain: Chain;
  readonly mixes: number;
  readonly nodes: number;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** By mix, 0..1: how much of the purchases the records show. Who sold the rest is not known. */
  readonly coverage: Float64Array;
  /** By node, 1 where what is kept is of unknown origin: a trader's. */
  readonly keepsUnknown: Uint8Array;
}

/** The steps of `nodes` start here. */
export function firstInput({ chain, mixes }: IntervalChain): number {
  return chain.offsets[mixes] as number;
}
