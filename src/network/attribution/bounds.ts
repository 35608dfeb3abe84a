import { denseValues, eliminate } from "./dense-chain.ts";
import { firstInput, type IntervalChain } from "./interval-chain.ts";
import type { Components } from "./strong-components.ts";
import { DENSE_STATES, isClosed } from "./visits.ts";

/** Sets of nodes, each to be bounded: for key k, `payoff[node * keys + k]` is the part of what the node keeps in it. */
export interface KeySets {
  readonly keys: number;
  readonly payoff: Float64Array;
}

export interface Bounds {
  /** By key. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** The largest change of the last sweep of any component that was stopped by the bound; 0 if all converged. */
  readonly unsettled: number;
}

export interface BoundOptions {
  /** A component is done when no value changes by more. */
  readonly tolerance?: number;
  readonly sweeps?: number;
}

/**
 * The least and the greatest share of `start` that any choice of input shares within their intervals leaves in each set
 * of nodes, with what is unseen or untraced counted as nothing or as all of it.
 *
 * The choice is made node by node: starting from the low shares, those inputs are raised first behind which most of the
 * set lies, until the shares add up to one. Components are gone through from the ends of the chain towards its start,
 * each swept until its values stand (value iteration from zero); where that is slow, the choice at hand is solved as a
 * linear system in between.
 */
export function boundKeys(
  problem: IntervalChain,
  components: Components,
  start: Float64Array,
  sets: KeySets,
  { tolerance = 1e-12, sweeps = 20_000 }: BoundOptions = {},
): Bounds {
  const side = (sign: 1 | -1): { values: Float64Array; unsettled: number } => {
    const sweep = newSweep(problem, components, sets, sign);
    let unsettled = 0;
    for (let component = 0; component < components.count; component++) {
      unsettled = Math.max(unsettled, settle(sweep, component, tolerance, sweeps));
    }
    return { values: atStart(sweep, start), unsettled };
  };
  const high = side(1);
  const low = side(-1);
  return { low: low.values, high: high.values, unsettled: Math.max(low.unsettled, high.unsettled) };
}

interface Sweep {
  readonly problem: IntervalChain;
  readonly components: Components;
  readonly sets: KeySets;
  /** 1 looks for the greatest value, -1 for the least. */
  readonly sign: 1 | -1;
  /** What the unseen and the untraced count. */
  readonly unknown: 0 | 1;
  /** By state and key. */
  readonly values: Float64Array;
  readonly inputs: number;
  /** By node: 1 - the sum of the low shares. */
  readonly room: Float64Array;
  /** By state: the last sweep in which a value of it changed by something that counts. */
  readonly changedIn: Int32Array;
  sweeps: number;
  /** By key, of the state at hand. */
  readonly sum: Float64Array;
  readonly gains: Float64Array;
  readonly ranked: Int32Array;
}

function newSweep(problem: IntervalChain, components: Components, sets: KeySets, sign: 1 | -1): Sweep {
  const { chain, mixes, nodes, low } = problem;
  const inputs = firstInput(problem);
  const room = new Float64Array(nodes);
  let most = 0;
  for (let node = 0; node < nodes; node++) {
    const from = (chain.offsets[mixes + node] as number) - inputs;
    const until = (chain.offsets[mixes + node + 1] as number) - inputs;
    let sum = 0;
    for (let i = from; i < until; i++) sum += low[i] as number;
    room[node] = 1 - sum < 1e-15 ? 0 : 1 - sum;
    most = Math.max(most, until - from);
  }
  const values = new Float64Array(chain.states * sets.keys);
  const unknown = sign === 1 ? 1 : 0;
  if (unknown === 1) values.fill(1, (mixes + nodes) * sets.keys);
  return {
    problem,
    components,
    sets,
    sign,
    unknown,
    values,
    inputs,
    room,
    changedIn: new Int32Array(chain.states).fill(-2),
    sweeps: 0,
    sum: new Float64Array(sets.keys),
    gains: new Float64Array(most),
    ranked: new Int32Array(most),
  };
}

