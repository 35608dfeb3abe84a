import { type EstimateBands, estimateKey, findBand } from "./estimate-values.ts";
import { LARGEST_VALUE } from "./exact-sum.ts";
import {
  type EntryColumns,
  type Network,
  type RunSums,
  UNIT_VALUE_OUTLIER,
  VALUE_BY_WEIGHT,
  VALUE_ESTIMATED,
} from "./network.ts";
import { sharedFloat64, sharedInt32, sharedUint8, sharedUint16 } from "./shared-array.ts";
import { yearsOfDays } from "./time-year.ts";

/** What an estimated entry of a run may have been worth relative to the value it got. */
export type BandReader = (run: number, entry: number) => { readonly low: number; readonly high: number };

const EXACT = { low: 1, high: 1 };

interface RunGoods {
  readonly productOf: (run: number) => number;
  /** By run. */
  readonly origin: ArrayLike<number>;
  readonly destination: ArrayLike<number>;
}

export function runGoods({ runs, buy }: Network): RunGoods {
  const { origin, destination } = runs;
  return { productOf: (run) => buy.product[runs.buyNode[run] as number] as number, origin, destination };
}

/** Reads bands off the entries' year and their runs' goods; a value that was not taken by weight has none. */
export function bandReader(bands: EstimateBands, { day, flags }: EntryColumns, goods: RunGoods): BandReader {
  const yearOf = yearsOfDays();
  let lastKey = -1;
  let lastBand = EXACT;
  return (run, entry) => {
    if (((flags[entry] as number) & VALUE_BY_WEIGHT) === 0) return EXACT;
    const year = yearOf[day[entry] as number] as number;
    const [product, origin, importer] = [goods.productOf(run), goods.origin[run], goods.destination[run]];
    const key = estimateKey(product, origin as number, importer as number, year);
    if (key === lastKey) return lastBand;
    const at = findBand(bands, key);
    lastKey = key;
    lastBand = at < 0 ? EXACT : { low: bands.low[at] as number, high: bands.high[at] as number };
    return lastBand;
  };
}

/** Adds up the entries of each run, which lie in [offsets[r], offsets[r + 1]) by ascending day. */
export function sumRuns(
  { day, usd, kg, flags }: EntryColumns,
  offsets: Int32Array,
  bandOf: BandReader = () => EXACT,
): RunSums {
  const runs = offsets.length - 1;
  const sums: RunSums = {
    usd: sharedFloat64(runs),
    kg: sharedFloat64(runs),
    withoutValue: sharedInt32(runs),
    withoutWeight: sharedInt32(runs),
    firstDay: sharedUint16(runs),
    lastDay: sharedUint16(runs),
    observed: sharedUint8(runs),
    estimated: sharedInt32(runs),
    estimatedUsd: sharedFloat64(runs),
    estimatedLow: sharedFloat64(runs),
    estimatedHigh: sharedFloat64(runs),
    outliers: sharedInt32(runs),
    outlierUsd: sharedFloat64(runs),
  };
  for (let run = 0; run < runs; run++) {
    const from = offsets[run] as number;
    const until = offsets[run + 1] as number;
    let cents = 0;
    let grams = 0;
    let valued = 0;
    let weighed = 0;
    let estimated = 0;
    let estimatedCents = 0;
    let lowest = 0;
    let highest = 0;
    let outliers = 0;
    let outlierCents = 0;
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
      const flag = flags[entry] as number;
      if (flag === 0) continue;
      if ((flag & VALUE_ESTIMATED) !== 0) {
        const { low, high } = bandOf(run, entry);
        estimated++;
        estimatedCents += value;
        lowest += value * low;
        highest += value * high;
      }
      if ((flag & UNIT_VALUE_OUTLIER) !== 0) {
        outliers++;
        outlierCents += value;
      }
    }
    sums.usd[run] = cents;
    sums.kg[run] = grams;
    sums.withoutValue[run] = until - from - valued;
    sums.withoutWeight[run] = until - from - weighed;
    sums.firstDay[run] = day[from] as number;
    sums.lastDay[run] = day[until - 1] as number;
    sums.observed[run] = valued === until - from && estimated === 0 ? 1 : 0;
    sums.estimated[run] = estimated;
    sums.estimatedUsd[run] = estimatedCents;
    sums.estimatedLow[run] = lowest;
    sums.estimatedHigh[run] = highest;
    sums.outliers[run] = outliers;
    sums.outlierUsd[run] = outlierCents;
  }
  return sums;
}

/** Once a sum has been too large it stays NaN. */
function exactOrNaN(sum: number): number {
  return Math.abs(sum) <= LARGEST_VALUE ? sum : Number.NaN;
}
