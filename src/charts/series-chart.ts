import { type ChartText, framedSvg, type SvgOptions, TEXT_SIZE } from "./chart-frame.ts";
import { INK, tierColour } from "./colours.ts";
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
}

export interface PlacedSeries {
  readonly label: string;
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
  readonly ticks: readonly { readonly y: number; readonly text: string }[];
  readonly days: readonly { readonly x: number; readonly text: string }[];
  readonly events: readonly { readonly x: number; readonly label: string; readonly lane: number }[];
}

const DASHES = [null, "7 4", "2 4", "10 3 2 3"];
const AXIS = 26;
const EVENT_LINE = 16;
const LABEL_HEIGHT = 16;
const DAY = 86_400_000;

const dayNumber = (day: string): number =>
  Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1, +(day.slice(8, 10) || 1)) / DAY;

/** Years where the span is long, else months, at most eight of them. */
function dayTicks(from: number, until: number): { readonly day: number; readonly text: string }[] {
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
  const every = Math.ceil(months.length / 8);
  return months.filter((_, at) => at % every === 0);
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

/** Lines over time on one axis from zero. What is missing is a gap, never a line across it. */
export function seriesChart(series: readonly Series[], options: SeriesChartOptions): SeriesChart {
  const { width, height, writeTick, events = [] } = options;
  const known = series.flatMap((each) =>
    each.points.flatMap(({ value }) => (Number.isFinite(value) ? [value as number] : [])),
  );
  const days = series.flatMap((each) => each.points.map((point) => dayNumber(point.day)));
  const [from, until] = days.reduce(([a, b], day) => [Math.min(a, day), Math.max(b, day)], [Infinity, -Infinity]);
  const steps = ticks(Math.min(0, ...known), Math.max(0, ...known));
  const labels = Math.min(Math.max(0, ...series.map((each) => estimateTextWidth(each.label, TEXT_SIZE))), width * 0.25);
  const left = Math.max(0, ...steps.map((step) => estimateTextWidth(writeTick(step), 12))) + 8;
  const right = Math.max(left + 1, width - labels - 10);
  const shown = events
    .map((event) => ({ ...event, at: dayNumber(event.day) }))
    .filter((event) => event.at >= from && event.at <= until)
    .sort((a, b) => a.at - b.at || (a.label < b.label ? -1 : 1));
  const top = 8 + shown.length * EVENT_LINE;
  const foot = Math.max(top + 1, height - AXIS);
  const x = (day: number): number =>
    until > from ? left + ((day - from) / (until - from)) * (right - left) : (left + right) / 2;
  const [bottom, most] = [steps[0] ?? 0, steps.at(-1) ?? 0];
  const y = (value: number): number =>
    most > bottom ? foot - ((value - bottom) / (most - bottom)) * (foot - top) : foot;

  const drawn = series.map(({ label, points }) => {
    const stretches: { x: number; y: number }[][] = [[]];
    for (const { day, value } of points) {
      if (value === null || !Number.isFinite(value)) stretches.push([]);
      else stretches.at(-1)?.push({ x: x(dayNumber(day)), y: y(value) });
    }
    const lines = stretches.filter((stretch) => stretch.length > 1);
    const last = stretches.flat().at(-1);
    return {
      label,
      path: lines
        .map((line) => line.map((at, n) => `${n === 0 ? "M" : "L"}${coordinate(at.x)} ${coordinate(at.y)}`).join(""))
        .join(""),
      lone: stretches.filter((stretch) => stretch.length === 1).flat(),
      end: last?.y ?? foot,
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
    series: drawn.map(({ label, path, lone }, at) => ({
      label,
      path,
      lone,
      dash: DASHES[at % DASHES.length] ?? null,
      labelAt: { x: right + 8, y: heights[at] ?? foot },
    })),
    ticks: steps.map((step) => ({ y: y(step), text: writeTick(step) })),
    days: days.length === 0 ? [] : dayTicks(from, until).map(({ day, text }) => ({ x: x(day), text })),
    events: shown.map(({ at, label }, lane) => ({ x: x(at), label, lane })),
  };
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
        ...chart.series.flatMap((_, at) => {
          const colour = tierColour([3, 1, 2, 5, 4, 0][at % 6] ?? 3)[mode];
          return [`.line.s${at}{stroke:${colour}}`, `.dot.s${at}{fill:${colour}}`];
        }),
      ],
      body: ['<g transform="translate(24 4)">', ...grid, ...days, ...events, ...lines, "</g>"].join("\n"),
    },
    options,
  );
}
