import type { TreeParty } from "./ownership-rows.ts";
import { coordinate as c, estimateTextWidth } from "./svg.ts";

export interface PlacedParty extends TreeParty {
  /** From the top of the picture. */
  readonly row: number;
  /** From the party in the middle: negative above it. */
  readonly level: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The label in lines that fit into the box. */
  readonly name: readonly string[];
  /** Parties beyond this one that are not shown. */
  readonly folded: number;
}

/** All stakes of one party in another. */
export interface Tie {
  readonly id: string;
  readonly holder: string;
  readonly held: string;
  readonly lines: readonly string[];
  readonly open: boolean;
}

export interface PlacedTie extends Tie {
  readonly path: string;
  /** Closes a ring, and runs against the rows. */
  readonly ring: boolean;
  /** The box of the text; its lines stand in its middle. */
  readonly labelAt: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Ground {
  /** Of a tie what it passes, from the holder to what is held. */
  readonly routes: ReadonlyMap<string, readonly string[]>;
  readonly middle: (id: string) => number;
  /** Of each row. */
  readonly tops: readonly number[];
  readonly boxHeight: number;
}

export const TIE_TEXT = 12;
export const TIE_LINE = 15;
const RING = 44;
/** Behind the share of a stake that runs against the rows. */
export const RING_SIGN = "↑";
const PLACES = [0.5, 0.32, 0.68, 0.2, 0.8] as const;

type Box = PlacedTie["labelAt"];

const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

/** A curve that leaves and arrives upright. */
function curve(from: Point, to: Point): string {
  const middle = c((from.y + to.y) / 2);
  return `C${c(from.x)} ${middle} ${c(to.x)} ${middle} ${c(to.x)} ${c(to.y)}`;
}

function pointOn(from: Point, to: Point, at: number): Point {
  const rest = 1 - at;
  const inner = (from.y + to.y) / 2;
  return {
    x: from.x * rest * rest * (1 + 2 * at) + to.x * at * at * (3 - 2 * at),
    y: from.y * rest ** 3 + inner * 3 * rest * at + to.y * at ** 3,
  };
}

/** Draws each tie, and puts its text where it covers the least of the others' texts, first where ties are far apart. */
export function placeTies(ties: readonly Tie[], parties: readonly PlacedParty[], ground: Ground): readonly PlacedTie[] {
  const byId = new Map(parties.map((party) => [party.id, party]));
  const taken: Box[] = [];
  return ties.map((given) => {
    const [first = "", ...more] = given.lines;
    const tie = ground.routes.has(given.id) ? given : { ...given, lines: [`${first} ${RING_SIGN}`, ...more] };
    const route = ground.routes.get(tie.id);
    const holder = byId.get(tie.holder) as PlacedParty;
    const held = byId.get(tie.held) as PlacedParty;
    const size = {
      width: Math.max(...tie.lines.map((line) => estimateTextWidth(line, TIE_TEXT)), 8) + 8,
      height: tie.lines.length * TIE_LINE + 2,
    };
    const found = route === undefined ? ringPath(holder, held) : routePath(route, holder, ground);
    const boxes = found.places.map(({ x, y }) => ({ x: x - size.width / 2, y: y - size.height / 2, ...size }));
    const covered = boxes.map((box) => taken.reduce((sum, other) => sum + overlap(box, other), 0));
    const labelAt = boxes[covered.indexOf(Math.min(...covered))] as Box;
    taken.push(labelAt);
    return { ...tie, path: found.path, ring: route === undefined, labelAt };
  });
}

function routePath(
  route: readonly string[],
  holder: PlacedParty,
  { middle, tops, boxHeight }: Ground,
): { readonly path: string; readonly places: readonly Point[] } {
  const points: Point[] = [];
  route.forEach((id, at) => {
    const top = tops[holder.row + at] ?? 0;
    if (at > 0) points.push({ x: middle(id), y: top });
    if (at + 1 < route.length) points.push({ x: middle(id), y: top + boxHeight });
  });
  const [start = { x: 0, y: 0 }] = points;
  const path = points
    .slice(1)
    .map((point, at) => (at % 2 === 0 ? curve(points[at] ?? start, point) : `V${c(point.y)}`))
    .join("");
  // Above the party in the middle ties are apart where they leave their holders, below it where they arrive.
  const last = points.length - 2;
  const [from, to] = holder.level < 0 ? [points[0], points[1]] : [points[last], points[last + 1]];
  const order = holder.level < 0 ? [0.4, ...PLACES] : [0.6, ...PLACES];
  return {
    path: `M${c(start.x)} ${c(start.y)}${path}`,
    places: order.map((at) => pointOn(from ?? start, to ?? start, at)),
  };
}

/**
 * From a holder that does not stand above what it holds: up beside the other ties, or round the right of the boxes where
 * both stand in one row.
 */
function ringPath(
  holder: PlacedParty,
  held: PlacedParty,
): { readonly path: string; readonly places: readonly Point[] } {
  if (holder.row > held.row) {
    const from = { x: holder.x + holder.width * 0.8, y: holder.y };
    const to = { x: held.x + held.width * 0.8, y: held.y + held.height };
    const path = `M${c(from.x)} ${c(from.y)}${curve(from, to)}`;
    return { path, places: PLACES.map((at) => pointOn(from, to, at)) };
  }
  const from = { x: holder.x + holder.width, y: holder.y + holder.height / 2 };
  const to = { x: held.x + held.width, y: held.y + held.height / 2 };
  const out = Math.max(from.x, to.x) + RING;
  const middle = (from.y + to.y) / 2;
  return {
    path: `M${c(from.x)} ${c(from.y)}C${c(out)} ${c(from.y)} ${c(out)} ${c(to.y)} ${c(to.x)} ${c(to.y)}`,
    places: [0, -1, 1, -2, 2].map((step) => ({ x: out, y: middle + step * 2 * TIE_LINE })),
  };
}
