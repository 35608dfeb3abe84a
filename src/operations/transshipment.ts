import { z } from "zod";
import { inputsFor } from "../book/inputs-for.ts";
import { InvalidInput } from "../errors.ts";
import { transshipment } from "../network/transshipment.ts";
import { defineOperation } from "./core/operation.ts";
import { factsOf, windowWarnings } from "./trade/dataset-facts.ts";
import { countryLabel, productLabel } from "./trade/labels.ts";
import { openNetwork } from "./trade/open-network.ts";
import { partOfProducts } from "./trade/part-needed.ts";
import { requireProduct, revisionOf } from "./trade/product.ts";
import { asNetworkDataset, chooseDataset } from "./trade/trade-dataset.ts";
import { datasetFields, hsField, placeField, topField, windowFields } from "./trade/trade-fields.ts";
import { explainTransshipment, transshipmentNotes } from "./trade/transshipment-explanation.ts";
import { transshipmentFindings, transshipmentWarnings } from "./trade/transshipment-findings.ts";
import { type TransshipmentResult, transshipmentResult } from "./trade/transshipment-result.ts";

const input = z.object({
  product: hsField("the product by its HS code, six digits, in any spelling such as 8505.11"),
  origin: placeField("the country that the goods come from"),
  to: placeField("the country that buys in the end"),
  by: z.enum(["party", "country"]).default("party").describe("what is between: single parties, or whole countries"),
  inputs: z
    .enum(["all", "same"])
    .default("all")
    .describe("count what leaves as the product or as what it goes into by the input map, or as the product alone"),
  ...datasetFields,
  ...windowFields,
  observedOnly: z.boolean().default(false).describe("leave out rows whose value is estimated or missing"),
  top: topField,
});

export const transshipmentOperation = defineOperation({
  name: "transshipment",
  summary: "Who buys a product from one country and sells it, or what it goes into, to another.",
  description:
    "Use it to find where goods of an origin may reach a buyer through third countries: what entered each party or " +
    "country between the two, what left it to the buyer, and the value that could have passed, which is the lesser of " +
    "the two. It shows what happened side by side; that the same goods passed is not said, and the answer names what " +
    "would decide it.",
  examples: [
    {
      command: "headwater transshipment --product 8505.11 --origin CN --to US",
      about: "Chinese magnets that could have reached the United States through other countries",
    },
    {
      command: "headwater transshipment --product 850511 --origin CN --to US --inputs same --top 20",
      about: "the same for magnets that leave as magnets, the twenty largest",
    },
  ],
  input,
  output: transshipmentResult,
  async run(context, question) {
    const { product, origin, to, by, since, until } = question;
    if (origin === to) {
      throw new InvalidInput(`The origin and the buyer are both "${to}".`, { hint: "Give two different countries." });
    }
    if (since !== undefined && until !== undefined && until <= since) {
      throw new InvalidInput(`The window ends on "${until}", not after it begins on "${since}".`);
    }
    const book = await context.openBook();
    const dataset = await chooseDataset(context, book, product, question);
    const revision = revisionOf(dataset.hsRevision);
    requireProduct(book, product, revision);
    const isOutput = question.inputs === "all";
    const links = inputsFor(book, revision).filter(
      (link) => isOutput && link.inputHs === product && link.outputHs !== product && link.kind !== "equipment",
    );
    const part = partOfProducts([product, ...links.map((link) => link.outputHs)], { since, until });
    const network = await openNetwork(context, asNetworkDataset(dataset), part);
    const found = transshipment(network, {
      product,
      outputs: links.map((link) => link.outputHs),
      origin,
      to,
      by,
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
      ...(question.observedOnly ? { observedOnly: true } : {}),
    });
    const facts = factsOf(book, dataset, network.compiled);
    const result: TransshipmentResult = {
      dataset: facts,
      product: { code: product, label: productLabel(book, product, revision), revision },
      origin: { key: origin, label: countryLabel(origin) },
      to: { key: to, label: countryLabel(to) },
      by,
      from: since ?? facts.from,
      until: until ?? facts.until,
      ...transshipmentFindings({ book, network, found, links, revision, by, top: question.top }),
    };
    return {
      result,
      coverage: {
        made: dataset.made,
        from: dataset.from,
        until: dataset.until,
        notes: transshipmentNotes(result, dataset, network),
      },
      warnings: [...windowWarnings(dataset, question), ...transshipmentWarnings(result)],
      explain: () => {
        const vintage = context.vintageUsed();
        return explainTransshipment({ book, dataset, result, links, vintage, input, question });
      },
    };
  },
});
