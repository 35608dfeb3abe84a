import type { Network } from "../../network/network.ts";
import { epochDay, type IsoDate } from "../../vocab/iso-date.ts";

export interface SoldWindow {
  readonly since: IsoDate | undefined;
  readonly until: IsoDate | undefined;
  /** HS 6-digit codes that count; null: all. */
  readonly products: ReadonlySet<string> | null;
  /** Whether facilities are looked at, too. */
  readonly facilities: boolean;
}

const CENTS = 100;

/** Visits what was sold in the window, entry by entry, with its value in dollars. */
export function eachSold(
  network: Network,
  { since, until, products, facilities }: SoldWindow,
  visit: (run: number, entry: number, usd: number) => void,
): { readonly withoutValue: number } {
  const { runs, buy, columns } = network;
  network.pages.want(0, network.entries, ...(facilities ? (["facility"] as const) : []));
  network.pages.fetch();
  const [first, last] = [since === undefined ? 0 : epochDay(since), until === undefined ? Infinity : epochDay(until)];
  const counts = network.products.map((code) => products === null || products.has(code));
  let withoutValue = 0;
  for (let run = 0; run < runs.count; run++) {
    if (!counts[buy.product[runs.buyNode[run] as number] as number]) continue;
    for (let entry = runs.offsets[run] as number; entry < (runs.offsets[run + 1] as number); entry++) {
      const day = columns.day[entry] as number;
      if (day < first || day >= last) continue;
      const usd = (columns.usd[entry] as number) / CENTS;
      if (Number.isNaN(usd)) withoutValue++;
      else visit(run, entry, usd);
    }
  }
  return { withoutValue };
}
