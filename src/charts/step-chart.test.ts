import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CostStep, stepChart, stepChartSvg } from "./step-chart.ts";

const text = { title: "Anode material", description: "The third step covers the demand.", source: "An example." };
const step = (label: string, supply: number, price: number, existing = false): CostStep => ({
  ...{ label, supply, price, existing },
  low: existing ? null : price * 0.9,
  high: existing ? null : price * 1.2,
});
const steps = [
  step("first", 60_000, 3000, true),
  step("second", 40_000, 4200, true),
  step("third <&>", 30_000, 5400),
  step("fourth", 50_000, 6100),
];
const options = {
  width: 720,
  height: 420,
  demand: 120_000,
  reference: 5400,
  writePrice: String,
  writeSupply: String,
  priceLabel: "USD a t, CIF",
  supplyLabel: "t a year",
};

describe("a step chart", () => {
  test("lays steps side by side, each as wide as its supply and as high as its price", () => {
    const anyStep = fc
      .record({ supply: fc.double({ min: 0.5, max: 1e6, noNaN: true }), price: fc.integer({ min: 1, max: 1e6 }) })
      .map(({ supply, price }) => step("a", supply, price, true));
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 1, maxLength: 30 }), (list) => {
        const chart = stepChart(list, { ...options, height: 900 });
        const total = list.reduce((sum, { supply }) => sum + supply, 0);
        const drawn = chart.steps.reduce((sum, { width }) => sum + width, 0);
        for (const [at, placed] of chart.steps.entries()) {
          const before = chart.steps[at - 1];
          expect(placed.x).toBeCloseTo(before === undefined ? chart.left : before.x + before.width, 6);
          expect(placed.x + placed.width).toBeLessThanOrEqual(chart.right + 1e-6);
          expect(placed.width).toBeCloseTo((drawn * (list[at]?.supply ?? 0)) / total, 6);
          expect(placed.y + placed.height).toBeCloseTo(chart.foot, 6);
        }
      }),
    );
  });

  test("shows where the demand meets the curve, and says where it does not", () => {
    const chart = stepChart(steps, options);
    expect(chart.referenceY).toBeCloseTo(chart.steps[2]?.y ?? 0, 6);
    expect(chart.demandX).toBeGreaterThan(chart.steps[2]?.x ?? 0);
    const unmet = stepChart(steps, { ...options, demand: 181_000, reference: null });
    expect(unmet.referenceY).toBeNull();
    expect(stepChartSvg(unmet, text)).toContain("demand is not met");
  });

  test("is one picture that names every step", async () => {
    const svg = stepChartSvg(stepChart(steps, options), text);
    expect(svg).toContain("third &lt;&amp;&gt;");
    await expect(svg).toMatchFileSnapshot("snapshots/step-chart.svg");
  });
});
