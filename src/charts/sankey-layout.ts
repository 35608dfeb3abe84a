import { fitSlots } from "./fit-slots.ts";
import { coordinate } from "./svg.ts";

/** One entity at one tier. An entity that stands at two tiers is two nodes, so there are no rings. */
export interface SankeyNode {
  readonly id: string;
  readonly tier: number;
  readonly label: string;
  readonly value: number;
  /** Of the value, what is estimated. */
  readonly estimated?: number;
  /** How many entities a pooled rest stands for; it comes last in its column. */
  readonly pooled?: number;
}

export interface SankeyLink {
  readonly source: string;
  readonly target: string;
  readonly value: number;
  readonly estimated?: number;
}

export interface SankeyColumn {
  readonly tier: number;
  /** Such as "Tier 3 · anode material". */
  readonly heading: string;
  /** Below it, such as "USD 1.2 billion, 84 sellers". */
  readonly caption?: string;
}

export interface SankeyOptions {
  readonly width: number;
  readonly height: number;
  /** Goods run from left to right: `up` puts the highest tier on the left, `down` tier 0. */
  readonly direction?: "up" | "down";
  /** Every tier fills its column, or one scale holds for all. Tiers of a reach are not parts of one another. */
  readonly scale?: "tier" | "common";
  readonly columns?: readonly SankeyColumn[];
  readonly nodeWidth?: number;
  /** Room for the names right of the last column. */
  readonly labelWidth?: number;
}

export interface PlacedNode extends SankeyNode {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The lowest part of the height, hatched. */
  readonly estimatedHeight: number;
  /** Of its tier's value. */
  readonly share: number;
  /** Where its name stands; null where there is no room for one. */
  readonly labelAt: { readonly x: number; readonly y: number; readonly width: number } | null;
}

export interface PlacedLink extends SankeyLink {
  readonly id: string;
  /** The tier whose colour it takes: that of its source. */
  readonly tier: number;
  /** A closed shape: its ends may differ in width where a tier buys more or less than it sells. */
  readonly path: string;
  /** The estimated part of the shape, or null. */
  readonly estimatedPath: string | null;
  readonly width: number;
  readonly endWidth: number;
  readonly middle: { readonly x: number; readonly y: number };
}

export interface PlacedColumn extends SankeyColumn {
  /** Left edge of its nodes, where the heading begins. */
  readonly x: number;
  /** Room for the heading. */
  readonly room: number;
  readonly value: number;
}

export interface SankeyLayout {
  readonly width: number;
  readonly height: number;
  readonly columns: readonly PlacedColumn[];
  /** By column from left to right, then from top to bottom. */
  readonly nodes: readonly PlacedNode[];
  /** Widest first, so that thin ones are drawn over wide ones. */
  readonly links: readonly PlacedLink[];
}

export const HEADING_HEIGHT = 44;
const SLOT = 16;
const GAP = 6;
const FOOT = 4;
const LABEL_GAP = 6;

