import type { Offer } from "./tranche.ts";

/** A step of a curve: an offer with the supply of all that are no dearer. */
export interface CurveStep extends Offer {
  readonly cumulative: number;
}

/** Where a curve meets a demand. */
export interface CurvePoint {
  /** Null where all of the curve does not cover the demand. */
  readonly price: number | null;
  readonly marginal: CurveStep | null;
  /** The step after the marginal one. */
  readonly next: CurveStep | null;
  /** What no step covers, 0 where the demand is met. */
  readonly unmet: number;
}

/** Sums of capacities differ in their last digits: a demand is met where no more than this share of it is missing. */
const ROUNDING = 1e-12;

/** Offers from the cheapest on; those of one price in the order of their keys. */
export function costCurve(offers: readonly Offer[]): readonly CurveStep[] {
  let cumulative = 0;
  return [...offers]
    .sort((a, b) => a.price - b.price || (a.key < b.key ? -1 : 1))
    .map((offer) => {
      cumulative += offer.supply;
      return { ...offer, cumulative };
    });
}

/** The offer of the first step at which what is supplied covers the demand. */
export function meet(curve: readonly CurveStep[], demand: number): CurvePoint {
  const at = curve.findIndex(({ cumulative }) => cumulative >= demand * (1 - ROUNDING));
  const marginal = curve[at] ?? null;
  if (marginal !== null) return { price: marginal.price, marginal, next: curve[at + 1] ?? null, unmet: 0 };
  return { price: null, marginal: null, next: null, unmet: demand - (curve.at(-1)?.cumulative ?? 0) };
}
