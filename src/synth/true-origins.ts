import type { Maker, Party, World } from "./world.ts";

export interface TrueOrigin {
  readonly destination: string;
  readonly hs: string;
  readonly origin: string;
  /** Of the value that the destination buys of the product, by bill over all months. */
  readonly share: number;
  readonly usd: number;
}

/**
 * Where the value of what a country buys was truly added: of a sale a maker keeps what its inputs leave, and passes each
 * input's share on to those who sold it to that maker, in proportion to what they sold. Resellers keep nothing.
 */
export function trueOrigins(world: World, usd: Float64Array): readonly TrueOrigin[] {
  const { links, parties, products } = world;
  const origins = makerOrigins(world, usd);
  const roots = new Map<string, Map<string, number>>();
  links.forEach(({ buyer, product, sellerMaker }, at) => {
    const key = `${(parties[buyer] as Party).country} ${products[product]?.hs}`;
    const sums = roots.get(key) ?? new Map<string, number>();
    addTo(sums, origins[sellerMaker] as ReadonlyMap<string, number>, usd[at] as number);
    roots.set(key, sums);
  });
  return [...roots].sort(byKey).flatMap(([key, sums]) => {
    const [destination = "", hs = ""] = key.split(" ");
    const total = [...sums.values()].reduce((sum, part) => sum + part, 0);
    return [...sums].sort(byKey).map(([origin, part]) => ({ destination, hs, origin, share: part / total, usd: part }));
  });
}

/** The shares of origin in what each maker sells. Inputs have higher product numbers, so they are solved first. */
function makerOrigins({ makers, links, parties, products }: World, usd: Float64Array) {
  const purchases = makers.map(() => new Map<number, number[]>());
  links.forEach(({ buyerMaker, product }, at) => {
    const bought = purchases[buyerMaker];
    if (bought === undefined) return;
    const known = bought.get(product);
    if (known === undefined) bought.set(product, [at]);
    else known.push(at);
  });
  const origins: ReadonlyMap<string, number>[] = [];
  const solve = (at: number): ReadonlyMap<string, number> => {
    const known = origins[at];
    if (known !== undefined) return known;
    const { party, product, resells, shares } = makers[at] as Maker;
    const inputs = resells
      ? [{ input: product, share: 1 }]
      : shares.map(({ recipe, share }) => ({ input: products[product]?.inputs[recipe]?.input as number, share }));
    const own = new Map<string, number>();
    let kept = 1;
    for (const { input, share } of inputs) {
      const sellers = purchases[at]?.get(input) ?? [];
      const bought = sellers.reduce((sum, link) => sum + (usd[link] as number), 0);
      if (bought === 0) continue;
      kept -= share;
      for (const link of sellers) {
        addTo(own, solve(links[link]?.sellerMaker as number), (share * (usd[link] as number)) / bought);
      }
    }
    const { country } = parties[party] as Party;
    if (kept > 1e-12) own.set(country, (own.get(country) ?? 0) + kept);
    origins[at] = own;
    return own;
  };
  return makers.map((_, at) => solve(at));
}

function addTo(sums: Map<string, number>, parts: ReadonlyMap<string, number>, factor: number): void {
  for (const [key, part] of parts) sums.set(key, (sums.get(key) ?? 0) + factor * part);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
