import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Bar, barChart, barChartSvg } from "./bar-chart.ts";
import { chartCaption } from "./chart-caption.ts";
import { colourTokens } from "./colours.ts";
import { seriesChart, seriesChartSvg } from "./series-chart.ts";
import { ticks } from "./ticks.ts";

const percent = (value: number) => `${Math.round(value * 100)} %`;
const text = { title: "Value added", description: "China adds 87 %.", source: "BACI" };
const bars: readonly Bar[] = [
  { label: "China", value: 0.866, valueText: "86.6 % (71.3–99.8)", low: 0.713, high: 0.998, mark: 0.745 },
  { label: "Japan", value: 0.05, valueText: "5.0 %", low: 0, high: 0.12, mark: 0.045, estimated: 0.02 },
  { label: "A very long name of a country that cannot fit", value: 0.01, valueText: "1.0 %" },
];
const options = { width: 760, writeTick: percent, most: 1, markLabel: "bought directly", bandLabel: "least and most" };

test("ticks are round, begin at zero or below and reach past the largest value", () => {
  expect(ticks(0, 0.866)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(ticks(-3, 12)).toEqual([-5, 0, 5, 10, 15]);
  expect(ticks(0, 0)).toEqual([0]);
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e15, noNaN: true }), (most) => {
      const steps = ticks(0, most);
      expect(steps.length).toBeLessThan(12);
      expect(steps.at(-1) ?? 0).toBeGreaterThanOrEqual(most * (1 - 1e-9));
    }),
  );
});

describe("bars", () => {
  test("are as long as their value, the estimated part with them, and stay in the box with their texts' beginnings", () => {
    const value = fc.double({ min: 0, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), (values) => {
        const items = values.map((each) => ({ label: "x", value: each, valueText: "y", estimated: each / 2 }));
        const chart = barChart(items, { width: 600, writeTick: String });
        const largest = chart.bars.reduce((best, bar) => (bar.value > best.value ? bar : best));
        for (const bar of chart.bars) {
          if (largest.value > 1e-200)
            expect(bar.width / (largest.width || 1)).toBeCloseTo(bar.value / largest.value, 5);
          expect(bar.estimatedWidth).toBeCloseTo(bar.width / 2);
          expect(chart.left + bar.width).toBeLessThanOrEqual(600);
          expect(bar.y + bar.height).toBeLessThanOrEqual(chart.height);
        }
      }),
    );
  });

  test("a band holds its value, and the text stands clear of band and mark", () => {
    for (const bar of barChart(bars, options).bars) {
      const left = barChart(bars, options).left;
      if (bar.band === null) continue;
      expect(bar.band.from).toBeLessThanOrEqual(left + bar.width);
      expect(bar.band.to).toBeGreaterThanOrEqual(left + bar.width);
      expect(bar.textAt).toBeGreaterThan(Math.max(bar.band.to, bar.markAt ?? 0));
    }
  });

  test("are drawn as they were when they were looked at", async () => {
    await expect(barChartSvg(barChart(bars, options), text)).toMatchFileSnapshot("snapshots/bars.svg");
  });

  test("names from the data cannot leave their place in the picture", () => {
    const svg = barChartSvg(barChart([{ label: "<b>&", value: 1, valueText: '"><script>' }], options), text);
    expect(svg).not.toMatch(/<b>|<script/);
  });
});

const month = (at: number) => `2024-${String(at + 1).padStart(2, "0")}-01`;
const series = [
  { label: "Price", points: [3, 4, null, 6, null, 7, 8].map((value, at) => ({ day: month(at), value })) },
  { label: "Reference", points: [2, 2, 2, 2, 2, 2, 2].map((value, at) => ({ day: month(at), value })) },
];
const seriesOptions = {
  width: 720,
  height: 260,
  writeTick: (value: number) => `USD ${value}`,
  events: [
    { day: "2024-03-15", label: "Licence needed" },
    { day: "2031-01-01", label: "Outside" },
  ],
};

