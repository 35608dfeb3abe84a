import fc from "fast-check";
import { expect, test } from "vitest";
import { decimal, fromUnits, sum, toNumber } from "../vocab/decimal.ts";
import { sharesOf } from "./concentration.ts";
import { hhiRange } from "./hhi-range.ts";

const holding = (key: string, amount: string) => ({ key, amount: decimal(amount) });

test("half unknown beside a quarter and a quarter lies between both quarters alone and three quarters with one", () => {
  expect(hhiRange([holding("CN", "25"), holding("JP", "25")], decimal("50"))).toEqual({ low: "0.125", high: "0.625" });
});

test("with nothing unknown both ends are the index, and with nothing known all is open", () => {
  expect(hhiRange([holding("CN", "70"), holding("JP", "20"), holding("DE", "10")], decimal("0"))).toEqual({
    low: "0.54",
    high: "0.54",
  });
  expect(hhiRange([], decimal("3"))).toEqual({ low: "0", high: "1" });
  expect(hhiRange([], decimal("0"))).toBeNull();
});

const amounts = fc.array(fc.bigInt(1n, 10n ** 12n), { minLength: 1, maxLength: 12 });

test("however the unknown part is dealt out, to those known or to others, the index stays within the range", () => {
  fc.assert(
    fc.property(amounts, amounts, fc.array(fc.nat(20), { minLength: 12, maxLength: 12 }), (known, open, to) => {
      const holdings = known.map((units, at) => ({ key: `k${at}`, amount: fromUnits(units, 2) }));
      const unknown = open.map((units) => fromUnits(units, 2));
      const { low, high } = hhiRange(holdings, sum(unknown)) as { low: string; high: string };
      const dealt = new Map(holdings.map(({ key, amount }) => [key, amount]));
      for (const [at, amount] of unknown.entries()) {
        const key = `k${to[at] ?? 0}`;
        dealt.set(key, sum([dealt.get(key) ?? decimal("0"), amount]));
      }
      const hhi = Number(sharesOf([...dealt].map(([key, amount]) => ({ key, amount }))).hhi);
      expect(hhi).toBeGreaterThanOrEqual(Number(low) - 1e-11);
      expect(hhi).toBeLessThanOrEqual(Number(high) + 1e-11);
    }),
  );
});

test("the least is the naive sum of squares over the whole", () => {
  fc.assert(
    fc.property(amounts, fc.bigInt(1n, 10n ** 12n), (known, open) => {
      const holdings = known.map((units, at) => ({ key: String(at), amount: fromUnits(units, 3) }));
      const whole = holdings.reduce((total, { amount }) => total + toNumber(amount), Number(open) / 1000);
      const naive = holdings.reduce((total, { amount }) => total + (toNumber(amount) / whole) ** 2, 0);
      expect(Number(hhiRange(holdings, fromUnits(open, 3))?.low)).toBeCloseTo(naive, 10);
    }),
  );
});
