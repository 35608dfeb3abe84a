import type { Attribution } from "./attribution/attribute.ts";
import type { SharedCone } from "./attribution/input-shares.ts";
import { type Lens, type NodeKeys, nodeKeys } from "./attribution/lens.ts";
import type { Components } from "./attribution/strong-components.ts";
import type { Visits } from "./attribution/visits.ts";
import { passingValues } from "./exposure-values.ts";

/** What the root's purchases rest on under one key of a lens: shares of the root's value, 0..1. */
export interface FailurePoint {
  readonly key: string;
  /** Bought there itself. */
  readonly face: number;
  /** Added there, at any tier. */
  readonly added: number;
  /** Passed there at least once, at any tier: what is left without it is 1 - passing. */
  readonly passing: number;
}

/**
 * The keys without which least of the root's purchases is left, the worst first. Passing is solved backwards for one key at
 * a time, in the order of how much goes through it in all rounds, which is never less: once `most` are found that nothing
 * left can reach, the ranking is exact. What nobody can name ("") is no point of failure.
 */
export function failurePoints({ solved, empty }: Attribution, lens: Lens, most: number): FailurePoint[] {
  if (empty || most < 1) return [];
  const { shared, components, visits, added } = solved;
  const named = nodeKeys(shared.cone, lens);
  const { mixes, nodes } = shared;
  const rings = caughtIn(visits, components);
  const through = sumsByKey(named, nodes, (node) => {
    return (visits.visits[mixes + node] as number) + (rings?.[mixes + node] ?? 0);
  });
  const addedBy = sumsByKey(named, nodes, (node) => added[node] as number);
  const faceOf = boughtOf(shared);
  const faceBy = sumsByKey(named, nodes, (node) => faceOf[node] as number);
  const order = [...named.keys.keys()]
    .filter((key) => named.keys[key] !== "" && (through[key] as number) > 0)
    .sort((a, b) => (through[b] as number) - (through[a] as number) || a - b);
  const found: FailurePoint[] = [];
  for (const key of order) {
    const least = found[most - 1]?.passing ?? 0;
    if ((through[key] as number) < least) break;
    const values = passingValues(shared, components, partsOf(named, key, shared));
    let passing = 0;
    for (let mix = 0; mix < mixes; mix++) passing += (shared.start[mix] as number) * (values[mix] as number);
    found.push({
      key: named.keys[key] as string,
      face: faceBy[key] as number,
      added: addedBy[key] as number,
      passing: Math.min(1, passing),
    });
    found.sort((a, b) => b.passing - a.passing || b.added - a.added || (a.key < b.key ? -1 : 1));
  }
  return found.slice(0, most);
}

/** By state of a ring that nothing leaves, all that enters the ring, since all of it may pass the state. */
function caughtIn({ caught }: Visits, { starts, order, count }: Components): Float64Array | null {
  if (caught === null) return null;
  const entered = new Float64Array(caught.length);
  for (let component = 0; component < count; component++) {
    const members = order.subarray(starts[component] as number, starts[component + 1] as number);
    const sum = members.reduce((total, state) => total + (caught[state] as number), 0);
    for (const state of members) entered[state] = sum;
  }
  return entered;
}

function sumsByKey({ keys, offsets, key, part }: NodeKeys, nodes: number, of: (node: number) => number): Float64Array {
  const sums = new Float64Array(keys.length);
  for (let node = 0; node < nodes; node++) {
    const here = of(node);
    for (let at = offsets[node] as number; here !== 0 && at < (offsets[node + 1] as number); at++) {
      sums[key[at] as number] = (sums[key[at] as number] as number) + here * (part[at] as number);
    }
  }
  return sums;
}

/** By node, what of the root's value was bought of it. */
function boughtOf({ cone, start, nodes }: SharedCone): Float64Array {
  const bought = new Float64Array(nodes);
  for (let mix = 0; mix < cone.mixes.roots; mix++) {
    for (let at = cone.mixes.offsets[mix] as number; at < (cone.mixes.offsets[mix + 1] as number); at++) {
      const node = cone.mixes.seller[at] as number;
      bought[node] = (bought[node] as number) + (start[mix] as number) * (cone.mixes.part[at] as number);
    }
  }
  return bought;
}

/** By state, how much of what is there is under the key. */
function partsOf({ offsets, key, part }: NodeKeys, wanted: number, { chain, mixes, nodes }: SharedCone): Float64Array {
  const parts = new Float64Array(chain.states);
  for (let node = 0; node < nodes; node++) {
    for (let at = offsets[node] as number; at < (offsets[node + 1] as number); at++) {
      if (key[at] === wanted) parts[mixes + node] = (parts[mixes + node] as number) + (part[at] as number);
    }
    if ((parts[mixes + node] as number) > 1) parts[mixes + node] = 1;
  }
  return parts;
}
