import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bandOf, priceBand } from "./band.ts";
import { minimumImportPrice, variableLevy } from "./border-charge.ts";
import { month, monthAfter } from "./month.ts";
import { readByMonth, withGaps } from "./price-path.ts";
import { contractForDifference, indexedOfftake, priceFloor } from "./producer-support.ts";
import { tariffRateQuota } from "./quota.ts";
import { stockpile } from "./stockpile.ts";
import type { MarketMonth, ToolMonth } from "./tool-month.ts";

const FIRST = month("2026-01");
const amount = (most: number) => fc.double({ min: 0, max: most, noNaN: true });
const perhaps = (most: number) => fc.option(amount(most), { nil: null, freq: 8 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

/** Some months on end, with gaps of prices and volumes. */
const paths = fc
  .array(fc.record({ price: perhaps(10_000), sold: perhaps(1e6), imported: perhaps(1e6) }), {
    minLength: 1,
    maxLength: 30,
  })
  .map((months) => months.map((one, at): MarketMonth => ({ month: monthAfter(FIRST, at), ...one })));

/** Months of one price on which a unit is sold and a unit is imported. */
const at = (...prices: readonly (number | null)[]): MarketMonth[] =>
  prices.map((price, n) => ({ month: monthAfter(FIRST, n), price, sold: 1, imported: 1 }));

const perUnits = (months: readonly ToolMonth[]) => months.map(({ perUnit }) => perUnit);

function expectBalanced(months: readonly ToolMonth[]): void {
  for (const { government, producer, buyer } of months) {
    const stated = [government, producer, buyer].filter((one) => one !== null);
    const most = Math.max(0, ...stated.map(Math.abs));
    expect(Math.abs(stated.reduce((sum, one) => sum + one, 0))).toBeLessThanOrEqual(1e-9 * most);
  }
}

describe("what producers are paid beside the price", () => {
  test("a contract of two ways pays both parties nothing in sum", () => {
    const terms = fc.record({
      strike: amount(10_000),
      ways: fc.constant("two" as const),
      upsideShare: share,
      payer: fc.constantFrom("government" as const, "buyer" as const),
    });
    fc.assert(fc.property(paths, terms, (path, given) => expectBalanced(contractForDifference(path, given))));
  });

  test("under a floor no producer gets less than the floor, and the payer never gets anything", () => {
    fc.assert(
      fc.property(paths, amount(10_000), (path, floor) => {
        const months = priceFloor(path, { floor, payer: "government" });
        expectBalanced(months);
        for (const { price, producerPrice, government } of months) {
          if (price !== null) expect(producerPrice).toBeGreaterThanOrEqual(floor * (1 - 1e-12));
          expect(government ?? 0).toBeLessThanOrEqual(0);
        }
      }),
    );
  });

  test("a contract of one way keeps the rest of the excess with the producer", () => {
    const terms = { strike: 110, ways: "one", upsideShare: 0.3, payer: "government" } as const;
    const [low, strike, high] = contractForDifference(at(63, 110, 130), terms);
    expect([low?.producer, strike?.state, high?.producer]).toEqual([47, "off", -6]);
    expect(high?.producerPrice).toBe(124);
  });

  test("an offtake keeps within its floor and ceiling, and buyer and producer in balance", () => {
    const terms = { share: 0.9, premium: 10, floor: 60, ceiling: 120 };
    expect(indexedOfftake(at(40, 80, 200), terms).map(({ producerPrice }) => producerPrice)).toEqual([60, 82, 120]);
    fc.assert(fc.property(paths, (path) => expectBalanced(indexedOfftake(path, terms))));
  });
});

describe("charges at the border", () => {
  const terms = { duty: 0, passThrough: 1 };

  test("a levy is never negative, lifts what lands to the floor and not beyond, and is in balance", () => {
    fc.assert(
      fc.property(paths, amount(10_000), share, share, (path, floor, duty, passThrough) => {
        const months = variableLevy(path, { floor, duty, passThrough });
        expectBalanced(months);
        for (const { price, perUnit, buyerPrice } of months) {
          if (price === null) continue;
          expect(perUnit).toBeGreaterThanOrEqual(0);
          expect(buyerPrice).toBeCloseTo(Math.max(floor, price * (1 + duty)), 6);
        }
      }),
    );
  });

  test("a minimum price asks the whole duty below it and nothing at it, of the price net of what is given back", () => {
    const of = { ...terms, minimum: 100, rate: 0.5 };
    expect(perUnits(minimumImportPrice(at(99.99, 100, 101), { ...of, rebate: 0 }))).toEqual([49.995, 0, 0]);
    expect(perUnits(minimumImportPrice(at(99.99, 100, 101), { ...of, rebate: 1 }))).toEqual([49.995, 50, 0]);
  });

  const band = { ...terms, trigger: null, release: null, reviewMonths: 1, bandMonths: 1, bound: null };
  const stated = { of: "stated", floor: 100, ceiling: 120 } as const;

  test("a band charges below the floor, gives back above the ceiling up to the duty, and keeps to its bound", () => {
    const of = { ...band, rule: stated, duty: 0.0625 };
    expect(perUnits(priceBand(at(90, 100, 120, 125, 140), of))).toEqual([10.625, 0, 0, -5.3125, -8.75]);
    expect(perUnits(priceBand(at(50), { ...of, bound: 0.3125 }))).toEqual([12.5]);
  });

  test("a band begins below its trigger and ends above its release", () => {
    const of = { ...band, rule: stated, trigger: 90, release: 98 };
    expect(perUnits(priceBand(at(95, 89, 95, 99, 95), of))).toEqual([0, 11, 5, 0, 0]);
  });

  test("a band that is reviewed every second month keeps the reference in between; one without a price then is a gap", () => {
    const months = priceBand(at(90, 110, null, 80), { ...band, rule: stated, reviewMonths: 2 });
    expect(months.map(({ reference, perUnit }) => [reference, perUnit])).toEqual([
      [90, 10],
      [90, 10],
      [null, null],
      [null, null],
    ]);
  });

  test("a band of earlier prices is taken anew when it is due, and is a gap until enough of them are known", () => {
    const rule = { of: "mean", months: 2, deviations: 1 } as const;
    const months = priceBand(at(20, 20, 5, 5), { ...band, rule, bandMonths: 2 }, [10]);
    expect(months.map(({ band: found, state }) => [found?.floor, state])).toEqual([
      [undefined, "gap"],
      [undefined, "gap"],
      [20, "on"],
      [20, "on"],
    ]);
  });

  test("a band of earlier prices leaves out a quarter at either end, or takes the mean and a deviation above it", () => {
    const before = [1, 2, 3, 4, 5, 6, 7, 8];
    expect(bandOf(before, { of: "extremes", months: 8, dropped: 0.25 })).toEqual({ floor: 3, ceiling: 6 });
    const { floor, ceiling } = bandOf([2, 4, 6], { of: "mean", months: 3, deviations: 1 }) ?? {};
    expect([floor, ceiling]).toEqual([4, 6]);
    expect(bandOf([...before, null], { of: "extremes", months: 8, dropped: 0.25 })).toBeNull();
    expect(bandOf(before, { of: "mean", months: 9, deviations: 1 })).toBeNull();
  });
});

describe("a tariff-rate quota", () => {
  test("is never filled beyond itself, and every unit owes one of its rates", () => {
    fc.assert(
      fc.property(
        paths,
        fc.double({ min: 1, max: 5e6, noNaN: true }),
        fc.integer({ min: 1, max: 12 }),
        (path, quota, opens) => {
          const months = tariffRateQuota(path, { quota, rateWithin: 0.05, rateOver: 0.5, opens });
          expectBalanced(months);
          for (const { quota: filled, volume, government } of months) {
            if (filled === null) continue;
            expect(filled.used).toBeLessThanOrEqual(quota);
            expect(filled.fill).toBeLessThanOrEqual(1);
            expect(filled.within + filled.over).toBeCloseTo(volume ?? 0, 4);
            expect(government ?? 0).toBeGreaterThanOrEqual(0);
          }
        },
      ),
    );
  });

  test("serves who comes first, opens anew each year, and is not known after a month without stated imports", () => {
    const months = at(10, 10, 10, 10).map((one, n) => ({ ...one, imported: [60, 60, null, 60][n] ?? null }));
    const of = { quota: 100, rateWithin: 0, rateOver: 0.5 };
    expect(tariffRateQuota(months, { ...of, opens: 1 }).map(({ government }) => government)).toEqual([
      0,
      100,
      null,
      null,
    ]);
    expect(tariffRateQuota(months, { ...of, opens: 4 }).at(-1)?.quota?.used).toBe(60);
  });
});

describe("a stockpile", () => {
  const terms = {
    buyBelow: 100,
    sellAbove: 150,
    mostAMonth: 10,
    budget: 1500,
    revolving: false,
    opening: 0,
    storage: 0,
  };

  test("buys low within the month's limit and the budget, sells high what it holds, and rests on a gap", () => {
    const months = stockpile(at(90, null, 80, 120, 200, 200), terms);
    expect(months.map(({ stock }) => [stock.bought, stock.sold, stock.held])).toEqual([
      [10, 0, 10],
      [0, 0, 10],
      [7.5, 0, 17.5],
      [0, 0, 17.5],
      [0, 10, 7.5],
      [0, 7.5, 0],
    ]);
    expect(months.map(({ government }) => government)).toEqual([-900, 0, -600, 0, 2000, 1500]);
  });

  test("never holds less than nothing, never spends more than its budget, and moves cash from one to another", () => {
    fc.assert(
      fc.property(paths, fc.boolean(), (path, revolving) => {
        const months = stockpile(path, { ...terms, buyBelow: 4000, sellAbove: 5000, budget: 1e5, revolving });
        expectBalanced(months);
        for (const { stock } of months) {
          expect(stock.held).toBeGreaterThanOrEqual(0);
          expect(stock.budgetLeft).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe("a path of prices", () => {
  test("takes months and stretches of them, and leaves what is not stated a gap", () => {
    const path = withGaps(readByMonth({ "2026-01..2026-02": 5, "2026-05": 7, "2026-04": null }));
    expect(path.map(({ month: each, figure }) => [each, figure])).toEqual([
      ["2026-01", 5],
      ["2026-02", 5],
      ["2026-03", null],
      ["2026-04", null],
      ["2026-05", 7],
    ]);
  });

  test.each([
    [{ "2026-13": 1 }, "“2026-13” is not a month."],
    [{ "2026": 1 }, "“2026” is not a month."],
    [{ "9999-12": 1 }, "“9999-12” is not a month."],
    [{ "2026-01..2026-03": 1, "2026-02": 2 }, "The month “2026-02” is stated twice."],
    [{ "2026-03..2026-01": 1 }, "“2026-03..2026-01” is not a month or a stretch of months."],
    [{ "1800-01": 1, "2026-01": 1 }, "The path is longer than 1200 months"],
    [{ "1800-01..2026-01": 1 }, "The path is longer than 1200 months"],
  ])("refuses %j", (given, says) => {
    expect(() => withGaps(readByMonth(given))).toThrow(says);
  });
});
