import type { Network } from "../../network/network.ts";
import { epochDay, fromEpochDay } from "../../vocab/iso-date.ts";
import type { Window } from "./dataset-facts.ts";

/** Rows of one product: those sold by a party, bought by parties, or going to a country. */
export interface RowFilter extends Window {
  readonly product: string;
  /** Indices of the network. */
  readonly seller?: number | undefined;
  readonly buyer?: number | undefined;
  readonly country?: string | undefined;
}

/** Calls `visit` with every row of the filter. */
export function eachRow(network: Network, filter: RowFilter, visit: (entry: number, run: number) => void): void {
  const { buy, sell, runs, pages, columns } = network;
  const product = network.products.indexOf(filter.product);
  if (product < 0) return;
  const country = filter.country === undefined ? -1 : network.countries.indexOf(filter.country);
  const [since, until] = [filter.since, filter.until].map((day) => (day === undefined ? null : epochDay(day)));
  const wanted: number[] = [];
  for (let at = buy.ofProduct[product] as number; at < (buy.ofProduct[product + 1] as number); at++) {
    const node = buy.byProduct[at] as number;
    if (filter.buyer !== undefined && buy.party[node] !== filter.buyer) continue;
    for (let run = buy.offsets[node] as number; run < (buy.offsets[node + 1] as number); run++) {
      if (filter.country !== undefined && runs.destination[run] !== country) continue;
      if (filter.seller !== undefined && sell.party[runs.sellNode[run] as number] !== filter.seller) continue;
      wanted.push(run);
      pages.want(runs.offsets[run] as number, runs.offsets[run + 1] as number);
    }
  }
  pages.fetch();
  for (const run of wanted) {
    for (let entry = runs.offsets[run] as number; entry < (runs.offsets[run + 1] as number); entry++) {
      const day = columns.day[entry] as number;
      if ((since ?? day) <= day && day < (until ?? day + 1)) visit(entry, run);
    }
  }
}

/** USD per kg over the rows that state both; null if none does. */
export function unitValueOf(network: Network, filter: RowFilter): number | null {
  let [cents, grams] = [0, 0];
  eachRow(network, filter, (entry) => {
    const [usd, kg] = [network.columns.usd[entry] as number, network.columns.kg[entry] as number];
    if (!(usd > 0 && kg > 0)) return;
    cents += usd;
    grams += kg;
  });
  return grams === 0 ? null : (cents / grams) * 10;
}

/** Cents by calendar year. */
export function centsByYear(network: Network, filter: RowFilter): Map<string, number> {
  const years = new Map<string, number>();
  eachRow(network, filter, (entry) => {
    const usd = network.columns.usd[entry] as number;
    if (!(usd > 0)) return;
    const year = fromEpochDay(network.columns.day[entry] as number).slice(0, 4);
    years.set(year, (years.get(year) ?? 0) + usd);
  });
  return years;
}
