import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type WaterfallItem, waterfall } from "./waterfall.ts";
import { waterfallSvg } from "./waterfall-svg.ts";

const writeTick = (value: number) => value.toLocaleString("en-US");
const layer = (id: string, label: string, value: number, hatched = false): WaterfallItem => ({
  id,
  label,
  part: "layer",
  value,
  valueText: value.toFixed(2),
  hatched,
});

/** The stack of a tonne of synthetic anode graphite from China, entered on 2025-08-15. */
const graphite: readonly WaterfallItem[] = [
  { id: "base", label: "Customs value", part: "base", value: 3700, valueText: "3,700.00" },
  layer("ordinary", "Ordinary duty", 0),
  layer("301", "Section 301 China, list 3", 925),
  layer("fentanyl", "IEEPA duty on goods of China (synthetic opioids)", 740),
  layer("reciprocal", "IEEPA reciprocal duty", 370),
  layer("cvd", "Countervailing duty", 428.46, true),
  layer("ad", "Antidumping duty", 3459.5, true),
  { id: "total", label: "Value and duties", part: "total", value: 9622.96, valueText: "9,622.96" },
];
const options = { width: 760, writeTick, hatchLabel: "preliminary or refundable" };
const text = { title: "What is owed", description: "5,922.96 USD on 3,700 USD.", source: "Headwater" };

const amounts = fc.array(fc.double({ min: 0, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 20 });
const width = fc.integer({ min: 320, max: 1400 });
const stackOf = (values: readonly number[]): readonly WaterfallItem[] => {
  const [base = 0, ...rest] = values;
  const sum = values.reduce((total, value) => total + value, 0);
  return [
    { id: "base", label: "Value", part: "base", value: base, valueText: "v" },
    ...rest.map((value, at) => layer(`l${at}`, "Layer", value)),
    { id: "total", label: "Total", part: "total", value: sum, valueText: "t" },
  ];
};

describe("a waterfall", () => {
  test("begins each layer where the sum before it ends, and its total is as long as all of them", () => {
    fc.assert(
      fc.property(amounts, width, (values, wide) => {
        const chart = waterfall(stackOf(values), { width: wide, writeTick: String });
        const scale = (chart.ticks.at(-1)?.x ?? 0) - chart.left;
        chart.joins.forEach(({ x }, at) => {
          const [before, next] = [chart.steps[at], chart.steps[at + 1]];
          expect(Math.abs((before?.x ?? 0) + (before?.width ?? 0) - x)).toBeLessThan(1.51);
          if (next?.part === "layer") expect(next.x).toBeCloseTo(x, 6);
        });
        const total = chart.steps.at(-1);
        expect(total?.x).toBe(chart.left);
        expect(total?.width ?? 0).toBeLessThanOrEqual(scale + 1.51);
      }),
    );
  });

  test("stays in its box, whatever the amounts, with every step seen", () => {
    fc.assert(
      fc.property(amounts, width, (values, wide) => {
        const chart = waterfall(stackOf(values), { width: wide, writeTick: String });
        for (const step of chart.steps) {
          expect(step.width).toBeGreaterThan(0);
          expect(step.x).toBeGreaterThanOrEqual(chart.left);
          expect(step.x + step.width).toBeLessThanOrEqual(wide);
          expect(step.y + step.height).toBeLessThanOrEqual(chart.foot);
        }
        expect(waterfallSvg(chart, text)).not.toMatch(/NaN|Infinity/);
      }),
    );
  });

  test("writes names above the bars where a phone has no room beside them", () => {
    expect(waterfall(graphite, options).narrow).toBe(false);
    const phone = waterfall(graphite, { ...options, width: 340 });
    expect(phone.narrow).toBe(true);
    for (const step of phone.steps) expect(step.labelAt.y).toBeLessThan(step.y);
  });

  test("of two that are given the same end of the axis shows both on the same axis", () => {
    const both = { ...options, most: 20_000 };
    const [one, two] = [waterfall(graphite, both), waterfall(graphite.slice(0, 3), both)];
    expect(one.ticks.map((tick) => tick.text)).toEqual(two.ticks.map((tick) => tick.text));
    const share = (chart: typeof one) =>
      (chart.steps[0]?.width ?? 0) / ((chart.ticks.at(-1)?.x ?? Number.NaN) - chart.left);
    expect(share(one)).toBeCloseTo(3700 / 20_000, 9);
    expect(share(two)).toBeCloseTo(share(one), 9);
  });

  test("says what a hatch means only when something is hatched", () => {
    expect(waterfall(graphite, options).legend).toBe("preliminary or refundable");
    expect(waterfall(graphite.slice(0, 3), options).legend).toBeNull();
  });

  test("is drawn as it was when it was looked at", async () => {
    await expect(waterfallSvg(waterfall(graphite, options), text)).toMatchFileSnapshot("snapshots/waterfall.svg");
  });

  test("keeps names from the data in their place in the picture", () => {
    const svg = waterfallSvg(waterfall([layer("x", "<b>&", 1)], options), text);
    expect(svg).not.toContain("<b>");
  });
});
