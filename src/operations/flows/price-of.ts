import type { PeriodSums } from "../../flows/flow-series.ts";

/** USD per kg over the periods of [first, end), of those that state both; null where none does. */
export function priceOf(sums: ReadonlyMap<number, PeriodSums>, first: number, end: number): number | null {
  let [usd, kg] = [0, 0];
  for (const [period, each] of sums) {
    if (period < first || period >= end || each.usd === null || each.kg === null) continue;
    usd += Number(each.usd);
    kg += Number(each.kg);
  }
  return usd > 0 && kg > 0 ? usd / kg : null;
}
