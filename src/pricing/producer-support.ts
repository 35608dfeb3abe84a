import { gapMonth, type MarketMonth, plain, type ToolMonth, timesVolume } from "./tool-month.ts";

/** Who stands on the other side of the producer. */
export type Payer = "government" | "buyer";

/** A price below which a producer never sells: the payer makes up the difference. */
export interface FloorTerms {
  readonly floor: number;
  readonly payer: Payer;
}

/** Per unit: max(0, floor − price). */
export function priceFloor(months: readonly MarketMonth[], { floor, payer }: FloorTerms): readonly ToolMonth[] {
  return supported(months, payer, (price) => Math.max(0, floor - price));
}

/**
 * A contract for difference. One way: the payer makes up what the price is below the strike, and gets `upsideShare` of what
 * it is above. Two ways: all of what it is above.
 */
export interface DifferenceTerms {
  readonly strike: number;
  readonly ways: "one" | "two";
  /** Of the excess over the strike, 0 to 1; 1 in a contract of two ways. */
  readonly upsideShare: number;
  readonly payer: Payer;
}

/** Per unit: max(0, strike − price) − share · max(0, price − strike); of two ways, strike − price. */
export function contractForDifference(
  months: readonly MarketMonth[],
  { strike, ways, upsideShare, payer }: DifferenceTerms,
): readonly ToolMonth[] {
  const share = ways === "two" ? 1 : upsideShare;
  return supported(months, payer, (price) => {
    const short = strike - price;
    return short > 0 ? short : share * short;
  });
}

/** A buyer takes goods at a formula of the index, within a floor and a ceiling. */
export interface OfftakeTerms {
  /** Of the index, 1 for all of it. */
  readonly share: number;
  /** Added to that, for one unit. */
  readonly premium: number;
  readonly floor: number | null;
  readonly ceiling: number | null;
}

/** Contract price: share · index + premium, not below the floor and not above the ceiling. */
export function indexedOfftake(
  months: readonly MarketMonth[],
  { share, premium, floor, ceiling }: OfftakeTerms,
): readonly ToolMonth[] {
  return supported(months, "buyer", (price) => {
    const formula = share * price + premium;
    return Math.min(ceiling ?? Number.POSITIVE_INFINITY, Math.max(floor ?? Number.NEGATIVE_INFINITY, formula)) - price;
  });
}

/** What a producer gets beside the price of the month, paid by one other, on what it sells. */
function supported(
  months: readonly MarketMonth[],
  payer: Payer,
  perUnitAt: (price: number) => number,
): readonly ToolMonth[] {
  return months.map(({ month, price, sold }): ToolMonth => {
    if (price === null) return gapMonth(month, null, sold);
    const perUnit = plain(perUnitAt(price));
    const producer = timesVolume(perUnit, sold);
    const paid = timesVolume(-perUnit, sold);
    const none = producer === null ? null : 0;
    return {
      ...{ month, price, perUnit, producer, volume: sold, adValorem: null },
      state: perUnit === 0 ? "off" : "on",
      government: payer === "government" ? paid : none,
      buyer: payer === "buyer" ? paid : none,
      producerPrice: price + perUnit,
      buyerPrice: payer === "buyer" ? price + perUnit : price,
    };
  });
}