function atStart({ sets, values }: Sweep, start: Float64Array): Float64Array {
  const found = new Float64Array(sets.keys);
  for (let state = 0; state < start.length; state++) {
    const part = start[state] as number;
    if (part === 0) continue;
    for (let k = 0; k < sets.keys; k++) {
      found[k] = (found[k] as number) + part * (values[state * sets.keys + k] as number);
    }
  }
  return found;
}

/** Sweeps before the speed is judged, and between one attempt at more speed and the next. */
const TRIAL = 8;
const RETRY = 5;

/** Returns the change that was left when the bound was reached, or 0. */
function settle(sweep: Sweep, component: number, tolerance: number, bound: number): number {
  const { components } = sweep;
  const from = components.starts[component] as number;
  const until = components.starts[component + 1] as number;
  if (until - from === 1) {
    update(sweep, components.order[from] as number);
    return 0;
  }
  if (sweep.unknown === 1 && isUnknowable(sweep, component)) {
    const { keys } = sweep.sets;
    for (let at = from; at < until; at++) {
      const state = components.order[at] as number;
      sweep.values.fill(1, state * keys, (state + 1) * keys);
    }
    return 0;
  }
  return iterate(sweep, component, tolerance, bound);
}

function iterate(sweep: Sweep, component: number, tolerance: number, bound: number): number {
  const { components } = sweep;
  const from = components.starts[component] as number;
  const until = components.starts[component + 1] as number;
  const edges = edgesIn(sweep, from, until);
  let before = Number.POSITIVE_INFINITY;
  let change = 0;
  let settling = TRIAL;
  let solved = false;
  for (let count = 1; count <= bound; count++) {
    change = sweepOnce(sweep, from, until, count === 1, tolerance / 20);
    const ratio = change / before;
    before = change;
    if (change === 0) return 0;
    if (change <= tolerance && (solved || change * ratio <= tolerance * (1 - ratio))) return 0;
    solved = false;
    if (settling > 0) settling--;
    const ahead = ratio < 1 ? Math.log(tolerance / change) / Math.log(ratio) : Number.POSITIVE_INFINITY;
    if (settling > 0 || ahead <= RETRY) continue;
    if (until - from <= DENSE_STATES && ahead * edges > 3 * ((until - from) / 2) ** 3) {
      for (let key = 0; key < sweep.sets.keys; key++) solveChoice(sweep, component, key);
      for (let at = from; at < until; at++) sweep.changedIn[components.order[at] as number] = sweep.sweeps;
      solved = true;
    } else extrapolate(sweep, from, until, tolerance / 20);
    settling = solved ? 2 : RETRY;
    before = Number.POSITIVE_INFINITY;
  }
  return change;
}

/** Goes once over the states from which something has changed since the last time. Returns the largest change. */
function sweepOnce(sweep: Sweep, from: number, until: number, all: boolean, least: number): number {
  const { components, changedIn, problem } = sweep;
  const { offsets, target } = problem.chain;
  const now = ++sweep.sweeps;
  let largest = 0;
  for (let at = from; at < until; at++) {
    const state = components.order[at] as number;
    if (!all) {
      let e = offsets[state] as number;
      const end = offsets[state + 1] as number;
      while (e < end && (changedIn[target[e] as number] as number) < now - 1) e++;
      if (e === end) continue;
    }
    const change = update(sweep, state);
    if (change > least) changedIn[state] = now;
    if (change > largest) largest = change;
  }
  return largest;
}

function heldValues({ components, sets, values }: Sweep, from: number, until: number): Float64Array {
  const { keys } = sets;
  const held = new Float64Array((until - from) * keys);
  for (let at = from; at < until; at++) {
    const state = components.order[at] as number;
    for (let k = 0; k < keys; k++) held[(at - from) * keys + k] = values[state * keys + k] as number;
  }
  return held;
}

/**
 * Moves each value on by its last change as often as if all later ones shrank alike (Aitken): each at its own pace, for
 * a small ring in a large component may be slower than the rest.
 */
