import { type ChartText, framedSvg, type SvgOptions, TEXT_SIZE } from "./chart-frame.ts";
import { INK, MUTED, tierColour } from "./colours.ts";
import { coordinate, escapeXml, estimateTextWidth, fitText } from "./svg.ts";
import { ticks } from "./ticks.ts";

/** A figure of one day or period; `null` where nothing is known, which stays a gap. */
export interface SeriesPoint {
  /** "2024-03-01": the first day of what it is the figure of. */
  readonly day: string;
  readonly value: number | null;
}

export interface Series {
  readonly label: string;
  /** By day, ascending. Days that are missing between two points one step apart or more are not bridged if null. */
  readonly points: readonly SeriesPoint[];
}

/** What lay between two figures on each day, such as the interval of what was expected. */
export interface SeriesBand {
  readonly label: string;
  /** By day, ascending; where either end is not known there is no band. */
  readonly points: readonly { readonly day: string; readonly low: number | null; readonly high: number | null }[];
}

/** Something that happened on a day, such as a measure that began. */
export interface SeriesEvent {
  readonly day: string;
  readonly label: string;
}

export interface SeriesChartOptions {
  readonly width: number;
  readonly height: number;
  readonly writeTick: (value: number) => string;
  readonly events?: readonly SeriesEvent[];
  readonly bands?: readonly SeriesBand[];
}

export interface PlacedSeries {
  readonly label: string;
  /** Where each known figure lies. */
  readonly points: readonly { readonly day: string; readonly x: number; readonly y: number }[];
  /** One line for each stretch without a gap. */
  readonly path: string;
  /** Points that have a gap on both sides; a line cannot show them. */
  readonly lone: readonly { readonly x: number; readonly y: number }[];
  readonly dash: string | null;
  readonly labelAt: { readonly x: number; readonly y: number };
}

export interface SeriesChart {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly foot: number;
  readonly series: readonly PlacedSeries[];
  /** An area for each band, closed for each stretch without a gap; a lone day is a stroke. */
  readonly bands: readonly { readonly label: string; readonly path: string }[];
  /** Where the names of bands stand; null where there are none. */
  readonly legend: number | null;
  /** Every day that has a figure or a gap, ascending. */
  readonly places: readonly { readonly day: string; readonly x: number }[];
  readonly ticks: readonly { readonly y: number; readonly text: string }[];
  readonly days: readonly { readonly x: number; readonly text: string }[];
  readonly events: readonly { readonly x: number; readonly label: string; readonly lane: number }[];
}

const DASHES = [null, "7 4", "2 4", "10 3 2 3"];
const AXIS = 26;
const EVENT_LINE = 16;
const LABEL_HEIGHT = 16;
const LEGEND = 22;
/** Room that the name of a day asks on the axis. */
const DAY_WIDTH = 56;
const DAY = 86_400_000;

const dayNumber = (day: string): number =>
  Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1, +(day.slice(8, 10) || 1)) / DAY;

/** Years where the span is long, else months, at most `most` of them. */
function dayTicks(from: number, until: number, most: number): { readonly day: number; readonly text: string }[] {
  const date = (day: number) => new Date(day * DAY);
  const isLong = until - from > 900;
  const months: { day: number; text: string }[] = [];
  const first = date(from);
  for (let at = first.getUTCFullYear() * 12 + (isLong ? 0 : first.getUTCMonth()); ; at += isLong ? 12 : 1) {
    const day = Date.UTC(Math.floor(at / 12), at % 12, 1) / DAY;
    if (day > until) break;
    const text = new Date(day * DAY).toISOString().slice(0, isLong ? 4 : 7);
    if (day >= from) months.push({ day, text });
  }
  const every = Math.ceil(months.length / most);
  return months.filter((_, at) => at % every === 0);
}

/** How long a period is: what happens within the last one stands at its point. One day where there are no two. */
function shortestStep(days: readonly number[]): number {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  return Math.max(1, Math.min(...sorted.slice(1).map((day, at) => day - (sorted[at] ?? day)), 366));
}

/** Names at the right end, moved apart where lines end close together. */
function spread(wanted: readonly number[], least: number, most: number): number[] {
  const order = wanted.map((_, at) => at).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || a - b);
  const placed = [...wanted];
  let floor = least;
  for (const at of order) {
    placed[at] = Math.max(placed[at] ?? 0, floor);
    floor = (placed[at] ?? 0) + LABEL_HEIGHT;
  }
  let ceiling = most;
  for (const at of order.toReversed()) {
    placed[at] = Math.max(least, Math.min(placed[at] ?? 0, ceiling));
    ceiling = (placed[at] ?? 0) - LABEL_HEIGHT;
  }
  return placed;
}

