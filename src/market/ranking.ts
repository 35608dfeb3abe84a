import { compare, type Decimal, shareOf, sum } from "../vocab/decimal.ts";
import { type Bound, written } from "./market-figure.ts";

/** One of those that are ranked. */
export interface Ranked {
  readonly party: string;
  readonly amount: Decimal;
  readonly bound: Bound | null;
}

export interface RankedPart {
  /** From 1; equals have the same. */
  readonly rank: number;
  readonly party: string;
  readonly quantity: string;
  readonly bound: Bound | null;
  /** Of all that are ranked, 0 to 1, 12 places; null of what cannot be added up. */
  readonly share: string | null;
}

/** The largest first, equals by name. `additive` is false of utilisation and prices, which have no sum to share. */
export function ranking(all: readonly Ranked[], additive: boolean): readonly RankedPart[] {
  const total = sum(all.map(({ amount }) => amount));
  const sorted = [...all].sort((a, b) => compare(b.amount, a.amount) || (a.party < b.party ? -1 : 1));
  return sorted.map(({ party, amount, bound }) => ({
    rank: 1 + sorted.findIndex((each) => compare(each.amount, amount) === 0),
    party,
    quantity: written(amount),
    bound,
    share: additive && total.units > 0n ? shareOf(amount, total) : null,
  }));
}
