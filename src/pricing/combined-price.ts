import { InvalidInput } from "../errors.ts";

/** What a price can be made of, a unit; null where there is none. */
export interface PriceSources {
  /** The marginal cost by the curve. */
  readonly reference: number | null;
  /** What a market is observed to pay. */
  readonly benchmark: number | null;
  /** What contracts pay, by their quantities. */
  readonly contracts: number | null;
}

export type PriceSource = keyof PriceSources;

export const PRICE_SOURCES: readonly PriceSource[] = ["reference", "benchmark", "contracts"];

/** The rules by which they become one price. */
export const COMBINING_RULES = ["reference", "benchmark", "max", "weighted"] as const;

export type CombiningRule = (typeof COMBINING_RULES)[number];

export type PriceWeights = Readonly<Record<PriceSource, number>>;

/**
 * One price by a stated rule: the curve alone, the benchmark alone, the highest of all that there are, or their mean by
 * weights that sum to one. Null where a part that the rule needs is not there. Throws InvalidInput for weights that are none.
 */
export function combinedPrice(rule: CombiningRule, sources: PriceSources, weights: PriceWeights | null): number | null {
  if (rule === "reference" || rule === "benchmark") return sources[rule];
  if (rule === "max") {
    const there = PRICE_SOURCES.flatMap((source) => sources[source] ?? []);
    return there.length === 0 ? null : Math.max(...there);
  }
  if (weights === null) {
    throw new InvalidInput("The rule “weighted” needs weights.", {
      hint: "Add weights: { reference: 0.5, benchmark: 0.5 }.",
    });
  }
  const total = PRICE_SOURCES.reduce((sum, source) => sum + weights[source], 0);
  if (Math.abs(total - 1) > 1e-9) {
    throw new InvalidInput(`The weights of the price sum to ${total}, and not to 1.`);
  }
  return PRICE_SOURCES.reduce<number | null>((sum, source) => {
    if (weights[source] === 0 || sum === null) return sum;
    const price = sources[source];
    return price === null ? null : sum + weights[source] * price;
  }, 0);
}

/** max(α·price, index): a floor as a policy chooses it, with no index where none is observed. */
export function floorPrice(alpha: number, price: number, index: number | null): number {
  return Math.max(alpha * price, index ?? Number.NEGATIVE_INFINITY);
}
