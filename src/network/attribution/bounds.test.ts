import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boundKeys } from "./bounds.ts";
import { chainOf, type Step } from "./chain.ts";
import type { IntervalChain } from "./interval-chain.ts";
import { strongComponents } from "./strong-components.ts";
import { chainVisits } from "./visits.ts";

/** An input of a node: the mix it is bought in (-1 untraced), and its share. */
interface Input {
  readonly mix: number;
  readonly low: number;
  readonly high: number;
}

interface Tiny {
  readonly nodes: readonly (readonly Input[])[];
  /** By mix the parts of the sellers' nodes. */
  readonly mixes: readonly (readonly (readonly [node: number, part: number])[])[];
  readonly coverage: readonly number[];
  /** By node, 1 if it is in the set. */
  readonly members: readonly number[];
  readonly traders: readonly number[];
}

/** The share of an input at the middle of its interval, scaled down where the middles add up to more than one. */
function centralShares(inputs: readonly Input[]): number[] {
  const lows = inputs.reduce((sum, { low }) => sum + low, 0);
  const middles = inputs.reduce((sum, { low, high }) => sum + (low + high) / 2, 0);
  const pull = middles > 1 ? (1 - lows) / (middles - lows) : 1;
  return inputs.map(({ low, high }) => low + (pull * (high - low)) / 2);
}

function problemOf(tiny: Tiny): IntervalChain {
  const mixes = tiny.mixes.length;
  const nodes = tiny.nodes.length;
  const untraced = mixes + nodes;
  const steps: Step[] = tiny.mixes.flatMap((sellers, mix) =>
    sellers.map(([node, part]) => ({ from: mix, to: mixes + node, weight: part })),
  );
  const ends = new Float64Array(untraced + 1);
  ends[untraced] = 1;
  tiny.nodes.forEach((inputs, node) => {
    const shares = centralShares(inputs);
    ends[mixes + node] = Math.max(0, 1 - shares.reduce((sum, share) => sum + share, 0));
    inputs.forEach(({ mix }, at) => {
      steps.push({ from: mixes + node, to: mix < 0 ? untraced : mix, weight: shares[at] as number });
    });
  });
  const inputs = tiny.nodes.flat();
  return {
    chain: chainOf(untraced + 1, steps, ends),
    mixes,
    nodes,
    low: Float64Array.from(inputs, ({ low }) => low),
    high: Float64Array.from(inputs, ({ high }) => high),
    coverage: Float64Array.from(tiny.coverage),
    keepsUnknown: Uint8Array.from(tiny.traders),
  };
}

function bounds(tiny: Tiny): { low: number; high: number; central: number } {
  const problem = problemOf(tiny);
  const components = strongComponents(problem.chain);
  const start = new Float64Array(problem.chain.states);
  start[0] = 1;
  const { visits } = chainVisits(problem.chain, components, start);
  const payoff = Float64Array.from(tiny.members);
  const found = boundKeys(problem, components, start, { keys: 1, payoff });
  let central = 0;
  for (let node = 0; node < problem.nodes; node++) {
    if (tiny.traders[node] === 1) continue;
    const state = problem.mixes + node;
    central += (visits[state] as number) * (problem.chain.ends?.[state] as number) * (tiny.members[node] as number);
  }
  return { low: found.low[0] as number, high: found.high[0] as number, central };
}

/** Every corner of { low <= a <= high, sum a <= 1 }. */
function corners(inputs: readonly Input[]): number[][] {
  const found: number[][] = [];
  const ends = (at: number): number[][] =>
    at === inputs.length
      ? [[]]
      : ends(at + 1).flatMap((rest) => [
          [(inputs[at] as Input).low, ...rest],
          [(inputs[at] as Input).high, ...rest],
        ]);
  const sum = (shares: readonly number[]) => shares.reduce((total, share) => total + share, 0);
  for (const shares of ends(0)) {
    if (sum(shares) <= 1 + 1e-12) found.push(shares);
    for (let at = 0; at < shares.length; at++) {
      const fill = 1 - (sum(shares) - (shares[at] as number));
      const { low, high } = inputs[at] as Input;
      if (fill > low && fill < high) found.push(shares.with(at, fill));
    }
  }
  return found;
}

