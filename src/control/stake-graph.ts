import { INTERESTS, type Interest } from "./facts.ts";
import { PARTS } from "./share.ts";
import { strongComponents } from "./strong-components.ts";

/** Columns of stakes in force on one day: parties by index, shares in parts of 10^12. */
export interface StakeColumns {
  readonly holder: Int32Array;
  readonly held: Int32Array;
  /** Index into INTERESTS. */
  readonly interest: Uint8Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * Who holds what of whom on one day, one edge for each holder, held party and interest, sorted by held party, interest and
 * holder: `offsets[party]` to `offsets[party + 1]` are the edges into a party.
 */
export interface StakeGraph {
  readonly parties: number;
  readonly offsets: Int32Array;
  readonly holder: Int32Array;
  readonly held: Int32Array;
  readonly interest: Uint8Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Of each edge the first of its rows in `rowsOf`. */
  readonly rowOffsets: Int32Array;
  /** Indexes into the columns, edge by edge. */
  readonly rows: Int32Array;
  /** Edges whose rows contradict each other. */
  readonly conflicts: readonly number[];
  /** Parties so that holders come before what they hold, rings together. */
  readonly order: Int32Array;
  /** Where the rings and single parties of `order` begin, and its length at the end. */
  readonly groups: Int32Array;
  /** Of each party the place of its ring in that order. */
  readonly rank: Int32Array;
  /** Whether a share of any edge is a range. */
  readonly ranged: boolean;
}

export const interestIndex = (interest: Interest): number => INTERESTS.indexOf(interest);

const LICENCE = interestIndex("licence");

/**
 * What of the edges `from` to `until`, all into one party for one interest, nobody holds for certain: as much may be added
 * to their lowest shares in all. Licences are no parts of a whole, and one leaves room for another.
 */
export function roomLeft({ interest, low }: StakeGraph, from: number, until: number): number {
  if (interest[from] === LICENCE) return Number.POSITIVE_INFINITY;
  let certain = 0;
  for (let edge = from; edge < until; edge++) certain += low[edge] as number;
  return Math.max(0, PARTS - certain);
}

/** The edges into a party for one interest, as a range of edges: empty where there are none. */
export function edgesInto(graph: StakeGraph, party: number, interest: number): readonly [from: number, until: number] {
  let from = graph.offsets[party] as number;
  const end = graph.offsets[party + 1] as number;
  while (from < end && (graph.interest[from] as number) < interest) from += 1;
  let until = from;
  while (until < end && graph.interest[until] === interest) until += 1;
  return [from, until];
}

/**
 * Builds the graph. Rows that speak of the same holder, party and interest agree on what their ranges share; where they
 * share nothing, the range spans them all and the edge is a conflict.
 */
export function stakeGraph(parties: number, columns: StakeColumns): StakeGraph {
  const rows = sortedRows(parties, columns);
  const count = rows.length;
  const offsets = new Int32Array(parties + 1);
  const [holder, held] = [new Int32Array(count), new Int32Array(count)];
  const interest = new Uint8Array(count);
  const [low, high] = [new Float64Array(count), new Float64Array(count)];
  const rowOffsets = new Int32Array(count + 1);
  const conflicts: number[] = [];
  let edges = 0;
  let ranged = false;
  for (let at = 0; at < count; ) {
    const first = rows[at] as number;
    let [least, most] = [columns.low[first] as number, columns.high[first] as number];
    let [widestLow, widestHigh] = [least, most];
    let next = at + 1;
    for (; next < count && same(columns, first, rows[next] as number); next++) {
      const row = rows[next] as number;
      least = Math.max(least, columns.low[row] as number);
      most = Math.min(most, columns.high[row] as number);
      widestLow = Math.min(widestLow, columns.low[row] as number);
      widestHigh = Math.max(widestHigh, columns.high[row] as number);
    }
    if (least > most) {
      conflicts.push(edges);
      [least, most] = [widestLow, widestHigh];
    }
    const to = columns.held[first] as number;
    holder[edges] = columns.holder[first] as number;
    held[edges] = to;
    interest[edges] = columns.interest[first] as number;
    low[edges] = least;
    high[edges] = most;
    rowOffsets[edges] = at;
    ranged ||= least !== most;
    edges += 1;
    offsets[to + 1] = edges;
    at = next;
  }
  rowOffsets[edges] = count;
  for (let party = 1; party <= parties; party++) {
    offsets[party] = Math.max(offsets[party] as number, offsets[party - 1] as number);
  }
  const cut = holder.subarray(0, edges);
  return {
    parties,
    offsets,
    holder: cut,
    held: held.subarray(0, edges),
    interest: interest.subarray(0, edges),
    low: low.subarray(0, edges),
    high: high.subarray(0, edges),
    rowOffsets: rowOffsets.subarray(0, edges + 1),
    rows,
    conflicts,
    ranged,
    ...strongComponents(parties, offsets, cut),
  };
}

/** The edge of `holder` into `held` for an interest, or -1. */
export function findEdge(graph: StakeGraph, holder: number, held: number, interest: Interest): number {
  const wanted = interestIndex(interest);
  for (let edge = graph.offsets[held] as number; edge < (graph.offsets[held + 1] as number); edge++) {
    if (graph.holder[edge] === holder && graph.interest[edge] === wanted) return edge;
  }
  return -1;
}

function same({ holder, held, interest }: StakeColumns, a: number, b: number): boolean {
  return holder[a] === holder[b] && held[a] === held[b] && interest[a] === interest[b];
}

/** Rows by held party, interest and holder. A party does not hold itself: treasury shares are left out. */
function sortedRows(parties: number, columns: StakeColumns): Int32Array {
  const { holder, held, interest } = columns;
  const starts = new Int32Array(parties + 1);
  let kept = 0;
  for (let row = 0; row < held.length; row++) {
    if (holder[row] === held[row]) continue;
    const party = held[row] as number;
    starts[party + 1] = (starts[party + 1] as number) + 1;
    kept += 1;
  }
  for (let party = 0; party < parties; party++) {
    starts[party + 1] = (starts[party + 1] as number) + (starts[party] as number);
  }
  const rows = new Int32Array(kept);
  const next = starts.slice();
  for (let row = 0; row < held.length; row++) {
    if (holder[row] === held[row]) continue;
    const party = held[row] as number;
    const at = next[party] as number;
    next[party] = at + 1;
    rows[at] = row;
  }
  const before = (a: number, b: number) =>
    (interest[a] as number) - (interest[b] as number) || (holder[a] as number) - (holder[b] as number) || a - b;
  for (let party = 0; party < parties; party++) {
    const [from, until] = [starts[party] as number, starts[party + 1] as number];
    if (until - from > 1) rows.subarray(from, until).sort(before);
  }
  return rows;
}
