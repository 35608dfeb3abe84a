import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { capitalRecovery } from "./capital-recovery.ts";
import { costCurve, meet } from "./cost-curve.ts";
import { exactly, SIDES, spread } from "./spread.ts";
import { type Offer, offerOf, type Tranche } from "./tranche.ts";

const offers = fc.uniqueArray(
  fc.record({
    key: fc.string({ minLength: 1, maxLength: 4 }),
    price: fc.integer({ min: -500, max: 9_000 }),
    supply: fc.double({ min: 0.1, max: 200, noNaN: true }),
    parts: fc.constant(null),
  }),
  { selector: ({ key }: Offer) => key, minLength: 1, maxLength: 12 },
);
const orInfinite = (price: number | null): number => price ?? Number.POSITIVE_INFINITY;
const demand = fc.double({ min: 0.01, max: 2_000, noNaN: true });

describe("a cost curve", () => {
  test("never asks less where demand is higher", () => {
    fc.assert(
      fc.property(offers, demand, demand, (list, one, other) => {
        const curve = costCurve(list);
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(orInfinite(meet(curve, less).price)).toBeLessThanOrEqual(orInfinite(meet(curve, more).price));
      }),
    );
  });

  test("never asks less where a tranche is no longer eligible", () => {
    fc.assert(
      fc.property(offers, demand, fc.nat(), (list, needed, pick) => {
        const without = list.filter((_, at) => at !== pick % list.length);
        const [all, fewer] = [meet(costCurve(list), needed), meet(costCurve(without), needed)];
        expect(orInfinite(fewer.price)).toBeGreaterThanOrEqual(orInfinite(all.price));
        expect(fewer.unmet).toBeGreaterThanOrEqual(all.unmet);
      }),
    );
  });

  test("is met where capacities sum to the demand but for rounding", () => {
    const curve = costCurve([0.1, 0.2, 0.3].map((supply, at) => ({ key: `${at}`, price: at, supply, parts: null })));
    expect(meet(curve, 0.6).unmet).toBe(0);
  });
});

describe("an offer", () => {
  const plant: Tranche = {
    key: "plant",
    status: "new",
    capacity: spread(80, 100),
    utilisation: spread(0.8, 0.95),
    asks: {
      costs: {
        capex: spread(400, 500),
        fixedOpex: spread(10, 20),
        varOpex: spread(1, 3),
        freight: exactly(0.2),
        byproduct: spread(0, 0.5),
        rate: spread(0.08, 0.12),
        years: 15,
      },
    },
  };

  test("is dearest at the side where every figure is", () => {
    const [cheap, central, dear] = SIDES.map((side) => offerOf(plant, side));
    expect(cheap?.price).toBeLessThan(central?.price ?? 0);
    expect(central?.price).toBeLessThan(dear?.price ?? 0);
    expect(cheap?.supply).toBeGreaterThan(dear?.supply ?? 0);
  });

  test("of a plant that stands leaves capital and fixed cost out", () => {
    expect(offerOf({ ...plant, status: "existing" }, "central").price).toBeCloseTo(2 + 0.2 - 0.25, 12);
  });

  test("refuses a plant that supplies nothing, and ends that are out of order", () => {
    expect(() => offerOf({ ...plant, capacity: exactly(0) }, "central")).toThrow("supplies nothing");
    expect(() => spread(2, 1)).toThrow("out of order");
  });
});

describe("capital recovery", () => {
  test("pays an outlay back with interest over its years", () => {
    expect(capitalRecovery(0, 4)).toBe(0.25);
    const factor = capitalRecovery(0.1, 3);
    expect(factor / 1.1 + factor / 1.1 ** 2 + factor / 1.1 ** 3).toBeCloseTo(1, 12);
  });

  test.each([
    [1, 10],
    [-0.01, 10],
    [0.1, 0],
    [0.1, 2.5],
  ])("refuses a rate of %s over %s years", (rate, years) => {
    expect(() => capitalRecovery(rate, years)).toThrow();
  });
});
