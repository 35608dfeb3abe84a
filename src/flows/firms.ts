/** A bill of one of the two legs that meet in a third country. */
export interface FirmBill {
  /** Who buys from the source, or who sells to the destination: null where the bill names nobody. */
  readonly firm: string | null;
  readonly weight: number;
  /** Country of origin that the bill declares. */
  readonly origin: string | null;
}

/** What single firms of the third country do with the goods. Shares are of the weight of the third leg. */
export interface FirmReroute {
  readonly sellers: number;
  /** Firms that bought the product of the source and sell it to the destination, largest first. */
  readonly firms: readonly { readonly firm: string; readonly bought: number; readonly sold: number }[];
  /** The less of what each firm bought and sold, summed. */
  readonly share: number;
  /** Sold by firms that bought of the source, under another origin than the source. */
  readonly otherOrigin: number;
  /** Of the whole leg, declared to be of the source. */
  readonly sourceOrigin: number;
  /** Of the weight of the third leg and of its feed, the part whose bills name the firm there. */
  readonly named: number;
  readonly feedNamed: number;
}

/** Which firms buy of the source and sell on; null where the third leg has no bill. */
export function firmReroute(feed: readonly FirmBill[], third: readonly FirmBill[], source: string): FirmReroute | null {
  const total = third.reduce((sum, { weight }) => sum + weight, 0);
  if (total <= 0) return null;
  const bought = byFirm(feed);
  const sold = byFirm(third);
  const firms = [...sold]
    .flatMap(([firm, own]) => {
      const from = bought.get(firm);
      return from === undefined ? [] : [{ firm, bought: from, sold: own }];
    })
    .sort((a, b) => b.sold - a.sold || (a.firm < b.firm ? -1 : 1));
  const through = new Set(firms.map(({ firm }) => firm));
  const weighed = (holds: (bill: FirmBill) => boolean) =>
    third.filter(holds).reduce((sum, { weight }) => sum + weight, 0) / total;
  return {
    sellers: sold.size,
    firms,
    share: firms.reduce((sum, each) => sum + Math.min(each.bought, each.sold), 0) / total,
    otherOrigin: weighed(
      ({ firm, origin }) => firm !== null && through.has(firm) && origin !== null && origin !== source,
    ),
    sourceOrigin: weighed(({ origin }) => origin === source),
    named: weighed(({ firm }) => firm !== null),
    feedNamed: namedShare(feed),
  };
}

/** Where nothing was fed, there is nobody whose name is missing. */
function namedShare(bills: readonly FirmBill[]): number {
  const total = bills.reduce((sum, { weight }) => sum + weight, 0);
  return total <= 0 ? 1 : bills.reduce((sum, { firm, weight }) => sum + (firm === null ? 0 : weight), 0) / total;
}

function byFirm(bills: readonly FirmBill[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { firm, weight } of bills) if (firm !== null) sums.set(firm, (sums.get(firm) ?? 0) + weight);
  return sums;
}
