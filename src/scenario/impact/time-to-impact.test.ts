import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Shock, Supply } from "./supply.ts";
import { timeToImpact } from "./time-to-impact.ts";

const NOTHING: Shock = { capacityLeft: new Map(), capacityAdded: new Map(), saleLeft: new Map() };
const series = (of: (week: number) => number) => Float64Array.from({ length: 60 }, (_, week) => of(week));
const without = (lost: number, left = 0): Shock => ({
  ...NOTHING,
  capacityLeft: new Map([[lost, series(() => left)]]),
});

/** A mine sells to a works, which sells to a maker of cells, which sells to people. */
const chain = (days: readonly [number, number], lead = 1): Supply => ({
  firms: [
    { finalDemand: 0, capacity: null },
    { finalDemand: 0, capacity: null },
    { finalDemand: 100, capacity: null },
  ],
  inputs: [
    { buyer: 1, needed: 1, stockDays: days[0], leadWeeks: lead },
    { buyer: 2, needed: 1, stockDays: days[1], leadWeeks: lead },
  ],
  links: [
    { seller: 0, input: 0, amount: 30 },
    { seller: 1, input: 1, amount: 60 },
  ],
});

const supplies = (rings: boolean): fc.Arbitrary<Supply> =>
  fc
    .integer({ min: 2, max: 6 })
    .chain((count) =>
      fc.record({
        firms: fc.array(
          fc.record({ product: fc.integer({ min: 0, max: 2 }), finalDemand: fc.integer({ min: 1, max: 50 }) }),
          {
            minLength: count,
            maxLength: count,
          },
        ),
        pairs: fc.uniqueArray(
          fc.record({
            seller: fc.integer({ min: 0, max: count - 1 }),
            buyer: fc.integer({ min: 0, max: count - 1 }),
            amount: fc.integer({ min: 1, max: 50 }),
            needed: fc.constantFrom(1, 1, 0.5, 0.1),
            stockDays: fc.integer({ min: 0, max: 40 }),
            leadWeeks: fc.integer({ min: 1, max: 3 }),
          }),
          { selector: ({ seller, buyer }) => `${seller} ${buyer}`, maxLength: 12 },
        ),
      }),
    )
    .map(({ firms, pairs }) => {
      const sold = pairs.filter(({ seller, buyer }) => (rings ? seller !== buyer : seller < buyer));
      const inputs = new Map<string, Supply["inputs"][number] & { at: number }>();
      const links = sold.map(({ seller, buyer, amount, needed, stockDays, leadWeeks }) => {
        const key = `${buyer} ${firms[seller]?.product}`;
        const input = inputs.get(key) ?? { buyer, needed, stockDays, leadWeeks, at: inputs.size };
        inputs.set(key, input);
        return { seller, input: input.at, amount };
      });
      return {
        firms: firms.map(({ finalDemand }) => ({ finalDemand, capacity: null })),
        inputs: [...inputs.values()],
        links,
      };
    });

describe("weeks after a shock", () => {
  test("nothing changes where nothing is broken", () => {
    fc.assert(
      fc.property(supplies(true), (supply) => {
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
    const shock: Shock = { ...NOTHING, capacityLeft: new Map([[0, series((week) => (week < 6 ? 0 : 1))]]) };
    const { firms } = timeToImpact(chain([7, 7]), shock, 40);
    expect(firms[0]?.backIn).toBe(6);
    expect(firms[1]?.backIn).toBe(7);
    expect(firms[2]?.backIn).toBe(8);
    expect(firms.map(({ output }) => output.at(-1))).toEqual([1, 1, 1]);
  });

  test("another supplier of the buyer with spare capacity stands in for one that is out, if it may sell to it", () => {
    const supply: Supply = {
      firms: [
        { finalDemand: 0, capacity: 40 },
        { finalDemand: 50, capacity: 80 },
        { finalDemand: 100, capacity: null },
        { finalDemand: 50, capacity: 80 },
      ],
      inputs: [{ buyer: 2, needed: 1, stockDays: 0, leadWeeks: 1 }],
      links: [
        { seller: 0, input: 0, amount: 40 },
        { seller: 1, input: 0, amount: 0 },
      ],
    };
    const helped = timeToImpact(supply, without(0), 30);
    expect(helped.firms[2]?.output.at(-1)).toBeCloseTo(30 / 40, 9);
    expect(helped.firms[1]?.trough).toBe(1);
    const barred = timeToImpact(supply, { ...without(0), saleLeft: new Map([[1, series(() => 0)]]) }, 30);
    expect(barred.firms[2]?.output.at(-1)).toBe(0);
    const added = { ...without(0), capacityAdded: new Map([[1, series((week) => week)]]) };
    const { firms } = timeToImpact(supply, added, 30);
    expect(
      firms[2]?.output.slice(0, 7).every((share, week) => Math.abs(share - (week === 0 ? 1 : (29 + week) / 40)) < 1e-9),
    ).toBe(true);
    expect(firms[2]?.output.at(-1)).toBeCloseTo(1, 9);
  });

  test("a sale that is limited stays below its share of the baseline, however much is asked", () => {
    const shock: Shock = { ...NOTHING, saleLeft: new Map([[0, series(() => 0.6)]]) };
    const { firms, shortages, shipped } = timeToImpact(chain([14, 0]), shock, 30);
    expect(Math.max(...shipped.map((all) => all))).toBeLessThanOrEqual(60 + 0.6 * 30 + 1e-9);
    expect(firms[1]?.output.at(-1)).toBeCloseTo(0.6, 9);
    expect(shortages[1]).toMatchObject({ lacked: 0, hitIn: firms[1]?.hitIn });
    expect(shortages[1]?.lostWeeks).toBeCloseTo(firms[1]?.lostWeeks as number, 9);
    expect(shortages[0]).toMatchObject({ lacked: null, hitIn: null, lostWeeks: 0 });
    expect(firms[0]?.lostWeeks).toBeGreaterThan(0);
  });

  test("of an input that is not essential a shortfall costs its share of the output", () => {
    const supply: Supply = {
      firms: [
        { finalDemand: 0, capacity: null },
        { finalDemand: 0, capacity: null },
        { finalDemand: 100, capacity: null },
      ],
      inputs: [
        { buyer: 2, needed: 0.25, stockDays: 0, leadWeeks: 1 },
        { buyer: 2, needed: 1, stockDays: 0, leadWeeks: 1 },
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
      fc.property(supplies(true), fc.double({ min: 0, max: 1, noNaN: true }), (supply, left) => {
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

  test("a larger shock loses the economy no less where no firm supplies itself in a ring", () => {
    const lost = (supply: Supply, left: number) => {
      const cut = series(() => left);
      const limited = supply.links.flatMap((_, link) => (link % 3 === 0 ? [[link, cut] as const] : []));
      const { firms } = timeToImpact(supply, { ...without(0, left), saleLeft: new Map(limited) }, 25);
      return firms.reduce((sum, { lostWeeks }) => sum + lostWeeks, 0);
    };
    fc.assert(
      fc.property(supplies(false), fc.integer({ min: 0, max: 9 }), (supply, tenths) => {
        expect(lost(supply, tenths / 10)).toBeGreaterThanOrEqual(lost(supply, (tenths + 1) / 10) - 1e-6);
      }),
    );
  });
});
