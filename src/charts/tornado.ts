import { type ChartText, framedSvg, hatchName, type SvgOptions, TEXT_SIZE } from "./chart-frame.ts";
import { INK, tierColour } from "./colours.ts";
import { coordinate, escapeXml, estimateTextWidth, fitText } from "./svg.ts";
import { ticks } from "./ticks.ts";

/** What an answer becomes when one assumption alone is set low and set high. Numbers are for the drawing. */
export interface TornadoBar {
  readonly label: string;
  /** The answer where the assumption is at its low end; null where there is none. */
  readonly low: number | null;
  readonly high: number | null;
  /** What the assumption is at each end, such as "10 %". */
  readonly lowText: string;
  readonly highText: string;
}

export interface TornadoOptions {
  readonly width: number;
  /** The answer as it stands: where the bars begin. */
  readonly centre: number;
  /** How a change of the answer is written; 0 is the answer as it stands. */
  readonly writeTick: (change: number) => string;
}

interface Side {
  readonly x: number;
  readonly width: number;
  readonly text: string;
  readonly textAt: number;
  /** Whether the bar lies to the left of the answer as it stands. */
  readonly isLeft: boolean;
}

export interface PlacedTornadoBar {
  readonly label: string;
  /** Where the name stands: before the bar, or, where there is little room, above it. */
  readonly labelAt: { readonly x: number; readonly y: number; readonly width: number; readonly isAbove: boolean };
  readonly y: number;
  readonly height: number;
  readonly low: Side | null;
  readonly high: Side | null;
}

export interface Tornado {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly foot: number;
  readonly centreAt: number;
  readonly bars: readonly PlacedTornadoBar[];
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  readonly legend: readonly { readonly kind: "low" | "high"; readonly x: number; readonly y: number }[];
}

const ROW = 28;
const THICK = 15;
const AXIS = 24;
const LEGEND = 22;
const NAMES = 0.32;
/** Below it names stand above their bars, and take so much height there. */
const NARROW = 480;
const NAME_LINE = 20;
const LEGEND_WIDTH = 170;
/** Of the frame round the chart, what a text may reach into. */
const MARGIN = 20;
const GAP = 6;
/** Room that the name of a tick asks on the axis. */
const TICK = 100;

const known = (value: number | null): value is number => value !== null && Number.isFinite(value);

/** How far an assumption moves the answer, from end to end. */
function swing({ low, high }: Pick<TornadoBar, "low" | "high">, centre: number): number {
  const ends = [low, high, centre].filter(known);
  return Math.max(...ends) - Math.min(...ends);
}

/** One bar an assumption, the one that moves the answer most at the top; both ends from the answer as it stands. */
export function tornado(items: readonly TornadoBar[], options: TornadoOptions): Tornado {
  const { width, centre, writeTick } = options;
  const sorted = items
    .map((item, at) => ({ item, at, swing: swing(item, centre) }))
    .sort((a, b) => b.swing - a.swing || a.at - b.at)
    .map(({ item }) => item);
  const names = Math.max(0, ...sorted.map(({ label }) => estimateTextWidth(label, TEXT_SIZE)));
  const texts = Math.max(
    0,
    ...sorted.flatMap((bar) => [bar.lowText, bar.highText]).map((text) => estimateTextWidth(text, 12)),
  );
  const beside = Math.min(texts, width * 0.18) + GAP;
  const isNarrow = width < NARROW;
  const left = isNarrow ? 0 : Math.min(names, width * NAMES) + 10;
  const row = isNarrow ? ROW + NAME_LINE : ROW;
  const [start, end] = [left + beside, Math.max(left + beside + 1, width - beside - GAP)];
  const changes = sorted.flatMap(({ low, high }) => [low, high]).flatMap((end) => (known(end) ? [end - centre] : []));
  const steps = ticks(
    Math.min(0, ...changes),
    Math.max(0, ...changes),
    Math.min(4, Math.max(1, Math.floor((end - start) / TICK) - 1)),
  );
  const [bottom, top] = [steps[0] ?? 0, steps.at(-1) ?? 0];
  const x = (change: number): number =>
    top > bottom ? start + ((change - bottom) / (top - bottom)) * (end - start) : (start + end) / 2;
  const centreAt = x(0);

  const sideOf = (value: number | null, text: string, isLow: boolean): Side | null => {
    if (!known(value)) return null;
    const at = x(value - centre);
    const isLeft = value < centre || (value === centre && isLow);
    const textAt = isLeft ? at - GAP : at + GAP;
    return {
      x: Math.min(at, centreAt),
      width: Math.abs(at - centreAt),
      text: fitText(text, 12, isLeft ? textAt - left + MARGIN : width + MARGIN - textAt),
      textAt,
      isLeft,
    };
  };
  const foot = sorted.length * row + 4;
  const isFolded = left + 2 * LEGEND_WIDTH > width;
  const legendAt = foot + AXIS + 14;
  return {
    width,
    height: foot + AXIS + (isFolded ? 2 : 1) * LEGEND,
    ...{ left, right: end, foot, centreAt },
    bars: sorted.map((bar, at) => ({
      label: bar.label,
      labelAt: isNarrow
        ? { x: 0, y: at * row + 15, width, isAbove: true }
        : { x: left - 8, y: at * row + ROW / 2 + 4.5, width: left - 8, isAbove: false },
      y: at * row + (row - ROW) + (ROW - THICK) / 2,
      height: THICK,
      low: sideOf(bar.low, bar.lowText, true),
      high: sideOf(bar.high, bar.highText, false),
    })),
    ticks: steps.map((value) => ({ x: x(value), text: writeTick(value) })),
    legend: (["low", "high"] as const).map((kind, at) =>
      isFolded ? { kind, x: left, y: legendAt + at * LEGEND } : { kind, x: left + at * LEGEND_WIDTH, y: legendAt },
    ),
  };
}

