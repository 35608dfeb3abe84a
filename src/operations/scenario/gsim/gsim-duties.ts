import type { Book } from "../../../book/book.ts";
import { NotFound } from "../../../errors.ts";
import type { TradePartner } from "../../../store/queries/trade-partners.ts";
import type { Days } from "../../core/operation.ts";
import { countryLabel } from "../../trade/labels.ts";
import { dutyOfTier } from "../../trade/tier-duty.ts";
import type { PooledTrade } from "./gsim-pool.ts";

interface DutyGround {
  readonly book: Book;
  readonly product: string;
  readonly revision: number;
  readonly to: string;
  readonly days: Days;
}

export interface ImportDuties {
  /** One plus the most that is owed, of every flow: 1 for those that do not go to `to`. */
  readonly power: Float64Array;
  /** Null where the book has duties of `to`, else why there are none. */
  readonly missing: string | null;
  readonly warnings: readonly string[];
}

/** What goods of each country of a model owe in `to`: the most of each origin, by value over the origins of a region. */
export function importDuties(
  rows: readonly TradePartner[],
  { countries, indexOf }: PooledTrade,
  { book, product, revision, to, days }: DutyGround,
): ImportDuties {
  const size = countries.length;
  const power = new Float64Array(size * size).fill(1);
  const bought = rows.filter(({ buyer, usd }) => buyer === to && Number(usd ?? 0) > 0);
  const parts = bought.map(({ seller, usd, kg, rows: count }) => ({
    key: seller,
    label: countryLabel(seller),
    rows: count,
    usd: usd ?? "0",
    kg: kg ?? "0",
    share: "0",
  }));
  try {
    const { duty, warnings } = dutyOfTier(parts, { book, to, code: product, revision, days });
    const [values, owed] = [new Float64Array(size), new Float64Array(size)];
    for (const { key, usd, high } of duty.origins) {
      const seller = indexOf(key);
      values[seller] = (values[seller] ?? 0) + Number(usd);
      owed[seller] = (owed[seller] ?? 0) + Number(high?.amount ?? 0);
    }
    const buyer = indexOf(to);
    for (let seller = 0; seller < size; seller++) {
      const value = values[seller] ?? 0;
      if (value > 0) power[seller * size + buyer] = 1 + (owed[seller] ?? 0) / value;
    }
    return { power, missing: null, warnings };
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    return { power, missing: error.message, warnings: [] };
  }
}
