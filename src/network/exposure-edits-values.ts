import type { Chain } from "./attribution/chain.ts";
import type { SharedCone } from "./attribution/input-shares.ts";
import { firstInput } from "./attribution/interval-chain.ts";
import type { Components } from "./attribution/strong-components.ts";
import { nodeNumbers } from "./exposure.ts";
import { stoppedValues } from "./exposure-values.ts";
import { findNode } from "./network.ts";

/** Purchases back from a buyer that are told apart: its own is the first. */
export const TIERS = 6;

/** What stands behind a unit that a node sells, by node. */
export interface StoppedBehind {
  /** The part that comes over stopped trade at least once. */
  readonly through: Float64Array;
  /** The same with every share of an input at its lowest: what nobody states is nothing then. */
  readonly least: Float64Array;
  /** Of `through`, by how many purchases before the node's sale the first stop is: 1, 2 and so on up to `TIERS` - 1. */
  readonly byTier: readonly Float64Array[];
}

/** Solves the chain with the steps of its purchases cut to what is left of their runs. */
export function stoppedBehind(
  shared: SharedCone,
  components: Components,
  leftOf: (run: number) => number,
): StoppedBehind {
  const { mixes, nodes } = shared;
  const left = leftOfSteps(shared, leftOf);
  const ofNodes = (chain: Chain) => stoppedValues(chain, components, left).subarray(mixes, mixes + nodes);
  return { through: ofNodes(shared.chain), least: ofNodes(leastChain(shared)), byTier: firstStops(shared, left) };
}

/** The chain with the lowest share of every input; the rest of a node ends there. */
function leastChain(shared: SharedCone): Chain {
  const { chain, mixes, nodes, low } = shared;
  const weight = chain.weight.slice();
  const ends = chain.ends === null ? new Float64Array(chain.states) : chain.ends.slice();
  const first = firstInput(shared);
  weight.set(low, first);
  for (let node = mixes; node < mixes + nodes; node++) {
    let all = 0;
    for (let e = chain.offsets[node] as number; e < (chain.offsets[node + 1] as number); e++)
      all += weight[e] as number;
    ends[node] = Math.max(0, 1 - all);
  }
  return { ...chain, weight, ends };
}

/** By step of the chain what is left of it: of a purchase its runs together, by value; all of what goes into a node. */
function leftOfSteps({ cone, chain }: SharedCone, leftOf: (run: number) => number): Float64Array {
  const { network, mixes, nodes } = cone;
  const { buy, runs } = network;
  const numbers = nodeNumbers(cone);
  const left = new Float64Array(chain.target.length).fill(1);
  const kept = new Float64Array(nodes.count);
  const paid = new Float64Array(nodes.count);
  for (let mix = mixes.roots; mix < mixes.count; mix++) {
    const buyNode = findNode(buy, mixes.party[mix] as number, mixes.product[mix] as number);
    for (let run = buy.offsets[buyNode] as number; run < (buy.offsets[buyNode + 1] as number); run++) {
      const { usd } = cone.reader.read(run);
      const seller = (numbers[runs.sellNode[run] as number] as number) - 1;
      if (!(usd > 0) || seller < 0) continue;
      paid[seller] = (paid[seller] as number) + usd;
      kept[seller] = (kept[seller] as number) + usd * leftOf(run);
    }
    for (let at = mixes.offsets[mix] as number; at < (mixes.offsets[mix + 1] as number); at++) {
      const seller = mixes.seller[at] as number;
      left[at] = (kept[seller] as number) / (paid[seller] as number);
      kept[seller] = paid[seller] = 0;
    }
  }
  return left;
}

/** Walks back purchase by purchase what has come over no stop yet, and counts what stops there. */
function firstStops({ chain, mixes, nodes }: SharedCone, left: Float64Array): Float64Array[] {
  const { offsets, target, weight } = chain;
  const stopping = new Float64Array(chain.states);
  for (let mix = 0; mix < mixes; mix++) {
    for (let e = offsets[mix] as number; e < (offsets[mix + 1] as number); e++) {
      stopping[mix] = (stopping[mix] as number) + (weight[e] as number) * (1 - (left[e] as number));
    }
  }
  const tiers: Float64Array[] = [];
  for (let tier = 1; tier < TIERS; tier++) {
    const ofNode = new Float64Array(nodes);
    for (let node = 0; node < nodes; node++) {
      const state = mixes + node;
      for (let e = offsets[state] as number; e < (offsets[state + 1] as number); e++) {
        ofNode[node] = (ofNode[node] as number) + (weight[e] as number) * (stopping[target[e] as number] as number);
      }
    }
    tiers.push(ofNode);
    stopping.fill(0, 0, mixes);
    for (let mix = 0; mix < mixes; mix++) {
      for (let e = offsets[mix] as number; e < (offsets[mix + 1] as number); e++) {
        const part = (weight[e] as number) * (left[e] as number);
        stopping[mix] = (stopping[mix] as number) + part * (ofNode[(target[e] as number) - mixes] as number);
      }
    }
  }
  return tiers;
}
