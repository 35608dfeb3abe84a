import { expect, test } from "vitest";
import { decimal, format, trim } from "../vocab/decimal.ts";
import { callsOf, evaluate } from "./arithmetic.ts";
import { compareClaim, readingsOf, toleranceOf } from "./claim.ts";

const none = () => {
  throw new Error("no call was expected");
};
const value = (text: string) => format(trim(evaluate(text, none)));

test.each([
  ["2+3*4", "14"],
  ["(2+3)*4-1", "19"],
  ["-2*(1-3)", "4"],
  ["100*(1-5400/9300)", "41.9354838709677"],
  ["0.5^2+2^3", "8.25"],
  ["10000*hhi(120;36;30;13)", "4233.47895255"],
  ["hhi(1;1+1-1)", "0.5"],
])("%s is %s", (text, expected) => expect(value(text)).toBe(expected));

test.each(["2+", "2 2", "(1", "1)", "two", "fig(a", "2^x", "1/0"])("refuses %s", (text) =>
  expect(() => evaluate(text, () => decimal("1"))).toThrow(/formula/),
);

test("calls are handed over with their arguments, names with commas and blanks whole", () => {
  expect(callsOf("100*fig(BTR Indonesia, phase I;sales;2024)/price(Nickel (World Bank);2023-12)")).toEqual([
    { name: "fig", args: ["BTR Indonesia, phase I", "sales", "2024"] },
    { name: "price", args: ["Nickel (World Bank)", "2023-12"] },
  ]);
});

test("a figure is borne out within half of its last digit, and not beyond", () => {
  const tolerance = toleranceOf("", "95.9");
  expect(compareClaim(decimal("95.9"), decimal("95.95"), "=", tolerance).verdict).toBe("reproduced");
  expect(compareClaim(decimal("95.9"), decimal("95.951"), "=", tolerance).verdict).toBe("inconsistent");
  expect(compareClaim(decimal("40"), decimal("41.9"), ">=", toleranceOf("", "40")).verdict).toBe("reproduced");
  expect(compareClaim(decimal("40"), decimal("39.9"), ">=", toleranceOf("", "40")).verdict).toBe("inconsistent");
});

test("readings part at semicolons outside calls", () => {
  expect(readingsOf("one = 1+1; two = fig(a;b;c)/2")).toEqual([
    { label: "one", formula: "1+1" },
    { label: "two", formula: "fig(a;b;c)/2" },
  ]);
});
