import { type Month, monthAfter } from "./month.ts";
import { gapMonth, type MarketMonth, plain, type ToolMonth } from "./tool-month.ts";

/** Imports up to a quantity a year at one rate, what comes after it at another; who comes first is served first. */
export interface QuotaTerms {
  /** Units a year. */
  readonly quota: number;
  /** Duty within the quota and over it, as shares of the price. */
  readonly rateWithin: number;
  readonly rateOver: number;
  /** The month of the calendar in which a year of the quota begins, 1 to 12. */
  readonly opens: number;
}

export interface QuotaMonth extends ToolMonth {
  /** Null where imports of this month, or of an earlier one of the year, are not stated. */
  readonly quota: {
    /** Units of this month at either rate. */
    readonly within: number;
    readonly over: number;
    /** Of the year's quota, when the month is over. */
    readonly used: number;
    readonly fill: number;
  } | null;
}

/** Duty: rate within · price · what fits in the quota, and rate over it · price · the rest, month by month. */
export function tariffRateQuota(months: readonly MarketMonth[], terms: QuotaTerms): readonly QuotaMonth[] {
  const { quota, rateWithin, rateOver } = terms;
  let year = "";
  let used: number | null = 0;
  return months.map(({ month, price, imported }): QuotaMonth => {
    const now = quotaYear(month, terms);
    if (now !== year) used = 0;
    year = now;
    if (imported === null || used === null) {
      used = null;
      return { ...gapMonth(month, price, imported), quota: null };
    }
    const within = Math.min(imported, quota - used);
    const over = imported - within;
    used += within;
    const filled = { within, over, used, fill: used / quota };
    if (price === null) return { ...gapMonth(month, null, imported), quota: filled };
    const duty = price * (rateWithin * within + rateOver * over);
    const perUnit = imported === 0 ? 0 : duty / imported;
    return {
      ...{ month, price, perUnit, producer: null, producerPrice: null, volume: imported, quota: filled },
      state: over > 0 ? "on" : "off",
      adValorem: price > 0 ? perUnit / price : null,
      government: duty,
      buyer: plain(-duty),
      buyerPrice: price + perUnit,
    };
  });
}

/** The calendar year in which the quota of a month opened. */
const quotaYear = (month: Month, { opens }: QuotaTerms): string => monthAfter(month, 1 - opens).slice(0, 4);
