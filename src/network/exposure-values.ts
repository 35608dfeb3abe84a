import type { Chain } from "./attribution/chain.ts";
import type { SharedCone } from "./attribution/input-shares.ts";
import { originOf } from "./attribution/lens.ts";
import type { Components } from "./attribution/strong-components.ts";
import { chainValues } from "./attribution/values.ts";

/** Some nodes of a chain: those that fit all that is given. */
export interface Ends {
  /** Party id. */
  readonly party?: string;
  /** Alpha-2 code of where the seller is. */
  readonly country?: string;
  /** HS 6-digit code. */
  readonly product?: string;
}

/** By state, 1 at the ends. Of a product alone, the state of what nobody was seen to sell of it is one of them. */
export function endStates({ cone, chain, mixes, nodes, untracedProducts }: SharedCone, ends: Ends): Uint8Array {
  const { network, recipes } = cone;
  const found = new Uint8Array(chain.states);
  const party = ends.party === undefined ? -1 : network.parties.find(ends.party);
  const product = ends.product === undefined ? -1 : recipes.products.indexOf(ends.product);
  const countryOf = originOf(cone);
  for (let node = 0; node < nodes; node++) {
    if (ends.party !== undefined && cone.nodes.party[node] !== party) continue;
    if (ends.product !== undefined && cone.nodes.product[node] !== product) continue;
    if (ends.country !== undefined && countryOf(node) !== ends.country) continue;
    found[mixes + node] = 1;
  }
  if (product >= 0 && ends.party === undefined && ends.country === undefined) {
    const place = untracedProducts.indexOf(product);
    if (place >= 0) found[mixes + nodes + place] = 1;
  }
  return found;
}

/** By state, the part of a unit there that is added at the ends in the end: v = rewards + A v. */
export function addedValues(shared: SharedCone, components: Components, ends: Uint8Array): Float64Array {
  const { chain, mixes, nodes, kept, keepsUnknown } = shared;
  const rewards = new Float64Array(chain.states);
  for (let node = 0; node < nodes; node++) {
    if (ends[mixes + node] === 1 && keepsUnknown[node] === 0) rewards[mixes + node] = kept[node] as number;
  }
  return unitValues(chain, rewards, components);
}

/**
 * By state, the part of a unit there that passes one of the ends at least once: the same, ended at the first of them.
 * `ends` is by state how much of what is there is at an end, 0 to 1: all or nothing, or of a seller's facility its part.
 */
export function passingValues({ chain }: SharedCone, components: Components, ends: ArrayLike<number>): Float64Array {
  const { offsets, states } = chain;
  const weight = chain.weight.slice();
  const rewards = new Float64Array(states);
  const endings = chain.ends === null ? new Float64Array(states) : chain.ends.slice();
  for (let state = 0; state < states; state++) {
    const here = ends[state] as number;
    if (here === 0) continue;
    rewards[state] = here;
    endings[state] = here + (1 - here) * (endings[state] as number);
    for (let e = offsets[state] as number; e < (offsets[state + 1] as number); e++) {
      weight[e] = (weight[e] as number) * (1 - here);
    }
  }
  return unitValues({ ...chain, weight, ends: endings }, rewards, components);
}

/**
 * By state, the part of a unit there that comes over a stopped step at least once, however far back: v = the sum over the
 * steps of w ((1 - left) + left v). `left` is by step of the chain what is left of it, 0 to 1.
 */
export function stoppedValues(chain: Chain, components: Components, left: Float64Array): Float64Array {
  const { offsets, states } = chain;
  const weight = chain.weight.slice();
  const rewards = new Float64Array(states);
  const endings = chain.ends === null ? new Float64Array(states) : chain.ends.slice();
  for (let state = 0; state < states; state++) {
    for (let e = offsets[state] as number; e < (offsets[state + 1] as number); e++) {
      const here = left[e] as number;
      if (here === 1) continue;
      const stopped = (weight[e] as number) * (1 - here);
      rewards[state] = (rewards[state] as number) + stopped;
      endings[state] = (endings[state] as number) + stopped;
      weight[e] = (weight[e] as number) * here;
    }
  }
  return unitValues({ ...chain, weight, ends: endings }, rewards, components);
}

/** Sweeps before the rate is believed, and those after which a loop is slow, and eliminated instead. */
const TRIAL = 6;
const SWEEPS = 200;
const TOLERANCE = 1e-14;

/**
 * Solves v = rewards + A v from the ends of the chain towards its start. Loops are swept (Gauss and Seidel) until what is
 * left of the error, by the rate at which it shrinks, is below `TOLERANCE`; slow ones are left to `chainValues`.
 */
function unitValues(chain: Chain, rewards: Float64Array, components: Components): Float64Array {
  const values = new Float64Array(chain.states);
  const { starts, order, count } = components;
  for (let component = 0; component < count; component++) {
    const members = order.subarray(starts[component] as number, starts[component + 1] as number);
    if (!settle(chain, rewards, members, values)) return chainValues(chain, rewards, components);
  }
  return values;
}

function settle(chain: Chain, rewards: Float64Array, members: Int32Array, values: Float64Array): boolean {
  let before = Number.POSITIVE_INFINITY;
  for (let sweep = 1; sweep <= SWEEPS; sweep++) {
    let change = 0;
    for (let i = 0; i < members.length; i++) {
      const state = members[i] as number;
      const value = valueAt(chain, rewards, values, state);
      change = Math.max(change, Math.abs(value - (values[state] as number)));
      values[state] = value;
    }
    if (members.length === 1 || change === 0) return true;
    const rate = change / before;
    before = change;
    if (sweep >= TRIAL && rate < 1 && (change * rate) / (1 - rate) <= TOLERANCE) return true;
  }
  return false;
}

/** The value of a state by those of its successors; what comes straight back to it is summed as a series. */
function valueAt({ offsets, target, weight, ends }: Chain, rewards: Float64Array, values: Float64Array, state: number) {
  const until = offsets[state + 1] as number;
  let value = rewards[state] as number;
  let back = 0;
  let out = ends === null ? 0 : (ends[state] as number);
  for (let e = offsets[state] as number; e < until; e++) {
    const part = weight[e] as number;
    if (target[e] === state) back += part;
    else {
      value += part * (values[target[e] as number] as number);
      out += part;
    }
  }
  if (back === 0) return value;
  const left = ends === null ? 1 - back : out;
  return left > 0 ? value / left : 0;
}
