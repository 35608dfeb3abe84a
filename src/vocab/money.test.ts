import { expect, test } from "vitest";
import { InvalidInput } from "../errors.ts";
import { currencyCode, formatMoney, money, plusMoney } from "./money.ts";

test("adds exact amounts of one currency", () => {
  expect(formatMoney(plusMoney(money("0.10", "usd"), money("0.20", "USD")))).toBe("USD 0.30");
});

test("never adds two currencies and names both", () => {
  expect(() => plusMoney(money("1", "USD"), money("2", "EUR"))).toThrow(/USD 1.*EUR 2/);
});

test("refuses a currency that does not exist and suggests one that does", () => {
  expect(() => currencyCode("US$")).toThrow(InvalidInput);
  expect(() => money("1", "USX")).toThrow(expect.objectContaining({ hint: expect.stringContaining("USD") }));
});
