import type { Chain } from "./chain.ts";
import { denseVisits, eliminate } from "./dense-chain.ts";
import type { Components } from "./strong-components.ts";

/** Up to so many states a component that converges slowly is solved as a full matrix. */
export const DENSE_STATES = 2_400;

export interface Visits {
  /** How much passes through each state. */
  readonly visits: Float64Array;
  /** By state, what entered a ring that nothing leaves; null if there is no such ring. It is not in `visits`. */
  readonly caught: Float64Array | null;
  /** Sum of |start + A'x - x| over the states outside such rings, over the sum of `start`. */
  readonly residual: number;
  /** Of the component that took most. */
  readonly sweeps: number;
}

export interface VisitOptions {
  /** Of what enters a component, how much may be left undistributed. */
  readonly tolerance?: number;
  readonly sweeps?: number;
}

/**
 * Solves x = start + A'x, from the first states to the last ones, component by component. What waits at each state is
 * sent on in turn (Gauss and Seidel), so a component of one state takes one step; what waits is never negative, and adds
 * up to the residual. A component that is slow to empty is solved by elimination, or extrapolated if it is large.
 */
export function chainVisits(
  chain: Chain,
  components: Components,
  start: Float64Array,
  { tolerance = 1e-13, sweeps: bound = 20_000 }: VisitOptions = {},
): Visits {
  const { starts, order } = components;
  const { offsets, target, ends } = chain;
  const visits = new Float64Array(chain.states);
  const work: Work = { chain, components, visits, waiting: start.slice(), tolerance, bound };
  let caught: Float64Array | null = null;
  let sweeps = 0;
  for (let component = components.count - 1; component >= 0; component--) {
    const from = starts[component] as number;
    const until = starts[component + 1] as number;
    const first = order[from] as number;
    if (until - from === 1 && (ends === null || ends[first] !== 0 || target[offsets[first] as number] !== first)) {
      passOn(work, first);
      continue;
    }
    const inflow = waitingIn(work, from, until);
    if (inflow === 0) continue;
    if (isClosed(chain, components, component)) {
      caught ??= new Float64Array(chain.states);
      for (let at = from; at < until; at++) {
        const state = order[at] as number;
        caught[state] = work.waiting[state] as number;
        work.waiting[state] = 0;
      }
      continue;
    }
    sweeps = Math.max(sweeps, empty(work, from, until, inflow));
  }
  return { visits, caught, residual: residualOf(chain, start, visits, caught), sweeps };
}

interface Work {
  readonly chain: Chain;
  readonly components: Components;
  readonly visits: Float64Array;
  readonly waiting: Float64Array;
  readonly tolerance: number;
  readonly bound: number;
}

/** Sends on all that waits at a state, with what comes straight back. Returns what was sent. */
function passOn({ chain, visits, waiting }: Work, state: number): number {
  const arrived = waiting[state] as number;
  if (arrived === 0) return 0;
  const { offsets, target, weight } = chain;
  const until = offsets[state + 1] as number;
  waiting[state] = 0;
  for (let e = offsets[state] as number; e < until; e++) {
    const to = target[e] as number;
    waiting[to] = (waiting[to] as number) + arrived * (weight[e] as number);
  }
  const back = waiting[state] as number;
  if (back === 0) {
    visits[state] = (visits[state] as number) + arrived;
    return arrived;
  }
  return passBack({ chain, visits, waiting }, state, arrived, back / arrived);
}

/** The state leads to itself: the first round is sent, the rest of the geometric series is what stays to send. */
function passBack(
  { chain, visits, waiting }: Pick<Work, "chain" | "visits" | "waiting">,
  state: number,
  arrived: number,
  back: number,
): number {
  const { offsets, target, weight, ends } = chain;
  const from = offsets[state] as number;
  const until = offsets[state + 1] as number;
  let out = ends === null ? 1 - back : (ends[state] as number);
  if (ends !== null) for (let e = from; e < until; e++) if (target[e] !== state) out += weight[e] as number;
  const rest = (arrived * back) / out;
  for (let e = from; e < until; e++) {
    const to = target[e] as number;
    if (to !== state) waiting[to] = (waiting[to] as number) + rest * (weight[e] as number);
  }
  waiting[state] = 0;
  visits[state] = (visits[state] as number) + arrived + rest;
  return arrived + rest;
}

function waitingIn({ components, waiting }: Work, from: number, until: number): number {
  let sum = 0;
  for (let at = from; at < until; at++) sum += Math.abs(waiting[components.order[at] as number] as number);
  return sum;
}

/** Nothing ends in the component and nothing leaves it. */
export function isClosed({ offsets, target, ends }: Chain, components: Components, component: number): boolean {
  if (ends === null) return false;
  const { starts, order, of } = components;
  for (let at = starts[component] as number; at < (starts[component + 1] as number); at++) {
    const state = order[at] as number;
    if ((ends[state] as number) > 0) return false;
    for (let e = offsets[state] as number; e < (offsets[state + 1] as number); e++) {
      if (of[target[e] as number] !== component) return false;
    }
  }
  return true;
}

