/** Whether a rule of control holds of a party: `open` where a stake is not known. */
export type Verdict = "yes" | "no" | "open";

/** What members bought from one seller, or from one of its plants. */
export interface GoodsOfSeller {
  readonly seller: string;
  readonly usd: number;
}

/** What goods owe by whose plant made them. */
export interface OwnerTariff<Goods extends GoodsOfSeller> {
  /** Goods of whose makers the rule holds, with what they owe, the largest first. */
  readonly hits: readonly (Goods & { readonly owed: number })[];
  /** Goods of whose makers it cannot tell, with what they would owe. */
  readonly open: readonly (Goods & { readonly owed: number })[];
  /** Value of all goods that were looked at. */
  readonly usd: number;
}

/** A tariff on what plants under a rule of control made: `rate` times the value, of nobody else. */
export function ownerTariff<Goods extends GoodsOfSeller>(
  goods: readonly Goods[],
  verdictOf: (goods: Goods) => Verdict,
  rate: number,
): OwnerTariff<Goods> {
  const under = (verdict: Verdict) =>
    goods
      .filter((each) => verdictOf(each) === verdict)
      .map((each) => ({ ...each, owed: each.usd * rate }))
      .sort((a, b) => b.owed - a.owed || b.usd - a.usd || (a.seller < b.seller ? -1 : 1));
  return { hits: under("yes"), open: under("open"), usd: goods.reduce((sum, { usd }) => sum + usd, 0) };
}
