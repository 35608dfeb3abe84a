import { type ChartText, framedSvg, hatchName, type SvgOptions, TEXT_SIZE } from "./chart-frame.ts";
import { ACCENT, INK, PAPER } from "./colours.ts";
import { coordinate, escapeXml, estimateTextWidth, fitText } from "./svg.ts";
import { ticks } from "./ticks.ts";

/** One bar. All numbers are for the drawing; what is read is `valueText`. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly valueText: string;
  /** The least and the most that the value may be, drawn as a line with ends. */
  readonly low?: number;
  readonly high?: number;
  /** Of the value, what is estimated: hatched. */
  readonly estimated?: number;
  /** A second figure to compare with, drawn as a diamond. */
  readonly mark?: number;
}

export interface BarChartOptions {
  readonly width: number;
  /** How a tick is written, such as "20 %". */
  readonly writeTick: (value: number) => string;
  /** The end of the axis; by default a round number past the largest figure. */
  readonly most?: number;
  /** What the diamond and the line mean, for the legend. */
  readonly markLabel?: string;
  readonly bandLabel?: string;
}

export interface PlacedBar extends Bar {
  readonly y: number;
  readonly height: number;
  readonly width: number;
  readonly estimatedWidth: number;
  readonly band: { readonly from: number; readonly to: number } | null;
  readonly markAt: number | null;
  readonly textAt: number;
}

export interface BarChart {
  readonly width: number;
  readonly height: number;
  /** Left end of the bars; the names stand before it. */
  readonly left: number;
  readonly bars: readonly PlacedBar[];
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  readonly legend: { readonly band: string | null; readonly mark: string | null };
}

const ROW = 28;
const THICK = 16;
const AXIS = 24;
const LEGEND = 22;
const NAMES = 0.3;

const size = (value: number | undefined): number => (value !== undefined && value > 0 && value < Infinity ? value : 0);

/** Horizontal bars from zero, one below another, in the order given. */
export function barChart(items: readonly Bar[], options: BarChartOptions): BarChart {
  const { width, writeTick } = options;
  const names = Math.max(0, ...items.map((item) => estimateTextWidth(item.label, TEXT_SIZE)));
  const left = Math.min(names, width * NAMES) + 10;
  const texts = Math.max(0, ...items.map((item) => estimateTextWidth(item.valueText, TEXT_SIZE)));
  const room = Math.max(1, width - left - texts - 16);
  const most = Math.max(0, ...items.flatMap(({ value, high, mark }) => [size(value), size(high), size(mark)]));
  const steps = ticks(0, options.most ?? most, 4).filter((step) => step <= (options.most ?? Infinity));
  const end = options.most ?? steps.at(-1) ?? 0;
  const x = (value: number | undefined): number => (end <= 0 ? 0 : (room * Math.min(size(value), end)) / end);
  const bars = items.map((item, at): PlacedBar => {
    const bar = x(item.value);
    const band =
      item.low === undefined || item.high === undefined ? null : { from: left + x(item.low), to: left + x(item.high) };
    const markAt = item.mark === undefined ? null : left + x(item.mark);
    return {
      ...item,
      y: at * ROW + (ROW - THICK) / 2,
      height: THICK,
      width: bar,
      estimatedWidth: size(item.value) === 0 ? 0 : (bar * Math.min(size(item.estimated), item.value)) / item.value,
      band,
      markAt,
      textAt: Math.max(left + bar, band?.to ?? 0, (markAt ?? 0) + 4) + 8,
    };
  });
  const legend = {
    band: bars.some((bar) => bar.band !== null) ? (options.bandLabel ?? "least and most") : null,
    mark: bars.some((bar) => bar.markAt !== null) ? (options.markLabel ?? "compared with") : null,
  };
  return {
    width,
    height: items.length * ROW + AXIS + (legend.band === null && legend.mark === null ? 0 : LEGEND),
    left,
    bars,
    ticks: steps.map((value) => ({ x: left + x(value), text: writeTick(value) })),
    legend,
  };
}

