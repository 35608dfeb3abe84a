import { LARGEST_VALUE } from "./exact-sum.ts";
import { type EntryColumns, type RunSums, VALUE_ESTIMATED } from "./network.ts";
import { sharedFloat64, sharedInt32, sharedUint8, sharedUint16 } from "./shared-array.ts";

/** Adds up the entries of each run, which lie in [offsets[r], offsets[r + 1]) by ascending day. */
export function sumRuns({ day, usd, kg, flags }: EntryColumns, offsets: Int32Array): RunSums {
  const runs = offsets.length - 1;
  const sums: RunSums = {
    usd: sharedFloat64(runs),
    kg: sharedFloat64(runs),
    withoutValue: sharedInt32(runs),
    withoutWeight: sharedInt32(runs),
    firstDay: sharedUint16(runs),
    lastDay: sharedUint16(runs),
    observed: sharedUint8(runs),
  };
  for (let run = 0; run < runs; run++) {
    const from = offsets[run] as number;
    const until = offsets[run + 1] as number;
    let cents = 0;
    let grams = 0;
    let valued = 0;
    let weighed = 0;
    let estimated = 0;
    for (let entry = from; entry < until; entry++) {
      const value = usd[entry] as number;
      const weight = kg[entry] as number;
      if (!Number.isNaN(value)) {
        valued++;
        cents = exactOrNaN(cents + value);
      }
      if (!Number.isNaN(weight)) {
        weighed++;
        grams = exactOrNaN(grams + weight);
      }
      estimated |= (flags[entry] as number) & VALUE_ESTIMATED;
    }
    sums.usd[run] = cents;
    sums.kg[run] = grams;
    sums.withoutValue[run] = until - from - valued;
    sums.withoutWeight[run] = until - from - weighed;
    sums.firstDay[run] = day[from] as number;
    sums.lastDay[run] = day[until - 1] as number;
    sums.observed[run] = valued === until - from && estimated === 0 ? 1 : 0;
  }
  return sums;
}

/** Once a sum has been too large it stays NaN. */
function exactOrNaN(sum: number): number {
  return Math.abs(sum) <= LARGEST_VALUE ? sum : Number.NaN;
}