describe("series", () => {
  test("what is missing is a gap: the line is cut, and a lone point is a dot", () => {
    const [price, reference] = seriesChart(series, seriesOptions).series;
    expect(price?.path.match(/M/g)).toHaveLength(2);
    expect(price?.lone).toHaveLength(1);
    expect(reference?.path.match(/M/g)).toHaveLength(1);
  });

  test("two lines differ by dash as well as by colour, and events outside the span are not drawn", () => {
    const chart = seriesChart(series, seriesOptions);
    expect(new Set(chart.series.map((each) => each.dash)).size).toBe(2);
    expect(chart.events.map((event) => event.label)).toEqual(["Licence needed"]);
  });

  test("everything has a place inside the box and is a number, whatever the values", () => {
    const value = fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 12 }), (values) => {
        const points = values.map((each, at) => ({ day: month(at), value: each }));
        const chart = seriesChart([{ label: "x", points }], { ...seriesOptions, events: [] });
        const svg = seriesChartSvg(chart, text);
        expect(svg).not.toMatch(/NaN|Infinity/);
        for (const each of chart.series) {
          for (const [, x, y] of each.path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)) {
            expect(Number(x)).toBeLessThanOrEqual(720);
            expect(Number(y)).toBeGreaterThanOrEqual(0);
            expect(Number(y)).toBeLessThanOrEqual(260);
          }
        }
      }),
    );
  });

  test("a band is cut where one of its ends is not known, and the axis has room for all of it", () => {
    const ends: (number | null)[] = [9, 10, null, 40, 12];
    const points = ends.map((high, at) => ({ day: month(at), low: at === 4 ? null : 1, high }));
    const chart = seriesChart(series, { ...seriesOptions, bands: [{ label: "Interval of 90 %", points }] });
    const [band] = chart.bands;
    expect(band?.path.match(/M/g)).toHaveLength(2);
    expect(chart.ticks.at(-1)?.text).toBe("USD 40");
    const heights = [...(band?.path ?? "").matchAll(/[ML]-?[\d.]+ (-?[\d.]+)/g)].map(([, y]) => Number(y));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(0);
    expect(chart.foot).toBeLessThan(seriesChart(series, seriesOptions).foot);
    expect(seriesChartSvg(chart, text)).toContain("Interval of 90 %");
  });

  test("what happens within the last period stands at its point", () => {
    const events = [{ day: "2024-07-20", label: "In July" }];
    const chart = seriesChart(series, { ...seriesOptions, events });
    expect(chart.events.map(({ x }) => x)).toEqual([chart.places.at(-1)?.x]);
    expect(seriesChart(series, { ...seriesOptions, events: [{ day: "2024-08-02", label: "" }] }).events).toEqual([]);
  });

  test("each known figure has its place, and days of gaps have one too", () => {
    const chart = seriesChart(series, seriesOptions);
    expect(chart.series[0]?.points.map(({ day }) => day)).toEqual([0, 1, 3, 5, 6].map(month));
    expect(chart.places.map(({ day }) => day)).toEqual([0, 1, 2, 3, 4, 5, 6].map(month));
  });

  test("are drawn as they were when they were looked at", async () => {
    await expect(seriesChartSvg(seriesChart(series, seriesOptions), text)).toMatchFileSnapshot("snapshots/series.svg");
  });
});

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const [r = 0, g = 0, blue = 0] = [1, 3, 5].map((at) => {
      const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

test.each(["light", "dark"] as const)("on %s paper every mark has 3:1 and every text 4.5:1", (mode) => {
  const tokens = colourTokens(mode);
  const paper = tokens["--paper"] ?? "";
  for (const tier of [0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(contrast(tokens[`--tier-${tier}`] ?? "", paper)).toBeGreaterThan(3);
  for (const text of ["--ink", "--muted", "--accent"]) expect(contrast(tokens[text] ?? "", paper)).toBeGreaterThan(4.5);
});

test("a caption states the finding, then what is drawn and what is left out", () => {
  expect(chartCaption("China sells 74.5 %", ["2 of 5 flows, 90 % of value", ""])).toBe(
    "China sells 74.5 %. 2 of 5 flows, 90 % of value.",
  );
});
