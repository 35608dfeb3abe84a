import { type ChartText, framedSvg, hatchName, type SvgOptions, TEXT_SIZE } from "./chart-frame.ts";
import { tierColour } from "./colours.ts";
import type { PlacedLink, PlacedNode, SankeyLayout } from "./sankey-layout.ts";
import { coordinate, escapeXml, fitText } from "./svg.ts";

/** How a value is written where a mark is hovered over, such as "USD 3.4 million". */
export type WriteValue = (value: number) => string;

function linkMark(link: PlacedLink, nodes: ReadonlyMap<string, PlacedNode>, write: WriteValue, hatch: string): string {
  const name = (id: string) => nodes.get(id)?.label ?? id;
  const estimated = link.estimated ? `, of which ${write(link.estimated)} estimated` : "";
  const title = `${name(link.source)} to ${name(link.target)}: ${write(link.value)}${estimated}`;
  return (
    `<g><title>${escapeXml(title)}</title><path class="link tier${link.tier}" d="${link.path}"/>` +
    `${link.estimatedPath === null ? "" : `<path fill="url(#${hatch})" d="${link.estimatedPath}"/>`}</g>`
  );
}

function nodeMark(node: PlacedNode, write: WriteValue, hatch: string): string {
  const c = coordinate;
  const estimated = node.estimated ? `, of which ${write(node.estimated)} estimated` : "";
  const title = `${node.label}: ${write(node.value)}${estimated}`;
  const box = (y: number, height: number, attributes: string) =>
    `<rect ${attributes} x="${c(node.x)}" y="${c(y)}" width="${c(node.width)}" height="${c(height)}"/>`;
  const part = node.estimatedHeight;
  return [
    `<g><title>${escapeXml(title)}</title>`,
    box(node.y, node.height, `class="node tier${node.tier}"`),
    part === 0 ? "" : box(node.y + node.height - part, part, `fill="url(#${hatch})"`),
    "</g>",
  ].join("");
}

function nodeLabel({ label, share, labelAt }: PlacedNode): string {
  if (labelAt === null) return "";
  const per = share >= 0.9995 || share === 0 ? "" : share < 0.001 ? "<0.1 %" : `${(share * 100).toFixed(1)} %`;
  const name = fitText(label, TEXT_SIZE, labelAt.width - (per === "" ? 0 : 48));
  return (
    `<text class="halo" x="${coordinate(labelAt.x)}" y="${coordinate(labelAt.y + 4.5)}">${escapeXml(name)}` +
    `${per === "" ? "" : `<tspan class="muted" dx="6">${escapeXml(per)}</tspan>`}</text>`
  );
}

/** A Sankey by tier as self-contained SVG. Estimated parts are hatched; every mark says its exact figures when hovered. */
export function sankeySvg(layout: SankeyLayout, text: ChartText, write: WriteValue, options: SvgOptions = {}): string {
  const nodes = new Map(layout.nodes.map((node) => [node.id, node]));
  const hatch = hatchName(options);
  const tiers = layout.columns.map((column) => column.tier);
  const headings = layout.columns.map(({ x, room, heading, caption = "" }) => {
    const line = (y: number, kind: string, words: string) =>
      `<text class="${kind}" x="${coordinate(x)}" y="${y}">${escapeXml(fitText(words, TEXT_SIZE, room))}</text>`;
    return `${line(14, "strong", heading)}${caption === "" ? "" : line(31, "muted small", caption)}`;
  });
  const rules = (mode: "light" | "dark") =>
    tiers.flatMap((tier) => [
      `.node.tier${tier}{fill:${tierColour(tier)[mode]}}`,
      `.link.tier${tier}{fill:${tierColour(tier)[mode]};stroke:${tierColour(tier)[mode]}}`,
    ]);
  return framedSvg(
    {
      text,
      width: layout.width + 48,
      height: layout.height + 8,
      hatched: true,
      rules: (mode) => [".link{fill-opacity:.35;stroke-opacity:.55;stroke-width:.5}", ...rules(mode)],
      body: [
        '<g transform="translate(24 8)">',
        ...headings,
        ...layout.links.map((link) => linkMark(link, nodes, write, hatch)),
        ...layout.nodes.map((node) => nodeMark(node, write, hatch)),
        ...layout.nodes.map(nodeLabel),
        "</g>",
      ]
        .filter((line) => line !== "")
        .join("\n"),
    },
    options,
  );
}
