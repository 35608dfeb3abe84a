import { eachCountedPart } from "./counted-parts.ts";
import { addExact, type ExactSums, exactSums, exactTotal, nthLargest, roughTotal } from "./exact-sum.ts";
import type { Reach } from "./reach.ts";
import { bySize, type Split } from "./reach-split.ts";
import { LINE } from "./tier-sums.ts";
import type { Walk } from "./walk.ts";

/** What stands at an end of a link: a party, or the country where goods originate or where they are imported. */
export type EndKind = "country" | "party";

/** The ends of one tier: which of them are shown by themselves. */
export interface TierGroup {
  /** Ends in the order shown, the largest first. */
  readonly shown: readonly number[];
  /** By end: its place in `shown`, or the number of those shown for the pooled rest. */
  readonly groupOf: Uint16Array;
  /** By end: 1 if it sends, receives or is shown at this tier. */
  readonly present: Uint8Array;
  /** The sum of the squared shares of all ends in the value of the tier; null if it has none. */
  readonly concentration: number | null;
}

/** Reads the ends of runs as numbers: indices into the network's countries or parties. */
export interface EndReader {
  readonly count: number;
  keyOf(end: number): string;
  /** The end that `tier` is about: going up the seller or the origin. */
  far(run: number): number;
  /** The end in the tier before: going up the buyer or the country that imports. */
  near(run: number, nearNode: number): number;
}

export function endReader({ network, plan }: Walk, by: EndKind): EndReader {
  const { near, far, farNode, tierCountry, rootCountry } = plan;
  if (by === "country") {
    return {
      count: network.countries.length,
      keyOf: (end) => network.countries[end] ?? "",
      far: (run) => tierCountry[run] as number,
      near: (run) => rootCountry[run] as number,
    };
  }
  return {
    count: network.parties.count,
    keyOf: (end) => network.parties.id(end),
    far: (run) => far.party[farNode[run] as number] as number,
    near: (_run, nearNode) => near.party[nearNode] as number,
  };
}

/**
 * The `top` largest ends of each tier from 0 on. An end that only receives at its tier, such as a country that imports
 * what it does not send on as its own, comes after all that send, in order of what it receives.
 */
export function tierGroups({ walk, tiers }: Reach, by: EndKind, ends: EndReader, top: number): TierGroup[] {
  const groups = [groupOf(largest(nearSums(walk, 1, ends), ends, top), ends, null)];
  for (const [at, { tier, usd }] of tiers.entries()) {
    const sums = farSums(walk, at, by, ends);
    const shown = largest(sums, ends, top);
    if (by === "country" && shown.length < top && at + 1 < tiers.length) {
      const received = largest(nearSums(walk, tier + 1, ends), ends, top);
      shown.push(...received.filter((end) => !shown.includes(end)).slice(0, top - shown.length));
    }
    const group = groupOf(shown, ends, concentrationOf(sums, usd));
    for (let end = 0; end < ends.count; end++) if (sums.cells[end * LINE] !== 0) group.present[end] = 1;
    groups.push(group);
  }
  return groups;
}

function groupOf(shown: readonly number[], ends: EndReader, concentration: number | null): TierGroup {
  const group = new Uint16Array(ends.count).fill(shown.length);
  const present = new Uint8Array(ends.count);
  for (const [place, end] of shown.entries()) {
    group[end] = place;
    present[end] = 1;
  }
  return { shown, groupOf: group, present, concentration };
}

/** What each end sends in a tier, as the walk has summed it. */
function farSums({ sums, plan }: Walk, at: number, by: EndKind, ends: EndReader): ExactSums {
  const tier = sums[at];
  if (tier === undefined) return exactSums(0);
  if (by === "country") return tier.byCountry;
  const found = exactSums(ends.count * LINE);
  for (let line = 0; line < tier.nodeCount; line++) {
    const party = plan.far.party[tier.nodes[line] as number] as number;
    for (let cell = 0; cell < LINE; cell++) {
      addExact(found, party * LINE + cell, tier.byNode.cells[line * LINE + cell] as number);
    }
  }
  for (const [index, carried] of tier.byNode.carried) {
    const party = plan.far.party[tier.nodes[Math.floor(index / LINE)] as number] as number;
    const target = party * LINE + (index % LINE);
    found.carried.set(target, (found.carried.get(target) ?? 0n) + carried);
  }
  return found;
}

/** What each end receives of the entries of a tier. */
function nearSums(walk: Walk, tier: number, ends: EndReader): ExactSums {
  const found = exactSums(ends.count * LINE);
  eachCountedPart(walk, 1 << (tier - 1), (part) => {
    if (part.tier !== tier) return;
    const line = ends.near(part.run, part.nearNode) * LINE;
    addExact(found, line, part.rows);
    addExact(found, line + 1, part.usd);
    addExact(found, line + 2, part.kg);
  });
  return found;
}

/** The largest ends, by value, weight, rows and key. */
function largest(sums: ExactSums, ends: EndReader, top: number): number[] {
  const lines = candidates(sums, ends.count, top).map((end): Split & { readonly end: number } => ({
    end,
    key: ends.keyOf(end),
    rows: Number(exactTotal(sums, end * LINE)),
    usd: exactTotal(sums, end * LINE + 1),
    kg: exactTotal(sums, end * LINE + 2),
  }));
  return lines
    .sort(bySize)
    .slice(0, top)
    .map(({ end }) => end);
}

/** The ends that can be among the `top` largest: all that tie with the last of them in value stay. */
function candidates(sums: ExactSums, count: number, top: number): number[] {
  const { cells } = sums;
  let kept: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  let full = 4 * top;
  const shrink = (): void => {
    const values = Float64Array.from(kept, (end) => roughTotal(sums, end * LINE + 1));
    least = nthLargest(values, top);
    kept = kept.filter((_, at) => (values[at] as number) >= least);
    full = Math.max(4 * top, 2 * kept.length);
  };
  for (let end = 0; end < count; end++) {
    if (cells[end * LINE] === 0 || roughTotal(sums, end * LINE + 1) < least) continue;
    kept.push(end);
    if (kept.length >= full) shrink();
  }
  shrink();
  return kept;
}

/** The Herfindahl-Hirschman index: 1 where one end has the whole value, 1/n where n share it evenly. */
function concentrationOf(sums: ExactSums, total: bigint): number | null {
  if (total <= 0n) return null;
  const whole = Number(total);
  let index = 0;
  for (let at = 1; at < sums.cells.length; at += LINE) {
    const share = roughTotal(sums, at) / whole;
    index += share * share;
  }
  return index;
}
