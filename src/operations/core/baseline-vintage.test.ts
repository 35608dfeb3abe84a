import { expect, test } from "vitest";
import { vintageAsked } from "./baseline-vintage.ts";

const under = (vintage: unknown) => ({ scenario: { title: "t", baseline: { vintage } } });

test("is the one that is asked, else that of the scenario, else the last", () => {
  expect(vintageAsked(3, under(2))).toBe(3);
  expect(vintageAsked(0, under(2))).toBe(0);
  expect(vintageAsked(undefined, {}, under(2))).toBe(2);
  expect(vintageAsked(undefined, { scenario: [under(2).scenario, under(1).scenario] })).toBe(2);
  expect(vintageAsked(undefined, {}, { suppose: under(2).scenario })).toBe(2);
  expect(vintageAsked(undefined, {}, { scenario: { title: "t" } })).toBeUndefined();
});

test.each([[-1], ["2"], [1.5], [null]])("leaves a vintage that is %j to whoever reads the scenario", (vintage) => {
  expect(vintageAsked(undefined, under(vintage))).toBeUndefined();
});

test.each([["text"], [null], [{ baseline: 7 }], [[]]])("takes %j for no scenario", (scenario) => {
  expect(vintageAsked(undefined, { scenario })).toBeUndefined();
});
