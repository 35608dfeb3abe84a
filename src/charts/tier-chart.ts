import { INK, MUTED, PAPER, tierColour } from "./colours.ts";
import { coordinate, escapeXml, estimateTextWidth, wrapText } from "./svg.ts";

export interface TierChartPart {
  readonly label: string;
  /** 0..1, for the drawing only. */
  readonly share: number;
  /** The share as it is to be read, such as "74.5 %". */
  readonly shareText: string;
  /** What hovering tells: the exact figures. */
  readonly detail: string;
}

export interface TierChartTier {
  readonly tier: number;
  /** Beside "Tier 1", such as "USD 612.3 million, 15,200 t". */
  readonly caption: string;
  /** Largest first; pooled parts last. Empty for a tier without value. */
  readonly parts: readonly TierChartPart[];
}

export interface TierChart {
  readonly title: string;
  /** One sentence that states the finding, for those who cannot see the picture. */
  readonly description: string;
  readonly source: string;
  readonly tiers: readonly TierChartTier[];
}

export interface PlacedSegment {
  readonly part: TierChartPart;
  readonly x: number;
  readonly width: number;
}

export interface PlacedLabel {
  readonly text: string;
  readonly x: number;
  readonly lane: number;
  /** Where the line from the segment starts. */
  readonly anchor: number;
}

const WIDTH = 840;
const MARGIN = 24;
const BAR = WIDTH - 2 * MARGIN;
const BAR_HEIGHT = 30;
const LANE_HEIGHT = 18;
const LABEL_SIZE = 13;
const TITLE_SIZE = 16;
const TITLE_LINE = 22;
const LABEL_GAP = 12;
const MOST_LANES = 4;

/** The bar of one tier: segments side by side over its whole width. */
export function placeSegments(parts: readonly TierChartPart[]): PlacedSegment[] {
  let x = MARGIN;
  return parts.map((part) => {
    const width = Math.max(0, part.share) * BAR;
    const placed = { part, x, width };
    x += width;
    return placed;
  });
}

/** Labels under their segments, each in the first lane with room; what no lane can hold stays in the table. */
export function placeLabels(segments: readonly PlacedSegment[]): PlacedLabel[] {
  const ends: number[] = [];
  const placed: PlacedLabel[] = [];
  for (const { part, x, width } of segments) {
    const text = `${part.label} ${part.shareText}`;
    const length = estimateTextWidth(text, LABEL_SIZE);
    const start = Math.min(x, WIDTH - MARGIN - length);
    let lane = ends.findIndex((end) => start >= end + LABEL_GAP);
    if (lane < 0) lane = ends.length;
    if (lane >= MOST_LANES) continue;
    ends[lane] = start + length;
    placed.push({ text, x: start, lane, anchor: x + width / 2 });
  }
  return placed;
}

function tierMarks(tier: TierChartTier, top: number): { readonly marks: string; readonly height: number } {
  const heading =
    `<text x="${MARGIN}" y="${coordinate(top + 14)}"><tspan class="strong">Tier ${tier.tier}</tspan>` +
    `<tspan class="muted" dx="8">${escapeXml(tier.caption)}</tspan></text>`;
  const barTop = top + 22;
  const segments = placeSegments(tier.parts);
  const labels = placeLabels(segments);
  const lanes = labels.reduce((most, label) => Math.max(most, label.lane + 1), 0);
  const bars = segments.map(
    ({ part, x, width }) =>
      `<rect class="tier${tier.tier}" x="${coordinate(x)}" y="${coordinate(barTop)}" width="${coordinate(width)}" ` +
      `height="${BAR_HEIGHT}"><title>${escapeXml(`${part.label}: ${part.detail}`)}</title></rect>`,
  );
  const texts = labels.map((label) => {
    const baseline = barTop + BAR_HEIGHT + 17 + label.lane * LANE_HEIGHT;
    const line =
      label.lane === 0
        ? ""
        : `<path class="line" d="M${coordinate(label.anchor)} ${coordinate(barTop + BAR_HEIGHT)}V${coordinate(baseline - 11)}"/>`;
    return `${line}<text x="${coordinate(label.x)}" y="${coordinate(baseline)}">${escapeXml(label.text)}</text>`;
  });
  const empty = `<text class="muted" x="${MARGIN}" y="${coordinate(barTop + 14)}">no value in the data</text>`;
  const height = tier.parts.length === 0 ? 48 : 22 + BAR_HEIGHT + lanes * LANE_HEIGHT + 22;
  return { marks: [heading, ...(tier.parts.length === 0 ? [empty] : [...bars, ...texts])].join("\n"), height };
}

function styleSheet(tiers: readonly TierChartTier[]): string {
  const rules = (mode: "light" | "dark") =>
    [
      `.paper{fill:${PAPER[mode]}}`,
      `text{fill:${INK[mode]}}`,
      `.muted{fill:${MUTED[mode]}}`,
      `.line{stroke:${MUTED[mode]}}`,
      `rect{stroke:${PAPER[mode]}}`,
      ...tiers.map(({ tier }) => `.tier${tier}{fill:${tierColour(tier)[mode]}}`),
    ].join("");
  return (
    `text{font:${LABEL_SIZE}px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;font-variant-numeric:tabular-nums}` +
    `.title{font-size:${TITLE_SIZE}px;font-weight:600}.strong{font-weight:600}rect{stroke-width:1.5}` +
    `.line{fill:none;stroke-width:1}${rules("light")}@media (prefers-color-scheme:dark){${rules("dark")}}`
  );
}

/** Each tier as one bar, divided by what the answer was divided by; every mark is labelled, colour names the tier only. */
export function tierChartSvg(chart: TierChart): string {
  const title = wrapText(chart.title, TITLE_SIZE, BAR);
  const source = wrapText(chart.source, LABEL_SIZE, BAR);
  const drawn: string[] = [];
  let top = 32 + title.length * TITLE_LINE;
  for (const tier of chart.tiers) {
    const { marks, height } = tierMarks(tier, top);
    drawn.push(`<g>\n${marks}\n</g>`);
    top += height;
  }
  const height = top + 8 + source.length * LANE_HEIGHT;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${coordinate(height)}" width="${WIDTH}" ` +
      `height="${coordinate(height)}" role="img" lang="en" aria-labelledby="chart-title chart-description">`,
    `<title id="chart-title">${escapeXml(chart.title)}</title>`,
    `<desc id="chart-description">${escapeXml(chart.description)}</desc>`,
    `<style>${styleSheet(chart.tiers)}</style>`,
    `<rect class="paper" width="100%" height="100%"/>`,
    ...title.map((line, at) => {
      const y = coordinate(32 + at * TITLE_LINE);
      return `<text class="title" x="${MARGIN}" y="${y}">${escapeXml(line)}</text>`;
    }),
    ...drawn,
    ...source.map((line, at) => {
      const y = coordinate(top + 10 + at * LANE_HEIGHT);
      return `<text class="muted" x="${MARGIN}" y="${y}">${escapeXml(line)}</text>`;
    }),
    "</svg>",
    "",
  ].join("\n");
}
