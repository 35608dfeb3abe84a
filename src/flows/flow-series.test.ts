import { expect, test } from "vitest";
import { flowSeries, type PeriodSums, type SeriesQuestion, unitValueOf } from "./flow-series.ts";
import { firstDayOf, periodOf, periodText } from "./periods.ts";

const line = (period: number, usd: string | null, kg: string | null): PeriodSums => ({ period, rows: 1, usd, kg });
const asked = (changes: Partial<SeriesQuestion>): SeriesQuestion => ({
  step: "monthly",
  from: 0,
  until: 4,
  missingIsNone: false,
  reported: () => true,
  world: () => undefined,
  totals: [3],
  ...changes,
});
const lines = [line(0, "100.00", "10.000"), line(1, "50.00", "4.000"), line(3, "20.00", null)];

test("a month without a row is a gap, and no total or change goes across it", () => {
  const points = flowSeries(lines, asked({}));
  expect(points.map(({ state, usd }) => [state, usd])).toEqual([
    ["stated", "100.00"],
    ["stated", "50.00"],
    ["gap", null],
    ["stated", "20.00"],
  ]);
  expect(points.map(({ moving }) => moving[0]?.usd)).toEqual([null, null, null, null]);
});

test("it is a month without trade only where the source says so and the reporter reported in it", () => {
  const points = flowSeries(lines, asked({ missingIsNone: true }));
  expect(points[2]).toMatchObject({ state: "none", usd: "0", kg: "0", unitValue: null });
  expect(points.map(({ moving }) => moving[0]?.usd)).toEqual([null, null, "150.00", "70.00"]);
  const silent = flowSeries(lines, asked({ missingIsNone: true, reported: (period) => period !== 2 }));
  expect(silent[2]?.state).toBe("gap");
});

test("a weight that no row states stays unknown beside a value that one does", () => {
  expect(flowSeries(lines, asked({}))[3]).toMatchObject({ usd: "20.00", kg: null, unitValue: null });
});

test("the change on the year needs both figures and an earlier one above zero", () => {
  const year = [line(0, "80.00", "0"), line(12, "100.00", "5")];
  const point = flowSeries(year, asked({ until: 13 }))[12];
  expect(point).toMatchObject({ usdOnYear: "0.25", kgOnYear: null });
});

test("the share is of all that the exporter sold in the period", () => {
  const [point] = flowSeries(lines, asked({ world: () => line(0, "400.00", "30.000") }));
  expect(point).toMatchObject({ usdShare: "0.25", kgShare: "0.333333333333" });
});

test("a unit value has six places and needs a weight", () => {
  expect(unitValueOf("10", "3")).toBe("3.333333");
  expect(unitValueOf("10", "0.000")).toBeNull();
});

test.each([
  ["monthly", "2024-03-15", "2024-03", "2024-03-01"],
  ["quarterly", "2024-06-30", "2024-Q2", "2024-04-01"],
  ["annual", "2024-12-31", "2024", "2024-01-01"],
] as const)("a %s period is written and begins as people say it", (step, day, text, first) => {
  const period = periodOf(day, step);
  expect([periodText(period, step), firstDayOf(period, step)]).toEqual([text, first]);
});