interface Spot {
  readonly day: string;
  readonly x: number;
  readonly y: number;
}

/** What is known, cut into stretches without a gap. */
function stretchesOf<Item, Placed>(items: readonly Item[], place: (item: Item) => Placed | null): Placed[][] {
  const stretches: Placed[][] = [[]];
  for (const item of items) {
    const placed = place(item);
    if (placed === null) stretches.push([]);
    else stretches.at(-1)?.push(placed);
  }
  return stretches.filter((stretch) => stretch.length > 0);
}

const lineOf = (spots: readonly Pick<Spot, "x" | "y">[]): string =>
  spots.map(({ x, y }, n) => `${n === 0 ? "M" : "L"}${coordinate(x)} ${coordinate(y)}`).join("");

const isKnown = (value: number | null): value is number => value !== null && Number.isFinite(value);

/** Lines over time on one axis from zero. What is missing is a gap, never a line across it. */
export function seriesChart(series: readonly Series[], options: SeriesChartOptions): SeriesChart {
  const { width, height, writeTick, events = [], bands = [] } = options;
  const known = [
    ...series.flatMap(({ points }) => points.map(({ value }) => value)),
    ...bands.flatMap(({ points }) => points.flatMap(({ low, high }) => [low, high])),
  ].filter(isKnown);
  const allDays = [...series, ...bands].flatMap(({ points }) => points.map(({ day }) => day));
  const days = allDays.map(dayNumber);
  const [from, until] = days.reduce(([a, b], day) => [Math.min(a, day), Math.max(b, day)], [Infinity, -Infinity]);
  const steps = ticks(Math.min(0, ...known), Math.max(0, ...known));
  const labels = Math.min(Math.max(0, ...series.map((each) => estimateTextWidth(each.label, TEXT_SIZE))), width * 0.25);
  const left = Math.max(0, ...steps.map((step) => estimateTextWidth(writeTick(step), 12))) + 8;
  const right = Math.max(left + 1, width - labels - 10);
  const shown = events
    .map((event) => ({ ...event, at: dayNumber(event.day) }))
    .filter((event) => event.at >= from && event.at < until + shortestStep(days))
    .sort((a, b) => a.at - b.at || (a.label < b.label ? -1 : 1));
  const top = 8 + shown.length * EVENT_LINE;
  const foot = Math.max(top + 1, height - AXIS - (bands.length === 0 ? 0 : LEGEND));
  const x = (day: number): number =>
    until > from ? left + ((day - from) / (until - from)) * (right - left) : (left + right) / 2;
  const mostDays = Math.max(1, Math.min(8, Math.floor((right - left) / DAY_WIDTH)));
  const [bottom, most] = [steps[0] ?? 0, steps.at(-1) ?? 0];
  const y = (value: number): number =>
    most > bottom ? foot - ((value - bottom) / (most - bottom)) * (foot - top) : foot;

  const drawn = series.map(({ label, points }) => {
    const stretches = stretchesOf(points, ({ day, value }): Spot | null =>
      isKnown(value) ? { day, x: x(dayNumber(day)), y: y(value) } : null,
    );
    const spots = stretches.flat();
    return {
      label,
      points: spots,
      path: stretches.map((stretch) => (stretch.length > 1 ? lineOf(stretch) : "")).join(""),
      lone: stretches.filter((stretch) => stretch.length === 1).flat(),
      end: spots.at(-1)?.y ?? foot,
    };
  });
  const heights = spread(
    drawn.map((each) => each.end),
    top,
    foot,
  );
  return {
    width,
    height,
    left,
    right,
    foot,
    bands: bands.map(({ label, points }) => ({ label, path: bandPath(points, x, y) })),
    legend: bands.length === 0 ? null : height - 4,
    places: [...new Set(allDays)].sort().map((day) => ({ day, x: x(dayNumber(day)) })),
    series: drawn.map(({ label, points, path, lone }, at) => ({
      label,
      points,
      path,
      lone,
      dash: DASHES[at % DASHES.length] ?? null,
      labelAt: { x: right + 8, y: heights[at] ?? foot },
    })),
    ticks: steps.map((step) => ({ y: y(step), text: writeTick(step) })),
    days: days.length === 0 ? [] : dayTicks(from, until, mostDays).map(({ day, text }) => ({ x: x(day), text })),
    events: shown.map(({ at, label }, lane) => ({ x: Math.min(x(at), right), label, lane })),
  };
}

