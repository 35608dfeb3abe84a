import { layeredRows, type RowItem, type RowLine } from "./layered-rows.ts";
import {
  rowsOf,
  type TreeOptions,
  type TreeParty,
  type TreeStake,
  type VisibleGroup,
  visibleGroup,
} from "./ownership-rows.ts";
import { type PlacedParty, type PlacedTie, placeTies, TIE_LINE, type Tie } from "./ownership-ties.ts";
import { nameLines } from "./svg.ts";

export { RING_SIGN, TIE_LINE, TIE_TEXT } from "./ownership-ties.ts";
export type { PlacedParty, PlacedTie, TreeOptions, TreeParty, TreeStake };

export interface OwnershipTree {
  readonly width: number;
  readonly height: number;
  /** Row by row from the top, each from left to right. */
  readonly parties: readonly PlacedParty[];
  readonly ties: readonly PlacedTie[];
}

export const BOX_WIDTH = 172;
export const BOX_TEXT = 13;
export const BOX_LINE = 16;
const BOX_PADDING = 10;
const BOX_LINES = 2;
const BOX_HEIGHT = BOX_LINES * BOX_LINE + 32;
const BETWEEN = 20;
const MARGIN = 24;
const LEAST_GAP = 62;
const THROUGH_WIDTH = 8;
const FAN_ROOM = 8;
const MOST_FAN = 12;

/**
 * A party with those who hold it above and what it holds below, each party once: holders stand above what they hold, a
 * stake over several rows runs between the boxes, and a stake that closes a ring runs round them.
 */
export function ownershipTree(
  parties: readonly TreeParty[],
  stakes: readonly TreeStake[],
  { root, levels = 3, fan = 8, unfolded = new Set() }: TreeOptions,
): OwnershipTree {
  const known = new Set(parties.map(({ id }) => id));
  const usable = stakes.filter(({ holder, held }) => holder !== held && known.has(holder) && known.has(held));
  const group = visibleGroup(usable, { root, levels, fan, unfolded });
  const ties = tiesOf(usable, group);
  const level = rowsOf(ties, group, root);
  const top = Math.min(...level.values());
  const rowOf = (id: string): number => (level.get(id) ?? 0) - top;
  const byId = new Map(parties.map((party) => [party.id, party]));
  const rows: RowItem[][] = [];
  const put = (row: number, item: RowItem) => {
    while (rows.length <= row) rows.push([]);
    rows[row]?.push(item);
  };
  for (const id of level.keys()) put(rowOf(id), { id, width: BOX_WIDTH });
  const lines: RowLine[] = [];
  const routes = new Map<string, readonly string[]>();
  for (const tie of ties) {
    const [from, to] = [rowOf(tie.holder), rowOf(tie.held)];
    if (from >= to) continue;
    const through = Array.from({ length: to - from - 1 }, (_, at) => `${tie.id} ${from + at + 1}`);
    for (const [at, id] of through.entries()) put(from + at + 1, { id, width: THROUGH_WIDTH });
    const route = [tie.holder, ...through, tie.held];
    lines.push(...route.slice(1).map((lower, at) => ({ upper: route[at] ?? "", lower })));
    routes.set(tie.id, route);
  }
  const placed = layeredRows(rows, lines, BETWEEN);
  const tops = rowTops(rows.length, ties, rowOf);
  const left = Math.min(...[...placed.x.values()]) - BOX_WIDTH / 2 - MARGIN;
  const boxes = placed.rows.flatMap((row, at) =>
    row.flatMap((item): PlacedParty[] => {
      const party = byId.get(item.id);
      if (party === undefined) return [];
      const x = (placed.x.get(item.id) ?? 0) - left - BOX_WIDTH / 2;
      return [
        {
          ...party,
          row: at,
          level: level.get(item.id) ?? 0,
          x,
          y: tops[at] ?? 0,
          width: BOX_WIDTH,
          height: BOX_HEIGHT,
          name: nameLines(party.label, BOX_TEXT, BOX_WIDTH - 2 * BOX_PADDING, BOX_LINES),
          folded: group.folded.get(item.id) ?? 0,
        },
      ];
    }),
  );
  const middle = (id: string): number => (placed.x.get(id) ?? 0) - left;
  const drawn = placeTies(ties, boxes, { routes, middle, tops, boxHeight: BOX_HEIGHT });
  const right = Math.max(
    ...boxes.map(({ x, width }) => x + width),
    ...drawn.map(({ labelAt }) => labelAt.x + labelAt.width),
    0,
  );
  const height = (tops.at(-1) ?? MARGIN) + BOX_HEIGHT + MARGIN;
  return { width: right + MARGIN, height, parties: boxes, ties: drawn };
}

/** Stakes of one pair are one line of the picture, with a line of text for each. */
function tiesOf(stakes: readonly TreeStake[], group: VisibleGroup): readonly Tie[] {
  const ties = new Map<string, Tie>();
  for (const { holder, held, lines, open } of stakes) {
    if (!group.above.has(holder) && !group.below.has(holder)) continue;
    if (!group.above.has(held) && !group.below.has(held)) continue;
    const id = `${holder}>${held}`;
    const before = ties.get(id);
    ties.set(id, {
      id,
      holder,
      held,
      lines: [...(before?.lines ?? []), ...lines],
      open: open || before?.open === true,
    });
  }
  return [...ties.values()];
}

/** The top of each row: between two rows there is room for the longest text that stands there. */
function rowTops(count: number, ties: readonly Tie[], rowOf: (id: string) => number): readonly number[] {
  const tops = [MARGIN];
  for (let row = 0; row + 1 < count; row++) {
    const texts = ties.filter(({ holder, held }) => rowOf(holder) <= row && row < rowOf(held));
    const longest = Math.max(0, ...texts.map(({ lines }) => lines.length));
    // Lines of a wide fan lie flat: more room between its rows keeps them apart.
    const fan = Math.max(0, ...texts.map((tie) => texts.filter(({ held }) => held === tie.held).length));
    const room = 36 + longest * TIE_LINE + Math.max(0, Math.min(fan, MOST_FAN) - 3) * FAN_ROOM;
    tops.push((tops.at(-1) ?? 0) + BOX_HEIGHT + Math.max(LEAST_GAP, room));
  }
  return tops;
}
