import type { Interest } from "./facts.ts";
import type { Side } from "./holdings.ts";
import { PARTS } from "./share.ts";
import { edgesInto, interestIndex, roomLeft, type StakeGraph } from "./stake-graph.ts";
import { strongComponents } from "./strong-components.ts";

/** What others have of a party, multiplied along every path and added up over paths. */
export interface Integrated {
  /** The largest first; 0 to 1. */
  readonly shares: readonly { readonly party: number; readonly share: number }[];
  /** Whether a ring of parties behind it is held by nobody but itself: each of it has all, and nobody stands behind. */
  readonly closedRing: boolean;
}

const DENSE = 400;
/** Stands for what grows without end. */
const ENDLESS = 1e6;
const MOST_ROUNDS = 100_000;

/**
 * What every party has of `target`, rings included: the column of D(I − D)⁻¹ (Brioschi, Buzzacchi and Colombo 1989), D the
 * matrix of direct shares of one interest. What those of whom nobody is known to hold anything have of it sums to at
 * most one. On the high side every share is the most that others leave, so that each result is a bound of its own.
 */
export function integratedShares(
  graph: StakeGraph,
  target: number,
  interest: Interest,
  side: Side = "low",
): Integrated {
  const { parties, offsets, holder, share } = behind(graph, target, interestIndex(interest), side);
  const { order, groups, rank } = strongComponents(parties.length, offsets, holder);
  const came = new Float64Array(parties.length);
  came[0] = 1;
  const visits = new Float64Array(parties.length);
  let closedRing = false;
  for (let group = groups.length - 2; group >= 0; group--) {
    const ring = order.subarray(groups[group] as number, groups[group + 1] as number);
    const solved = solveRing(ring, came, { offsets, holder, share });
    closedRing ||= solved === null;
    const entered = ring.reduce((sum, party) => sum + (came[party] as number), 0);
    const left = new Map<number, number>();
    ring.forEach((party, index) => {
      const amount = solved === null ? ENDLESS : (solved[index] as number);
      visits[party] = amount;
      for (let edge = offsets[party] as number; edge < (offsets[party + 1] as number); edge++) {
        const by = holder[edge] as number;
        if (rank[by] !== group) left.set(by, (left.get(by) ?? 0) + amount * (share[edge] as number));
      }
    });
    // Nobody outside has more of what enters than all of it, however highest shares add up.
    for (const [by, part] of left) came[by] = (came[by] as number) + Math.min(part, entered);
  }
  const shares = parties.map((party, at) => ({ party, share: Math.min(1, visits[at] as number) })).slice(1);
  return { shares: shares.sort((a, b) => b.share - a.share || a.party - b.party), closedRing };
}

/** The stakes behind a party, it being the first: of each the holders by place, and their shares as fractions above 0. */
interface Behind {
  readonly parties: readonly number[];
  readonly offsets: Int32Array;
  readonly holder: Int32Array;
  readonly share: Float64Array;
}

type SharesInto = (party: number, visit: (holder: number, share: number) => void) => void;

/**
 * Direct shares of one interest as fractions: lowest shares that add up to more than the whole are taken in proportion,
 * highest ones as far as there is room.
 */
function sharesInto(graph: StakeGraph, wanted: number, side: Side): SharesInto {
  const { low, high, holder } = graph;
  return (party, visit) => {
    const [from, until] = edgesInto(graph, party, wanted);
    let certain = 0;
    for (let edge = from; edge < until; edge++) certain += low[edge] as number;
    const room = roomLeft(graph, from, until);
    for (let edge = from; edge < until; edge++) {
      const least = low[edge] as number;
      const most = Math.min(high[edge] as number, least + room) / PARTS;
      visit(holder[edge] as number, side === "low" ? least / Math.max(PARTS, certain) : most);
    }
  };
}

function behind(graph: StakeGraph, target: number, wanted: number, side: Side): Behind {
  const into = sharesInto(graph, wanted, side);
  const parties = [target];
  const places = new Map([[target, 0]]);
  const [offsets, holders, shares]: [number[], number[], number[]] = [[0], [], []];
  for (let at = 0; at < parties.length; at++) {
    into(parties[at] as number, (by, share) => {
      if (share === 0) return;
      const place = places.get(by) ?? parties.push(by) - 1;
      places.set(by, place);
      holders.push(place);
      shares.push(share);
    });
    offsets.push(holders.length);
  }
  return {
    parties,
    offsets: Int32Array.from(offsets),
    holder: Int32Array.from(holders),
    share: Float64Array.from(shares),
  };
}

/** How often each party of a ring is met, for what comes in from outside: v = b + v D within the ring; null if endless. */
function solveRing(
  ring: Int32Array,
  came: Float64Array,
  { offsets, holder, share }: Omit<Behind, "parties">,
): readonly number[] | null {
  const into = Array.from(ring, (party) => came[party] as number);
  if (ring.length === 1) return into;
  const place = new Map(Array.from(ring, (party, index) => [party, index]));
  const inner = Array.from(ring, (party) => {
    const row: [number, number][] = [];
    for (let edge = offsets[party] as number; edge < (offsets[party + 1] as number); edge++) {
      const index = place.get(holder[edge] as number);
      if (index !== undefined) row.push([index, share[edge] as number]);
    }
    return row;
  });
  const solved = ring.length <= DENSE ? dense(inner, into) : iterated(inner, into);
  return solved?.every((each) => each >= 0) ? solved : null;
}

/** (I − Dᵀ) v = b by elimination with pivots. */
function dense(
  inner: readonly (readonly (readonly [number, number])[])[],
  came: readonly number[],
): readonly number[] | null {
  const size = came.length;
  const rows = Array.from({ length: size }, (_, at) => {
    const row = new Float64Array(size + 1);
    row[at] = 1;
    row[size] = came[at] as number;
    return row;
  });
  inner.forEach((entries, from) => {
    for (const [to, share] of entries) {
      const row = rows[to];
      if (row === undefined) continue;
      row[from] = (row[from] as number) - share;
    }
  });
  for (let column = 0; column < size; column++) {
    let best = column;
    for (let at = column + 1; at < size; at++) {
      if (Math.abs(rows[at]?.[column] as number) > Math.abs(rows[best]?.[column] as number)) best = at;
    }
    const pivot = rows[best];
    if (pivot === undefined) return null;
    rows[best] = rows[column] ?? pivot;
    rows[column] = pivot;
    if (Math.abs(pivot[column] as number) < 1e-13) return null;
    for (let at = 0; at < size; at++) {
      const row = rows[at];
      if (at === column || row === undefined || row[column] === 0) continue;
      const factor = (row[column] as number) / (pivot[column] as number);
      for (let other = column; other <= size; other++) {
        row[other] = (row[other] as number) - factor * (pivot[other] as number);
      }
    }
  }
  return rows.map((row, at) => (row[size] as number) / (row[at] as number));
}

function iterated(
  inner: readonly (readonly (readonly [number, number])[])[],
  came: readonly number[],
): readonly number[] | null {
  let now = [...came];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = [...came];
    inner.forEach((entries, from) => {
      for (const [to, share] of entries) next[to] = (next[to] as number) + (now[from] as number) * share;
    });
    let moved = 0;
    for (let at = 0; at < next.length; at++)
      moved = Math.max(moved, Math.abs((next[at] as number) - (now[at] as number)));
    now = next;
    if (moved < 1e-16) return now;
  }
  return null;
}
