import { z } from "zod";
import type { Book } from "../../book/book.ts";
import { inputsFor } from "../../book/inputs-for.ts";
import { Ambiguous, InvalidInput, NotFound } from "../../errors.ts";
import type { AttributionQuestion } from "../../network/attribution/attribution-question.ts";
import type { InputLink } from "../../network/input-link.ts";
import type { Network } from "../../network/network.ts";
import type { Hs6 } from "../../vocab/hs-code.ts";
import type { Context } from "../core/context.ts";
import { productionRow } from "./attribution-fields.ts";
import { knownProduction, type ProductionUsed, productionIn } from "./attribution-production.ts";
import { tradersOf } from "./attribution-solve.ts";
import { coveredBy } from "./calendar-years.ts";
import { factsOf, type Window } from "./dataset-facts.ts";
import { openNetwork } from "./open-network.ts";
import { partOfAttribution } from "./part-needed.ts";
import { requireProduct, revisionOf } from "./product.ts";
import { windowOf } from "./trace-root.ts";
import {
  asNetworkDataset,
  chooseDataset,
  type DatasetChoice,
  datasetFlags,
  type TradeDataset,
  tradeDatasets,
} from "./trade-dataset.ts";
import { type DatasetFacts, datasetFields, windowFields } from "./trade-fields.ts";

/** Fields of every question that walks the chain of an attribution. */
export const chainFields = {
  inputs: z
    .enum(["all", "same"])
    .default("all")
    .describe("follow the inputs of the map and the product itself, or the product itself alone (re-export)"),
  ...datasetFields,
  ...windowFields,
  observedOnly: z.boolean().default(false).describe("leave out rows whose value is estimated or missing"),
  production: z
    .array(productionRow)
    .optional()
    .describe(
      "production figures, which tell what is made from what is resold; rows of country or party, product, year, usd or " +
        "kg with unit_value, basis, source",
    )
    .meta({ placeholder: "FILE", file: true }),
};

const chainInput = z.object(chainFields);
type ChainInput = z.output<typeof chainInput>;

/** All that such a question rests on. */
export interface ChainGround {
  readonly book: Book;
  readonly dataset: TradeDataset;
  readonly facts: DatasetFacts;
  readonly network: Network;
  readonly links: readonly InputLink[];
  readonly revision: number;
  readonly window: Required<Window>;
  readonly production: ProductionUsed;
  /** What the attribution is asked, but for its root. */
  readonly asked: Omit<AttributionQuestion, "root">;
}

/** Whose purchases of what the question is about. */
export interface ChainRoots {
  readonly products: readonly string[];
  readonly countries: readonly string[] | undefined;
  readonly party: string | undefined;
}

/** Opens the one dataset that holds the products, or the one there is where none is named, and what the chain rests on. Roots that are not known beforehand are null. */
export async function chainGround(
  context: Context,
  products: readonly Hs6[],
  question: ChainInput,
  rootsOf: (links: readonly InputLink[]) => ChainRoots | null,
): Promise<ChainGround> {
  const { since, until } = question;
  if (since !== undefined && until !== undefined && until <= since) {
    throw new InvalidInput(`The window ends on "${until}", not after it begins on "${since}".`);
  }
  const book = await context.openBook();
  const [first, ...others] = products;
  const dataset =
    first === undefined
      ? await onlyDataset(context, question)
      : await chooseDataset(context, book, [first, ...others], question);
  const revision = revisionOf(dataset.hsRevision);
  for (const product of products) requireProduct(book, product, revision);
  const links = inputsFor(book, revision);
  const roots = rootsOf(links);
  const part =
    roots === null
      ? null
      : partOfAttribution(context, {
          ...roots,
          inputs: question.inputs,
          links,
          since,
          until,
          production: question.production ?? [],
        });
  const network = await openNetwork(context, asNetworkDataset(dataset), part);
  const window = windowOf(dataset, question);
  const production = productionIn(
    network,
    await knownProduction(context, network, question.production ?? []),
    coveredBy(dataset, question, window),
  );
  const isTrader = await tradersOf(context, dataset, network);
  return {
    book,
    dataset,
    facts: factsOf(book, dataset, network.compiled),
    network,
    links,
    revision,
    window,
    production,
    asked: {
      inputs: question.inputs,
      production: production.figures,
      ...(window.since === undefined ? {} : { since: window.since }),
      ...(window.until === undefined ? {} : { until: window.until }),
      ...(isTrader === null ? {} : { isTrader }),
      ...(question.observedOnly ? { observedOnly: true } : {}),
    },
  };
}

/** The one dataset that fits, whatever products it holds. */
export async function onlyDataset(context: Context, choice: DatasetChoice): Promise<TradeDataset> {
  const all = await tradeDatasets(context, null);
  const fit = all.filter(
    (each) =>
      (choice.data === undefined || each.data === choice.data) &&
      (choice.source === undefined || each.source === choice.source) &&
      (choice.side === undefined || each.side === choice.side) &&
      (choice.frequency === undefined || each.frequency === choice.frequency),
  );
  const [only] = fit;
  const list = fit.map((each) => `${datasetFlags(each)} (${each.rows} rows)`);
  if (only === undefined) {
    throw new NotFound("The store holds no such dataset.", {
      hint:
        all.length === 0 ? "Bring some in with headwater import FILE, or try headwater demo." : "See headwater status.",
    });
  }
  if (fit.length > 1) {
    throw new Ambiguous(`The store holds ${fit.length} datasets, and a question runs on one.`, list, {
      hint: `Choose one: ${list.join("; ")}.`,
    });
  }
  return only;
}

/** What any answer by the chain must say of itself. */
export function chainNotes({ production }: ChainGround, assumed: boolean): string[] {
  return [
    ...(assumed
      ? [
          "Where nobody states how much of a sale was bought in, its share is an assumption: the bands of trace --method attribution say how far it may be off.",
        ]
      : []),
    ...(production.figures.length === 0
      ? ["No production figure was given or held: what a seller of a product made and what it resold is not known."]
      : []),
  ];
}
