import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Shock, Supply } from "./supply.ts";
import { timeToImpact } from "./time-to-impact.ts";

const NOTHING: Shock = { capacityLeft: () => 1, saleLeft: () => 1 };
const without = (lost: number, left = 0): Shock => ({
  ...NOTHING,
  capacityLeft: (firm) => (firm === lost ? left : 1),
});

/** A mine sells to a works, which sells to a maker of cells, which sells to people. */
const chain = (days: readonly [number, number], lead = 1): Supply => ({
  firms: [
    { product: 0, finalDemand: 0, capacity: null },
    { product: 1, finalDemand: 0, capacity: null },
    { product: 2, finalDemand: 100, capacity: null },
  ],
  inputs: [
    { buyer: 1, product: 0, essential: true, stockDays: days[0], leadWeeks: lead },
    { buyer: 2, product: 1, essential: true, stockDays: days[1], leadWeeks: lead },
  ],
  links: [
    { seller: 0, input: 0, amount: 30 },
    { seller: 1, input: 1, amount: 60 },
  ],
});

const arbitrarySupply: fc.Arbitrary<Supply> = fc
  .integer({ min: 2, max: 6 })
  .chain((count) =>
    fc.record({
      firms: fc.array(
        fc.record({
          product: fc.integer({ min: 0, max: 2 }),
          finalDemand: fc.integer({ min: 1, max: 50 }),
          capacity: fc.constant(null),
        }),
        { minLength: count, maxLength: count },
      ),
      pairs: fc.uniqueArray(
        fc.record({
          seller: fc.integer({ min: 0, max: count - 1 }),
          buyer: fc.integer({ min: 0, max: count - 1 }),
          amount: fc.integer({ min: 1, max: 50 }),
          essential: fc.boolean(),
          stockDays: fc.integer({ min: 0, max: 40 }),
          leadWeeks: fc.integer({ min: 1, max: 3 }),
        }),
        { selector: ({ seller, buyer }) => `${seller} ${buyer}`, maxLength: 12 },
      ),
    }),
  )
  .map(({ firms, pairs }) => {
    const sold = pairs.filter(({ seller, buyer }) => seller !== buyer);
    const inputs = new Map<string, Supply["inputs"][number] & { at: number }>();
    const links = sold.map(({ seller, buyer, amount, essential, stockDays, leadWeeks }) => {
      const product = firms[seller]?.product as number;
      const key = `${buyer} ${product}`;
      const input = inputs.get(key) ?? { buyer, product, essential, stockDays, leadWeeks, at: inputs.size };
      inputs.set(key, input);
      return { seller, input: input.at, amount };
    });
    return { firms, inputs: [...inputs.values()], links };
  });

describe("weeks after a shock", () => {
  test("nothing changes where nothing is broken", () => {
    fc.assert(
      fc.property(arbitrarySupply, (supply) => {
        for (const { hitIn, trough } of timeToImpact(supply, NOTHING, 20).firms) {
          expect(hitIn).toBeNull();
          expect(trough).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  test("a buyer of one source is hit when its stock and what is under way are used up", () => {
    for (const [days, lead] of [
      [0, 1],
      [14, 1],
      [35, 1],
      [35, 4],
    ] as const) {
      const { firms } = timeToImpact(chain([days, 0], lead), without(0), 30);
      expect(firms[0]?.hitIn).toBe(0);
      expect(firms[1]?.hitIn).toBe(days / 7 + lead);
      expect(firms[1]?.trough).toBe(0);
      expect(firms[2]?.hitIn).toBe(days / 7 + lead + lead);
    }
  });

  test("who comes back makes up its stocks, and those behind it come back later", () => {
    const shock: Shock = { ...NOTHING, capacityLeft: (firm, week) => (firm === 0 && week < 6 ? 0 : 1) };
    const { firms } = timeToImpact(chain([7, 7]), shock, 40);
    expect(firms[0]?.backIn).toBe(6);
    expect(firms[1]?.backIn).toBe(7);
    expect(firms[2]?.backIn).toBe(8);
    expect(firms.map(({ output }) => output.at(-1))).toEqual([1, 1, 1]);
  });

  test("a firm with spare capacity stands in for one that is out, if it may sell to the buyer", () => {
    const supply: Supply = {
      firms: [
        { product: 0, finalDemand: 0, capacity: 40 },
        { product: 0, finalDemand: 50, capacity: 80 },
        { product: 1, finalDemand: 100, capacity: null },
      ],
      inputs: [{ buyer: 2, product: 0, essential: true, stockDays: 0, leadWeeks: 1 }],
      links: [{ seller: 0, input: 0, amount: 40 }],
    };
    const helped = timeToImpact(supply, without(0), 30);
    expect(helped.firms[2]?.output.at(-1)).toBeCloseTo(30 / 40, 9);
    expect(helped.firms[1]?.trough).toBe(1);
    const barred = timeToImpact(supply, { ...without(0), saleLeft: (seller) => (seller === 1 ? 0 : 1) }, 30);
    expect(barred.firms[2]?.output.at(-1)).toBe(0);
  });

  test("of an input that is not essential a shortfall costs its share of all inputs", () => {
    const supply: Supply = {
      firms: [
        { product: 0, finalDemand: 0, capacity: null },
        { product: 1, finalDemand: 0, capacity: null },
        { product: 2, finalDemand: 100, capacity: null },
      ],
      inputs: [
        { buyer: 2, product: 0, essential: false, stockDays: 0, leadWeeks: 1 },
        { buyer: 2, product: 1, essential: true, stockDays: 0, leadWeeks: 1 },
      ],
      links: [
        { seller: 0, input: 0, amount: 10 },
        { seller: 1, input: 1, amount: 30 },
      ],
    };
    expect(timeToImpact(supply, without(0), 10).firms[2]?.output.at(-1)).toBeCloseTo(0.75, 9);
    expect(timeToImpact(supply, without(1), 10).firms[2]?.output.at(-1)).toBe(0);
  });

  test("what is shipped is received or under way, and no stock is negative, in any network", () => {
    fc.assert(
      fc.property(arbitrarySupply, fc.double({ min: 0, max: 1, noNaN: true }), (supply, left) => {
        const run = timeToImpact(supply, without(0, left), 25);
        const sum = (of: Float64Array) => of.reduce((all, one) => all + one, 0);
        const start = supply.links.reduce(
          (all, { amount, input }) => all + amount * (supply.inputs[input]?.leadWeeks ?? 0),
          0,
        );
        expect(sum(run.received) + run.underWay).toBeCloseTo(sum(run.shipped) + start, 6);
        expect(run.leastStock).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("a larger shock loses the economy no less", () => {
    const lost = (supply: Supply, left: number) => {
      const { firms } = timeToImpact(supply, without(0, left), 25);
      return firms.reduce((sum, { lostWeeks }) => sum + lostWeeks, 0);
    };
    fc.assert(
      fc.property(arbitrarySupply, fc.integer({ min: 0, max: 9 }), (supply, tenths) => {
        expect(lost(supply, tenths / 10)).toBeGreaterThanOrEqual(lost(supply, (tenths + 1) / 10) - 1e-6);
      }),
    );
  });
});
