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
  readonly end: number;
  readonly lane: number;
  /** Where the line from the segment goes down. */
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
const LANES = [0, 1, 2, 3];
const LINE_INSET = 2;

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

interface Wanted {
  readonly segment: PlacedSegment;
  readonly text: string;
  readonly length: number;
}

/** Where each label goes if all of them are to be shown, from the right: so no line crosses a label. Null if they cannot. */
function placeAll(wanted: readonly Wanted[]): PlacedLabel[] | null {
  const lanes: PlacedLabel[][] = [];
  for (const { segment, text, length } of wanted.toReversed()) {
    const x = Math.min(segment.x, WIDTH - MARGIN - length);
    const end = x + length;
    const anchor = Math.max(segment.x, x) + Math.min(LINE_INSET, segment.width / 2);
    const isFree = (lane: number): boolean =>
      end + LABEL_GAP <= (lanes[lane]?.at(-1)?.x ?? WIDTH) &&
      lanes.slice(lane + 1).every((labels) => labels.every((deeper) => deeper.anchor <= x || deeper.anchor >= end)) &&
      lanes.slice(0, lane).every((labels) => labels.every((above) => anchor <= above.x || anchor >= above.end));
    const lane = LANES.find(isFree);
    if (lane === undefined) return null;
    lanes[lane] = [...(lanes[lane] ?? []), { text, x, end, lane, anchor }];
  }
  return lanes.flat().sort((a, b) => a.anchor - b.anchor);
}

/** Labels under their segments; where there is no room for all, the smallest stay in the table. */
export function placeLabels(segments: readonly PlacedSegment[]): PlacedLabel[] {
  let wanted = segments.map((segment): Wanted => {
    const text = `${segment.part.label} ${segment.part.shareText}`;
    return { segment, text, length: estimateTextWidth(text, LABEL_SIZE) };
  });
  for (;;) {
    const placed = placeAll(wanted);
    if (placed !== null) return placed;
    const smallest = wanted.reduce((least, each) => (each.segment.width < least.segment.width ? each : least));
    wanted = wanted.filter((each) => each !== smallest);
  }
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
        : `<path class="line" d="M${coordinate(label.anchor)} ${coordinate(barTop + BAR_HEIGHT)}V${coordinate(baseline - 2)}"/>`;
    const x = label.lane === 0 ? label.x : Math.min(label.x + 2 * LINE_INSET, WIDTH - MARGIN - (label.end - label.x));
    return `${line}<text x="${coordinate(x)}" y="${coordinate(baseline)}">${escapeXml(label.text)}</text>`;
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
