import fc from "fast-check";
import { expect, test } from "vitest";
import { legChange } from "./leg-change.ts";

const flat = (count: number, value: number): number[] => Array.from({ length: count }, () => value);
/** A season whose winter brings twice as much as its summer. */
const seasonal = (months: number): number[] =>
  Array.from({ length: months }, (_, at) => (at % 12 < 6 ? 200 : 100) + (at % 3));

test("less than a season before the event says nothing", () => {
  expect(legChange(flat(17, 100), 11, 6)).toBeNull();
});

test("a leg that goes on as before is neither above nor below what was expected", () => {
  const change = legChange(flat(30, 100), 24, 6);
  expect(change).toMatchObject({ score: 0, stops: [], seasonal: true, basePeriods: 24 });
  expect(change?.change).toBeCloseTo(0, 6);
});

test("a summer is compared with summers, not with the winter before it", () => {
  const values = seasonal(42);
  const change = legChange(values, 36, 6);
  expect(Math.abs(change?.score ?? 99)).toBeLessThan(1.6);
  const halved = values.map((value, at) => (at < 36 ? value : value / 2));
  expect(legChange(halved, 36, 6)?.score).toBeLessThan(-3);
});

test("the interval holds what was expected, and widens where single months scatter", () => {
  const calm = legChange([...flat(24, 100), ...flat(6, 100)], 24, 6);
  const noisy = legChange(
    Array.from({ length: 30 }, (_, at) => (at % 2 === 0 ? 40 : 180)),
    24,
    6,
  );
  expect((noisy?.high ?? 0) - (noisy?.low ?? 0)).toBeGreaterThan((calm?.high ?? 0) - (calm?.low ?? 0));
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 30, maxLength: 60 }), (values) => {
      const found = legChange(values, 24, 6);
      if (found === null) return false;
      const holds = (each: { low: number; expected: number; high: number }) =>
        each.low <= each.expected + 1e-6 && each.expected <= each.high + 1e-6;
      return holds(found) && found.periods.every(holds);
    }),
  );
});

test("what never came before and comes now is a rise of the highest score", () => {
  expect(legChange([...flat(24, 0), ...flat(6, 50)], 24, 6)).toMatchObject({ score: 99, expected: 0, actual: 300 });
});

test("one month without trade that is over is a stop, and without it the rest is as before", () => {
  const wavy = Array.from({ length: 24 }, (_, at) => 90 + ((at * 7) % 5) * 5);
  const change = legChange([...wavy, 0, 100, 95, 105, 100, 98], 24, 6);
  expect(change?.stops).toEqual([{ from: 24, periods: 1, over: true }]);
  expect(change?.score).toBeLessThan(-2);
  expect(Math.abs(change?.scoreWithoutStops ?? 99)).toBeLessThan(1);
});

test("months that are not known count neither as trade nor as none", () => {
  const change = legChange([...flat(24, 100), null, 100, 100, null, 100, 100], 24, 6);
  expect(change?.actual).toBe(400);
  expect(change?.stops).toEqual([]);
});