/** Plain elimination with pivots; null if the choice goes round for ever. */
function solve(matrix: number[][], right: number[]): number[] | null {
  const size = right.length;
  for (let k = 0; k < size; k++) {
    let best = k;
    for (let i = k; i < size; i++) {
      if (Math.abs(matrix[i]?.[k] as number) > Math.abs(matrix[best]?.[k] as number)) best = i;
    }
    [matrix[k], matrix[best]] = [matrix[best] as number[], matrix[k] as number[]];
    [right[k], right[best]] = [right[best] as number, right[k] as number];
    const pivot = matrix[k]?.[k] as number;
    if (Math.abs(pivot) < 1e-9) return null;
    for (let i = 0; i < size; i++) {
      if (i === k) continue;
      const factor = (matrix[i]?.[k] as number) / pivot;
      for (let j = k; j < size; j++)
        (matrix[i] as number[])[j] = (matrix[i]?.[j] as number) - factor * (matrix[k]?.[j] as number);
      right[i] = (right[i] as number) - factor * (right[k] as number);
    }
  }
  return right.map((value, k) => value / (matrix[k]?.[k] as number));
}

/** The bounds by trying every corner of every node, all at once. */
function bruteForce(tiny: Tiny): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const choose = (node: number, chosen: readonly (readonly number[])[]): void => {
    if (node < tiny.nodes.length) {
      for (const corner of corners(tiny.nodes[node] as readonly Input[])) choose(node + 1, [...chosen, corner]);
      return;
    }
    for (const unknown of [0, 1]) {
      const value = worthOf(tiny, chosen, unknown);
      if (value === null) continue;
      if (unknown === 0) low = Math.min(low, value);
      else high = Math.max(high, value);
    }
  };
  choose(0, []);
  return { low, high };
}

function worthOf(tiny: Tiny, chosen: readonly (readonly number[])[], unknown: number): number | null {
  const nodes = tiny.nodes.length;
  const matrix = Array.from({ length: nodes }, (_, i) => Array.from({ length: nodes }, (_, j) => (i === j ? 1 : 0)));
  const right = tiny.nodes.map((inputs, node) => {
    const shares = chosen[node] as readonly number[];
    const kept = 1 - shares.reduce((sum, share) => sum + share, 0);
    let value = kept * (tiny.traders[node] === 1 ? unknown : (tiny.members[node] as number));
    inputs.forEach(({ mix }, at) => {
      const share = shares[at] as number;
      const seen = mix < 0 ? 0 : (tiny.coverage[mix] as number);
      value += share * (1 - seen) * unknown;
      if (mix < 0) return;
      for (const [seller, part] of tiny.mixes[mix] ?? []) {
        const row = matrix[node] as number[];
        row[seller] = (row[seller] as number) - share * seen * part;
      }
    });
    return value;
  });
  const values = solve(matrix, right);
  if (values === null) return null;
  const seen = tiny.coverage[0] as number;
  const atRoot = (tiny.mixes[0] ?? []).reduce((sum, [node, part]) => sum + part * (values[node] as number), 0);
  return seen * atRoot + (1 - seen) * unknown;
}

const share = fc.integer({ min: 0, max: 20 }).map((twentieths) => twentieths / 20);

