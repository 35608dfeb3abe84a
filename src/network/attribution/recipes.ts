import type { Basis } from "../../evidence/basis.ts";
import { toNumber } from "../../vocab/decimal.ts";
import type { InputLink } from "../input-link.ts";

/** A share 0..1 of the value of an output. */
export interface Share {
  readonly low: number;
  readonly central: number;
  readonly high: number;
  readonly basis: Basis;
}

/** An input of a product, by its index in `Recipes.products`. */
export interface RecipeInput {
  readonly product: number;
  /** What the map says of its cost, if it does. */
  readonly share: Share | null;
  readonly link: InputLink;
}

/** What goes into each product of the dataset by the input map. */
export interface Recipes {
  /** HS 6-digit codes: those of the dataset, then inputs of which it holds no row. */
  readonly products: readonly string[];
  /** By product of the dataset: materials and components, in ascending order of product. */
  readonly embodied: readonly (readonly RecipeInput[])[];
  /** By product of the dataset: the equipment that makes it, which does not enter it. */
  readonly equipment: readonly (readonly RecipeInput[])[];
  /** By product of the dataset: the outputs that embody it, ascending; not itself. */
  readonly outputs: readonly (readonly number[])[];
}

/**
 * Numbers the links. Links of other HS revisions than the dataset's are not for this; `same` leaves all inputs out.
 * Codes of `others` are numbered too.
 */
export function recipesOf(
  datasetProducts: readonly string[],
  links: readonly InputLink[],
  inputs: "all" | "same" = "all",
  others: readonly string[] = [],
): Recipes {
  const products = [...new Set([...datasetProducts, ...others])];
  const index = new Map(products.map((code, i) => [code, i]));
  const embodied: Map<number, RecipeInput>[] = datasetProducts.map(() => new Map());
  const equipment: Map<number, RecipeInput>[] = datasetProducts.map(() => new Map());
  for (const link of links) {
    const output = index.get(link.outputHs);
    if (output === undefined || output >= datasetProducts.length || link.inputHs === link.outputHs) continue;
    let product = index.get(link.inputHs);
    if (product === undefined) {
      product = products.push(link.inputHs) - 1;
      index.set(link.inputHs, product);
    }
    const rows = (link.kind === "equipment" ? equipment : embodied)[output] as Map<number, RecipeInput>;
    const before = rows.get(product);
    rows.set(product, before?.share ? before : { product, share: shareOf(link), link });
  }
  const outputs: number[][] = datasetProducts.map(() => []);
  if (inputs === "all") {
    for (const [output, rows] of embodied.entries()) for (const product of rows.keys()) outputs[product]?.push(output);
  }
  const sorted = (rows: Map<number, RecipeInput>): RecipeInput[] =>
    [...rows.values()].sort((a, b) => a.product - b.product);
  return {
    products,
    embodied: inputs === "all" ? embodied.map(sorted) : datasetProducts.map(() => []),
    equipment: inputs === "all" ? equipment.map(sorted) : datasetProducts.map(() => []),
    outputs,
  };
}

function shareOf({ costShare, basis }: InputLink): Share | null {
  if (costShare === null) return null;
  return {
    low: toNumber(costShare.low),
    central: toNumber(costShare.central),
    high: toNumber(costShare.high),
    basis,
  };
}
