import { append, type Growing, growingInt32 } from "./attribution/growing.ts";
import type { Network } from "./network.ts";
import type { ReachPlan } from "./reach-question.ts";

/**
 * A walk that keeps to the order of time. Upwards an entry of the next tier lies at most `lag` days before a counted sale
 * of its buyer that it may stand behind, or on its day; downwards at most `lag` days after a counted purchase of its seller.
 */
export interface Order {
  /** Days before and after a counted entry on which an entry of the next tier may lie; one of them is 0. */
  readonly before: number;
  readonly after: number;
  /** By entry: the tier that counted it, or 0. */
  readonly tierOf: Uint8Array;
  /** By line of the tier that is being counted, the days that it opens; and those of the tier before. */
  opening: DayRanges;
  opened: DayRanges;
  /** By near node of the coming tier, its last ref + 1. */
  readonly lastRef: Int32Array;
  /** Which lines of the tier before open a near node, and how it stands behind them (bits by EDGE_KINDS). */
  readonly refs: {
    readonly line: Growing<Int32Array>;
    readonly kinds: Growing<Int32Array>;
    readonly next: Growing<Int32Array>;
  };
  readonly scratch: Scratch;
}

/** Closed ranges of days by line, as lists that are linked backwards. */
interface DayRanges {
  /** By line its last range, or -1. */
  readonly last: Growing<Int32Array>;
  readonly from: Growing<Int32Array>;
  readonly to: Growing<Int32Array>;
  readonly next: Growing<Int32Array>;
}

/** Ranges in ascending order of which no two touch. */
export interface Ranges {
  count: number;
  from: Int32Array;
  to: Int32Array;
}

export const ANY_DAY: Ranges = { count: 1, from: Int32Array.of(-(2 ** 31)), to: Int32Array.of(2 ** 31 - 1) };

const ranges = (room: number) => ({ from: new Int32Array(room), to: new Int32Array(room) });

const noRanges = (): DayRanges => ({
  last: growingInt32(),
  from: growingInt32(),
  to: growingInt32(),
  next: growingInt32(),
});

export function startOrder(network: Network, plan: ReachPlan, lag: number): Order {
  return {
    before: plan.up ? lag : 0,
    after: plan.up ? 0 : lag,
    tierOf: new Uint8Array(network.entries),
    opening: noRanges(),
    opened: noRanges(),
    lastRef: new Int32Array(plan.near.count),
    refs: { line: growingInt32(), kinds: growingInt32(), next: growingInt32() },
    scratch: { packed: new Float64Array(1024), count: 0, ranges: { count: 0, ...ranges(1024) } },
  };
}

/** Notes that an entry on any of the days [first, last], which leave no gap, was counted for the line. */
export function openDays({ opening, before, after }: Order, line: number, first: number, last: number): void {
  while (opening.last.count <= line) append(opening.last, -1);
  append(opening.from, first - before);
  append(opening.to, last + after);
  opening.last.values[line] = append(opening.next, opening.last.values[line] as number);
}

/** Ends a tier: what its lines open is put in order, and may be referred to by near nodes of the next. */
export function turnTier(order: Order): void {
  const { refs, opening } = order;
  refs.line.count = refs.kinds.count = refs.next.count = 0;
  order.opening = order.opened;
  order.opened = mergedLines(order.scratch, opening);
  for (const list of Object.values(order.opening) as Growing<Int32Array>[]) list.count = 0;
}

function mergedLines(scratch: Scratch, { last: lasts, ...lists }: DayRanges): DayRanges {
  const merged = noRanges();
  for (let line = 0; line < lasts.count; line++) {
    scratch.count = 0;
    addLine(scratch, { last: lasts, ...lists }, line);
    const { count, from, to } = mergedRanges(scratch);
    let last = -1;
    for (let at = 0; at < count; at++) {
      append(merged.from, from[at] as number);
      append(merged.to, to[at] as number);
      last = append(merged.next, last);
    }
    append(merged.last, last);
  }
  return merged;
}

/** Lets a near node be looked at on the days that a line of the tier before opens. */
export function openNode({ refs, lastRef }: Order, node: number, line: number, kinds: number): void {
  append(refs.line, line);
  append(refs.kinds, kinds);
  lastRef[node] = append(refs.next, (lastRef[node] as number) - 1) + 1;
}

/**
 * The days on which a near node may be looked at as standing behind in a way of `kinds`. To be read before the next are
 * asked for: the same arrays are used again.
 */
export function openRanges({ refs, lastRef, opened, scratch }: Order, node: number, kinds: number): Ranges {
  scratch.count = 0;
  for (let ref = (lastRef[node] as number) - 1; ref >= 0; ref = refs.next.values[ref] as number) {
    if (((refs.kinds.values[ref] as number) & kinds) !== 0) addLine(scratch, opened, refs.line.values[ref] as number);
  }
  return mergedRanges(scratch);
}

export function closeNode({ lastRef }: Order, node: number): void {
  lastRef[node] = 0;
}

/** A range as one number, by its first day and then its last: days lie far inside +-2^17. */
const WIDTH = 2 ** 18;
const ZERO = 2 ** 17;

/** Ranges on the way to being merged, one list at a time. */
interface Scratch {
  packed: Float64Array;
  count: number;
  ranges: Ranges;
}

function addLine(found: Scratch, { last, from, to, next }: DayRanges, line: number): void {
  for (let at = last.values[line] as number; at >= 0; at = next.values[at] as number) {
    if (found.count === found.packed.length) {
      const packed = new Float64Array(found.count * 2);
      packed.set(found.packed);
      found.packed = packed;
    }
    found.packed[found.count++] = ((from.values[at] as number) + ZERO) * WIDTH + (to.values[at] as number) + ZERO;
  }
}

function mergedRanges(scratch: Scratch): Ranges {
  const { packed, count } = scratch;
  if (count > scratch.ranges.from.length) scratch.ranges = { count: 0, ...ranges(count * 2) };
  const { from, to } = scratch.ranges;
  const sorted = count < 2 ? packed : packed.subarray(0, count).sort();
  let merged = 0;
  for (let at = 0; at < count; at++) {
    const first = Math.floor((sorted[at] as number) / WIDTH) - ZERO;
    const last = ((sorted[at] as number) % WIDTH) - ZERO;
    if (merged > 0 && first <= (to[merged - 1] as number) + 1)
      to[merged - 1] = Math.max(to[merged - 1] as number, last);
    else {
      from[merged] = first;
      to[merged++] = last;
    }
  }
  scratch.ranges.count = merged;
  return scratch.ranges;
}
