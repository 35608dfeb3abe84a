import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InvalidInput } from "../errors.ts";
import { compare, format, fromUnits, ZERO } from "../vocab/decimal.ts";
import { dutyRate, findDutyRate, formatRate } from "./duty-rate.ts";

describe("a rate of duty", () => {
  test.each([
    ["Free", "Free"],
    ["3.4%", "3.4 %"],
    ["3.4 percent ad val.", "3.4 %"],
    ["1.5¢/kg + 2 %", "$0.015/kg + 2 %"],
    ["$1.035/kg + 8.5%", "$1.035/kg + 8.5 %"],
    ["35¢ each + 2.5%", "$0.35/piece + 2.5 %"],
    ["68¢/t", "$0.68/t"],
    ["50 cents/kg", "$0.5/kg"],
    ["topped up to 12.5 %", "topped up to 12.5 %"],
  ])("reads %s", (text, written) => {
    expect(formatRate(dutyRate(text))).toBe(written);
  });

  test.each([
    "",
    "3.4",
    "-3 %",
    "3.4% + 2%",
    "The rate applicable to the article",
    "5¢/furlong",
    "1e3 %",
    "topped up to 5¢/kg",
  ])("refuses “%s”", (text) => {
    expect(() => dutyRate(text)).toThrow(InvalidInput);
    expect(findDutyRate(text)).toBeNull();
  });

  test("is kept exactly: 0.3464 % is 0.003464 of the base", () => {
    expect(format(dutyRate("0.3464 %").adValorem)).toBe("0.003464");
  });

  test("reads what it writes", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 7n), fc.bigInt(1n, 10n ** 6n), (percent, cents) => {
        const rate = dutyRate(`${format(fromUnits(cents, 3))}¢/kg + ${format(fromUnits(percent, 4))} %`);
        expect(dutyRate(formatRate(rate))).toEqual(rate);
        expect(compare(rate.specific[0]?.amount ?? ZERO, fromUnits(cents, 5))).toBe(0);
      }),
    );
  });
});
