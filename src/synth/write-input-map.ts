import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Book } from "../book/book.ts";
import { format } from "../vocab/decimal.ts";
import { cell, csvFile } from "./csv-file.ts";
import type { Recipe } from "./products.ts";
import type { World } from "./world.ts";

/** Below the folder of the truth: a book to lay over the one that the world was made of. */
export const WORLD_BOOK = "book";

const HEADER =
  "output_hs,input_hs,hs_revision,kind,amount,amount_unit,cost_share_low,cost_share,cost_share_high,basis,source,note";

/**
 * Writes the full input map of the world in the form of a book: for each product the ranges in which the true shares of
 * all its makers lie, and which links of the map this world does without. Machines stay as the map has them.
 */
export async function writeInputMap(world: World, links: Book["inputs"], folder: string, source: string) {
  const path = join(folder, WORLD_BOOK, "inputs", "made-world.csv");
  await mkdir(dirname(path), { recursive: true });
  const recipes = new Map(
    world.products.map(({ hs, inputs }) => [
      hs,
      new Map(inputs.map((input) => [world.products[input.input]?.hs ?? "", input])),
    ]),
  );
  const file = await csvFile(path, HEADER);
  for (const link of links) {
    const ofOutput = recipes.get(link.outputHs);
    if (ofOutput === undefined || link.kind === "equipment") continue;
    file.add(`${mapRow(link, ofOutput.get(link.inputHs), source).map(cell).join(",")}\n`);
    await file.drain();
  }
  await file.finish();
}

function mapRow(link: Book["inputs"][number], recipe: Recipe | undefined, source: string): readonly string[] {
  const { outputHs, inputHs, hsRevision, kind, amount, amountUnit } = link;
  const ends = [outputHs, inputHs, String(hsRevision)];
  const note = `Made: holds in the world ${source} alone.`;
  if (recipe === undefined || recipe.high === 0) return [...ends, "none", "", "", "", "", "", "assumed", "", note];
  const shares = [recipe.low, recipe.central, recipe.high].map((share) => share.toFixed(6));
  return [...ends, kind, amount === null ? "" : format(amount), amountUnit ?? "", ...shares, "assumed", "", note];
}
