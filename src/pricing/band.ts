import { type BorderTerms, borderCharge } from "./border-charge.ts";
import type { MarketMonth, ToolMonth } from "./tool-month.ts";

/** How floor and ceiling follow from prices of the months before. */
export type BandRule =
  | { readonly of: "stated"; readonly floor: number; readonly ceiling: number | null }
  /** The lowest and the highest price left of so many months when `dropped` of them, a share, is left out at either end. */
  | { readonly of: "extremes"; readonly months: number; readonly dropped: number }
  /** The mean of so many months, and so many standard deviations above it. */
  | { readonly of: "mean"; readonly months: number; readonly deviations: number };

export interface BandTerms extends BorderTerms {
  readonly rule: BandRule;
  /** A charge begins when the price falls below it and ends when it rises above `release`; null: the floor. */
  readonly trigger: number | null;
  readonly release: number | null;
  /** The price that counts is taken anew every so many months. */
  readonly reviewMonths: number;
  /** The band, where it follows from prices, is taken anew every so many months. */
  readonly bandMonths: number;
  /** The most that ordinary duty and the charge may be, as a share of the price; null without a bound. */
  readonly bound: number | null;
}

/** A floor, and a ceiling where there is one. */
export interface Band {
  readonly floor: number;
  readonly ceiling: number | null;
}

export interface BandMonth extends ToolMonth {
  /** Null where too few prices before are known. */
  readonly band: Band | null;
  /** The price of the last review. */
  readonly reference: number | null;
}

interface Reviewed {
  readonly band: Band | null;
  readonly reference: number | null;
  readonly acts: boolean;
}

/**
 * A band of prices at the border: below the floor a charge of (floor − reference) · (1 + ordinary duty), above the ceiling a
 * rebate of (reference − ceiling) · (1 + ordinary duty), which is never more than ordinary duty; duty and charge together at
 * most `bound` of the price. `before` are the prices of earlier months, null where not known.
 */
export function priceBand(
  months: readonly MarketMonth[],
  terms: BandTerms,
  before: readonly (number | null)[] = [],
): readonly BandMonth[] {
  const reviewed = reviews(months, terms, before);
  const charged = borderCharge(months, terms, (price, at) => chargeAt(price, reviewed[at], terms));
  return charged.map((one, at) => ({
    ...one,
    band: reviewed[at]?.band ?? null,
    reference: reviewed[at]?.reference ?? null,
  }));
}

function reviews(months: readonly MarketMonth[], terms: BandTerms, before: readonly (number | null)[]): Reviewed[] {
  const prices = [...before, ...months.map(({ price }) => price)];
  let last: Reviewed = { band: null, reference: null, acts: false };
  return months.map(({ price }, at) => {
    if (at % terms.bandMonths === 0) last = { ...last, band: bandOf(prices.slice(0, before.length + at), terms.rule) };
    if (at % terms.reviewMonths === 0) {
      last = { ...last, reference: price, acts: actsAt(price, last.band, terms, last.acts) };
    }
    return last;
  });
}

/** Below the trigger it begins, above the release it ends, between them it stays as it was. */
function actsAt(price: number | null, band: Band | null, { trigger, release }: BandTerms, acted: boolean): boolean {
  if (price === null || band === null) return acted;
  if (price < (trigger ?? band.floor)) return true;
  return price > (release ?? band.floor) ? false : acted;
}

function chargeAt(price: number, review: Reviewed | undefined, { duty, bound }: BandTerms): number | null {
  if (review === undefined || review.band === null || review.reference === null) return null;
  const { band, reference, acts } = review;
  if (acts && reference < band.floor) {
    const most = bound === null ? Number.POSITIVE_INFINITY : Math.max(0, (bound - duty) * price);
    return Math.min(most, (band.floor - reference) * (1 + duty));
  }
  if (band.ceiling === null || reference <= band.ceiling) return 0;
  return -Math.min(duty * price, (reference - band.ceiling) * (1 + duty));
}

/** The band that prices before give; null where one of the months that the rule looks at is not known. */
export function bandOf(before: readonly (number | null)[], rule: BandRule): Band | null {
  if (rule.of === "stated") return { floor: rule.floor, ceiling: rule.ceiling };
  const known = before.slice(-rule.months).filter((price) => price !== null);
  if (known.length < rule.months) return null;
  if (rule.of === "extremes") {
    const sorted = known.toSorted((a, b) => a - b);
    const left = Math.floor(rule.dropped * sorted.length);
    return { floor: sorted[left] as number, ceiling: sorted[sorted.length - 1 - left] as number };
  }
  const mean = known.reduce((sum, price) => sum + price, 0) / known.length;
  const squares = known.reduce((sum, price) => sum + (price - mean) ** 2, 0);
  return { floor: mean, ceiling: mean + rule.deviations * Math.sqrt(squares / (known.length - 1)) };
}
