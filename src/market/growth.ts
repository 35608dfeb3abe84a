import { type Decimal, decimal, divide, fromUnits, minus, ONE, plus, times } from "../vocab/decimal.ts";

/** Places to which shares are rounded, half up. */
const SHARE_PLACES = 12;
const WORK_PLACES = 24;

/** now / before - 1, to 12 places; null where nothing was before. */
export function growthBetween(before: Decimal, now: Decimal): Decimal | null {
  return before.units <= 0n ? null : minus(divide(now, before, SHARE_PLACES), ONE);
}

/** (last / first)^(1 / years) - 1, to 12 places, down; null where the first is nothing or the last below it. */
export function compoundGrowth(first: Decimal, last: Decimal, years: number): Decimal | null {
  if (first.units <= 0n || last.units < 0n || !Number.isInteger(years) || years < 1) return null;
  const places = SHARE_PLACES * years;
  const ratio = divide(last, first, places);
  return minus(fromUnits(integerRoot(ratio.units, years), SHARE_PLACES), ONE);
}

/** What there was before a stated growth in percent; null at -100 %. */
export function levelBefore(now: Decimal, growthPercent: Decimal): Decimal | null {
  const factor = factorOf(growthPercent);
  return factor.units <= 0n ? null : divide(now, factor, WORK_PLACES);
}

/** (1 + revenue growth) / (1 + volume growth) - 1: how the price moved that two stated growths in percent imply. */
export function priceChange(revenuePercent: Decimal, volumePercent: Decimal): Decimal | null {
  return growthBetween(factorOf(volumePercent), factorOf(revenuePercent));
}

const factorOf = (percent: Decimal): Decimal => plus(ONE, times(percent, decimal("0.01")));

/** The greatest whole number whose power is not above `value`; by Newton's method. */
function integerRoot(value: bigint, power: number): bigint {
  if (value < 2n || power === 1) return value;
  const n = BigInt(power);
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / power));
  for (;;) {
    const next = ((n - 1n) * root + value / root ** (n - 1n)) / n;
    if (next >= root) return root;
    root = next;
  }
}
