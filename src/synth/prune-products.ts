import type { Product, Recipe } from "./products.ts";

/** How much of the input map a world uses. A map has many inputs that stand for one another; a firm buys a few. */
export interface Richness {
  /** Inputs of a product whose share the map does not state. */
  readonly unranged: number;
  /** Products at the end of a chain, beside the named ones. */
  readonly ends: number;
  /** Kinds of equipment of a product. */
  readonly machines: number;
}

/** The products that final buyers reach over the inputs kept: all with a stated share, then the first of the others. */
export function pruneProducts(all: readonly Product[], richness: Richness): readonly Product[] {
  const ends = all.filter(({ finalDemand }) => finalDemand > 0).sort((a, b) => b.finalDemand - a.finalDemand);
  const named = ends.filter(({ finalDemand }) => finalDemand >= 0.05);
  const kept = new Set([...named, ...ends.filter((end) => !named.includes(end)).slice(0, richness.ends)]);
  const inputsOf = (product: Product): readonly Recipe[] => {
    const ranged = product.inputs.filter(({ rangeBasis }) => rangeBasis === "map");
    const others = product.inputs.filter(({ rangeBasis }) => rangeBasis === "assumed").sort(byRank);
    const machines = product.inputs.filter(({ kind }) => kind === "equipment").sort(byRank);
    return [...ranged, ...others.slice(0, richness.unranged), ...machines.slice(0, richness.machines)];
  };
  const reached = new Set<number>();
  const walk = [...kept].map((product) => all.indexOf(product));
  for (let at = walk.pop(); at !== undefined; at = walk.pop()) {
    if (reached.has(at)) continue;
    reached.add(at);
    walk.push(...inputsOf(all[at] as Product).map(({ input }) => input));
  }
  const order = [...reached].sort((a, b) => a - b);
  const place = new Map(order.map((at, index) => [at, index]));
  const total = [...kept].reduce((sum, { finalDemand }) => sum + finalDemand, 0);
  return order.map((at) => {
    const product = all[at] as Product;
    const inputs = inputsOf(product).map((recipe) => ({ ...recipe, input: place.get(recipe.input) as number }));
    return { ...product, inputs, finalDemand: kept.has(product) ? product.finalDemand / total : 0 };
  });
}

function byRank(a: Recipe, b: Recipe): number {
  return a.rank - b.rank;
}