const size = (value: number | undefined): number => (value !== undefined && value > 0 && value < Infinity ? value : 0);
const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Largest first, the pooled rest last, then by id: the same figures always give the same picture. */
function inOrder(a: SankeyNode, b: SankeyNode): number {
  const pooled = (node: SankeyNode): number => (size(node.pooled) > 0 ? 1 : 0);
  return pooled(a) - pooled(b) || size(b.value) - size(a.value) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** A ribbon between two vertical edges. */
function ribbon(x0: number, y0: number, width0: number, x1: number, y1: number, width1: number): string {
  const c = coordinate;
  const middle = c((x0 + x1) / 2);
  return (
    `M${c(x0)} ${c(y0)}C${middle} ${c(y0)} ${middle} ${c(y1)} ${c(x1)} ${c(y1)}V${c(y1 + width1)}` +
    `C${middle} ${c(y1 + width1)} ${middle} ${c(y0 + width0)} ${c(x0)} ${c(y0 + width0)}Z`
  );
}

function placeColumns(nodes: readonly SankeyNode[], options: SankeyOptions) {
  const { width, height, direction = "up", scale = "tier", nodeWidth = 14, labelWidth = 132 } = options;
  const tiers = [...new Set(nodes.map((node) => node.tier))].sort((a, b) => (direction === "up" ? b - a : a - b));
  const room = Math.max(0, height - HEADING_HEIGHT - FOOT);
  const step = tiers.length < 2 ? 0 : Math.max(0, width - nodeWidth - labelWidth) / (tiers.length - 1);
  const members = tiers.map((tier) => nodes.filter((node) => node.tier === tier).sort(inOrder));
  const fits = members.map((column) =>
    fitSlots(
      column.map((node) => size(node.value)),
      room,
      { slot: SLOT, gap: GAP },
    ),
  );
  const common = Math.min(...fits.filter((fit) => fit.scale > 0).map((fit) => fit.scale));
  return tiers.map((tier, at) => {
    const fit = fits[at] ?? { scale: 0, slot: 0, gap: 0 };
    return {
      tier,
      x: at * step,
      labelWidth: at === tiers.length - 1 ? labelWidth - LABEL_GAP : Math.max(0, step - nodeWidth - 2 * LABEL_GAP),
      members: members[at] ?? [],
      fit: { ...fit, scale: scale === "common" && fit.scale > 0 ? common : fit.scale },
    };
  });
}

/** Places nodes in columns by tier and links between them. Throws where a link names a node that is not there. */
export function sankeyLayout(
  nodes: readonly SankeyNode[],
  links: readonly SankeyLink[],
  options: SankeyOptions,
): SankeyLayout {
  const { width, height, nodeWidth = 14 } = options;
  const columns = placeColumns(nodes, options);
  const placed: PlacedNode[] = [];
  for (const { members, fit, x, labelWidth } of columns) {
    const total = sumOf(members.map((node) => size(node.value)));
    let y = HEADING_HEIGHT;
    for (const node of members) {
      const value = size(node.value);
      const tall = value * fit.scale;
      const slot = Math.max(tall, fit.slot);
      placed.push({
        ...node,
        x,
        y: y + (slot - tall) / 2,
        width: Math.min(nodeWidth, width),
        height: tall,
        estimatedHeight: value === 0 ? 0 : (tall * Math.min(size(node.estimated), value)) / value,
        share: total === 0 ? 0 : value / total,
        labelAt:
          slot < SLOT - 1 || labelWidth < 24
            ? null
            : { x: x + nodeWidth + LABEL_GAP, y: y + slot / 2, width: labelWidth },
      });
      y += slot + fit.gap;
    }
  }
  return {
    width,
    height,
    columns: columns.map(({ tier, x, members, labelWidth }) => ({
      ...(options.columns?.find((column) => column.tier === tier) ?? { tier, heading: `Tier ${tier}` }),
      x,
      room: labelWidth + nodeWidth,
      value: sumOf(members.map((node) => size(node.value))),
    })),
    nodes: placed,
    links: placeLinks(placed, links),
  };
}

/** A link with its two nodes as they stand in the picture. */
interface Joined {
  readonly link: SankeyLink;
  readonly value: number;
  readonly left: PlacedNode;
  readonly right: PlacedNode;
}

interface End {
  readonly y: number;
  readonly width: number;
}

/** Where along a node's edge each of its links begins or ends, in the order of what is at the other side. */
function placeEnds(joined: readonly Joined[], side: "left" | "right", ends: Map<Joined, End>): void {
  const other = side === "left" ? "right" : "left";
  for (const group of groupBy(joined, (each) => each[side].id).values()) {
    const node = (group[0] as Joined)[side];
    group.sort((a, b) => a[other].y - b[other].y || (a[other].id < b[other].id ? -1 : 1));
    const total = sumOf(group.map((each) => each.value));
    // Towards the root a node's links are its own value; away from it they are shares of what it takes in.
    const isAway = group.some((each) => each[other].tier > node.tier);
    const whole = isAway ? total : Math.max(total, size(node.value));
    let y = node.y;
    for (const each of group) {
      const width = whole === 0 ? 0 : (node.height * each.value) / whole;
      ends.set(each, { y, width });
      y += width;
    }
  }
}

function placeLinks(nodes: readonly PlacedNode[], links: readonly SankeyLink[]): PlacedLink[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const at = (id: string): PlacedNode => {
    const node = byId.get(id);
    if (node === undefined) throw new Error(`A link names the node "${id}", which is not there.`);
    return node;
  };
  const joined = links.map((link): Joined => {
    const [source, target] = [at(link.source), at(link.target)];
    const [left, right] = source.x <= target.x ? [source, target] : [target, source];
    return { link, value: size(link.value), left, right };
  });
  const [starts, ends] = [new Map<Joined, End>(), new Map<Joined, End>()];
  placeEnds(joined, "left", starts);
  placeEnds(joined, "right", ends);
  return joined
    .map((each) => placeLink(each, starts.get(each) as End, ends.get(each) as End, at(each.link.source).tier))
    .sort((a, b) => b.width - a.width || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function placeLink({ link, value, left, right }: Joined, start: End, end: End, tier: number): PlacedLink {
  const [x0, x1] = [left.x + left.width, right.x];
  const part = value === 0 ? 0 : Math.min(size(link.estimated), value) / value;
  const [low, lowEnd] = [start.width * part, end.width * part];
  return {
    ...link,
    id: `${link.source}→${link.target}`,
    tier,
    path: ribbon(x0, start.y, start.width, x1, end.y, end.width),
    estimatedPath:
      part === 0 ? null : ribbon(x0, start.y + start.width - low, low, x1, end.y + end.width - lowEnd, lowEnd),
    width: start.width,
    endWidth: end.width,
    middle: { x: (x0 + x1) / 2, y: (start.y + start.width / 2 + end.y + end.width / 2) / 2 },
  };
}
