import { describe, expect, test } from "vitest";
import { type PricedRows, unitValues } from "./estimate-unit-values.ts";
import {
  ANY,
  bandChooser,
  ESTIMATE_STEPS,
  estimateKey,
  estimateValues,
  findBand,
  type UnitValueBand,
} from "./estimate-values.ts";
import { VALUE_BY_WEIGHT, VALUE_ESTIMATED } from "./network.ts";
import { ownUnitValues } from "./own-unit-values.ts";

/** 2022-01-08, 52 years after 1970. */
const DAY = 19_000;
const YEAR = 52;
const [PRODUCT, CHINA, GERMANY] = [0, 1, 2];

interface TestBill {
  readonly usd: number | null;
  readonly kg: number | null;
  readonly day?: number;
  readonly origin?: number;
}

function rowsOf(bills: readonly TestBill[]): PricedRows {
  return {
    count: bills.length,
    product: new Uint16Array(bills.length).fill(PRODUCT),
    origin: Uint16Array.from(bills, ({ origin }) => origin ?? CHINA),
    destination: new Uint16Array(bills.length).fill(GERMANY),
    day: Uint16Array.from(bills, ({ day }) => day ?? DAY),
    usd: Float64Array.from(bills, ({ usd }) => usd ?? Number.NaN),
    kg: Float64Array.from(bills, ({ kg }) => kg ?? Number.NaN),
    flags: new Uint8Array(bills.length),
  };
}

const band = (median: number, rows = 9): UnitValueBand => ({ low: median / 2, median, high: median * 3, rows });
const SILENT: TestBill = { usd: null, kg: 1000 };

function estimated(bills: readonly TestBill[], statistics: readonly (readonly [number, UnitValueBand])[] = []) {
  const rows = rowsOf(bills);
  const found = estimateValues(rows, bandChooser(ownUnitValues(unitValues(rows, 1)), new Map(statistics)));
  const at = findBand(found.bands, estimateKey(PRODUCT, CHINA, GERMANY, YEAR));
  return {
    rows,
    step: found.bySteps.findIndex((count) => count > 0),
    bySteps: found.bySteps,
    low: found.bands.low[at],
    high: found.bands.high[at],
  };
}

const STEPS = [
  estimateKey(PRODUCT, CHINA, GERMANY, YEAR),
  estimateKey(PRODUCT, CHINA, ANY, YEAR),
  estimateKey(PRODUCT, ANY, GERMANY, YEAR),
  estimateKey(PRODUCT, ANY, ANY, YEAR),
  estimateKey(PRODUCT, ANY, ANY, ANY),
] as const;

describe("a bill without a value", () => {
  test.each(STEPS.map((_, step) => step))("takes the unit value of step %i when no closer one is known", (step) => {
    const statistics = STEPS.slice(step).map((key, further) => [key, band(2 + step + further)] as const);
    const { rows, ...found } = estimated([SILENT], statistics);
    expect(found.step).toBe(step);
    expect(rows.usd[0]).toBe((2 + step) * 1000);
    expect(rows.flags[0]).toBe(VALUE_ESTIMATED | VALUE_BY_WEIGHT);
    expect([found.low, found.high]).toEqual([0.5, 3]);
  });

  test("takes the median of the dataset's own bills of the year where no statistics are", () => {
    const own = [100, 200, 300, 400, 500].map((usd) => ({ usd, kg: 100 }));
    const { rows, step, low, high } = estimated([...own, { usd: 9_000, kg: 100, day: DAY + 400 }, SILENT]);
    expect(ESTIMATE_STEPS[step]).toBe("the dataset's own bills of the product and year");
    expect(rows.usd[6]).toBe(3000);
    expect(low).toBeCloseTo(2 / 3, 9);
    expect(high).toBeCloseTo(4 / 3, 9);
    expect([...rows.flags.subarray(0, 6)]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test("takes that of all years where the year has none", () => {
    const { rows, step } = estimated([{ usd: 700, kg: 100, day: DAY + 400 }, SILENT]);
    expect(ESTIMATE_STEPS[step]).toBe("the dataset's own bills of the product");
    expect(rows.usd[1]).toBe(7000);
  });

  test("has the band of a further step where its own rests on a row or two", () => {
    const { rows, low, high } = estimated(
      [SILENT],
      [
        [STEPS[0], { low: 8, median: 8, high: 8, rows: 1 }],
        [STEPS[1], { low: 1, median: 5, high: 6, rows: 3 }],
        [STEPS[3], { low: 2, median: 4, high: 5, rows: 12 }],
      ],
    );
    expect(rows.usd[0]).toBe(8000);
    expect([low, high]).toEqual([0.5, 1.25]);
  });

  test("stays without one when it has no weight, or nothing of the product has a price", () => {
    const { rows, bySteps } = estimated(
      [
        { usd: null, kg: null },
        { usd: null, kg: 0 },
      ],
      [[STEPS[0], band(2)]],
    );
    expect([...rows.usd]).toEqual([Number.NaN, Number.NaN]);
    expect(estimated([SILENT]).rows.usd[0]).toBeNaN();
    expect(bySteps.every((count) => count === 0)).toBe(true);
  });

  test("a stated value is left alone, a stated nought too", () => {
    const { rows } = estimated(
      [
        { usd: 5, kg: 1000 },
        { usd: 0, kg: 1000 },
      ],
      [[STEPS[0], band(2)]],
    );
    expect([...rows.usd]).toEqual([5, 0]);
    expect([...rows.flags]).toEqual([0, 0]);
  });
});
