import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { GsimModel, GsimSolution } from "../../src/scenario/gsim/gsim-model.ts";
import { solveGsim } from "../../src/scenario/gsim/solve-gsim.ts";

const rowsOf = (name: string): string[][] =>
  readFileSync(new URL(`gsim/${name}.csv`, import.meta.url), "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",").slice(1));

const matrix = (name: string): Float64Array => Float64Array.from(rowsOf(name).flat().map(Number));
const REGIONS = ["US", "JP", "EU", "RW"];
const all = (elasticity: number) => new Float64Array(4).fill(elasticity);

function agreement(): GsimModel {
  const powerBefore = matrix("tariff_power0");
  const powerAfter = powerBefore.slice();
  for (const [seller, buyer] of [
    ["US", "EU"],
    ["EU", "US"],
  ] as const) {
    powerAfter[REGIONS.indexOf(seller) * 4 + REGIONS.indexOf(buyer)] = 1;
  }
  return {
    countries: REGIONS,
    trade: matrix("trade0"),
    powerBefore,
    powerAfter,
    banned: new Uint8Array(16),
    elasticities: { demand: all(-1.25), supply: all(1.5), substitution: all(5) },
  };
}

describe("the example of the published spreadsheet", () => {
  const solution = solveGsim(agreement()) as GsimSolution;

  test("gives the published world prices to four decimals", () => {
    expect([...solution.worldPrice].map((change) => change.toFixed(4))).toEqual([
      "0.0792",
      "-0.0316",
      "0.0480",
      "-0.0184",
    ]);
  });

  test("gives trade, prices, surpluses, revenue and welfare to 1e-6", () => {
    const expected = rowsOf("US_EU_expected").map((row) => row.map(Number));
    const found = [
      solution.worldPrice,
      solution.compositePrice,
      solution.producerSurplus,
      solution.consumerSurplus,
      solution.tariffRevenue,
      solution.netWelfare,
    ];
    for (const [column, values] of found.entries()) {
      for (const [row, value] of values.entries()) expect(value).toBeCloseTo(expected[row]?.[column] ?? Number.NaN, 6);
    }
    const after = matrix("US_EU_trade_after");
    for (const [flow, value] of solution.tradeAfter.entries()) {
      expect(value).toBeCloseTo(after[flow] ?? Number.NaN, 6);
    }
    expect(solution.outOfRange).toEqual([]);
    expect(solution.residual).toBeLessThan(1e-12);
  });
});
