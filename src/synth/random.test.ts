import fc from "fast-check";
import { expect, test } from "vitest";
import { random, weightedDraw } from "./random.ts";

const first = (seed: number, stream: string) => Array.from({ length: 8 }, random(seed, stream).next);

test("a seed and a stream give the same numbers again, others give others", () => {
  expect(first(7, "bills")).toEqual(first(7, "bills"));
  expect(first(7, "names")).not.toEqual(first(7, "bills"));
  expect(first(8, "bills")).not.toEqual(first(7, "bills"));
});

test("the numbers of a seed never change between versions", () => {
  expect(first(1, "bills").slice(0, 3)).toEqual(FIRST_NUMBERS);
});

test("a weighted draw never takes what has no weight", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e9 }),
      fc.array(fc.nat(5), { minLength: 1, maxLength: 9 }),
      (seed, parts) => {
        fc.pre(parts.some((part) => part > 0));
        const draw = weightedDraw(Float64Array.from(parts));
        const from = random(seed, "draw");
        for (let round = 0; round < 30; round++) expect(parts[draw(from)]).toBeGreaterThan(0);
      },
    ),
  );
});

test("noise has a mean of one", () => {
  const from = random(3, "noise");
  const mean = Array.from({ length: 20_000 }, () => from.lognormal(0.35)).reduce((sum, x) => sum + x, 0) / 20_000;
  expect(mean).toBeCloseTo(1, 1);
});

const FIRST_NUMBERS = [4072581443, 2085001472, 3045603504];
