import { type ChartText, framedSvg, type SvgOptions, TEXT_SIZE } from "./chart-frame.ts";
import { ACCENT, SHADES, tierColour } from "./colours.ts";
import type { FlowMap, MapPoint } from "./flow-map.ts";
import type { WriteValue } from "./sankey-svg.ts";
import { coordinate, escapeXml, estimateTextWidth } from "./svg.ts";

export interface FlowMapWords {
  readonly value: WriteValue;
  /** What the countries are shaded by, such as "sold at tier 1"; without it there is no legend. */
  readonly shading?: string;
  /** The tier whose colour the arcs take. */
  readonly tier?: number;
  readonly labels?: number;
}

export interface PlacedMapLabel {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

const LINE_HEIGHT = 15;

/** Names beside the largest points; those that would lie over another one or leave the map are left out. */
export function placeMapLabels(points: readonly MapPoint[], width: number, most: number): PlacedMapLabel[] {
  const placed: PlacedMapLabel[] = [];
  for (const point of points) {
    if (placed.length >= most) break;
    const wide = estimateTextWidth(point.label, TEXT_SIZE);
    for (const x of [point.x + 6, point.x - 6 - wide]) {
      const label = { text: point.label, x, y: point.y + 4, width: wide };
      const isFree = placed.every(
        (other) => x + wide < other.x || other.x + other.width < x || Math.abs(other.y - label.y) >= LINE_HEIGHT,
      );
      if (!isFree || x < 0 || x + wide > width) continue;
      placed.push(label);
      break;
    }
  }
  return placed;
}

function legend(map: FlowMap, words: FlowMapWords): string {
  if (words.shading === undefined || map.steps.length === 0) return "";
  const y = map.height + 8;
  const boxes = map.steps.map((step, at) => {
    const x = 24 + at * 172;
    return (
      `<rect class="country shade${at + 1}" x="${x}" y="${y}" width="18" height="12"/>` +
      `<text class="muted small" x="${x + 24}" y="${y + 11}">${escapeXml(at === 0 ? "less" : `≥ ${words.value(step)}`)}</text>`
    );
  });
  return [`<text class="small" x="24" y="${y - 4}">${escapeXml(words.shading)}</text>`, ...boxes].join("\n");
}

/** A map of flows as self-contained SVG: arcs as wide as their value, countries shaded, the largest ends named. */
export function flowMapSvg(map: FlowMap, text: ChartText, words: FlowMapWords, options: SvgOptions = {}): string {
  const c = coordinate;
  const label = new Map(map.points.map((point) => [point.key, point.label]));
  const countries = map.countries.map(({ path, shade, value, label: name }) => {
    const title = value === null ? "" : `<title>${escapeXml(`${name}: ${words.value(value)}`)}</title>`;
    return `<path class="country shade${shade}" d="${path}">${title}</path>`;
  });
  const arcs = map.arcs.map(
    (arc) =>
      `<path class="arc" stroke-width="${c(arc.width)}" d="${arc.path}">` +
      `<title>${escapeXml(`${label.get(arc.from) ?? arc.from} to ${label.get(arc.to) ?? arc.to}: ${words.value(arc.value)}`)}</title></path>`,
  );
  const dots = map.points.map((point) => `<circle class="dot" cx="${c(point.x)}" cy="${c(point.y)}" r="2.5"/>`);
  const labels = placeMapLabels(map.points, map.width, words.labels ?? 12).map(
    (each) => `<text class="halo" x="${c(each.x)}" y="${c(each.y)}">${escapeXml(each.text)}</text>`,
  );
  const legendText = legend(map, words);
  return framedSvg(
    {
      text,
      width: map.width,
      height: map.height + (legendText === "" ? 4 : 28),
      rules: (mode) => [
        `.country{stroke:${SHADES[mode][2]};stroke-width:.5;fill-rule:evenodd}`,
        `.sphere{fill:none;stroke:${SHADES[mode][1]}}`,
        ".arc{fill:none;stroke-opacity:.6;stroke-linecap:round}",
        `.arc{stroke:${words.tier === undefined ? ACCENT[mode] : tierColour(words.tier)[mode]}}`,
        `.dot{fill:${ACCENT[mode]}}`,
        ...SHADES[mode].map((colour, at) => `.shade${at}{fill:${colour}}`),
      ],
      body: [`<path class="sphere" d="${map.sphere}"/>`, ...countries, ...arcs, ...dots, ...labels, legendText]
        .filter((line) => line !== "")
        .join("\n"),
    },
    options,
  );
}
