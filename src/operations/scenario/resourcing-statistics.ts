import type { TradePartner } from "../../store/queries/trade-partners.ts";
import { countryLabel } from "../trade/labels.ts";
import type { Sold, Sums, Supplier } from "./resourcing-supplier.ts";

const NONE: Sums = { kg: 0, usd: 0 };

/** Countries that sell the product, by the trade of a year between all countries. */
export function soldByCountries(rows: readonly TradePartner[], to: string): Sold {
  const ways = new Map<string, Sums>();
  const all = new Map<string, Sums>();
  const add = (sums: Map<string, Sums>, key: string, kg: number, usd: number) => {
    const own = sums.get(key) ?? NONE;
    sums.set(key, { kg: own.kg + kg, usd: own.usd + usd });
  };
  let silent = 0;
  for (const { seller, buyer, kg, usd } of rows) {
    if (seller === to) continue;
    if (Number(kg ?? 0) <= 0 || Number(usd ?? 0) <= 0) {
      silent++;
      continue;
    }
    add(all, seller, Number(kg), Number(usd));
    if (buyer === to) add(ways, seller, Number(kg), Number(usd));
  }
  const suppliers = [...all].map(([key, whole]): Supplier => {
    return {
      key,
      label: countryLabel(key),
      origin: key,
      party: null,
      maker: null,
      way: ways.get(key) ?? NONE,
      all: whole,
      members: [{ seller: key, facility: "", kg: whole.kg }],
      idle: 0,
    };
  });
  return { suppliers, silent, of: rows.length };
}
