import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type TornadoBar, tornado, tornadoSvg } from "./tornado.ts";

const text = { title: "What moves the answer", description: "The share that turns moves it most.", source: "BACI" };
const options = { width: 720, centre: 1_000_000_200, writeTick: (change: number) => `${change}` };
const bar = (label: string, low: number | null, high: number | null): TornadoBar => ({
  ...{ label, low, high },
  lowText: "10 %",
  highText: "50 %",
});
const bars = [
  bar("Freight", 1_000_000_190, 1_000_000_210),
  bar("Share that suppliers redirect", 1_000_000_900, 1_000_000_050),
  bar("Stocks", null, 1_000_000_260),
  bar("Penalty", 1_000_000_220, 1_000_000_240),
];

describe("a tornado", () => {
  test("puts the assumption on top that moves the answer most, and measures from the answer as it stands", () => {
    const chart = tornado(bars, options);
    expect(chart.bars.map(({ label }) => label)).toEqual([
      "Share that suppliers redirect",
      "Stocks",
      "Penalty",
      "Freight",
    ]);
    expect(chart.ticks.map((tick) => tick.text)).toContain("0");
    expect(chart.ticks.find((tick) => tick.text === "0")?.x).toBeCloseTo(chart.centreAt, 6);
    expect(chart.bars[1]?.low).toBeNull();
  });

  test("draws each end as long as its change, on its own side and within the picture", () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    const rows = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(rows, value, (pairs, centre) => {
        const chart = tornado(
          pairs.map(([low, high], at) => bar(`${at}`, low, high)),
          { ...options, centre },
        );
        const ends = pairs.flat();
        const longest = Math.max(...ends.map((end) => Math.abs(end - centre)));
        const widest = Math.max(...chart.bars.flatMap(({ low, high }) => [low?.width ?? 0, high?.width ?? 0]));
        for (const { label, low, high } of chart.bars) {
          const [isLow, isHigh] = pairs[Number(label)] ?? [0, 0];
          for (const [side, end] of [[low, isLow] as const, [high, isHigh] as const]) {
            if (longest > 1e-200)
              expect((side?.width ?? 0) / (widest || 1)).toBeCloseTo(Math.abs(end - centre) / longest, 5);
            expect((side?.x ?? 0) >= chart.left - 1e-6).toBe(true);
            expect((side?.x ?? 0) + (side?.width ?? 0)).toBeLessThanOrEqual(chart.right + 1e-6);
            if (end !== centre) expect(side?.isLeft).toBe(end < centre);
          }
        }
      }),
    );
  });

  test("puts names above their bars where there is little room, and keeps its words within the picture", () => {
    const chart = tornado(bars, { ...options, width: 320 });
    expect(chart.bars.every(({ labelAt, y }) => labelAt.isAbove && labelAt.y <= y)).toBe(true);
    expect(chart.legend.map(({ x }) => x)).toEqual([0, 0]);
    expect(chart.legend.every(({ y }) => y < chart.height)).toBe(true);
    expect(tornado(bars, options).bars.some(({ labelAt }) => labelAt.isAbove)).toBe(false);
  });

  test("stays as it is drawn", async () => {
    await expect(tornadoSvg(tornado(bars, options), text)).toMatchFileSnapshot("snapshots/tornado.svg");
  });
});
