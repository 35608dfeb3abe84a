import { type ChartText, framedSvg, hatchName, type SvgOptions, TEXT_SIZE } from "./chart-frame.ts";
import { INK, MUTED, PAPER, tierColour } from "./colours.ts";
import {
  type PlacedLink,
  type PlacedNode,
  type SankeyColumn,
  type SankeyLayout,
  type SankeyOptions,
  sankeyLayout,
} from "./sankey-layout.ts";
import { coordinate, escapeXml, estimateTextWidth, fitText } from "./svg.ts";

/** One of two pictures of the same chain: who is there, and what goes between them. */
export interface ComparedChain {
  readonly nodes: readonly {
    readonly id: string;
    readonly tier: number;
    readonly label: string;
    /** How many entities a pooled rest stands for. */
    readonly pooled?: number;
  }[];
  readonly links: readonly { readonly source: string; readonly target: string; readonly value: number }[];
}

/** What a link or a node was before and is after. */
export interface BothValues {
  readonly before: number;
  readonly after: number;
}

export interface DifferenceNode extends PlacedNode, BothValues {
  /** Parts of the height from top to bottom: what stays, what comes, what goes. */
  readonly parts: { readonly same: number; readonly more: number; readonly less: number };
}

export interface DifferenceLink extends PlacedLink, BothValues {}

export interface SankeyDifference extends Omit<SankeyLayout, "nodes" | "links"> {
  readonly nodes: readonly DifferenceNode[];
  readonly links: readonly DifferenceLink[];
}

interface Joined extends BothValues {
  readonly source: string;
  readonly target: string;
}

const size = (value: number): number => (value > 0 && value < Infinity ? value : 0);

function joinLinks(before: ComparedChain, after: ComparedChain): Joined[] {
  const links = new Map<string, Joined>();
  const add = (chain: ComparedChain, side: keyof BothValues) => {
    for (const { source, target, value } of chain.links) {
      const key = JSON.stringify([source, target]);
      const link = links.get(key) ?? { source, target, before: 0, after: 0 };
      links.set(key, { ...link, [side]: link[side] + size(value) });
    }
  };
  add(before, "before");
  add(after, "after");
  return [...links.values()];
}

const least = ({ before, after }: BothValues): number => Math.min(before, after);
const most = ({ before, after }: BothValues): number => Math.max(before, after);

interface Parts extends BothValues {
  readonly same: number;
  readonly more: number;
  readonly less: number;
}

const NOTHING: Parts = { before: 0, after: 0, same: 0, more: 0, less: 0 };

function addTo(sums: Map<string, Parts>, id: string, link: BothValues): void {
  const sum = sums.get(id) ?? NOTHING;
  sums.set(id, {
    before: sum.before + link.before,
    after: sum.after + link.after,
    same: sum.same + least(link),
    more: sum.more + Math.max(0, link.after - link.before),
    less: sum.less + Math.max(0, link.before - link.after),
  });
}

/**
 * Two pictures of a chain laid over each other: each link as wide as the larger of its two values, its changed part
 * apart. A node is as tall as its links towards the root; one that has none, as the root, as those that reach it.
 */
export function sankeyDifference(
  before: ComparedChain,
  after: ComparedChain,
  options: SankeyOptions & { readonly columns: readonly SankeyColumn[] },
): SankeyDifference {
  const named = new Map([...after.nodes, ...before.nodes].map((node) => [node.id, node]));
  const joined = joinLinks(before, after).filter((link) => most(link) > 0);
  const byKey = new Map(joined.map((link) => [`${link.source}→${link.target}`, link]));
  const tierOf = (id: string): number => named.get(id)?.tier ?? 0;
  const [towards, reaching] = [new Map<string, Parts>(), new Map<string, Parts>()];
  for (const link of joined) {
    const isUp = tierOf(link.source) > tierOf(link.target);
    addTo(towards, isUp ? link.source : link.target, link);
    addTo(reaching, isUp ? link.target : link.source, link);
  }
  const partsOf = (id: string): Parts => towards.get(id) ?? reaching.get(id) ?? NOTHING;
  const nodes = [...named.values()].filter(({ id }) => towards.has(id) || reaching.has(id));
  const layout = sankeyLayout(
    nodes.map((node) => {
      const { same, more, less } = partsOf(node.id);
      return { ...node, value: same + more + less };
    }),
    joined.map((link) => ({ ...link, value: most(link), estimated: most(link) - least(link) })),
    options,
  );
  return {
    ...layout,
    nodes: layout.nodes.map((node) => {
      const { before: was, after: is, same, more, less } = partsOf(node.id);
      const unit = node.value === 0 ? 0 : node.height / node.value;
      return { ...node, before: was, after: is, parts: { same: same * unit, more: more * unit, less: less * unit } };
    }),
    links: layout.links.map((link) => {
      const { before: was, after: is } = byKey.get(link.id) ?? { before: 0, after: 0 };
      return { ...link, before: was, after: is };
    }),
  };
}

/** How a value is written where a mark is hovered over, such as "USD 3.4 million". */
type WriteValue = (value: number) => string;

/** "USD 3.4 million before, USD 1.7 million after". */
const bothWords = ({ before, after }: BothValues, write: WriteValue): string =>
  before === after ? `${write(before)}, the same` : `${write(before)} before, ${write(after)} after`;

const changeClass = ({ before, after }: BothValues): "more" | "less" => (after > before ? "more" : "less");