/** A chain of up to three makers with loops; its intervals are wide open or points. */
const tinyChains = fc
  .record({ nodes: fc.integer({ min: 1, max: 3 }), mixes: fc.integer({ min: 1, max: 4 }) })
  .chain(({ nodes, mixes }) =>
    fc.record({
      nodes: fc.array(
        fc
          .array(fc.tuple(fc.integer({ min: -1, max: mixes - 1 }), share, share), { maxLength: 3 })
          .map((inputs) => inputs.map(([mix, a, b]) => ({ mix, low: Math.min(a, b) / 3, high: Math.max(a, b) * 0.95 })))
          .map((inputs) => inputs.map((input) => ({ ...input, low: Math.min(input.low, input.high) }))),
        { minLength: nodes, maxLength: nodes },
      ),
      mixes: fc.array(
        fc
          .array(fc.integer({ min: 1, max: 9 }), { minLength: nodes, maxLength: nodes })
          .map((parts) => parts.map((part, node) => [node, part / parts.reduce((a, b) => a + b, 0)] as const)),
        { minLength: mixes, maxLength: mixes },
      ),
      coverage: fc.array(fc.constantFrom(1, 1, 0.9, 0.4), { minLength: mixes, maxLength: mixes }),
      members: fc.array(fc.constantFrom(0, 1), { minLength: nodes, maxLength: nodes }),
      traders: fc.constant(Array.from({ length: nodes }, () => 0)),
    }),
  );

describe("bounds of a set of nodes", () => {
  test("are the best and the worst of all choices, tried one by one", () => {
    fc.assert(
      fc.property(tinyChains, (tiny) => {
        const found = bounds(tiny);
        const tried = bruteForce(tiny);
        expect(found.high).toBeCloseTo(tried.high, 9);
        // A choice that goes round for ever is worth nothing, and no corner of the brute force.
        expect(found.low).toBeLessThanOrEqual(tried.low + 1e-9);
        if (tiny.coverage.every((seen) => seen < 1)) expect(found.low).toBeCloseTo(tried.low, 9);
      }),
      { numRuns: 400 },
    );
  });

  test("hold the central share between them", () => {
    fc.assert(
      fc.property(tinyChains, (tiny) => {
        const { low, central, high } = bounds(tiny);
        expect(low).toBeLessThanOrEqual(central + 1e-12);
        expect(high).toBeGreaterThanOrEqual(central - 1e-12);
      }),
      { numRuns: 400 },
    );
  });

  test("never come closer when an interval is widened or less is seen", () => {
    const wider = fc.tuple(tinyChains, share, share).map(([tiny, down, up]): [Tiny, Tiny] => [
      tiny,
      {
        ...tiny,
        nodes: tiny.nodes.map((inputs) =>
          inputs.map((input) => ({
            ...input,
            low: input.low * (1 - down),
            high: input.high + (0.95 - input.high) * up,
          })),
        ),
        coverage: tiny.coverage.map((seen) => seen * (1 - down / 2)),
      },
    ]);
    fc.assert(
      fc.property(wider, ([tiny, wide]) => {
        const [narrow, broad] = [bounds(tiny), bounds(wide)];
        expect(broad.low).toBeLessThanOrEqual(narrow.low + 1e-12);
        expect(broad.high).toBeGreaterThanOrEqual(narrow.high - 1e-12);
      }),
      { numRuns: 300 },
    );
  });

  const ring = (kept: number, sizes: number): Tiny => ({
    nodes: Array.from({ length: sizes }, (_, i) => [{ mix: 1 + ((i + 1) % sizes), low: 0, high: 1 - kept }]),
    mixes: [[[0, 1]], ...Array.from({ length: sizes }, (_, i) => [[i, 1] as const])],
    coverage: Array.from({ length: sizes + 1 }, () => 1),
    members: Array.from({ length: sizes }, (_, i) => (i === sizes - 1 ? 1 : 0)),
    traders: Array.from({ length: sizes }, () => 0),
  });

  test.each([2, 3, 40, 3_000])("converge in a ring of %i that keeps a millionth", (sizes) => {
    const { low, high } = bounds(ring(1e-6, sizes));
    expect(low).toBe(0);
    const round = (1 - 1e-6) ** (sizes - 1);
    expect(high).toBeCloseTo(round, 12);
  });

  test("count a closed ring of traders as anything at most and nothing at least", () => {
    const closed: Tiny = {
      ...ring(0, 3),
      nodes: ring(0, 3).nodes.map((inputs) => inputs.map((input) => ({ ...input, low: 1 }))),
      traders: [1, 1, 1],
    };
    expect(bounds(closed)).toEqual({ low: 0, central: 0, high: 1 });
  });
});
