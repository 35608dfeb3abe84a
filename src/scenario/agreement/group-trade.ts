/** What one country bought of a product from another in a year. */
export interface TradeLeg {
  /** Alpha-2. */
  readonly seller: string;
  readonly buyer: string;
  /** Null where no row states it. */
  readonly usd: number | null;
  readonly tonnes: number | null;
}

export interface TradeSum {
  readonly usd: number;
  readonly tonnes: number;
}

/** What members of a group buy and sell of a product, among each other and with all others. */
export interface GroupTrade {
  /** What members buy abroad: from each other, and from outside. */
  readonly imports: TradeSum;
  readonly within: TradeSum;
  readonly outside: TradeSum;
  /** What members sell to those outside. */
  readonly leaving: TradeSum;
  /** Those outside from whom members buy, the largest first by value. */
  readonly origins: readonly (TradeSum & { readonly key: string })[];
  /** Legs of members that state no value. */
  readonly silent: number;
}

const NOTHING: TradeSum = { usd: 0, tonnes: 0 };

const added = (sum: TradeSum, { usd, tonnes }: TradeLeg): TradeSum => ({
  usd: sum.usd + (usd ?? 0),
  tonnes: sum.tonnes + (tonnes ?? 0),
});

/** Divides the trade of a product by who is in the group. Trade among those outside is none of its. */
export function groupTrade(legs: readonly TradeLeg[], members: ReadonlySet<string>): GroupTrade {
  let [within, outside, leaving] = [NOTHING, NOTHING, NOTHING];
  let silent = 0;
  const origins = new Map<string, TradeSum>();
  for (const leg of legs) {
    const [sells, buys] = [members.has(leg.seller), members.has(leg.buyer)];
    if (!sells && !buys) continue;
    if (leg.usd === null) silent++;
    if (sells && buys) within = added(within, leg);
    else if (sells) leaving = added(leaving, leg);
    else {
      outside = added(outside, leg);
      origins.set(leg.seller, added(origins.get(leg.seller) ?? NOTHING, leg));
    }
  }
  return {
    imports: { usd: within.usd + outside.usd, tonnes: within.tonnes + outside.tonnes },
    within,
    outside,
    leaving,
    origins: [...origins]
      .map(([key, sum]) => ({ key, ...sum }))
      .sort((a, b) => b.usd - a.usd || (a.key < b.key ? -1 : 1)),
    silent,
  };
}
