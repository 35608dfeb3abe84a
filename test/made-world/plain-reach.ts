/** A bill as plain texts, to trace without the engine. */
export interface PlainBill {
  readonly seller: string;
  readonly buyer: string;
  readonly product: string;
  readonly day: string;
  readonly importCountry: string;
  readonly usdCents: bigint;
}

export interface PlainTier {
  readonly rows: number;
  readonly usdCents: bigint;
  readonly sellers: ReadonlySet<string>;
}

export interface PlainQuestion {
  readonly product: string;
  readonly to: string;
  readonly depth: number;
  readonly inputsOf: ReadonlyMap<string, readonly string[]>;
  readonly since?: string;
  readonly until?: string;
}

/**
 * Who stands tier by tier behind a product that a country buys, by the words of the method alone: tier 1 is the product
 * to the country, the next tier what its senders bought of it or of its inputs; a bill counts once, at its smallest tier.
 */
export function plainReach(bills: readonly PlainBill[], question: PlainQuestion): readonly PlainTier[] {
  const { product, to, depth, inputsOf, since = "", until = "9999" } = question;
  const inWindow = bills.filter(({ day }) => day >= since && day < until);
  const boughtBy = new Map<string, PlainBill[]>();
  for (const bill of inWindow) {
    const key = `${bill.buyer}|${bill.product}`;
    const bought = boughtBy.get(key);
    if (bought === undefined) boughtBy.set(key, [bill]);
    else bought.push(bill);
  }
  const counted = new Set<PlainBill>();
  const tiers: PlainTier[] = [];
  let found = inWindow.filter((bill) => bill.product === product && bill.importCountry === to);
  while (tiers.length < depth && found.length > 0) {
    for (const bill of found) counted.add(bill);
    tiers.push({
      rows: found.length,
      usdCents: found.reduce((sum, { usdCents }) => sum + usdCents, 0n),
      sellers: new Set(found.map(({ seller }) => seller)),
    });
    const wanted = new Set<string>();
    for (const bill of found) {
      for (const input of [bill.product, ...(inputsOf.get(bill.product) ?? [])]) wanted.add(`${bill.seller}|${input}`);
    }
    found = [...wanted].flatMap((key) => boughtBy.get(key) ?? []).filter((bill) => !counted.has(bill));
  }
  return tiers;
}
