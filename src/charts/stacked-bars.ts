import { type ChartText, framedSvg, hatchName, type SvgOptions, TEXT_SIZE } from "./chart-frame.ts";
import { ACCENT, INK, MUTED, PAPER } from "./colours.ts";
import { coordinate, escapeXml, estimateTextWidth, fitText } from "./svg.ts";
import { ticks } from "./ticks.ts";

/** How a part is filled. Parts are told apart by it and by their names in the legend, never by colour. */
export type Texture = "solid" | "hatched" | "open" | "faint";

/** A kind of part: what stands in the legend. */
export interface PartKind {
  readonly label: string;
  readonly texture: Texture;
}

/** One part of a bar. Numbers are for the drawing; what is read are texts. */
export interface StackPart {
  /** Its place in the list of kinds. */
  readonly kind: number;
  readonly value: number;
  readonly valueText: string;
}

export interface StackRow {
  readonly label: string;
  readonly parts: readonly StackPart[];
  /** What stands behind the bar. */
  readonly text: string;
  /** A figure that is no part of the bar, drawn as a diamond. */
  readonly mark?: number;
}

/** Rows under a heading, such as those of one source. */
export interface StackGroup {
  readonly label: string;
  readonly rows: readonly StackRow[];
}

export interface StackedBarsOptions {
  readonly width: number;
  readonly kinds: readonly PartKind[];
  readonly writeTick: (value: number) => string;
  readonly markLabel?: string;
}

export interface PlacedPart extends StackPart {
  readonly x: number;
  readonly width: number;
}

export interface PlacedRow {
  readonly label: string;
  readonly text: string;
  readonly y: number;
  readonly height: number;
  readonly parts: readonly PlacedPart[];
  readonly markAt: number | null;
  readonly textAt: number;
}

export interface StackedBars {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  /** Where the rows end and the axis is written. */
  readonly foot: number;
  readonly headings: readonly { readonly label: string; readonly y: number }[];
  readonly rows: readonly PlacedRow[];
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  readonly legend: readonly { readonly x: number; readonly y: number; readonly label: string; readonly kind: number }[];
  readonly kinds: readonly PartKind[];
}

const ROW = 26;
const HEAD = 30;
const THICK = 15;
const AXIS = 24;
const LEGEND = 22;
const NAMES = 0.34;
/** The kind under which the diamond stands in the legend. */
const MARK = -1;

const size = (value: number): number => (value > 0 && value < Infinity ? value : 0);

/** Names in lines from left to right, a new line where one has no room. */
function legendOf(names: readonly { readonly label: string; readonly kind: number }[], width: number, top: number) {
  let [x, y] = [0, top];
  return names.map(({ label, kind }) => {
    const wide = 24 + estimateTextWidth(label, 12) + 16;
    if (x > 0 && x + wide > width) [x, y] = [0, y + LEGEND];
    const placed = { x, y, label, kind };
    x += wide;
    return placed;
  });
}

/** Horizontal bars of several parts each, from zero, in groups with a heading; in the order given. */
export function stackedBars(groups: readonly StackGroup[], options: StackedBarsOptions): StackedBars {
  const { width, kinds, writeTick, markLabel = "compared with" } = options;
  const items = groups.flatMap(({ rows }) => rows);
  const names = Math.max(0, ...items.map(({ label }) => estimateTextWidth(label, TEXT_SIZE)));
  const texts = Math.max(0, ...items.map(({ text }) => estimateTextWidth(text, TEXT_SIZE)));
  const left = Math.min(names, width * NAMES) + 10;
  const room = Math.max(1, width - left - Math.min(texts, width * NAMES) - 16);
  const sums = items.map(({ parts, mark }) =>
    Math.max(
      parts.reduce((total, { value }) => total + size(value), 0),
      size(mark ?? 0),
    ),
  );
  const steps = ticks(0, Math.max(0, ...sums), room < 130 ? 1 : room < 260 ? 2 : 4);
  const end = steps.at(-1) ?? 0;
  const long = (value: number): number => (end <= 0 ? 0 : (room * Math.min(size(value), end)) / end);

  let y = 0;
  const headings: { label: string; y: number }[] = [];
  const rows: PlacedRow[] = [];
  for (const group of groups) {
    if (group.label !== "") {
      headings.push({ label: group.label, y });
      y += HEAD;
    }
    for (const { label, parts, text, mark } of group.rows) {
      let x = left;
      const placed = parts.map((part): PlacedPart => {
        const own = { ...part, x, width: long(part.value) };
        x += own.width;
        return own;
      });
      const markAt = mark === undefined ? null : left + long(mark);
      const textAt = Math.max(x, (markAt ?? 0) + 5) + 8;
      rows.push({ label, text, y: y + (ROW - THICK) / 2, height: THICK, parts: placed, markAt, textAt });
      y += ROW;
    }
  }
  const used = kinds.flatMap(({ label }, kind) =>
    items.some(({ parts }) => parts.some((part) => part.kind === kind)) ? [{ label, kind }] : [],
  );
  const marked = items.some(({ mark }) => mark !== undefined) ? [{ label: markLabel, kind: MARK }] : [];
  const isPlain = used.every(({ kind }) => kinds[kind]?.texture === "solid");
  const told = used.length + marked.length > 1 || !isPlain ? [...used, ...marked] : [];
  const legend = legendOf(told, width, y + AXIS);
  return {
    ...{ width, left, foot: y, headings, rows, legend, kinds },
    height: (legend.at(-1)?.y ?? y + AXIS - LEGEND) + LEGEND,
    ticks: steps.map((value) => ({ x: left + long(value), text: writeTick(value) })),
  };
}