const diamond = (x: number, y: number): string => `M${coordinate(x)} ${coordinate(y - 6)}l5 6l-5 6l-5 -6Z`;
const bandPath = (from: number, to: number, y: number): string =>
  `M${coordinate(from)} ${coordinate(y - 5)}v10M${coordinate(to)} ${coordinate(y - 5)}v10M${coordinate(from)} ${coordinate(y)}H${coordinate(to)}`;

/** The line of a band on a light edge, so that it is seen on its bar as well. */
const bandMarks = (path: string): string => `<path class="edge" d="${path}"/><path class="band" d="${path}"/>`;

/** A bar chart as self-contained SVG. */
export function barChartSvg(chart: BarChart, text: ChartText, options: SvgOptions = {}): string {
  const c = coordinate;
  const { left, bars } = chart;
  const foot = bars.length * ROW;
  const grid = chart.ticks.map(
    ({ x, text: words }, at) =>
      `<path class="axis" d="M${c(x)} 0V${c(foot)}"/>` +
      `<text class="muted small" x="${c(x)}" y="${c(foot + 16)}" text-anchor="${at === 0 ? "start" : "middle"}">${escapeXml(words)}</text>`,
  );
  const marks = bars.map((bar) => {
    const middle = bar.y + bar.height / 2;
    const baseline = c(middle + 4.5);
    const name = fitText(bar.label, TEXT_SIZE, left - 8);
    return [
      `<g><title>${escapeXml(`${bar.label}: ${bar.valueText}`)}</title>`,
      `<text x="${c(left - 8)}" y="${baseline}" text-anchor="end">${escapeXml(name)}</text>`,
      `<rect class="bar" x="${c(left)}" y="${c(bar.y)}" width="${c(bar.width)}" height="${c(bar.height)}"/>`,
      bar.estimatedWidth === 0
        ? ""
        : `<rect fill="url(#${hatchName(options)})" x="${c(left + bar.width - bar.estimatedWidth)}" y="${c(bar.y)}" ` +
          `width="${c(bar.estimatedWidth)}" height="${c(bar.height)}"/>`,
      bar.band === null ? "" : bandMarks(bandPath(bar.band.from, bar.band.to, middle)),
      bar.markAt === null ? "" : `<path class="mark" d="${diamond(bar.markAt, middle)}"/>`,
      `<text class="halo" x="${c(bar.textAt)}" y="${baseline}">${escapeXml(bar.valueText)}</text></g>`,
    ].join("");
  });
  const at = foot + AXIS + 14;
  const { band, mark } = chart.legend;
  const second = left + (band === null ? 0 : 44 + estimateTextWidth(band, 12));
  const legend = [
    band === null
      ? ""
      : `<path class="band" d="${bandPath(left, left + 24, at - 4)}"/><text class="small" x="${c(left + 32)}" y="${c(at)}">${escapeXml(band)}</text>`,
    mark === null
      ? ""
      : `<path class="mark" d="${diamond(second + 6, at - 4)}"/><text class="small" x="${c(second + 18)}" y="${c(at)}">${escapeXml(mark)}</text>`,
  ];
  return framedSvg(
    {
      text,
      width: chart.width + 48,
      height: chart.height + 8,
      hatched: true,
      rules: (mode) => [
        `.bar{fill:${ACCENT[mode]}}`,
        `.edge{fill:none;stroke:${PAPER[mode]};stroke-width:4}`,
        `.band{fill:none;stroke:${INK[mode]};stroke-width:1.5}`,
        `.mark{fill:${mode === "light" ? "#D55E00" : "#E97A2B"};stroke:${INK[mode]}}`,
      ],
      body: ['<g transform="translate(24 4)">', ...grid, ...marks, ...legend, "</g>"]
        .filter((line) => line !== "")
        .join("\n"),
    },
    options,
  );
}
