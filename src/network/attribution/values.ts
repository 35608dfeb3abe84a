import type { Chain } from "./chain.ts";
import { denseValues, eliminate } from "./dense-chain.ts";
import { type Components, strongComponents } from "./strong-components.ts";
import { DENSE_STATES } from "./visits.ts";

/**
 * Solves v = rewards + A v: what a unit at each state is worth in the end. Components are gone through from the ends of
 * the chain towards its start; a loop is eliminated, or swept to `tolerance` of its largest value if it is large.
 */
export function chainValues(
  chain: Chain,
  rewards: Float64Array,
  components: Components = strongComponents(chain),
  { tolerance = 1e-13, sweeps = 20_000 }: { readonly tolerance?: number; readonly sweeps?: number } = {},
): Float64Array {
  const values = new Float64Array(chain.states);
  const { starts, order } = components;
  for (let component = 0; component < components.count; component++) {
    const from = starts[component] as number;
    const until = starts[component + 1] as number;
    if (until - from <= DENSE_STATES) solveComponent(chain, rewards, components, component, values);
    else sweepComponent(chain, rewards, order.subarray(from, until), values, tolerance, sweeps);
  }
  return values;
}

function solveComponent(
  { offsets, target, weight, ends }: Chain,
  rewards: Float64Array,
  { starts, order, of }: Components,
  component: number,
  values: Float64Array,
): void {
  const members = order.slice(starts[component], starts[component + 1]).sort();
  const size = members.length;
  const place = new Map<number, number>();
  for (let i = 0; i < size; i++) place.set(members[i] as number, i);
  const matrix = new Float64Array(size * size);
  const leaving = ends === null ? null : Float64Array.from(members, (state) => ends[state] as number);
  const right = Float64Array.from(members, (state) => rewards[state] as number);
  for (let i = 0; i < size; i++) {
    const state = members[i] as number;
    for (let e = offsets[state] as number; e < (offsets[state + 1] as number); e++) {
      const to = target[e] as number;
      const part = weight[e] as number;
      if (of[to] === component) {
        const cell = i * size + (place.get(to) as number);
        matrix[cell] = (matrix[cell] as number) + part;
      } else {
        right[i] = (right[i] as number) + part * (values[to] as number);
        if (leaving !== null) leaving[i] = (leaving[i] as number) + part;
      }
    }
  }
  denseValues(eliminate({ size, matrix, ends: leaving }), right);
  for (let i = 0; i < size; i++) values[members[i] as number] = right[i] as number;
}

function sweepComponent(
  { offsets, target, weight }: Chain,
  rewards: Float64Array,
  members: Int32Array,
  values: Float64Array,
  tolerance: number,
  sweeps: number,
): void {
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let change = 0;
    let largest = 0;
    for (let i = 0; i < members.length; i++) {
      const state = members[i] as number;
      let value = rewards[state] as number;
      const until = offsets[state + 1] as number;
      for (let e = offsets[state] as number; e < until; e++) {
        value += (weight[e] as number) * (values[target[e] as number] as number);
      }
      change = Math.max(change, Math.abs(value - (values[state] as number)));
      largest = Math.max(largest, Math.abs(value));
      values[state] = value;
    }
    if (change <= tolerance * largest) return;
  }
}
