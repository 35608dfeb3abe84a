import { INK, LINE, MUTED, PAPER } from "./colours.ts";
import { coordinate, escapeXml, wrapText } from "./svg.ts";

/** Which paper a picture is for; `auto` follows the reader's system. */
export type ChartTheme = "auto" | "light" | "dark";
type Mode = "light" | "dark";

/** What is said about a picture beside its marks. */
export interface ChartText {
  readonly title: string;
  /** One sentence that states the finding, for those who cannot see the picture. */
  readonly description: string;
  /** Who is to be cited. */
  readonly source: string;
}

export interface SvgOptions {
  /** Unique in the page that the picture stands in; its styles and names are kept apart by it. */
  readonly id?: string;
  readonly theme?: ChartTheme;
  /** Leaves the title and the source to the page around the picture; readers of the screen still hear them. */
  readonly bare?: boolean;
}

export interface FramedChart {
  readonly text: ChartText;
  readonly width: number;
  readonly height: number;
  /** SVG text, with its origin at the top left of the chart. */
  readonly body: string;
  /** Style rules, one a selector, for one kind of paper. */
  readonly rules: (mode: Mode) => readonly string[];
  /** Draws hatches: the pattern is called `<id>-hatch`. */
  readonly hatched?: boolean;
}

export const TEXT_SIZE = 13;
const TITLE_SIZE = 16;
const TITLE_LINE = 22;
const SOURCE_LINE = 18;
const MARGIN = 24;
const FONTS = 'system-ui,-apple-system,"Segoe UI",Roboto,sans-serif';

/** The name by which marks are hatched, to be used as `fill="url(#…)"`. */
export function hatchName(options: SvgOptions): string {
  return `${options.id ?? "chart"}-hatch`;
}

function scoped(id: string, rules: readonly string[]): string {
  return rules.map((rule) => `#${id} ${rule}`).join("");
}

function styleSheet(id: string, chart: FramedChart, theme: ChartTheme): string {
  const rules = (mode: Mode): string =>
    scoped(id, [
      `.paper{fill:${PAPER[mode]}}`,
      `text{fill:${INK[mode]}}`,
      `.muted{fill:${MUTED[mode]}}`,
      `.halo{stroke:${PAPER[mode]}}`,
      `.axis{stroke:${LINE[mode]}}`,
      `.stripe{fill:${PAPER[mode]}}`,
      ...chart.rules(mode),
    ]);
  const shape = scoped(id, [
    `text{font:${TEXT_SIZE}px ${FONTS};font-variant-numeric:tabular-nums}`,
    `.title{font-size:${TITLE_SIZE}px;font-weight:600}`,
    ".strong{font-weight:600}",
    ".small{font-size:12px}",
    ".halo{paint-order:stroke;stroke-width:3px;stroke-linejoin:round}",
    ".axis{fill:none;stroke-width:1}",
    ".stripe{opacity:.7}",
  ]);
  if (theme !== "auto") return shape + rules(theme);
  return `${shape}${rules("light")}@media screen and (prefers-color-scheme:dark){${rules("dark")}}`;
}

/** A chart as one self-contained SVG: named and described for screen readers, its styles reaching no further than itself. */
export function framedSvg(chart: FramedChart, options: SvgOptions = {}): string {
  const { id = "chart", theme = "auto", bare = false } = options;
  const { text, width } = chart;
  const title = bare ? [] : wrapText(text.title, TITLE_SIZE, width - 2 * MARGIN);
  const source = bare || text.source === "" ? [] : wrapText(text.source, TEXT_SIZE, width - 2 * MARGIN);
  const top = title.length === 0 ? 0 : 20 + title.length * TITLE_LINE;
  const height = top + chart.height + (source.length === 0 ? 0 : 12 + source.length * SOURCE_LINE);
  const line = (kind: string, at: number, words: string) =>
    `<text class="${kind}" x="${MARGIN}" y="${coordinate(at)}">${escapeXml(words)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" id="${id}" viewBox="0 0 ${coordinate(width)} ${coordinate(height)}" ` +
      `width="${coordinate(width)}" height="${coordinate(height)}" role="img" lang="en" ` +
      `aria-labelledby="${id}-title ${id}-description">`,
    `<title id="${id}-title">${escapeXml(text.title)}</title>`,
    `<desc id="${id}-description">${escapeXml(text.description)}</desc>`,
    `<style>${styleSheet(id, chart, theme)}</style>`,
    ...(chart.hatched
      ? [
          `<defs><pattern id="${hatchName(options)}" width="6" height="6" patternUnits="userSpaceOnUse" ` +
            `patternTransform="rotate(45)"><rect class="stripe" width="2.5" height="6"/></pattern></defs>`,
        ]
      : []),
    '<rect class="paper" width="100%" height="100%"/>',
    ...title.map((words, at) => line("title", 32 + at * TITLE_LINE, words)),
    top === 0 ? chart.body : `<g transform="translate(0 ${coordinate(top)})">\n${chart.body}\n</g>`,
    ...source.map((words, at) => line("muted", top + chart.height + 16 + at * SOURCE_LINE, words)),
    "</svg>",
    "",
  ].join("\n");
}
