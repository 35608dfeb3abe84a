import { expect, test } from "vitest";
import { legChange } from "./leg-change.ts";
import { correlation, substitution } from "./substitution.ts";

const base = Array.from({ length: 24 }, () => 100);
const change = (after: readonly number[]) => {
  const found = legChange([...base, ...after], 24, after.length);
  if (found === null) throw new Error("Two years are enough.");
  return found;
};

test("what the third leg gained is set against what the direct leg lost, at the lag at which they fit best", () => {
  const direct = change([90, 40, 80, 30, 60, 70]);
  const third = change([100, 100, 110, 160, 120, 170]);
  const found = substitution(direct, third, 3);
  expect(found.ratio).toBeCloseTo(160 / 230, 6);
  expect(found.lag).toBe(2);
  expect(found.fit).toBeCloseTo(1, 6);
});

test("a direct leg that lost nothing has no ratio", () => {
  expect(
    substitution(change([120, 120, 120, 120, 120, 120]), change([150, 140, 130, 120, 110, 100]), 3).ratio,
  ).toBeNull();
});

test("a correlation needs four pairs that are known, and spread on both sides", () => {
  expect(correlation([1, 2, null, 4], [1, 2, 3, 4])).toBeNull();
  expect(correlation([1, 1, 1, 1], [1, 2, 3, 4])).toBeNull();
  expect(correlation([1, 2, 3, 4], [8, 6, 4, 2])).toBeCloseTo(-1, 12);
});
