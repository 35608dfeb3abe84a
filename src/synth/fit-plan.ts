import { finishWorld, planTrade } from "./plan-world.ts";
import type { Product } from "./products.ts";
import { pruneProducts, type Richness } from "./prune-products.ts";
import type { World } from "./world.ts";
import { worldRecipes } from "./world-recipes.ts";

/** Average spent by final buyers for each house bill of the world, USD; assumed. */
const FINAL_USD_PER_BILL = 50_000;
/** From this richness down, less of the input map is used until the bills can hold the links. */
const RICHNESS: readonly Richness[] = [
  { unranged: 12, ends: 40, machines: 6 },
  { unranged: 8, ends: 24, machines: 4 },
  { unranged: 5, ends: 12, machines: 3 },
  { unranged: 3, ends: 6, machines: 2 },
  { unranged: 2, ends: 2, machines: 1 },
  { unranged: 1, ends: 0, machines: 0 },
];
const BILLS_PER_LINK = 7;
const MOST_LINKS_PER_ROOT_OF_BILLS = 60;
const LEAST_MAKERS = 45;
const FEWEST_MAKERS = 4;
const LINKS_BY_MAKERS = 1;

export interface FittedPlan {
  readonly world: World;
  readonly makers: number;
  readonly richness: Richness;
  /** Links left out because the world has fewer bills than relations. */
  readonly linksLeftOut: number;
}

/** A world whose relations `houses` bills can carry: about seven bills a relation in a small one, more in a large. */
export function fitPlan(all: readonly Product[], houses: number, seed: number): FittedPlan {
  const finalUsd = houses * FINAL_USD_PER_BILL;
  const wanted = Math.min(houses / BILLS_PER_LINK, MOST_LINKS_PER_ROOT_OF_BILLS * Math.sqrt(houses));
  const plan = (products: readonly Product[], makers: number) => planTrade(products, { makers, finalUsd }, seed);
  for (const richness of RICHNESS) {
    const last = richness === RICHNESS.at(-1);
    const products = worldRecipes(pruneProducts(all, richness), seed);
    const least = last ? FEWEST_MAKERS : LEAST_MAKERS;
    const first = plan(products, least);
    const reached = first.draft.links.length;
    if (reached > wanted && !last) continue;
    const makers = grownMakers(least, reached, wanted);
    const fitted = makers > least ? plan(products, makers) : first;
    const world = finishWorld(fitted, seed);
    const linksLeftOut = Math.max(0, world.links.length - houses);
    world.links.length -= linksLeftOut;
    return { world, makers: Math.round(makers), richness, linksLeftOut };
  }
  throw new Error("The last richness is always taken.");
}

/** Links grow a little more slowly than makers, as every product has a few makers at the least. */
function grownMakers(makers: number, links: number, wanted: number): number {
  return makers * Math.max(1, wanted / links) ** LINKS_BY_MAKERS;
}
