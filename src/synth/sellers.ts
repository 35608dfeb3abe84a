import { type Random, weightedDraw } from "./random.ts";

/** Someone who could sell a product, before it is known whether anyone buys. */
export interface Candidate {
  readonly country: string;
  readonly weight: number;
}

/**
 * Sellers of a product: countries get firms by their share of its exports, at least one each of the first three, and
 * sizes within a country fall off like Zipf's law.
 */
export function sellerCandidates(
  exporters: readonly (readonly [country: string, share: number])[],
  count: number,
  random: Random,
): readonly Candidate[] {
  const softened = exporters.map(([country, share]) => [country, share ** 0.75] as const);
  const total = softened.reduce((sum, [, part]) => sum + part, 0);
  return exporters.flatMap(([country, share], rank) => {
    const part = ((softened[rank]?.[1] ?? 0) / total) * count;
    const firms = Math.max(Math.floor(part + random.unit()), rank < 3 ? 1 : 0);
    const sizes = Array.from({ length: firms }, (_, at) => random.lognormal(0.6) / (at + 1));
    const sum = sizes.reduce((running, size) => running + size, 0);
    return sizes.map((size) => ({ country, weight: (share * size) / sum }));
  });
}

/**
 * Weights of the exporting countries by which buyers, none of whom buys at home, take each country's share of exports
 * as nearly as that allows.
 */
export function countryWeights(
  shares: ReadonlyMap<string, number>,
  demandByCountry: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const weights = new Map(shares);
  const total = [...demandByCountry.values()].reduce((sum, part) => sum + part, 0);
  for (let round = 0; round < 25; round++) {
    const taken = new Map<string, number>();
    const all = [...weights.values()].reduce((sum, part) => sum + part, 0);
    for (const [buyer, demand] of demandByCountry) {
      const open = all - (weights.get(buyer) ?? 0);
      for (const [seller, weight] of weights) {
        if (seller !== buyer) taken.set(seller, (taken.get(seller) ?? 0) + (demand * weight) / open);
      }
    }
    for (const [seller, weight] of weights) {
      const reached = (taken.get(seller) ?? 0) / total;
      const wanted = shares.get(seller) ?? 0;
      const step = reached > 0 ? Math.min(1.6, Math.max(0.6, wanted / reached)) : 1;
      weights.set(seller, Math.min(weight * step, 50));
    }
  }
  return weights;
}

export interface SellerDraw {
  /** Index of a candidate outside `home` and not in `taken`; -1 if there is none. */
  draw(home: string, taken: readonly number[], abroadFrom?: string): number;
}

export function sellerDraw(candidates: readonly Candidate[], weights: Float64Array, random: Random): SellerDraw {
  const pick = weightedDraw(weights);
  const fits = (at: number, home: string, taken: readonly number[], other: string | undefined) => {
    const country = candidates[at]?.country;
    return country !== home && country !== other && !taken.includes(at);
  };
  return {
    draw(home, taken, abroadFrom) {
      for (let attempt = 0; attempt < 40; attempt++) {
        const at = pick(random);
        if (fits(at, home, taken, abroadFrom)) return at;
      }
      const open = candidates.map((_, at) => at).filter((at) => fits(at, home, taken, abroadFrom));
      return open.length === 0 ? -1 : random.pick(open);
    },
  };
}
