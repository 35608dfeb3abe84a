import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type StackedBarsOptions, stackedBars, stackedBarsSvg } from "./stacked-bars.ts";

const text = { title: "Capacity", description: "China stands, Indonesia builds.", source: "A report" };
const options: StackedBarsOptions = {
  width: 720,
  writeTick: (value) => `${value / 1000}k`,
  markLabel: "nameplate",
  kinds: [
    { label: "operational", texture: "solid" },
    { label: "under construction", texture: "hatched" },
    { label: "planned", texture: "open" },
  ],
};
const part = (kind: number, value: number) => ({ kind, value, valueText: `${value} t` });
const groups = [
  {
    label: "A report, 2024",
    rows: [
      { label: "China", text: "1,290,400 t", parts: [part(0, 1_104_000), part(1, 186_400)] },
      { label: "Indonesia", text: "160,000 t", parts: [part(0, 80_000), part(1, 80_000)], mark: 170_000 },
      { label: "Finland", text: "100,000 t", parts: [part(2, 100_000)] },
    ],
  },
  { label: "Another, 2025", rows: [{ label: "Indonesia", text: "160,000 t", parts: [part(2, 160_000)] }] },
];

describe("stacked bars", () => {
  test("stand on end: each part begins where the one before it ends, as long as its value", () => {
    const value = fc.double({ min: 0, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.array(value, { maxLength: 3 }), { minLength: 1, maxLength: 8 }), (rows) => {
        const chart = stackedBars(
          [{ label: "", rows: rows.map((own) => ({ label: "x", text: "y", parts: own.map((v, k) => part(k, v)) })) }],
          options,
        );
        const largest = Math.max(0, ...rows.flat());
        const longest = Math.max(0, ...chart.rows.flatMap((row) => row.parts.map(({ width }) => width)));
        for (const { parts, y, height } of chart.rows) {
          let x = chart.left;
          for (const each of parts) {
            expect(each.x).toBeCloseTo(x, 6);
            if (largest > 1e-200) expect(each.width / (longest || 1)).toBeCloseTo(each.value / largest, 5);
            x += each.width;
          }
          expect(x).toBeLessThanOrEqual(options.width);
          expect(y + height).toBeLessThanOrEqual(chart.foot);
        }
      }),
    );
  });

  test("the legend names what is drawn and nothing else", () => {
    expect(stackedBars(groups, options).legend.map(({ label }) => label)).toEqual([
      "operational",
      "under construction",
      "planned",
      "nameplate",
    ]);
    const alone = (kind: number) => [{ label: "", rows: [{ label: "x", text: "y", parts: [part(kind, 1)] }] }];
    expect(stackedBars(alone(0), options).legend).toEqual([]);
    expect(stackedBars(alone(2), options).legend.map(({ label }) => label)).toEqual(["planned"]);
  });

  test("a narrow legend goes on in the next line", () => {
    const narrow = stackedBars(groups, { ...options, width: 260 });
    expect(new Set(narrow.legend.map(({ y }) => y)).size).toBeGreaterThan(1);
    for (const { y } of narrow.legend) expect(y).toBeLessThan(narrow.height);
  });

  test("are drawn as they were when they were looked at", async () => {
    await expect(stackedBarsSvg(stackedBars(groups, options), text)).toMatchFileSnapshot("snapshots/stacked-bars.svg");
  });

  test("names from the data cannot leave their place in the picture", () => {
    const rows = [{ label: "<b>&", text: '"><script>', parts: [part(0, 1)] }];
    const svg = stackedBarsSvg(stackedBars([{ label: "<i>", rows }], options), text);
    expect(svg).not.toMatch(/<b>|<script|<i>/);
  });
});
