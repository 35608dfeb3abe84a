import { type Network, UNIT_VALUE_OUTLIER, VALUE_ESTIMATED } from "./network.ts";
import { admittedPart, isAdmitted, type ReachPlan } from "./reach-question.ts";
import { bandReader, runGoods } from "./sum-runs.ts";
import { eachCountedRun, type Walk } from "./walk.ts";

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
  fetchParts(walk);
  const bandOf = bandReader(network.estimates, network.columns, runGoods(network));
  const half = halfOfWindow(network, plan);
  const qualities = walk.sums.map(emptyQuality);
  const link = { tier: 0, buyNode: -1, sellNode: -1, last: -1, usd: 0 };
  const endLink = (): void => {
    const quality = qualities[link.tier - 1];
    if (quality === undefined) return;
    quality.links++;
    if (link.last >= half) return;
    quality.stale.links++;
    quality.stale.usd += link.usd;
  };
  eachCountedRun(walk, (run, tier) => {
    const [buyNode, sellNode] = [runs.buyNode[run] as number, runs.sellNode[run] as number];
    if (buyNode !== link.buyNode || sellNode !== link.sellNode || tier !== link.tier) {
      endLink();
      Object.assign(link, { tier, buyNode, sellNode, last: -1, usd: 0 });
    }
    const part = countedPart(walk, run, bandOf);
    add(qualities[tier - 1] as Sums<TierQuality>, part);
    link.last = Math.max(link.last, part.last);
    link.usd += part.usd;
  });
  endLink();
  return qualities;
}

interface Part {
  readonly usd: number;
  readonly last: number;
  readonly estimated: TierQuality["estimated"];
  readonly outliers: TierQuality["outliers"];
}

function add(to: Sums<TierQuality>, { estimated, outliers }: Part): void {
  to.estimated.rows += estimated.rows;
  to.estimated.usd += estimated.usd;
  to.estimated.low += estimated.low;
  to.estimated.high += estimated.high;
  to.outliers.rows += outliers.rows;
  to.outliers.usd += outliers.usd;
}

/** What counts of a run: by its sums where all of it does, else entry by entry. */
function countedPart({ network, plan }: Walk, run: number, bandOf: ReturnType<typeof bandReader>): Part {
  const { columns, runs } = network;
  const { sums, offsets } = runs;
  if (sums !== null && admittedPart(network, plan, run) === "all") {
    const of = (column: ArrayLike<number>): number => column[run] as number;
    return {
      usd: of(sums.usd),
      last: of(sums.lastDay),
      estimated: {
        rows: of(sums.estimated),
        usd: of(sums.estimatedUsd),
        low: of(sums.estimatedLow),
        high: of(sums.estimatedHigh),
      },
      outliers: { rows: of(sums.outliers), usd: of(sums.outlierUsd) },
    };
  }
  const { estimated, outliers } = emptyQuality();
  let [usd, last] = [0, -1];
  for (let entry = offsets[run] as number; entry < (offsets[run + 1] as number); entry++) {
    if (!isAdmitted(network, plan, entry)) continue;
    last = columns.day[entry] as number;
    const value = columns.usd[entry] as number;
    const flags = columns.flags[entry] as number;
    if (!Number.isNaN(value)) usd += value;
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
  return { usd, last, estimated, outliers };
}

function fetchParts(walk: Walk): void {
  const { network, plan } = walk;
  if (network.pages.complete()) return;
  const { offsets } = network.runs;
  eachCountedRun(walk, (run) => {
    if (network.runs.sums !== null && admittedPart(network, plan, run) === "all") return;
    network.pages.want(offsets[run] as number, offsets[run + 1] as number);
  });
  network.pages.fetch();
}