/** A tornado as self-contained SVG: full where the assumption is high, hatched where it is low. */
export function tornadoSvg(chart: Tornado, text: ChartText, options: SvgOptions = {}): string {
  const c = coordinate;
  const { foot, centreAt } = chart;
  const box = (kind: "low" | "high", x: number, y: number, width: number, height: number): string => {
    const at = `x="${c(x)}" y="${c(y)}" width="${c(width)}" height="${c(height)}"`;
    return `<rect class="${kind}" ${at}/>${kind === "low" ? `<rect fill="url(#${hatchName(options)})" ${at}/>` : ""}`;
  };
  const grid = chart.ticks.map(
    ({ x, text: words }) =>
      `<path class="axis" d="M${c(x)} 0V${c(foot)}"/>` +
      `<text class="muted small" x="${c(x)}" y="${c(foot + 16)}" text-anchor="middle">${escapeXml(words)}</text>`,
  );
  const bars = chart.bars.map((bar) => {
    const middle = bar.y + bar.height / 2 + 4.5;
    // Where both ends lie on one side, what is farther is drawn first and its text alone has room.
    const sides = (["low", "high"] as const)
      .flatMap((kind) => (bar[kind] === null ? [] : [{ kind, side: bar[kind] }]))
      .sort((a, b) => b.side.width - a.side.width);
    const drawn = sides.map(({ kind, side }, at) => {
      const isHidden = at > 0 && sides[0]?.side.isLeft === side.isLeft;
      const words = isHidden
        ? ""
        : `<text class="small halo" x="${c(side.textAt)}" y="${c(middle)}" text-anchor="${side.isLeft ? "end" : "start"}">${escapeXml(side.text)}</text>`;
      return box(kind, side.x, bar.y, side.width, bar.height) + words;
    });
    const said = sides.map(({ kind, side }) => `${kind} ${side.text}`).join(", ");
    return (
      `<g><title>${escapeXml(`${bar.label}: ${said}`)}</title>` +
      `<text x="${c(bar.labelAt.x)}" y="${c(bar.labelAt.y)}"${bar.labelAt.isAbove ? ' class="halo"' : ' text-anchor="end"'}>` +
      `${escapeXml(fitText(bar.label, TEXT_SIZE, bar.labelAt.width))}</text>` +
      `${drawn.join("")}</g>`
    );
  });
  const legend = chart.legend.map(
    ({ kind, x, y }) =>
      box(kind, x, y - 10, 16, 12) +
      `<text class="small" x="${c(x + 22)}" y="${c(y)}">assumption at its ${kind}</text>`,
  );
  return framedSvg(
    {
      text,
      width: chart.width + 48,
      height: chart.height + 8,
      hatched: true,
      rules: (mode) => [
        `.high{fill:${tierColour(3)[mode]};stroke:${tierColour(3)[mode]}}`,
        `.low{fill:${tierColour(5)[mode]};stroke:${tierColour(5)[mode]}}`,
        `.centre{stroke:${INK[mode]};stroke-width:1.5}`,
      ],
      body: [
        '<g transform="translate(24 4)">',
        ...grid,
        ...bars,
        `<path class="centre" d="M${c(centreAt)} 0V${c(foot)}"/>`,
        ...legend,
        "</g>",
      ].join("\n"),
    },
    options,
  );
}
