import type { Book } from "../../book/book.ts";
import { readCosts } from "../../book/costs.ts";
import { InvalidInput } from "../../errors.ts";
import type { CostsInOwnUnits } from "../../pricing/stated-costs.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";
import { costsOfStore } from "./costs-of-store.ts";
import type { ReferenceInput } from "./reference-input.ts";

/**
 * What the book and the store say of the plants of a product, where the file asks for them. Throws InvalidInput where
 * some of it is confidential and who asks may not see it: a mean with what they leave out would tell it.
 */
export async function knownCosts(
  context: Context,
  book: Book,
  { from, product }: ReferenceInput,
  days: Days,
): Promise<readonly CostsInOwnUnits[]> {
  const found: CostsInOwnUnits[] = [];
  if (from.includes("book")) found.push(...(await readCosts(book)).filter((costs) => costs.product === product));
  if (from.includes("store")) found.push(...(await costsOfStore(context, product, days)));
  const hidden = found.filter(({ confidential }) => confidential).length;
  if (hidden > 0 && !context.seesConfidential) {
    throw new InvalidInput(
      `Costs of ${hidden} plants of “${product}” are confidential: this token may not ask with them.`,
      {
        hint: "It takes the role analyst; what may be said of them an analyst publishes, with publish.",
      },
    );
  }
  const known = [...new Set(found.map(({ name }) => name))];
  const twice = known.find((name) => found.filter((costs) => costs.name === name).length > 1);
  if (twice !== undefined && from.length > 1) {
    throw new InvalidInput(`The book and the store both state the costs of “${twice}”.`, {
      hint: "Ask from one of them, or take the row out of one.",
    });
  }
  if (from.length > 0 && found.length === 0) {
    throw new InvalidInput(`The ${from.join(" and the ")} hold no costs of “${product}”.`, {
      hint: "Import some as family costs, put them into prices/costs.csv of a book of your own, or state tranches.",
    });
  }
  return found;
}
