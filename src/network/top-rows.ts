import { addExact, exactSums, exactTotal } from "./exact-sum.ts";
import { type Network, VALUE_ESTIMATED } from "./network.ts";
import { isAdmitted } from "./reach-question.ts";
import type { Amounts } from "./tier-link-sums.ts";
import { eachCountedRun, type Walk } from "./walk.ts";

/** Which of the counted runs are asked for, by index. */
export interface RunFilter {
  readonly tier?: number;
  readonly seller?: number;
  readonly buyer?: number;
  readonly origin?: number;
  readonly destination?: number;
  readonly products?: ReadonlySet<number>;
}

function passes({ runs, sell, buy }: Network, filter: RunFilter, run: number, tier: number): boolean {
  const { seller, buyer, origin, destination, products } = filter;
  const [sellNode, buyNode] = [runs.sellNode[run] as number, runs.buyNode[run] as number];
  return (
    (filter.tier === undefined || tier === filter.tier) &&
    (seller === undefined || sell.party[sellNode] === seller) &&
    (buyer === undefined || buy.party[buyNode] === buyer) &&
    (origin === undefined || runs.origin[run] === origin) &&
    (destination === undefined || runs.destination[run] === destination) &&
    (products === undefined || products.has(buy.product[buyNode] as number))
  );
}

export interface TopRows extends Amounts {
  readonly withoutValue: number;
  readonly withoutWeight: number;
  /** Entries with the largest value, then by day; those without a value last. */
  readonly entries: readonly number[];
}

/** The sums of what a walk counted under a filter, and the `limit` entries of it that are worth most. */
export function topRows(walk: Walk, filter: RunFilter, limit: number): TopRows {
  const { network, plan } = walk;
  const { columns, runs } = network;
  const accepted: number[] = [];
  eachCountedRun(walk, (run, tier) => {
    if (!passes(network, filter, run, tier)) return;
    accepted.push(run);
    network.pages.want(runs.offsets[run] as number, runs.offsets[run + 1] as number);
  });
  network.pages.fetch();
  const sums = exactSums(3);
  const largest = keepLargest(columns.usd, columns.day, limit);
  let [rows, withoutValue, withoutWeight] = [0, 0, 0];
  for (const run of accepted) {
    const until = runs.offsets[run + 1] as number;
    for (let entry = runs.offsets[run] as number; entry < until; entry++) {
      if (!isAdmitted(network, plan, entry)) continue;
      const [usd, kg] = [columns.usd[entry] as number, columns.kg[entry] as number];
      rows++;
      largest.add(entry);
      if (Number.isNaN(kg)) withoutWeight++;
      else addExact(sums, 1, kg);
      if (Number.isNaN(usd)) {
        withoutValue++;
        continue;
      }
      addExact(sums, 0, usd);
      if (((columns.flags[entry] as number) & VALUE_ESTIMATED) !== 0) addExact(sums, 2, usd);
    }
  }
  return {
    rows,
    usd: exactTotal(sums, 0),
    kg: exactTotal(sums, 1),
    estimatedUsd: exactTotal(sums, 2),
    withoutValue,
    withoutWeight,
    entries: largest.list(),
  };
}

/** Keeps the `limit` largest entries of any number, in memory for twice as many. */
function keepLargest(usd: Float64Array, day: Uint16Array, limit: number) {
  const worth = (entry: number): number => {
    const value = usd[entry] as number;
    return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
  };
  const order = (a: number, b: number): number => {
    const [first, second] = [worth(a), worth(b)];
    if (first !== second) return second > first ? 1 : -1;
    return (day[a] as number) - (day[b] as number) || a - b;
  };
  let kept: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  const shrink = (): void => {
    kept.sort(order);
    kept = kept.slice(0, limit);
    if (kept.length === limit) least = worth(kept.at(-1) as number);
  };
  return {
    add(entry: number): void {
      if (worth(entry) < least) return;
      kept.push(entry);
      if (kept.length >= limit * 2) shrink();
    },
    list(): number[] {
      shrink();
      return kept;
    },
  };
}