function bandPath(points: SeriesBand["points"], x: (day: number) => number, y: (value: number) => number): string {
  const stretches = stretchesOf(points, ({ day, low, high }) =>
    isKnown(low) && isKnown(high) ? { x: x(dayNumber(day)), low: y(low), high: y(high) } : null,
  );
  return stretches
    .map((stretch) => {
      const upper = stretch.map((at) => ({ x: at.x, y: at.high }));
      const lower = stretch.map((at) => ({ x: at.x, y: at.low })).toReversed();
      return `${lineOf([...upper, ...lower])}Z`;
    })
    .join("");
}

/** A chart of series as self-contained SVG: told apart by dash and name as well as by colour. */
export function seriesChartSvg(chart: SeriesChart, text: ChartText, options: SvgOptions = {}): string {
  const c = coordinate;
  const { left, right, foot } = chart;
  const grid = chart.ticks.map(
    ({ y, text: words }) =>
      `<path class="axis" d="M${c(left)} ${c(y)}H${c(right)}"/>` +
      `<text class="muted small" x="${c(left - 6)}" y="${c(y + 4)}" text-anchor="end">${escapeXml(words)}</text>`,
  );
  const days = chart.days.map(
    ({ x, text: words }) => `<text class="muted small" x="${c(x)}" y="${c(foot + 18)}">${escapeXml(words)}</text>`,
  );
  const events = chart.events.map(({ x, label, lane }) => {
    const isLeft = x > (left + right) / 2;
    return (
      `<path class="event" d="M${c(x)} ${c(4 + lane * EVENT_LINE)}V${c(foot)}"/><text class="small" x="${c(x + (isLeft ? -4 : 4))}" ` +
      `y="${c(14 + lane * EVENT_LINE)}" text-anchor="${isLeft ? "end" : "start"}">${escapeXml(label)}</text>`
    );
  });
  const bands = chart.bands.map(({ path }) => `<path class="band" d="${path}"/>`);
  const legend =
    chart.legend === null
      ? []
      : [
          `<rect class="band" x="${c(left)}" y="${c(chart.legend - 11)}" width="24" height="12"/>`,
          `<text class="small" x="${c(left + 32)}" y="${c(chart.legend)}">` +
            `${escapeXml(fitText(chart.bands.map((band) => band.label).join("; "), 12, chart.width - left - 32))}</text>`,
        ];
  const lines = chart.series.map(({ label, path, lone, dash, labelAt }, at) => {
    const style = dash === null ? "" : ` stroke-dasharray="${dash}"`;
    const dots = lone.map((dot) => `<circle class="dot s${at}" cx="${c(dot.x)}" cy="${c(dot.y)}" r="3"/>`).join("");
    const name = fitText(label, TEXT_SIZE, chart.width - labelAt.x);
    return (
      `<path class="line s${at}"${style} d="${path}"/>${dots}` +
      `<text x="${c(labelAt.x)}" y="${c(labelAt.y + 4.5)}">${escapeXml(name)}</text>`
    );
  });
  return framedSvg(
    {
      text,
      width: chart.width + 48,
      height: chart.height + 8,
      rules: (mode) => [
        ".line{fill:none;stroke-width:2;stroke-linejoin:round}",
        `.event{stroke:${INK[mode]};stroke-dasharray:1 3}`,
        ...(chart.bands.length === 0
          ? []
          : [`.band{fill:${MUTED[mode]};fill-opacity:.2;stroke:${MUTED[mode]};stroke-opacity:.6}`]),
        ...chart.series.flatMap((_, at) => {
          const colour = tierColour([3, 1, 2, 5, 4, 0][at % 6] ?? 3)[mode];
          return [`.line.s${at}{stroke:${colour}}`, `.dot.s${at}{fill:${colour}}`];
        }),
      ],
      body: [
        '<g transform="translate(24 4)">',
        ...grid,
        ...days,
        ...bands,
        ...events,
        ...lines,
        ...legend,
        "</g>",
      ].join("\n"),
    },
    options,
  );
}
