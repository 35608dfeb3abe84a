import fc from "fast-check";
import { expect, test } from "vitest";
import { type Span, spanChart } from "./span-chart.ts";

const DAY = 20_000;
const span = (from: number | null, until: number | null): Span => ({ id: "a", label: "A", text: "60 %", from, until });

test("an end that is not known runs to the edge of the picture", () => {
  const chart = spanChart([span(null, DAY), span(DAY, null)], [], { width: 800, days: [DAY] });
  const [first, second] = chart.spans;
  expect(first?.x).toBe(chart.x(chart.first));
  expect(second?.x).toBe(chart.x(DAY));
  expect((second?.x ?? 0) + (second?.width ?? 0)).toBeCloseTo(chart.x(chart.last));
});

test("every day that is named lies in the picture, and a place leads back to its day", () => {
  const day = fc.integer({ min: 0, max: 40_000 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(day, day), { maxLength: 8 }),
      day,
      fc.integer({ min: 300, max: 1200 }),
      (ends, on, width) => {
        const spans = ends.map(([a, b]) => span(Math.min(a, b), Math.max(a, b)));
        const chart = spanChart(spans, [{ id: "m", label: "Rule", day: on }], { width, days: [on] });
        for (const each of chart.spans) {
          expect(each.x).toBeGreaterThanOrEqual(0);
          expect(each.x + each.width).toBeLessThanOrEqual(width + 2);
        }
        const days = (chart.last - chart.first) / (width - 16);
        expect(Math.abs(chart.dayAt(chart.x(on)) - on)).toBeLessThanOrEqual(Math.max(1, days));
        for (const [at, { x }] of chart.years.slice(1).entries()) {
          expect(x - (chart.years[at]?.x ?? 0)).toBeGreaterThan(40);
        }
      },
    ),
  );
});

test("marked days whose names would touch stand one below another", () => {
  const marks = [DAY, DAY + 10, DAY + 4000].map((day, at) => ({ id: `${at}`, label: "A rule", day }));
  const chart = spanChart([span(DAY, null)], marks, { width: 800, days: [] });
  expect(chart.marks.map(({ line }) => line)).toEqual([0, 1, 0]);
  expect(chart.spans[0]?.y).toBeGreaterThan(2 * 16);
});

test("a rule of long ago does not stretch the picture", () => {
  const marks = [8000, DAY].map((day, at) => ({ id: `${at}`, label: "A rule", day }));
  const chart = spanChart([span(DAY - 400, null)], marks, { width: 800, days: [] });
  expect(chart.first).toBeGreaterThan(DAY - 800);
  expect(chart.marks[0]).toMatchObject({ x: chart.x(chart.first), text: "‹ 1991 A rule" });
});