/** Sweeps before the speed is judged, and between two extrapolations. */
const TRIAL = 12;

function empty(work: Work, from: number, until: number, inflow: number): number {
  const { components, tolerance, bound } = work;
  const size = until - from;
  const sent = new Float64Array(size);
  const enough = tolerance * inflow;
  let before = inflow;
  for (let sweep = 1; sweep <= bound; sweep++) {
    for (let at = until - 1; at >= from; at--) sent[at - from] = passOn(work, components.order[at] as number);
    const left = waitingIn(work, from, until);
    if (left <= enough) return sweep;
    const ratio = left / before;
    before = left;
    if (sweep % TRIAL !== 0) continue;
    const ahead = ratio < 1 ? Math.log(enough / left) / Math.log(ratio) : Number.POSITIVE_INFINITY;
    if (ahead <= TRIAL) continue;
    if (size <= DENSE_STATES && ahead * edgesIn(work, from, until) > size ** 3 / 12) {
      solveDense(work, from, until);
      return sweep;
    }
    if (ratio > 0.5 && ratio < 1) extrapolate(work, from, until, sent, ratio / (1 - ratio));
    before = waitingIn(work, from, until);
  }
  return bound;
}

function edgesIn({ chain, components }: Work, from: number, until: number): number {
  let edges = 0;
  for (let at = from; at < until; at++) {
    const state = components.order[at] as number;
    edges += (chain.offsets[state + 1] as number) - (chain.offsets[state] as number);
  }
  return edges;
}

/** Sends what a sweep sent `times` more, as if all later sweeps shrank alike (Aitken); what waits may turn negative. */
function extrapolate(work: Work, from: number, until: number, sent: Float64Array, times: number): void {
  const { chain, components, visits, waiting } = work;
  for (let at = from; at < until; at++) {
    const state = components.order[at] as number;
    const more = (sent[at - from] as number) * times;
    if (more === 0) continue;
    visits[state] = (visits[state] as number) + more;
    waiting[state] = (waiting[state] as number) - more;
    for (let e = chain.offsets[state] as number; e < (chain.offsets[state + 1] as number); e++) {
      const to = chain.target[e] as number;
      waiting[to] = (waiting[to] as number) + more * (chain.weight[e] as number);
    }
  }
}

function solveDense(work: Work, from: number, until: number): void {
  const { chain, components, visits, waiting } = work;
  const { offsets, target, weight } = chain;
  const size = until - from;
  const members = components.order.slice(from, until).sort();
  const component = components.of[members[0] as number] as number;
  const place = new Map<number, number>();
  for (let i = 0; i < size; i++) place.set(members[i] as number, i);
  const matrix = new Float64Array(size * size);
  const ends = chain.ends === null ? null : new Float64Array(size);
  const inflow = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const state = members[i] as number;
    inflow[i] = waiting[state] as number;
    waiting[state] = 0;
    let ending = chain.ends === null ? 0 : (chain.ends[state] as number);
    for (let e = offsets[state] as number; e < (offsets[state + 1] as number); e++) {
      const to = target[e] as number;
      if (components.of[to] !== component) ending += weight[e] as number;
      else {
        const cell = i * size + (place.get(to) as number);
        matrix[cell] = (matrix[cell] as number) + (weight[e] as number);
      }
    }
    if (ends !== null) ends[i] = ending;
  }
  denseVisits(eliminate({ size, matrix, ends }), inflow);
  for (let i = 0; i < size; i++) {
    const state = members[i] as number;
    visits[state] = (visits[state] as number) + (inflow[i] as number);
    for (let e = offsets[state] as number; e < (offsets[state + 1] as number); e++) {
      const to = target[e] as number;
      if (components.of[to] !== component) {
        waiting[to] = (waiting[to] as number) + (inflow[i] as number) * (weight[e] as number);
      }
    }
  }
}

function residualOf(
  { states, offsets, target, weight }: Chain,
  start: Float64Array,
  visits: Float64Array,
  caught: Float64Array | null,
): number {
  const off = start.slice();
  let whole = 0;
  for (let state = 0; state < states; state++) {
    whole += start[state] as number;
    const passing = visits[state] as number;
    off[state] = (off[state] as number) - passing - (caught?.[state] ?? 0);
    if (passing === 0) continue;
    for (let e = offsets[state] as number; e < (offsets[state + 1] as number); e++) {
      const to = target[e] as number;
      off[to] = (off[to] as number) + passing * (weight[e] as number);
    }
  }
  if (whole === 0) return 0;
  let sum = 0;
  for (let state = 0; state < states; state++) sum += Math.abs(off[state] as number);
  return sum / whole;
}