const diamond = (x: number, y: number): string => `M${coordinate(x)} ${coordinate(y - 6)}l5 6l-5 6l-5 -6Z`;

/** Stacked bars as self-contained SVG. */
export function stackedBarsSvg(chart: StackedBars, text: ChartText, options: SvgOptions = {}): string {
  const c = coordinate;
  const { left, foot, kinds } = chart;
  const box = (kind: number, x: number, y: number, width: number, height: number): string => {
    const texture = kinds[kind]?.texture ?? "solid";
    const at = `x="${c(x)}" y="${c(y)}" width="${c(width)}" height="${c(height)}"`;
    if (texture === "hatched") return `<rect class="solid" ${at}/><rect fill="url(#${hatchName(options)})" ${at}/>`;
    return `<rect class="${texture}" ${at}/>`;
  };
  const grid = chart.ticks.map(
    ({ x, text: words }, at) =>
      `<path class="axis" d="M${c(x)} 0V${c(foot)}"/>` +
      `<text class="muted small" x="${c(x)}" y="${c(foot + 16)}" text-anchor="${at === 0 ? "start" : "middle"}">${escapeXml(words)}</text>`,
  );
  const headings = chart.headings.map(
    ({ label, y }) =>
      `<text class="strong halo" x="0" y="${c(y + 20)}">${escapeXml(fitText(label, TEXT_SIZE, chart.width))}</text>`,
  );
  const rows = chart.rows.map((row) => {
    const middle = row.y + row.height / 2;
    const said = row.parts.map(({ kind, valueText }) => `${kinds[kind]?.label ?? ""} ${valueText}`).join(", ");
    return [
      `<g><title>${escapeXml(`${row.label}: ${said}`)}</title>`,
      `<text x="${c(left - 8)}" y="${c(middle + 4.5)}" text-anchor="end">${escapeXml(fitText(row.label, TEXT_SIZE, left - 8))}</text>`,
      ...row.parts.map(({ kind, x, width }) => (width > 0 ? box(kind, x, row.y, width, row.height) : "")),
      row.markAt === null ? "" : `<path class="mark" d="${diamond(row.markAt, middle)}"/>`,
      `<text class="halo" x="${c(row.textAt)}" y="${c(middle + 4.5)}">${escapeXml(row.text)}</text></g>`,
    ].join("");
  });
  const legend = chart.legend.map(
    ({ x, y, label, kind }) =>
      (kind === MARK ? `<path class="mark" d="${diamond(x + 8, y + 10)}"/>` : box(kind, x, y + 4, 16, 12)) +
      `<text class="small" x="${c(x + 24)}" y="${c(y + 14)}">${escapeXml(label)}</text>`,
  );
  return framedSvg(
    {
      text,
      width: chart.width + 48,
      height: chart.height + 8,
      hatched: true,
      rules: (mode) => [
        `.solid{fill:${ACCENT[mode]};stroke:${ACCENT[mode]}}`,
        `.open{fill:${PAPER[mode]};stroke:${ACCENT[mode]};stroke-width:1.5;stroke-dasharray:4 3}`,
        `.faint{fill:${PAPER[mode]};stroke:${MUTED[mode]}}`,
        `.mark{fill:${mode === "light" ? "#D55E00" : "#E97A2B"};stroke:${INK[mode]}}`,
      ],
      body: ['<g transform="translate(24 4)">', ...grid, ...headings, ...rows, ...legend, "</g>"].join("\n"),
    },
    options,
  );
}
