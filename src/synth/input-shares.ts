import type { Recipe } from "./products.ts";
import { type Random, triangular } from "./random.ts";

export interface InputShare {
  /** Index in the product's inputs. */
  readonly recipe: number;
  readonly share: number;
}

/**
 * The share of its sales that a maker spends on each input of its product, drawn in the recipe's range around its
 * centre, six decimals. Equipment is not among them.
 */
export function drawShares(inputs: readonly Recipe[], random: Random): readonly InputShare[] {
  return inputs.flatMap(({ kind, low, central, high }, recipe) => {
    if (kind === "equipment" || high === 0) return [];
    const drawn = Math.round(triangular(low, central, high, random.unit()) * 1e6) / 1e6;
    return [{ recipe, share: Math.min(high, Math.max(low, drawn)) }];
  });
}
