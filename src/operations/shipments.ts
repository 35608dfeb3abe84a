import { z } from "zod";
import { inputsFor } from "../book/inputs-for.ts";
import type { Explanation } from "../evidence/explanation.ts";
import { formatHs } from "../vocab/hs-code.ts";
import { commandLine } from "./core/command-line.ts";
import { amount } from "./core/fields.ts";
import { defineOperation } from "./core/operation.ts";
import { onlyDataset } from "./trade/chain-ground.ts";
import { blindSpots, factsOf, sourceOfDataset, windowWarnings } from "./trade/dataset-facts.ts";
import { filedRow, filedRows, namedParty } from "./trade/filed-rows.ts";
import { countryLabel } from "./trade/labels.ts";
import { openNetwork } from "./trade/open-network.ts";
import { resolveParty } from "./trade/party.ts";
import { requireProduct, revisionOf } from "./trade/product.ts";
import {
  chainFilterFields,
  checkChainFilter,
  partOfShipments,
  rootProducts,
  shipmentRows,
} from "./trade/shipment-rows.ts";
import { writeCents, writeGrams } from "./trade/split-parts.ts";
import { asNetworkDataset, chooseDataset } from "./trade/trade-dataset.ts";
import { datasetFacts, datasetFields, hsField, placeField, windowFields } from "./trade/trade-fields.ts";

const input = z.object({
  product: z
    .array(hsField("a product"))
    .default([])
    .describe("one or more products by HS code, comma separated; every product when left out")
    .meta({ placeholder: "HS,HS" }),
  seller: z.string().min(1).optional().describe("who sells, by id or exact name").meta({ placeholder: "NAME" }),
  buyer: z.string().min(1).optional().describe("who buys, by id or exact name").meta({ placeholder: "NAME" }),
  origin: placeField("only goods from this country").optional(),
  to: placeField("only goods that this country imports").optional(),
  ...windowFields,
  ...datasetFields,
  observedOnly: z.boolean().default(false).describe("leave out rows whose value is estimated or missing"),
  ...chainFilterFields,
  top: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(50)
    .describe("how many rows are listed; the total counts all")
    .meta({ placeholder: "N" }),
});

export type ShipmentsInput = z.output<typeof input>;

const shipmentsResult = z.object({
  dataset: datasetFacts,
  filters: z
    .object({ seller: namedParty.nullable(), buyer: namedParty.nullable() })
    .describe("as they were understood"),
  total: z.object({
    rows: z.number().int(),
    usd: amount(),
    kg: amount(),
    estimatedUsd: amount().describe("the part of the value that is estimated"),
    rowsWithoutValue: z.number().int(),
    rowsWithoutWeight: z.number().int(),
  }),
  rows: z.array(filedRow).describe("the largest value first, then by day"),
});

export type ShipmentsResult = z.output<typeof shipmentsResult>;

function filterWords(
  { product, origin, to, behind, tier }: ShipmentsInput,
  filters: ShipmentsResult["filters"],
): string {
  const words = [
    product.length === 0 ? "every product" : `HS ${product.map(formatHs).join(", ")}`,
    ...(filters.seller === null ? [] : [`sold by ${filters.seller.label}`]),
    ...(filters.buyer === null ? [] : [`bought by ${filters.buyer.label}`]),
    ...(origin === undefined ? [] : [`from ${countryLabel(origin)}`]),
    ...(to === undefined ? [] : [`to ${countryLabel(to)}`]),
    ...(behind === undefined ? [] : [`in tier ${tier} of the chain of HS ${formatHs(behind)}`]),
  ];
  return words.join(", ");
}

export const shipmentsOperation = defineOperation({
  name: "shipments",
  summary: "The single bills or rows of statistics between sellers and buyers, with the file and line of each.",
  description:
    "Use it to see what stands behind a link of a chain, a supplier's figure or a country's imports: who sent what to whom " +
    "on which day, as it was filed. The total counts every row that fits; the list is bounded, the largest first. Master " +
    "bills are left out where their house bills are there. With behind and tier only rows that a chain counts there are " +
    "listed, so that they add up to its link. For rows of one computed figure ask explain instead.",
  examples: [
    {
      command: "headwater shipments --product 8505.11 --origin CN --to US",
      about: "the rows of Chinese magnets in US imports, with their place in the source file",
    },
    {
      command: "headwater shipments --product 850511,750210 --seller CN --top 5",
      about: "the five largest rows of magnets and nickel that China sold",
    },
  ],
  input,
  output: shipmentsResult,
  async run(context, question) {
    const book = await context.openBook();
    checkChainFilter(question);
    const [first, ...others] = rootProducts(question);
    const dataset =
      first === undefined
        ? await onlyDataset(context, question)
        : await chooseDataset(context, book, [first, ...others], question);
    const revision = revisionOf(dataset.hsRevision);
    for (const product of [...question.product, ...rootProducts(question)]) requireProduct(book, product, revision);
    const links = inputsFor(book, revision);
    const network = await openNetwork(context, asNetworkDataset(dataset), partOfShipments(context, question, links));
    const [seller, buyer] = [
      question.seller === undefined ? null : await resolveParty(context, network, question.seller),
      question.buyer === undefined ? null : await resolveParty(context, network, question.buyer),
    ];
    const root = question.behindParty === undefined ? null : await resolveParty(context, network, question.behindParty);
    const found = shipmentRows(network, question, { seller, buyer, root, links });
    const rows = await filedRows(context, { network, dataset }, found.entries);
    const facts = factsOf(book, dataset, network.compiled);
    const result: ShipmentsResult = {
      dataset: facts,
      filters: { seller, buyer },
      total: {
        rows: found.rows,
        usd: writeCents(found.usd),
        kg: writeGrams(found.kg),
        estimatedUsd: writeCents(found.estimatedUsd),
        rowsWithoutValue: found.withoutValue,
        rowsWithoutWeight: found.withoutWeight,
      },
      rows,
    };
    const words = filterWords(question, result.filters);
    const vintage = context.vintageUsed();
    return {
      result,
      coverage: {
        made: dataset.made,
        from: dataset.from,
        until: dataset.until,
        notes: blindSpots(dataset, network),
      },
      warnings: [
        ...windowWarnings(dataset, question),
        ...(found.rows === 0 ? [`The data hold no row of ${words} under these filters.`] : []),
      ],
      explain: (): Explanation => {
        const source = sourceOfDataset(book, dataset);
        return {
          sentence: `The total is the sum of ${found.rows} rows of ${source.title}: ${words}. ${rows.length} of them are listed.`,
          formula: "usd = sum of usd over the rows; a row without a value adds nothing",
          inputs: [
            { name: "rows without a value", value: String(found.withoutValue) },
            { name: "rows without a weight", value: String(found.withoutWeight) },
            { name: "master bills left out of the dataset", value: String(facts.mastersNotCounted) },
          ],
          basis: "reported",
          sources: [source],
          rows: { used: found.rows, rejected: facts.rejected },
          command: commandLine({ name: "shipments", input }, question, vintage === null ? {} : { vintage }),
        };
      },
    };
  },
});
