import { InvalidInput, NotFound, StoreProblem } from "../../../errors.ts";
import type { Scenario } from "../../../scenario/overlay/edit.ts";
import type { CountryCode } from "../../../vocab/country.ts";
import { formatHs, HS_REVISIONS, type Hs6, hs6 } from "../../../vocab/hs-code.ts";
import type { IsoDate } from "../../../vocab/iso-date.ts";
import type { Context } from "../../core/context.ts";
import type { Days } from "../../core/operation.ts";
import { requireProduct, revisionOf } from "../../trade/product.ts";
import { chooseDataset, type DatasetChoice, fitsChoice, tradeDatasets } from "../../trade/trade-dataset.ts";
import type { WhatIfAsked } from "./whatif-asked.ts";

/** What the question says; where it says nothing the scenario's own `ask` counts, and then its edits. */
export interface WhatIfQuestion extends DatasetChoice {
  readonly product: readonly Hs6[];
  readonly to?: CountryCode | undefined;
  readonly since?: IsoDate | undefined;
  readonly until?: IsoDate | undefined;
  readonly weeks: number;
  readonly top: number;
}

export interface WhatIfGround {
  readonly asked: WhatIfAsked;
  readonly notes: readonly string[];
}

const MOST_PRODUCTS = 20;

/** First digits of the goods whose trade, capacity or price the edits change. */
function digitsOf({ edits }: Scenario): readonly string[] {
  const digits = edits.flatMap((edit) => {
    if (edit.kind === "ban" || edit.kind === "price") return edit.products ?? [];
    return edit.kind === "capacity" ? [edit.product] : [];
  });
  return [...new Set(digits)];
}

/** The one country that the bans keep goods from; null where they name none, or several. */
function onlyBuyer({ edits }: Scenario): CountryCode | null {
  const bans = edits.flatMap((edit) => (edit.kind === "ban" ? [edit.destinations] : []));
  const codes = [...new Set(bans.flatMap((codes) => codes ?? []))];
  return bans.every((codes) => codes !== null) && codes.length === 1 ? (codes[0] as CountryCode) : null;
}

/** Codes of the data that begin with what the edits name; codes of six digits stand as they are. */
async function productsOf(context: Context, scenario: Scenario, choice: DatasetChoice): Promise<readonly Hs6[]> {
  const digits = digitsOf(scenario);
  if (digits.every(({ length }) => length === 6)) return digits.map(hs6);
  const held = (await tradeDatasets(context, null)).filter((each) => fitsChoice(each, choice));
  const codes = new Set(held.flatMap(({ products }) => products));
  const fit = [...codes].filter((code) => digits.some((prefix) => code.startsWith(prefix))).sort();
  if (fit.length <= MOST_PRODUCTS) return fit.map(hs6);
  throw new InvalidInput(
    `The edits reach ${fit.length} products that the store holds, and a what-if follows ${MOST_PRODUCTS}.`,
    {
      hint: "Name those that matter with --product HS,HS, or in the scenario's ask.",
    },
  );
}

/**
 * What the scenario is asked about. A store without trade of the products, or no store, leaves the questions of law.
 * Throws InvalidInput where edits reach more products than can be followed, Ambiguous where several datasets hold them.
 */
export async function whatIfGround(
  baseline: Context,
  scenario: Scenario,
  question: WhatIfQuestion,
  days: Days,
): Promise<WhatIfGround> {
  const { product, weeks, top, since, until } = question;
  if (since !== undefined && until !== undefined && until <= since) {
    throw new InvalidInput(`The window ends on “${until}”, not after it begins on “${since}”.`);
  }
  const book = await baseline.openBook();
  const to = question.to ?? scenario.ask?.to ?? onlyBuyer(scenario);
  const common = { book, to, days, since, until, weeks, top };
  const own = scenario.ask?.products ?? [];
  const named = product.length > 0 ? product : own;
  for (const code of named) {
    if (HS_REVISIONS.every((revision) => book.nomenclature.describe(code, revision) === null))
      requireProduct(book, code, revisionOf(null));
  }
  try {
    const products = named.length > 0 ? named : await productsOf(baseline, scenario, question);
    const [first, ...others] = products;
    if (first === undefined) {
      return {
        asked: { ...common, dataset: null, revision: revisionOf(null), products },
        notes: ["Neither the question nor the scenario names a product: trade was not looked at (--product HS)."],
      };
    }
    const dataset = await chooseDataset(baseline, book, [first, ...others], question);
    const held = products.filter((code) => dataset.products.includes(code));
    const missing = products.filter((code) => !held.includes(code));
    return {
      asked: { ...common, dataset, revision: revisionOf(dataset.hsRevision), products: held },
      notes:
        missing.length === 0
          ? []
          : [`Of ${missing.map(formatHs).join(", ")} “${dataset.source}” holds no trade: that part was not looked at.`],
    };
  } catch (error) {
    const isAskedFor = question.source !== undefined || question.data !== undefined;
    if (isAskedFor || !(error instanceof NotFound || error instanceof StoreProblem)) throw error;
    return {
      asked: { ...common, dataset: null, revision: revisionOf(null), products: named },
      notes: [`Trade was not looked at: ${error.message}`],
    };
  }
}
