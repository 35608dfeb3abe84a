import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { flagOutliers, isUnusual, OUTLIER_RULE, usualOf } from "./estimate-outliers.ts";
import { logUnitValue, medianDeviation, type PricedRows, quantile, unitValues } from "./estimate-unit-values.ts";
import { UNIT_VALUE_OUTLIER } from "./network.ts";
import { ownUnitValues } from "./own-unit-values.ts";

const FILE = new URL("../../examples/us-8507-monthly/us_imports_hs8507_8505_monthly.csv", import.meta.url);

/** US imports of batteries (HS 8507) from one country: month and logarithm of USD per kg. */
function batteriesFrom(partner: string): { month: string; log: number }[] {
  const lines = readFileSync(FILE, "utf8").trim().split("\n").slice(1);
  return lines.flatMap((line) => {
    const [, from, hs4, month = "", usd, kg] = line.split(",");
    return from === partner && hs4 === "8507" ? [{ month, log: logUnitValue(Number(usd), Number(kg)) }] : [];
  });
}

function unusual(series: readonly { month: string; log: number }[]): string[] {
  const usual = usualOf(Float64Array.from(series, ({ log }) => log).sort());
  return series.filter(({ log }) => isUnusual(log, usual)).map(({ month }) => month);
}

function rowsOf(logs: readonly number[], product = 0): PricedRows {
  const count = logs.length;
  return {
    count,
    product: new Uint16Array(count).fill(product),
    origin: new Uint16Array(count),
    destination: new Uint16Array(count),
    day: new Uint16Array(count).fill(19_000),
    usd: Float64Array.from(logs, (log) => Math.exp(log) * 1e6),
    kg: new Float64Array(count).fill(1e6),
    flags: new Uint8Array(count),
  };
}

const flagged = (rows: PricedRows, products = 1): number[] => {
  flagOutliers(rows, ownUnitValues(unitValues(rows, products)));
  return [...rows.flags.keys()].filter((at) => rows.flags[at] === UNIT_VALUE_OUTLIER);
};

describe("the rule of outliers", () => {
  test("finds the month of which US statistics of Chinese batteries state eight times the usual mass", () => {
    expect(unusual(batteriesFrom("CHN"))).toEqual(["202309"]);
  });

  test("finds nothing odd in batteries from Mexico and Viet Nam", () => {
    expect(unusual(batteriesFrom("MEX"))).toEqual([]);
    expect(unusual(batteriesFrom("VNM"))).toEqual([]);
  });

  test("passes a month 2.5 times off: that is within what prices do, and cannot be told from it", () => {
    const series = batteriesFrom("CHN");
    const august = series.find(({ month }) => month === "202508")?.log as number;
    const median = quantile(Float64Array.from(series, ({ log }) => log).sort(), 0.5);
    expect(Math.exp(median - august)).toBeCloseTo(2.486, 3);
    expect(unusual(series)).not.toContain("202508");
  });

  test("flags what is ten or a hundred times off, either way, and keeps the value", () => {
    const logs = [...Array.from({ length: 30 }, (_, i) => (i % 5) / 10), Math.log(10) + 0.2, -Math.log(100)];
    const rows = rowsOf(logs);
    const before = rows.usd.slice();
    expect(flagged(rows)).toEqual([30, 31]);
    expect(rows.usd).toEqual(before);
  });

  test("says nothing of fewer rows than it needs", () => {
    const logs = [...Array.from({ length: OUTLIER_RULE.rows - 2 }, () => 0), 9];
    expect(flagged(rowsOf(logs))).toEqual([]);
    expect(flagged(rowsOf([0, ...logs]))).toEqual([OUTLIER_RULE.rows - 1]);
  });

  test("finds one bill of seven that is ten times off, among prices that differ", () => {
    const logs = [100, 112, 95, 105, 120, 98].map((usd) => Math.log(usd / 100));
    expect(flagged(rowsOf([...logs, Math.log(10)]))).toEqual([6]);
    expect(flagged(rowsOf([...logs, Math.log(1 / 10)]))).toEqual([6]);
    expect(flagged(rowsOf([...logs, Math.log(2)]))).toEqual([]);
  });

  test("a year with few rows is judged by all years of the product", () => {
    const rows = rowsOf([...Array.from({ length: 25 }, () => 0), 5]);
    rows.day[25] = 19_800;
    expect(flagged(rows)).toEqual([25]);
  });

  test("where prices spread widely, much more is usual", () => {
    const wide = Array.from({ length: 41 }, (_, i) => (i - 20) / 4);
    expect(flagged(rowsOf([...wide, 6]))).toEqual([]);
  });
});

test("the median deviation is the median of the distances", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 1, maxLength: 40 }), (values) => {
      const sorted = Float64Array.from(values).sort();
      const median = quantile(sorted, 0.5);
      const distances = sorted.map((value) => Math.abs(value - median)).sort();
      expect(medianDeviation(sorted, median)).toBeCloseTo(quantile(distances, 0.5), 9);
    }),
  );
});
