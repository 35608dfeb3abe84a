import { type ChartText, framedSvg, hatchName, type SvgOptions } from "./chart-frame.ts";
import { ACCENT, INK, LINE, MUTED, SHADES, tierColour } from "./colours.ts";
import type { FlowMap } from "./flow-map.ts";
import { coordinate, escapeXml, estimateTextWidth } from "./svg.ts";

/** How countries of a group are filled; groups are told apart by it and by the legend, never by colour alone. */
export type MemberFill = "full" | "hatched" | "light" | "dashed";

/** Countries that stand together, such as a category of members. */
export interface MemberGroup {
  readonly label: string;
  readonly fill: MemberFill;
  /** As the places of the map are called. */
  readonly keys: ReadonlySet<string>;
}

const LEGEND = 24;
const SWATCH = 18;

/** Members on the map of the world, category by category, with the flows of the map over them, as self-contained SVG. */
export function membersMapSvg(
  map: FlowMap,
  groups: readonly MemberGroup[],
  text: ChartText,
  options: SvgOptions = {},
): string {
  const c = coordinate;
  const fillOf = (fill: MemberFill): string => (fill === "hatched" ? ` fill="url(#${hatchName(options)})"` : "");
  const classOf = (key: string | null): MemberGroup | undefined =>
    key === null ? undefined : groups.find(({ keys }) => keys.has(key));
  const countries = map.countries.map(({ key, label, path }) => {
    const group = classOf(key);
    if (group === undefined) return `<path class="country" d="${path}"/>`;
    return (
      `<path class="country ${group.fill}"${fillOf(group.fill)} d="${path}">` +
      `<title>${escapeXml(`${label}: ${group.label}`)}</title></path>`
    );
  });
  const arcs = map.arcs.map(({ path, width }) => `<path class="arc" d="${path}" stroke-width="${c(width / 2)}"/>`);
  let [x, y] = [0, map.height + 20];
  const legend = groups
    .filter(({ keys }) => keys.size > 0)
    .map(({ label, fill, keys }) => {
      const words = `${label} (${keys.size})`;
      const wide = SWATCH + 6 + estimateTextWidth(words, 13) + 20;
      if (x > 0 && x + wide > map.width) [x, y] = [0, y + LEGEND];
      const placed =
        `<rect class="country ${fill}"${fillOf(fill)} x="${c(x)}" y="${c(y - 11)}" width="${SWATCH}" height="13"/>` +
        `<text x="${c(x + SWATCH + 6)}" y="${c(y)}">${escapeXml(words)}</text>`;
      x += wide;
      return placed;
    });
  return framedSvg(
    {
      text,
      width: map.width + 48,
      height: y + 16,
      hatched: true,
      rules: (mode) => [
        `.sphere{fill:none;stroke:${LINE[mode]}}`,
        `.country{stroke:${LINE[mode]};stroke-width:.5}`,
        `.country:not([fill]){fill:${SHADES[mode][0]}}`,
        `.country.full{fill:${tierColour(4)[mode]};stroke:${INK[mode]}}`,
        `.country.hatched{stroke:${INK[mode]}}`,
        `.country.light{fill:${SHADES[mode][2]};stroke:${INK[mode]}}`,
        `.country.dashed{fill:none;stroke:${ACCENT[mode]};stroke-width:1.5;stroke-dasharray:3 2}`,
        `.stripe{fill:${tierColour(1)[mode]};opacity:1}`,
        `.arc{fill:none;stroke:${MUTED[mode]};stroke-opacity:.8}`,
      ],
      body: [
        '<g transform="translate(24 0)">',
        `<path class="sphere" d="${map.sphere}"/>`,
        ...countries,
        ...arcs,
        ...legend,
        "</g>",
      ].join("\n"),
    },
    options,
  );
}
