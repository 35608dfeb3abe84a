import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compare, decimal, fromUnits, ONE, plus, times } from "../vocab/decimal.ts";
import { compoundGrowth, growthBetween, levelBefore, priceChange } from "./growth.ts";
import { boundOf, written } from "./market-figure.ts";
import { ranking } from "./ranking.ts";

const text = (value: ReturnType<typeof growthBetween>) => (value === null ? null : written(value));

describe("growth", () => {
  test("is the part by which the later exceeds the earlier, and unknown where there was nothing", () => {
    expect(text(growthBetween(decimal("200"), decimal("250")))).toBe("0.25");
    expect(text(growthBetween(decimal("0"), decimal("250")))).toBeNull();
  });

  test.each([
    ["14.91", "55.66", "-0.261788513427"],
    ["25.97", "53.65", "-0.180149690856"],
    ["-17.51", "11.13", "-0.257716188248"],
    ["12.80", "28.44", "-0.12176891934"],
  ])("of revenue by %s %% and of volume by %s %% implies a price moved by %s", (revenue, volume, price) => {
    expect(text(priceChange(decimal(revenue), decimal(volume)))).toBe(price);
  });

  test("of 21.3 % to 2.206 million t says 1.8186 million t of the year before", () => {
    expect(text(levelBefore(decimal("2206000"), decimal("21.3")))).toMatch(/^1818631\.49/);
    expect(levelBefore(decimal("1"), decimal("-100"))).toBeNull();
  });

  test("compounded over n years is the root that, as a power, comes nearest to the last from below", () => {
    expect(text(compoundGrowth(decimal("100"), decimal("121"), 2))).toBe("0.1");
    const amounts = fc.integer({ min: 1, max: 10 ** 9 });
    fc.assert(
      fc.property(amounts, amounts, fc.integer({ min: 1, max: 12 }), (from, to, years) => {
        const [first, last] = [fromUnits(BigInt(from), 0), fromUnits(BigInt(to), 0)];
        const growth = compoundGrowth(first, last, years);
        if (growth === null) throw new Error("no growth");
        const amountAfter = (factor: typeof first) => {
          let value = first;
          for (let year = 0; year < years; year++) value = times(value, factor);
          return value;
        };
        const factor = plus(growth, ONE);
        const slack = times(first, fromUnits(1n, 12));
        expect(compare(amountAfter(factor), plus(last, slack))).toBeLessThanOrEqual(0);
        expect(compare(plus(amountAfter(plus(factor, fromUnits(1n, 12))), slack), last)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("bounds", () => {
  test("turn round below a line, and leave nothing to say where they pull both ways", () => {
    expect(boundOf([null], ["at least"])).toBe("at most");
    expect(boundOf(["at most"], [null])).toBe("at most");
    expect(boundOf(["at least"], ["at least"])).toBeUndefined();
    expect(boundOf([null], [null])).toBeNull();
  });
});

describe("ranking", () => {
  const one = (party: string, amount: string) => ({ party, amount: decimal(amount), bound: null });

  test("puts the largest first, gives equals one rank, and shares of what can be added up", () => {
    const parts = ranking([one("c", "1"), one("b", "2"), one("a", "1")], true);
    expect(parts.map(({ rank, party, share }) => [rank, party, share])).toEqual([
      [1, "b", "0.5"],
      [2, "a", "0.25"],
      [2, "c", "0.25"],
    ]);
    expect(ranking([one("a", "0.9")], false)[0]?.share).toBeNull();
  });
});
