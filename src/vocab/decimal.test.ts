import fc from "fast-check";
import { expect, test } from "vitest";
import { InvalidInput } from "../errors.ts";
import * as d from "./decimal.ts";

const anyDecimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 12 }))
  .map(([units, scale]) => d.fromUnits(units, scale));

test.each([
  ["120.50", "120.50"],
  ["-0.05", "-0.05"],
  [".5", "0.5"],
  ["+7", "7"],
  ["1.5e-3", "0.0015"],
  ["1.5E+3", "1500"],
  ["0.00", "0.00"],
  [" 12 ", "12"],
])("reads %s and writes %s", (text, written) => {
  expect(d.format(d.decimal(text))).toBe(written);
});

test.each(["", ".", "-", "1,234", "1.2.3", "NaN", "0x10", "1e9999", "1e401", "12 %", "١"])("refuses “%s”", (text) => {
  expect(() => d.decimal(text)).toThrow(InvalidInput);
});

test("what is written reads back as the same number at the same scale", () => {
  fc.assert(
    fc.property(anyDecimal, (a) => {
      expect(d.decimal(d.format(a))).toEqual(a);
    }),
  );
});

test("sums and products are those of exact arithmetic", () => {
  fc.assert(
    fc.property(anyDecimal, anyDecimal, anyDecimal, (a, b, c) => {
      expect(d.compare(d.plus(a, b), d.plus(b, a))).toBe(0);
      expect(d.compare(d.minus(d.plus(a, b), b), a)).toBe(0);
      expect(d.compare(d.times(a, d.plus(b, c)), d.plus(d.times(a, b), d.times(a, c)))).toBe(0);
      expect(d.compare(d.sum([a, b, c]), d.sum([c, a, b]))).toBe(0);
    }),
  );
  expect(d.format(d.plus(d.decimal("0.1"), d.decimal("0.2")))).toBe("0.3");
});

test("rounding and dividing move a number by at most half a unit of the last place", () => {
  fc.assert(
    fc.property(anyDecimal, anyDecimal, fc.integer({ min: 0, max: 15 }), (a, b, scale) => {
      const half = d.fromUnits(5n, scale + 1);
      expect(d.compare(d.absolute(d.minus(d.round(a, scale), a)), half)).not.toBe(1);
      if (b.units === 0n) return;
      const error = d.absolute(d.minus(d.times(d.divide(a, b, scale), b), a));
      expect(d.compare(error, d.times(half, d.absolute(b)))).not.toBe(1);
    }),
  );
});

test("a tie goes away from zero", () => {
  const rounded = (text: string) => d.format(d.round(d.decimal(text), 0));
  expect(["0.5", "1.5", "-0.5", "-1.5", "0.49", "-0.49"].map(rounded)).toEqual(["1", "2", "-1", "-2", "0", "0"]);
  expect(d.format(d.divide(d.decimal("1"), d.decimal("-8"), 2))).toBe("-0.13");
  expect(d.format(d.round(d.decimal("1.5"), 3))).toBe("1.500");
});

test("dividing by zero is the caller's bug, not a value", () => {
  expect(() => d.divide(d.ONE, d.decimal("0.00"), 2)).toThrow(RangeError);
});

test("orders numbers by value whatever their scale", () => {
  fc.assert(
    fc.property(anyDecimal, fc.integer({ min: 0, max: 5 }), (a, more) => {
      expect(d.compare(a, d.round(a, a.scale + more))).toBe(0);
      expect(d.compare(a, d.plus(a, d.fromUnits(1n, 20)))).toBe(-1);
      expect(d.trim(d.round(a, a.scale + more))).toEqual(d.trim(a));
    }),
  );
});

test("shares have up to twelve places, no trailing zeros, and 0 of nothing", () => {
  const share = (part: string, whole: string) => d.shareOf(d.decimal(part), d.decimal(whole));
  expect(share("1", "3")).toBe("0.333333333333");
  expect(share("2", "3")).toBe("0.666666666667");
  expect(share("25.00", "100")).toBe("0.25");
  expect(share("7.0", "7")).toBe("1");
  expect(share("0", "7")).toBe("0");
  expect(share("7", "0.00")).toBe("0");
});

test("gives the nearest double where a float is wanted", () => {
  expect(d.toNumber(d.decimal("-1234.5678"))).toBe(-1234.5678);
});

test("a share is written as per cent with as many places as it needs", () => {
  const shares = ["0.1158", "1.6008", "0.25", "0", "0.003464", "-0.1"];
  expect(shares.map((share) => d.percent(d.decimal(share)))).toEqual([
    "11.58 %",
    "160.08 %",
    "25 %",
    "0 %",
    "0.3464 %",
    "-10 %",
  ]);
});