function extrapolate(sweep: Sweep, from: number, until: number, least: number): void {
  const { components, sets, values, changedIn } = sweep;
  const { keys } = sets;
  const held = heldValues(sweep, from, until);
  sweepOnce(sweep, from, until, false, least);
  const between = heldValues(sweep, from, until);
  sweepOnce(sweep, from, until, false, least);
  for (let at = from; at < until; at++) {
    for (let k = 0; k < keys; k++) {
      const here = (at - from) * keys + k;
      const cell = (components.order[at] as number) * keys + k;
      const first = (between[here] as number) - (held[here] as number);
      const second = (values[cell] as number) - (between[here] as number);
      const ratio = first === 0 ? 0 : second / first;
      if (ratio < 0.2 || ratio > 0.9995) continue;
      values[cell] = Math.min(1, Math.max(0, (values[cell] as number) + (second * ratio) / (1 - ratio)));
      changedIn[components.order[at] as number] = sweep.sweeps;
    }
  }
}

function edgesIn({ problem, components }: Sweep, from: number, until: number): number {
  const { offsets } = problem.chain;
  let edges = 0;
  for (let at = from; at < until; at++) {
    const state = components.order[at] as number;
    edges += (offsets[state + 1] as number) - (offsets[state] as number);
  }
  return edges;
}

/** A ring of traders that buy all they sell from each other: where the goods came from is not known, whatever is chosen. */
function isUnknowable({ problem, components, room }: Sweep, component: number): boolean {
  const { chain, mixes, coverage } = problem;
  if (!isClosed(chain, components, component)) return false;
  for (let at = components.starts[component] as number; at < (components.starts[component + 1] as number); at++) {
    const state = components.order[at] as number;
    if (state >= mixes ? room[state - mixes] !== 0 : coverage[state] !== 1) return false;
  }
  return true;
}

function update(sweep: Sweep, state: number): number {
  const { mixes, nodes } = sweep.problem;
  if (state < mixes) return updateMix(sweep, state);
  return state < mixes + nodes ? updateNode(sweep, state) : 0;
}

function updateMix({ problem, sets, unknown, values, sum }: Sweep, state: number): number {
  const { keys } = sets;
  const { offsets, target, weight } = problem.chain;
  const until = offsets[state + 1] as number;
  sum.fill(0);
  for (let e = offsets[state] as number; e < until; e++) {
    const part = weight[e] as number;
    const from = (target[e] as number) * keys;
    for (let k = 0; k < keys; k++) sum[k] = (sum[k] as number) + part * (values[from + k] as number);
  }
  const seen = problem.coverage[state] as number;
  const unseen = (1 - seen) * unknown;
  return store(values, state * keys, keys, sum, seen, unseen);
}

function store(
  values: Float64Array,
  at: number,
  keys: number,
  sum: Float64Array,
  factor: number,
  addend: number,
): number {
  let change = 0;
  for (let k = 0; k < keys; k++) {
    const value = (sum[k] as number) * factor + addend;
    const moved = Math.abs(value - (values[at + k] as number));
    if (moved > change) change = moved;
    values[at + k] = value;
  }
  return change;
}

function updateNode(sweep: Sweep, state: number): number {
  const { problem, sets, sign, values, inputs, room, sum } = sweep;
  const { chain, mixes, low, high } = problem;
  const { keys } = sets;
  const node = state - mixes;
  const from = chain.offsets[state] as number;
  const until = chain.offsets[state + 1] as number;
  const free = room[node] as number;
  if (until - from === 1) {
    const source = (chain.target[from] as number) * keys;
    const lowest = low[from - inputs] as number;
    const highest = lowest + Math.min(free, (high[from - inputs] as number) - lowest);
    for (let k = 0; k < keys; k++) {
      const kept = keeps(sweep, node, k);
      const gain = (values[source + k] as number) - kept;
      sum[k] = kept + (gain * sign > 0 ? highest : lowest) * gain;
    }
  } else {
    for (let k = 0; k < keys; k++) {
      const kept = keeps(sweep, node, k);
      const count = rankInputs(sweep, from, until, k, kept);
      let value = kept;
      for (let e = from; e < until; e++) value += (low[e - inputs] as number) * (sweep.gains[e - from] as number);
      let left = free;
      for (let i = 0; i < count && left > 0; i++) {
        const at = sweep.ranked[i] as number;
        const more = Math.min(left, (high[from - inputs + at] as number) - (low[from - inputs + at] as number));
        value += more * (sweep.gains[at] as number);
        left -= more;
      }
      sum[k] = value;
    }
  }
  return store(values, state * keys, keys, sum, 1, 0);
}

