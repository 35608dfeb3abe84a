import { type Decimal, divide, format, fromUnits, shareOf, trim } from "../vocab/decimal.ts";

/** One who sells, buys or makes, with how much. */
export interface Holding {
  readonly key: string;
  readonly amount: Decimal;
}

interface Shares {
  readonly total: Decimal;
  /** Largest first, then by key; 12 places. */
  readonly parts: readonly { readonly key: string; readonly amount: Decimal; readonly share: string }[];
  /** Sum of the squares of the exact shares, 0 to 1, rounded once to 12 places; null of nothing. */
  readonly hhi: string | null;
}

const PLACES = 12;

/** The amounts as whole numbers of one scale, so that squares and sums are exact. */
function units(holdings: readonly Holding[]): { key: string; amount: Decimal; units: bigint }[] {
  const scale = Math.max(0, ...holdings.map(({ amount }) => amount.scale));
  return holdings.map(({ key, amount }) => ({
    key,
    amount,
    units: amount.units * 10n ** BigInt(scale - amount.scale),
  }));
}

/**
 * Shares and HHI = Σ sᵢ². Amounts of nothing take no part. The index is computed as Σ vᵢ² / (Σ vᵢ)² on whole numbers, so
 * that it does not depend on how shares are rounded.
 */
export function sharesOf(holdings: readonly Holding[]): Shares {
  const whole = units(holdings.filter(({ amount }) => amount.units > 0n));
  const total = whole.reduce((sum, each) => sum + each.units, 0n);
  const squares = whole.reduce((sum, each) => sum + each.units * each.units, 0n);
  const scale = Math.max(0, ...whole.map(({ amount }) => amount.scale));
  const sum = fromUnits(total, scale);
  return {
    total: sum,
    parts: [...whole]
      .sort((a, b) => (a.units === b.units ? (a.key < b.key ? -1 : 1) : a.units > b.units ? -1 : 1))
      .map(({ key, amount }) => ({ key, amount, share: shareOf(amount, sum) })),
    hhi: total === 0n ? null : ratioOf(fromUnits(squares, 0), fromUnits(total * total, 0)),
  };
}

/** a / b in up to 12 places; null where b is nothing. */
export function ratioOf(part: Decimal, whole: Decimal): string | null {
  return whole.units === 0n ? null : format(trim(divide(part, whole, PLACES)));
}
