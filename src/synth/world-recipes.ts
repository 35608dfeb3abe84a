import type { Product, Recipe } from "./products.ts";
import { type Random, random, triangular } from "./random.ts";

/** By what part more or less than its product's central share a maker may spend on an input; assumed. */
export const MAKERS_DIFFER = 0.2;

/** What a maker keeps of its sales for itself at the least. */
const LEAST_VALUE_ADDED = 0.12;

/**
 * Gives each product the recipe of this world. The range that a map states covers every way to make a product; a world
 * has one way, so its central share is drawn in that range, and its makers differ around it. Every maker buys every
 * input, and the highest shares together leave each of them something. The ranges lie in those of the map.
 */
export function worldRecipes(products: readonly Product[], seed: number): readonly Product[] {
  return products.map((product) => ({ ...product, inputs: ownRecipe(product, random(seed, `recipe ${product.hs}`)) }));
}

function ownRecipe({ inputs }: Product, from: Random): readonly Recipe[] {
  const centre = inputs.map((input) => (input.kind === "equipment" ? 0 : drawCentre(input, from)));
  const lows = inputs.reduce((sum, { low }) => sum + low, 0);
  const wanted = centre.reduce((sum, share) => sum + share, 0);
  const room = (1 - LEAST_VALUE_ADDED) / (1 + MAKERS_DIFFER);
  const pull = wanted > room ? Math.max(0, room - lows) / (wanted - lows) : 1;
  return inputs.map((input, at) => {
    if (input.kind === "equipment") return input;
    const { low, high } = input;
    const central = sixPlaces(low + pull * ((centre[at] as number) - low));
    return {
      ...input,
      low: Math.max(low, sixPlaces(central * (1 - MAKERS_DIFFER))),
      central,
      high: Math.min(high, sixPlaces(central * (1 + MAKERS_DIFFER))),
    };
  });
}

/** A share around the stated centre, so far inside the stated range that makers can differ either way. */
function drawCentre({ low, central, high }: Recipe, from: Random): number {
  const drawn = triangular(Math.max(low, central / 3), central, high, from.unit());
  const [least, most] = [low / (1 - MAKERS_DIFFER), high / (1 + MAKERS_DIFFER)];
  return least > most ? central : Math.min(most, Math.max(least, drawn));
}

function sixPlaces(share: number): number {
  return Math.round(share * 1e6) / 1e6;
}