function linkMark(link: DifferenceLink, label: (id: string) => string, write: WriteValue, hatch: string): string {
  const title = `${label(link.source)} to ${label(link.target)}: ${bothWords(link, write)}`;
  const changed = link.estimatedPath;
  const part =
    changed === null
      ? ""
      : `<path class="${changeClass(link)}" d="${changed}"/>` +
        (link.after > link.before ? "" : `<path fill="url(#${hatch})" d="${changed}"/>`);
  return `<g><title>${escapeXml(title)}</title><path class="same" d="${link.path}"/>${part}</g>`;
}

function nodeMark(node: DifferenceNode, write: WriteValue, hatch: string): string {
  const c = coordinate;
  const title = `${node.label}: ${bothWords(node, write)}`;
  const box = (y: number, height: number, attributes: string) =>
    height <= 0
      ? ""
      : `<rect ${attributes} x="${c(node.x)}" y="${c(y)}" width="${c(node.width)}" height="${c(height)}"/>`;
  const { same, more, less } = node.parts;
  const lost = node.y + same + more;
  return [
    `<g><title>${escapeXml(title)}</title>`,
    box(node.y, same, 'class="node-same"'),
    box(node.y + same, more, 'class="node-more"'),
    box(lost, less, 'class="node-less"'),
    box(lost, less, `fill="url(#${hatch})"`),
    "</g>",
  ].join("");
}

/** "-50 %", "+3.2 %", "new", "gone"; empty where nothing changes. */
export function changeWords({ before, after }: BothValues): string {
  if (before === after) return "";
  if (before === 0) return "new";
  if (after === 0) return "gone";
  const change = (after / before - 1) * 100;
  const sign = change > 0 ? "+" : "−";
  const amount = Math.abs(change);
  return amount < 0.05 ? `${sign}<0.1 %` : `${sign}${amount.toFixed(1)} %`;
}

const LEAST_NAME = 48;

function nodeLabel(node: DifferenceNode): string {
  if (node.labelAt === null) return "";
  const { x, y, width } = node.labelAt;
  const change = changeWords(node);
  const wide = estimateTextWidth(change, TEXT_SIZE) + 6;
  // A change without a name would say nothing.
  const words = width - wide < Math.min(LEAST_NAME, estimateTextWidth(node.label, TEXT_SIZE)) ? "" : change;
  const room = words === "" ? 0 : wide;
  return (
    `<text class="halo" x="${coordinate(x)}" y="${coordinate(y + 4.5)}">${escapeXml(fitText(node.label, TEXT_SIZE, width - room))}` +
    `${words === "" ? "" : `<tspan class="muted" dx="6">${escapeXml(words)}</tspan>`}</text>`
  );
}

const LEGEND = 26;
const KINDS = [
  ["same", "the same"],
  ["more", "more"],
  ["less", "less, hatched"],
] as const;

/** Two chains laid over each other as self-contained SVG: grey the same, blue more, orange and hatched less. */
export function sankeyDifferenceSvg(
  chart: SankeyDifference,
  text: ChartText,
  write: WriteValue,
  options: SvgOptions = {},
): string {
  const hatch = hatchName(options);
  const names = new Map(chart.nodes.map(({ id, label }) => [id, label]));
  const label = (id: string): string => names.get(id) ?? id;
  const headings = chart.columns.map(({ x, room, heading, caption = "" }) => {
    const line = (y: number, kind: string, words: string) =>
      `<text class="${kind}" x="${coordinate(x)}" y="${y}">${escapeXml(fitText(words, TEXT_SIZE, room))}</text>`;
    return `${line(14, "strong", heading)}${caption === "" ? "" : line(31, "muted small", caption)}`;
  });
  const legend = KINDS.map(([kind, words], at) => {
    const [x, y] = [at * 110, chart.height + LEGEND];
    const box = (attributes: string) =>
      `<rect ${attributes} x="${x}" y="${coordinate(y - 11)}" width="18" height="12"/>`;
    return (
      box(`class="node-${kind}"`) +
      (kind === "less" ? box(`fill="url(#${hatch})"`) : "") +
      `<text class="small" x="${x + 24}" y="${coordinate(y)}">${words}</text>`
    );
  });
  return framedSvg(
    {
      text,
      width: chart.width + 48,
      height: chart.height + LEGEND + 12,
      hatched: true,
      rules: (mode) => {
        const [grey, blue, orange] = [MUTED[mode], tierColour(3)[mode], tierColour(5)[mode]];
        return [
          `.same{fill:${grey};fill-opacity:.25;stroke:${grey};stroke-opacity:.5;stroke-width:.5}`,
          `.more{fill:${blue};fill-opacity:.65}`,
          `.less{fill:${orange};fill-opacity:.65}`,
          `.node-same{fill:${grey};stroke:${INK[mode]};stroke-width:.5}`,
          `.node-more{fill:${blue};stroke:${INK[mode]};stroke-width:.5}`,
          `.node-less{fill:${orange};stroke:${PAPER[mode]};stroke-width:.5}`,
        ];
      },
      body: [
        '<g transform="translate(24 8)">',
        ...headings,
        ...chart.links.map((link) => linkMark(link, label, write, hatch)),
        ...chart.nodes.map((node) => nodeMark(node, write, hatch)),
        ...chart.nodes.map(nodeLabel),
        ...legend,
        "</g>",
      ]
        .filter((line) => line !== "")
        .join("\n"),
    },
    options,
  );
}
