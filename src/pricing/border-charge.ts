import { gapMonth, type MarketMonth, plain, sumStated, type ToolMonth, timesVolume } from "./tool-month.ts";

/** What holds of every charge on imports. */
export interface BorderTerms {
  /** Ordinary duty on the price, as a share of it. */
  readonly duty: number;
  /** How much of a charge the price at home follows, 0 to 1. */
  readonly passThrough: number;
}

/** A charge for one unit at a price; null where what it hangs on is not known. */
export type ChargeAt = (price: number, at: number) => number | null;

/**
 * A charge on imports beside ordinary duty, month by month: the buyer pays it to the government on what is imported, and to
 * producers at home, as far as their price follows, on what they sell. Below 0 it is a rebate.
 */
export function borderCharge(
  months: readonly MarketMonth[],
  { duty, passThrough }: BorderTerms,
  chargeAt: ChargeAt,
): readonly ToolMonth[] {
  return months.map(({ month, price, sold, imported }, at): ToolMonth => {
    const charge = price === null ? null : chargeAt(price, at);
    if (price === null || charge === null) return gapMonth(month, price, imported);
    const perUnit = plain(charge);
    const government = timesVolume(perUnit, imported);
    const producer = timesVolume(passThrough * perUnit, sold);
    const moved = sumStated([government, producer]);
    const landed = price * (1 + duty);
    return {
      ...{ month, price, perUnit, government, producer, volume: imported },
      state: perUnit === 0 ? "off" : "on",
      adValorem: price > 0 ? perUnit / price : null,
      buyer: moved === null ? null : plain(-moved),
      producerPrice: landed + passThrough * perUnit,
      buyerPrice: landed + perUnit,
    };
  });
}

/** What tops up a landed price, ordinary duty within it, to a floor. */
export interface LevyTerms extends BorderTerms {
  readonly floor: number;
}

/** Per unit: max(0, floor − (price + ordinary duty)). */
export function variableLevy(months: readonly MarketMonth[], terms: LevyTerms): readonly ToolMonth[] {
  return borderCharge(months, terms, (price) => Math.max(0, terms.floor - price * (1 + terms.duty)));
}

/** A price from which on goods come in free of a duty that is owed in full below it. */
export interface MinimumPriceTerms extends BorderTerms {
  readonly minimum: number;
  /** Owed below the minimum, as a share of the price. */
  readonly rate: number;
  /** What the seller gives back beside the declared price, for one unit: the price that is tested is net of it. */
  readonly rebate: number;
}

/** Per unit: rate · price where price − rebate is below the minimum; nothing at it or above. */
export function minimumImportPrice(months: readonly MarketMonth[], terms: MinimumPriceTerms): readonly ToolMonth[] {
  const { minimum, rate, rebate } = terms;
  return borderCharge(months, terms, (price) => (price - rebate < minimum ? rate * price : 0));
}
