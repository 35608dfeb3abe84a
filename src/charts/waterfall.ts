import { TEXT_SIZE } from "./chart-frame.ts";
import { estimateTextWidth } from "./svg.ts";
import { ticks } from "./ticks.ts";

/** What a step is: where the sum begins, what is added to it, or what it has come to. */
export type WaterfallPart = "base" | "layer" | "total";

/** One step of a sum. Numbers are for the drawing; what is read is `valueText`. */
export interface WaterfallItem {
  readonly id: string;
  readonly label: string;
  readonly part: WaterfallPart;
  /** Of a total, the whole sum; of any other step, what it adds. Nothing below zero is drawn. */
  readonly value: number;
  readonly valueText: string;
  /** Drawn with a hatch, such as an amount that is not final. */
  readonly hatched?: boolean;
}

export interface WaterfallOptions {
  readonly width: number;
  readonly writeTick: (value: number) => string;
  /** The end of the axis, so that two pictures can be compared; by default a round number past the largest sum. */
  readonly most?: number;
  /** What a hatch means, for the legend. */
  readonly hatchLabel?: string;
}

export interface PlacedStep extends WaterfallItem {
  /** Top of the step's row, and its height. */
  readonly top: number;
  readonly row: number;
  /** The bar. Its width is the value to scale, but never less than a hairline. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly labelAt: { readonly x: number; readonly y: number; readonly width: number };
  readonly textAt: { readonly x: number; readonly y: number };
}

export interface Waterfall {
  readonly width: number;
  readonly height: number;
  /** Where the axis begins. */
  readonly left: number;
  /** Where the rows end and the ticks are written. */
  readonly foot: number;
  /** Names stand above the bars where there is no room beside them. */
  readonly narrow: boolean;
  readonly steps: readonly PlacedStep[];
  /** From the end of a step to where the next begins. */
  readonly joins: readonly { readonly x: number; readonly from: number; readonly to: number }[];
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  readonly legend: string | null;
}

const ROW = 28;
const ROW_WITH_NAME = 46;
const THICK = 16;
const AXIS = 24;
const LEGEND = 22;
const NAMES = 0.38;
const NARROW = 520;
const HAIRLINE = 1.5;

const size = (value: number): number => (value > 0 && value < Infinity ? value : 0);

/** How far the sum has come after each step. */
function sums(items: readonly WaterfallItem[]): readonly { readonly from: number; readonly to: number }[] {
  let sum = 0;
  return items.map(({ part, value }) => {
    const from = part === "total" ? 0 : sum;
    const to = part === "total" ? size(value) : sum + size(value);
    sum = to;
    return { from, to };
  });
}

/** The steps of a sum one below another: each bar begins where the one above it ends, a total begins at zero. */
export function waterfall(items: readonly WaterfallItem[], options: WaterfallOptions): Waterfall {
  const { width, writeTick } = options;
  const narrow = width < NARROW;
  const names = Math.max(0, ...items.map((item) => estimateTextWidth(item.label, TEXT_SIZE)));
  const left = narrow ? 0 : Math.min(names, width * NAMES) + 10;
  const texts = Math.max(0, ...items.map((item) => estimateTextWidth(item.valueText, TEXT_SIZE)));
  const room = Math.max(1, width - left - (narrow ? 12 : texts + 16));
  const reach = sums(items);
  const most = options.most ?? Math.max(0, ...reach.map(({ to }) => to));
  const steps = ticks(0, most, narrow ? 3 : 4);
  const end = steps.at(-1) ?? 0;
  const scale = end > 0 ? room / end : 0;
  const row = narrow ? ROW_WITH_NAME : ROW;
  const placed = items.map((item, at): PlacedStep => {
    const { from, to } = reach[at] ?? { from: 0, to: 0 };
    const top = at * row;
    const y = narrow ? top + row - THICK - 6 : top + (ROW - THICK) / 2;
    const x = left + from * scale;
    const bar = Math.max(HAIRLINE, (to - from) * scale);
    return {
      ...item,
      top,
      row,
      x,
      y,
      width: bar,
      height: THICK,
      labelAt: narrow
        ? { x: 0, y: top + 16, width: Math.max(0, width - texts - 16) }
        : { x: left - 8, y: y + THICK / 2 + 4.5, width: left - 8 },
      textAt: narrow ? { x: width - 4, y: top + 16 } : { x: x + bar + 8, y: y + THICK / 2 + 4.5 },
    };
  });
  const joins = placed.slice(1).map((step, at) => {
    const before = placed[at] ?? step;
    return { x: left + (reach[at]?.to ?? 0) * scale, from: before.y + before.height, to: step.y };
  });
  const foot = items.length * row;
  const legend = items.some(({ hatched }) => hatched) ? (options.hatchLabel ?? "not final") : null;
  return {
    width,
    height: foot + AXIS + (legend === null ? 0 : LEGEND),
    left,
    foot,
    narrow,
    steps: placed,
    joins,
    ticks: steps.map((value) => ({ x: left + value * scale, text: writeTick(value) })),
    legend,
  };
}
