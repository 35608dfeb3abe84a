/** One thing in a row of a layered picture: a box, or the place where a long line passes through. */
export interface RowItem {
  readonly id: string;
  readonly width: number;
}

/** A line between things of neighbouring rows, from the upper to the lower. */
export interface RowLine {
  readonly upper: string;
  readonly lower: string;
}

export interface PlacedRows {
  /** The items of each row from left to right. */
  readonly rows: readonly (readonly RowItem[])[];
  /** The middle of each item. */
  readonly x: ReadonlyMap<string, number>;
}

const SWEEPS = 8;
const SETTLING = 6;
/** Counting crossings grows with the square of the lines; larger pictures keep the order of the last sweep. */
const MOST_COUNTED = 400;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

type Neighbours = ReadonlyMap<string, readonly string[]>;

function neighbours(lines: readonly RowLine[], from: "upper" | "lower", to: "upper" | "lower"): Neighbours {
  const found = new Map<string, string[]>();
  for (const line of lines) {
    const known = found.get(line[from]);
    if (known === undefined) found.set(line[from], [line[to]]);
    else known.push(line[to]);
  }
  return found;
}

function placesOf(rows: readonly (readonly RowItem[])[]): Map<string, number> {
  return new Map(rows.flatMap((row) => row.map(({ id }, at) => [id, at] as const)));
}

/** How often lines of the same gap cross, for this order of the rows. */
export function crossings(rows: readonly (readonly RowItem[])[], lines: readonly RowLine[]): number {
  const place = placesOf(rows);
  const rowOf = new Map(rows.flatMap((row, at) => row.map(({ id }) => [id, at] as const)));
  const gaps = new Map<number, (readonly [number, number])[]>();
  for (const { upper, lower } of lines) {
    const gap = rowOf.get(upper) ?? 0;
    gaps.set(gap, [...(gaps.get(gap) ?? []), [place.get(upper) ?? 0, place.get(lower) ?? 0]]);
  }
  let count = 0;
  for (const pairs of gaps.values()) {
    pairs.forEach(([a, b], at) => {
      for (const [c, d] of pairs.slice(at + 1)) if ((a - c) * (b - d) < 0) count += 1;
    });
  }
  return count;
}

/** Puts each row in the order of the middle of what its items are tied to, up and down by turns; the best order counts. */
function ordered(given: readonly (readonly RowItem[])[], lines: readonly RowLine[]): readonly (readonly RowItem[])[] {
  const above = neighbours(lines, "lower", "upper");
  const below = neighbours(lines, "upper", "lower");
  const counted = lines.length <= MOST_COUNTED;
  let best = given;
  let least = counted ? crossings(given, lines) : Infinity;
  let rows = given;
  for (let sweep = 0; sweep < SWEEPS && least > 0; sweep++) {
    const tied = sweep % 2 === 0 ? above : below;
    const next = rows.map((row) => [...row]);
    const order = next.map((_, at) => at);
    if (sweep % 2 === 1) order.reverse();
    for (const at of order) {
      const row = next[at] ?? [];
      const place = placesOf(next);
      const key = new Map(
        row.map(({ id }, own) => {
          const ends = tied.get(id) ?? [];
          return [id, ends.length === 0 ? own : mean(ends.map((end) => place.get(end) ?? 0))] as const;
        }),
      );
      row.sort((a, b) => (key.get(a.id) ?? 0) - (key.get(b.id) ?? 0));
    }
    rows = next;
    const found = counted ? crossings(rows, lines) : Infinity;
    if (found < least || !counted) {
      best = rows;
      least = found;
    }
  }
  return best;
}

/**
 * The places nearest to those wished, by the sum of squares, that keep the order and the distances: pool adjacent
 * violators on what is left when the distances are taken away.
 */
export function spread(wished: readonly number[], distances: readonly number[]): number[] {
  const offsets = [0];
  for (const distance of distances) offsets.push((offsets.at(-1) ?? 0) + distance);
  const blocks: { sum: number; count: number }[] = [];
  wished.forEach((wish, at) => {
    let block = { sum: wish - (offsets[at] ?? 0), count: 1 };
    for (let last = blocks.at(-1); last !== undefined; last = blocks.at(-1)) {
      if (last.sum / last.count <= block.sum / block.count) break;
      block = { sum: last.sum + block.sum, count: last.count + block.count };
      blocks.pop();
    }
    blocks.push(block);
  });
  const level = blocks.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count));
  return level.map((value, at) => value + (offsets[at] ?? 0));
}

/** Orders rows so that few lines cross, and places what is in them near to what it is tied to, `gap` apart at least. */
export function layeredRows(
  given: readonly (readonly RowItem[])[],
  lines: readonly RowLine[],
  gap: number,
): PlacedRows {
  const rows = ordered(given, lines);
  const above = neighbours(lines, "lower", "upper");
  const below = neighbours(lines, "upper", "lower");
  const x = new Map<string, number>();
  const distancesOf = (row: readonly RowItem[]) =>
    row.slice(1).map((item, at) => (item.width + (row[at]?.width ?? 0)) / 2 + gap);
  const settle = (row: readonly RowItem[], tied: readonly Neighbours[]) => {
    const wished = row.map(({ id }) => {
      const ends = tied.flatMap((each) => each.get(id) ?? []).flatMap((end) => x.get(end) ?? []);
      return ends.length === 0 ? (x.get(id) ?? 0) : mean(ends);
    });
    spread(wished, distancesOf(row)).forEach((place, at) => {
      const item = row[at];
      if (item !== undefined) x.set(item.id, place);
    });
  };
  for (const row of rows) settle(row, [above]);
  for (let round = 0; round < SETTLING; round++) {
    for (const row of rows.toReversed()) settle(row, [above, below]);
    for (const row of rows) settle(row, [above, below]);
  }
  return { rows, x };
}
