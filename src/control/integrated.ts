import type { Interest } from "./facts.ts";
import type { Side } from "./holdings.ts";
import { PARTS } from "./share.ts";
import { interestIndex, type StakeGraph } from "./stake-graph.ts";

/** What others have of a party, multiplied along every path and added up over paths. */
export interface Integrated {
  /** The largest first; 0 to 1. */
  readonly shares: readonly { readonly party: number; readonly share: number }[];
  /** Whether a ring of parties behind it is held by nobody but itself: what leads into it leads nowhere. */
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
  const wanted = interestIndex(interest);
  const shares = sharesInto(graph, wanted, side);
  const order = behind(graph, target, wanted);
  const visits = new Map<number, number>();
  const came = new Map<number, number>([[target, 1]]);
  let closedRing = false;
  for (let from = 0; from < order.length; ) {
    const rank = graph.rank[order[from] as number];
    let until = from + 1;
    while (until < order.length && graph.rank[order[until] as number] === rank) until += 1;
    const ring = order.slice(from, until);
    const solved = solveRing(
      ring,
      ring.map((party) => came.get(party) ?? 0),
      shares,
    );
    closedRing ||= solved === null;
    ring.forEach((party, index) => {
      const amount = solved?.[index] ?? (side === "high" ? ENDLESS : (came.get(party) ?? 0));
      visits.set(party, amount);
      shares(party, (holder, share) => {
        if (graph.rank[holder] !== rank) came.set(holder, (came.get(holder) ?? 0) + amount * share);
      });
    });
    from = until;
  }
  const found = [...visits]
    .filter(([party, share]) => party !== target && share > 0)
    .map(([party, share]) => ({ party, share: Math.min(1, share) }));
  return { shares: found.sort((a, b) => b.share - a.share || a.party - b.party), closedRing };
}

type SharesInto = (party: number, visit: (holder: number, share: number) => void) => void;

/** Direct shares of one interest as fractions; lowest shares that add up to more than the whole are taken in proportion. */
function sharesInto({ offsets, holder, interest, low, high }: StakeGraph, wanted: number, side: Side): SharesInto {
  return (party, visit) => {
    const [from, until] = [offsets[party] as number, offsets[party + 1] as number];
    let certain = 0;
    for (let edge = from; edge < until; edge++) if (interest[edge] === wanted) certain += low[edge] as number;
    const room = Math.max(0, PARTS - certain);
    for (let edge = from; edge < until; edge++) {
      if (interest[edge] !== wanted) continue;
      const least = low[edge] as number;
      const share =
        side === "low" ? least / Math.max(PARTS, certain) : Math.min(high[edge] as number, least + room) / PARTS;
      visit(holder[edge] as number, share);
    }
  };
}

/** The party and all who stand behind it, from the party up: rings that hold it before those that hold them. */
function behind({ offsets, holder, interest, rank }: StakeGraph, target: number, wanted: number): readonly number[] {
  const members = new Set([target]);
  for (const party of members) {
    for (let edge = offsets[party] as number; edge < (offsets[party + 1] as number); edge++) {
      if (interest[edge] === wanted) members.add(holder[edge] as number);
    }
  }
  return [...members].sort((a, b) => (rank[b] as number) - (rank[a] as number) || a - b);
}

/** How often each party of a ring is met, for what comes in from outside: v = b + v D within the ring; null if endless. */
function solveRing(ring: readonly number[], came: readonly number[], shares: SharesInto): readonly number[] | null {
  if (ring.length === 1) return came;
  const place = new Map(ring.map((party, index) => [party, index]));
  const inner = ring.map((party) => {
    const row: [number, number][] = [];
    shares(party, (holder, share) => {
      const index = place.get(holder);
      if (index !== undefined) row.push([index, share]);
    });
    return row;
  });
  const solved = ring.length <= DENSE ? dense(inner, came) : iterated(inner, came);
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
