import { gapMonth, type MarketMonth, plain, type ToolMonth } from "./tool-month.ts";

/** A rule of buying low and selling high, within a part of the market and a budget. */
export interface StockpileTerms {
  readonly buyBelow: number;
  readonly sellAbove: number;
  /** The most that is bought, and the most that is sold, in a month. */
  readonly mostAMonth: number;
  /** The most that is spent. */
  readonly budget: number;
  /** What sales bring in is spent again. */
  readonly revolving: boolean;
  /** Held before the first month. */
  readonly opening: number;
  /** Of holding one unit for a month. */
  readonly storage: number;
}

export interface StockpileMonth extends ToolMonth {
  readonly stock: {
    readonly bought: number;
    readonly sold: number;
    /** When the month is over. */
    readonly held: number;
    readonly budgetLeft: number;
  };
}

/**
 * Buys at the price of the month while it is below `buyBelow`, sells while it is above `sellAbove`. Payoffs are cash: what
 * is bought goes to producers, what is sold comes from buyers, and goods change hands for it. Storage is paid on what is held
 * when the month is over; a month without a price neither buys nor sells, and its storage is paid.
 */
export function stockpile(months: readonly MarketMonth[], terms: StockpileTerms): readonly StockpileMonth[] {
  const { buyBelow, sellAbove, mostAMonth, revolving, storage } = terms;
  let held = terms.opening;
  let budgetLeft = terms.budget;
  return months.map(({ month, price }): StockpileMonth => {
    const affordable = price === null || price === 0 ? mostAMonth : budgetLeft / price;
    const bought = price !== null && price < buyBelow ? Math.max(0, Math.min(mostAMonth, affordable)) : 0;
    const sold = price !== null && price > sellAbove ? Math.min(mostAMonth, held) : 0;
    held += bought - sold;
    const [spent, earned] = [bought * (price ?? 0), sold * (price ?? 0)];
    // What is left of a budget spent to the end is rounding, never a debt.
    budgetLeft = Math.max(0, budgetLeft - spent + (revolving ? earned : 0));
    const government = plain(earned - spent - storage * held);
    const stock = { bought, sold, held, budgetLeft };
    if (price === null) return { ...gapMonth(month), government, producer: 0, buyer: 0, stock };
    return {
      ...{ month, price, stock, government, producer: spent, buyer: plain(-earned), adValorem: null },
      ...{ perUnit: price, producerPrice: price, buyerPrice: price, volume: bought + sold },
      state: bought + sold > 0 ? "on" : "off",
    };
  });
}
