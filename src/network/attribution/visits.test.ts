import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chainOf } from "./chain.ts";
import { strongComponents } from "./strong-components.ts";
import { chainVisits } from "./visits.ts";

/** Visits of a ring of `size` states in which each keeps `kept`, entered at state 0. */
function ring(size: number, kept: number) {
  const steps = Array.from({ length: size }, (_, i) => ({ from: i, to: (i + 1) % size, weight: 1 - kept }));
  const chain = chainOf(size, steps, new Float64Array(size).fill(kept));
  const start = new Float64Array(size);
  start[0] = 1;
  return chainVisits(chain, strongComponents(chain), start);
}

const randomChains = fc
  .integer({ min: 1, max: 12 })
  .chain((states) =>
    fc.tuple(
      fc.constant(states),
      fc.array(fc.tuple(fc.nat(states - 1), fc.nat(states - 1), fc.integer({ min: 1, max: 9 })), { maxLength: 40 }),
      fc.array(fc.constantFrom(0, 1e-6, 0.1, 3), { minLength: states, maxLength: states }),
    ),
  )
  .map(([states, edges, kept]) => {
    const out: number[] = [...kept];
    for (const [from, , parts] of edges) out[from] = (out[from] as number) + parts;
    const steps = edges.map(([from, to, parts]) => ({ from, to, weight: parts / (out[from] as number) }));
    return chainOf(
      states,
      steps,
      Float64Array.from(kept, (part, s) => ((out[s] as number) === 0 ? 1 : part / (out[s] as number))),
    );
  });

describe("the visits of a chain", () => {
  test("account for all that entered: it ends somewhere or is caught in a ring that nothing leaves", () => {
    fc.assert(
      fc.property(randomChains, (chain) => {
        const start = new Float64Array(chain.states).fill(1 / chain.states);
        const { visits, caught, residual } = chainVisits(chain, strongComponents(chain), start);
        let sum = 0;
        for (let s = 0; s < chain.states; s++) {
          sum += (visits[s] as number) * (chain.ends?.[s] as number) + (caught?.[s] ?? 0);
        }
        expect(sum).toBeCloseTo(1, 9);
        expect(residual / Math.max(1, ...visits)).toBeLessThan(1e-12);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    [2, 1e-6],
    [50, 1e-6],
    [4_000, 1e-6],
    [2, 0.5],
  ])("are found in a ring of %i that keeps %d each time", (size, kept) => {
    const { visits } = ring(size, kept);
    const round = (1 - kept) ** size;
    expect(visits[0] as number).toBeCloseTo(1 / (1 - round), kept < 1e-3 ? 4 : 12);
    expect(visits.reduce((sum, x) => sum + x * kept, 0)).toBeCloseTo(1, 9);
  });

  test("leave nothing waiting where there is no loop", () => {
    const chain = chainOf(
      4,
      [
        { from: 0, to: 1, weight: 0.5 },
        { from: 0, to: 2, weight: 0.25 },
        { from: 1, to: 3, weight: 0.5 },
        { from: 2, to: 3, weight: 1 },
      ],
      Float64Array.of(0.25, 0.5, 0, 1),
    );
    const found = chainVisits(chain, strongComponents(chain), Float64Array.of(1, 0, 0, 0));
    expect([...found.visits]).toEqual([1, 0.5, 0.25, 0.5]);
    expect(found.residual).toBe(0);
  });

  test("catch what enters a ring that nothing leaves", () => {
    const { visits, caught } = ring(3, 0);
    expect([...(caught ?? [])]).toEqual([1, 0, 0]);
    expect([...visits]).toEqual([0, 0, 0]);
  });
});
