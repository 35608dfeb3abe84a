import { expect, test } from "vitest";
import { steadyWeights } from "./steady.ts";
import { judge, type LegSeries, measureTriangle, strongestFall, type ThirdSeries } from "./triangle.ts";
import { WORKING_POINT } from "./verdict.ts";

/** Three years at one level with a little scatter, then six months at another. */
const leg = (before: number, after: number): number[] =>
  Array.from({ length: 42 }, (_, at) => (at < 36 ? before : after) * (1 + (((at * 7) % 5) - 2) / 50));
const third = (parts: Partial<ThirdSeries>): ThirdSeries => ({
  third: leg(10, 10),
  feed: leg(10, 10),
  inputs: new Map(),
  ...parts,
});

function verdictOf(direct: LegSeries, parts: Partial<ThirdSeries>) {
  const series = { direct, thirds: new Map([["VN", third(parts)]]) };
  const [found] = judge(measureTriangle(series, 36, 6), WORKING_POINT);
  return { ...found?.verdict, ...found?.signals };
}

const FALLEN = leg(1000, 600);
const RISEN = leg(10, 400);

test("a fall, a third leg that rises and a feed that rises are a likely diversion", () => {
  expect(verdictOf(FALLEN, { third: RISEN, feed: RISEN })).toMatchObject({
    diversion: "likely",
    fall: "yes",
    rise: "yes",
    feed: "yes",
  });
});

test("a third leg that rises without feed of the source is no diversion, however much the direct leg fell", () => {
  expect(verdictOf(FALLEN, { third: RISEN })).toMatchObject({ diversion: "none", rise: "yes", feed: "no" });
});

test("a way round beside a direct leg that did not fall is possible where it is large, none where it is small", () => {
  const way = (size: number) => verdictOf(leg(1000, 1000), { third: leg(10, size), feed: leg(10, size) });
  expect(way(400)).toMatchObject({ diversion: "possible", fall: "no" });
  expect(way(60)).toMatchObject({ diversion: "none", fall: "no" });
});

test("a fall within its scatter makes a way round likely only where a tenth of the leg takes it", () => {
  const noisy = (after: number) =>
    Array.from({ length: 42 }, (_, at) => (at < 36 ? 1000 : after) * (0.2 + 0.4 * ((at * 7) % 5)));
  const way = (size: number) => verdictOf(noisy(850), { third: leg(1, size), feed: leg(1, size) });
  expect(way(150)).toMatchObject({ diversion: "likely", fall: "weak" });
  expect(way(50)).toMatchObject({ diversion: "none", fall: "weak" });
});

test("inputs that rise instead of the product leave it possible", () => {
  const inputs = new Map([["280530", RISEN]]);
  expect(verdictOf(FALLEN, { third: RISEN, inputs })).toMatchObject({ diversion: "possible", inputs: "yes" });
});

test("a feed that rises towards a third leg that is not seen is possible, if it is large beside the direct leg", () => {
  expect(verdictOf(leg(1000, 1000), { third: null, feed: RISEN })).toMatchObject({
    diversion: "possible",
    rise: "unknown",
  });
  expect(verdictOf(leg(1000, 1000), { third: null, feed: leg(10, 60) })).toMatchObject({ diversion: "none" });
});

test("one month without trade is a brief stop and no fall", () => {
  const direct = leg(1000, 1000);
  direct[36] = 2;
  expect(verdictOf(direct, {})).toMatchObject({ fall: "no", briefStop: true, diversion: "none" });
  expect(verdictOf(direct, { third: RISEN, feed: RISEN }).diversion).toBe("possible");
});

test("the month from which a leg falls most is found where none was named", () => {
  expect(strongestFall(FALLEN, 6, WORKING_POINT)).toBe(36);
  expect(strongestFall(leg(1000, 1000), 6, WORKING_POINT)).toBeNull();
});

test("a bill a hundred times as heavy as the others of its leg counts as eight of them", () => {
  const bills = Array.from({ length: 20 }, (_, at) => ({ leg: "CN US", period: at, weight: at === 7 ? 1000 : 10 }));
  const { legs, cut } = steadyWeights([...bills, { leg: "CN US", period: 3, weight: null }]);
  expect(cut).toBe(1);
  expect([legs.get("CN US")?.get(7), legs.get("CN US")?.get(3)]).toEqual([80, 10]);
});