/** What a unit kept at the node counts for the key. */
function keeps({ problem, sets, unknown }: Sweep, node: number, key: number): number {
  return problem.keepsUnknown[node] === 1 ? unknown : (sets.payoff[node * sets.keys + key] as number);
}

/** Fills `gains` with what each input yields over keeping, and `ranked` with those to raise, best first. */
function rankInputs(sweep: Sweep, from: number, until: number, key: number, kept: number): number {
  const { problem, sets, sign, values, gains, ranked } = sweep;
  let count = 0;
  for (let e = from; e < until; e++) {
    const gain = (values[(problem.chain.target[e] as number) * sets.keys + key] as number) - kept;
    gains[e - from] = gain;
    if (gain * sign <= 0) continue;
    let place = count++;
    while (place > 0 && gain * sign > (gains[ranked[place - 1] as number] as number) * sign) {
      ranked[place] = ranked[place - 1] as number;
      place--;
    }
    ranked[place] = e - from;
  }
  return count;
}

/** Takes the choice that the values lead to, and puts in the values that it has in the end. */
function solveChoice(sweep: Sweep, component: number, key: number): void {
  const { problem, components, sets, sign, unknown, values, inputs, room } = sweep;
  const { chain, mixes, low, high, coverage } = problem;
  const { keys } = sets;
  const members = components.order
    .slice(components.starts[component] as number, components.starts[component + 1] as number)
    .sort();
  const size = members.length;
  const place = new Map<number, number>();
  for (let i = 0; i < size; i++) place.set(members[i] as number, i);
  const matrix = new Float64Array(size * size);
  const ends = new Float64Array(size);
  const rewards = new Float64Array(size);
  const goOn = (i: number, to: number, part: number): void => {
    if (components.of[to] === component) {
      const cell = i * size + (place.get(to) as number);
      matrix[cell] = (matrix[cell] as number) + part;
    } else {
      ends[i] = (ends[i] as number) + part;
      rewards[i] = (rewards[i] as number) + part * (values[to * keys + key] as number);
    }
  };
  for (let i = 0; i < size; i++) {
    const state = members[i] as number;
    const from = chain.offsets[state] as number;
    const until = chain.offsets[state + 1] as number;
    if (state < mixes) {
      const seen = coverage[state] as number;
      ends[i] = 1 - seen;
      rewards[i] = (1 - seen) * unknown;
      for (let e = from; e < until; e++) goOn(i, chain.target[e] as number, seen * (chain.weight[e] as number));
      continue;
    }
    const kept = keeps(sweep, state - mixes, key);
    const count = rankInputs(sweep, from, until, key, kept);
    for (let e = from; e < until; e++) goOn(i, chain.target[e] as number, low[e - inputs] as number);
    let left = room[state - mixes] as number;
    for (let r = 0; r < count && left > 0; r++) {
      const e = from + (sweep.ranked[r] as number);
      const more = Math.min(left, (high[e - inputs] as number) - (low[e - inputs] as number));
      goOn(i, chain.target[e] as number, more);
      left -= more;
    }
    ends[i] = (ends[i] as number) + left;
    rewards[i] = (rewards[i] as number) + left * kept;
  }
  denseValues(eliminate({ size, matrix, ends }), rewards);
  for (let i = 0; i < size; i++) {
    const at = (members[i] as number) * keys + key;
    const value = rewards[i] as number;
    values[at] = sign === 1 ? Math.max(value, values[at] as number) : value;
  }
}
