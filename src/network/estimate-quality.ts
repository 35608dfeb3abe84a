import { type Network, type RunSums, UNIT_VALUE_OUTLIER, VALUE_ESTIMATED } from "./network.ts";
import type { ReachPlan } from "./reach-question.ts";
import { type BandReader, bandReader, runGoods } from "./sum-runs.ts";
import { countedPart, eachCountedRun, isCounted, type Walk } from "./walk.ts";

/** What of a tier is not as solid as its sums look. Cents; all of it is in the sums. */
export interface TierQuality {
  /** Values taken from weight and unit value, or converted by a rate; by their bands between `low` and `high`. */
  readonly estimated: { readonly rows: number; readonly usd: number; readonly low: number; readonly high: number };
  /** Rows whose unit value is far from that of the same product and year. */
  readonly outliers: { readonly rows: number; readonly usd: number };
  /** Links (seller, product, buyer), and those of them without a row in the later half of the window. */
  readonly links: number;
  readonly stale: { readonly links: number; readonly usd: number };
}

type Sums<T> = { -readonly [Key in keyof T]: T[Key] extends number ? number : Sums<T[Key]> };

function emptyQuality(): Sums<TierQuality> {
  return {
    estimated: { rows: 0, usd: 0, low: 0, high: 0 },
    outliers: { rows: 0, usd: 0 },
    links: 0,
    stale: { links: 0, usd: 0 },
  };
}

/** The first day of the later half of the window, as far as there are data in it. */
export function halfOfWindow({ firstDay, lastDay }: Network, { since, until }: ReachPlan): number {
  const from = Math.max(since, firstDay);
  const to = Math.min(until, lastDay + 1);
  return from + Math.floor((to - from) / 2);
}

/** By tier from 1 at index 0; a second pass over what the walk counted. */
export function tierQualities(walk: Walk): TierQuality[] {
  const { network, plan } = walk;
  const { runs } = network;
  const bandOf = bandReader(network.estimates, network.columns, runGoods(network));
  const half = halfOfWindow(network, plan);
  const qualities = walk.sums.map(emptyQuality);
  const link: Link = { tier: 0, buyNode: -1, sellNode: -1, last: -1, usd: 0 };
  eachCountedRun(walk, (run, tier) => {
    const buyNode = runs.buyNode[run] as number;
    const sellNode = runs.sellNode[run] as number;
    if (buyNode !== link.buyNode || sellNode !== link.sellNode || tier !== link.tier) {
      endLink(qualities, link, half);
      link.tier = tier;
      link.buyNode = buyNode;
      link.sellNode = sellNode;
      link.last = -1;
      link.usd = 0;
    }
    const quality = qualities[tier - 1] as Sums<TierQuality>;
    if (runs.sums !== null && countedPart(walk, run, tier) === "all") addRun(quality, link, runs.sums, run);
    else addEntries(quality, link, walk, run, bandOf);
  });
  endLink(qualities, link, half);
  return qualities;
}

/** What one party sold another of a product at one tier, while its runs are gone through. */
interface Link {
  tier: number;
  buyNode: number;
  sellNode: number;
  /** Its last day. */
  last: number;
  usd: number;
}

function endLink(qualities: readonly Sums<TierQuality>[], link: Link, half: number): void {
  const quality = qualities[link.tier - 1];
  if (quality === undefined) return;
  quality.links++;
  if (link.last >= half) return;
  quality.stale.links++;
  quality.stale.usd += link.usd;
}

/** Adds a run that counts whole. */
function addRun({ estimated, outliers }: Sums<TierQuality>, link: Link, sums: RunSums, run: number): void {
  link.last = Math.max(link.last, sums.lastDay[run] as number);
  link.usd += sums.usd[run] as number;
  if (sums.estimated[run] !== 0) {
    estimated.rows += sums.estimated[run] as number;
    estimated.usd += sums.estimatedUsd[run] as number;
    estimated.low += sums.estimatedLow[run] as number;
    estimated.high += sums.estimatedHigh[run] as number;
  }
  if (sums.outliers[run] !== 0) {
    outliers.rows += sums.outliers[run] as number;
    outliers.usd += sums.outlierUsd[run] as number;
  }
}

/** Adds the entries of a run that count. */
function addEntries(
  { estimated, outliers }: Sums<TierQuality>,
  link: Link,
  walk: Walk,
  run: number,
  bandOf: BandReader,
): void {
  const { network } = walk;
  const { columns, runs } = network;
  const from = runs.offsets[run] as number;
  const until = runs.offsets[run + 1] as number;
  network.pages.want(from, until);
  network.pages.fetch();
  for (let entry = from; entry < until; entry++) {
    if (!isCounted(walk, entry, link.tier)) continue;
    const value = columns.usd[entry] as number;
    const flags = columns.flags[entry] as number;
    link.last = Math.max(link.last, columns.day[entry] as number);
    if (!Number.isNaN(value)) link.usd += value;
    if ((flags & VALUE_ESTIMATED) !== 0) {
      const { low, high } = bandOf(run, entry);
      estimated.rows++;
      estimated.usd += value;
      estimated.low += value * low;
      estimated.high += value * high;
    }
    if ((flags & UNIT_VALUE_OUTLIER) !== 0) {
      outliers.rows++;
      outliers.usd += value;
    }
  }
}
