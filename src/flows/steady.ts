import { median } from "./mirror.ts";

/** A bill of a leg in a period. */
export interface WeighedBill {
  readonly leg: string;
  readonly period: number;
  /** Kilograms; null where the bill states none. */
  readonly weight: number | null;
}

/** How many times the usual weight of its leg a bill may weigh before it counts as so many times and no more. */
const MOST_TIMES = 8;
const FEW_BILLS = 12;

/**
 * Weights by leg and period in which single bills cannot rule: a bill counts as at most eight times the median bill of its
 * leg (of all bills where the leg has few), since a weight that is ten or a hundred times off is a common slip.
 */
export function steadyWeights(bills: readonly WeighedBill[]): {
  readonly legs: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** Bills that count as less than they say. */
  readonly cut: number;
  /** What a bill of a leg counts as; 0 where it states nothing. */
  counted(leg: string, weight: number): number;
} {
  const weights = new Map<string, number[]>();
  for (const { leg, weight } of bills) {
    if (weight === null || weight <= 0) continue;
    const own = weights.get(leg);
    if (own === undefined) weights.set(leg, [weight]);
    else own.push(weight);
  }
  const all = median([...weights.values()].flat());
  const most = new Map(
    [...weights].map(([leg, own]) => [leg, MOST_TIMES * (own.length < FEW_BILLS ? all : median(own))]),
  );
  const legs = new Map<string, Map<number, number>>();
  let cut = 0;
  for (const { leg, period, weight } of bills) {
    const limit = most.get(leg);
    if (weight === null || weight <= 0 || limit === undefined) continue;
    if (weight > limit) cut++;
    const periods = legs.get(leg) ?? new Map<number, number>();
    legs.set(leg, periods);
    periods.set(period, (periods.get(period) ?? 0) + Math.min(weight, limit));
  }
  return { legs, cut, counted: (leg, weight) => (weight > 0 ? Math.min(weight, most.get(leg) ?? weight) : 0) };
}
