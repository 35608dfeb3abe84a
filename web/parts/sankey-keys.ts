import type { PlacedLink, PlacedNode, SankeyLayout } from "../../src/charts/sankey-layout.ts";

type Mark = { readonly node: string; readonly link?: undefined } | { readonly link: string; readonly node?: undefined };

const widest = (links: readonly PlacedLink[]): PlacedLink | undefined =>
  links.reduce<PlacedLink | undefined>(
    (best, link) => (best === undefined || link.width > best.width ? link : best),
    undefined,
  );

function stepped<T>(list: readonly T[], from: T | undefined, by: 1 | -1): T | undefined {
  if (from === undefined) return undefined;
  return list[list.indexOf(from) + by];
}

/** The ends of a link from left to right. */
function endsOf(
  layout: SankeyLayout,
  link: PlacedLink,
): { left: PlacedNode | undefined; right: PlacedNode | undefined } {
  const source = layout.nodes.find((node) => node.id === link.source);
  const target = layout.nodes.find((node) => node.id === link.target);
  return (source?.x ?? 0) <= (target?.x ?? 0) ? { left: source, right: target } : { left: target, right: source };
}

/**
 * Where an arrow key leads in a Sankey: from a node along its widest link, from a link to the node at that end; up and
 * down through the column, or through the links that leave the same node. Null where it leads nowhere.
 */
export function nextMark(layout: SankeyLayout, nodeId: string | null, linkId: string | null, key: string): Mark | null {
  const node = layout.nodes.find((each) => each.id === nodeId);
  const link = layout.links.find((each) => each.id === linkId);
  const toNode = (found: PlacedNode | undefined): Mark | null => (found === undefined ? null : { node: found.id });
  const toLink = (found: PlacedLink | undefined): Mark | null => (found === undefined ? null : { link: found.id });
  const vertical = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : null;
  if (node !== undefined) {
    const touching = layout.links.map((each) => ({ each, ...endsOf(layout, each) }));
    if (key === "ArrowRight")
      return toLink(widest(touching.filter(({ left }) => left === node).map(({ each }) => each)));
    if (key === "ArrowLeft")
      return toLink(widest(touching.filter(({ right }) => right === node).map(({ each }) => each)));
    const column = layout.nodes.filter((each) => each.tier === node.tier);
    if (vertical !== null) return toNode(stepped(column, node, vertical));
    if (key === "Home") return toNode(column[0]);
    return key === "End" ? toNode(column.at(-1)) : null;
  }
  if (link === undefined) return null;
  const { left, right } = endsOf(layout, link);
  if (key === "ArrowRight") return toNode(right);
  if (key === "ArrowLeft") return toNode(left);
  if (vertical === null) return null;
  const beside = layout.links
    .filter((each) => endsOf(layout, each).left === left)
    .sort((a, b) => a.middle.y - b.middle.y);
  return toLink(stepped(beside, link, vertical));
}
