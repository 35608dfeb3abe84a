import { z } from "zod";
import { InvalidInput } from "../errors.ts";
import { inputMap } from "../network/input-map.ts";
import { reach } from "../network/reach.ts";
import { decimal } from "../vocab/decimal.ts";
import { blindSpots, factsOf, windowWarnings } from "./core/dataset-facts.ts";
import { parseTierOrigin, shareField, tierOriginField } from "./core/fields.ts";
import { defineOperation } from "./core/operation.ts";
import { openNetwork } from "./core/open-network.ts";
import { resolveParty } from "./core/party.ts";
import { linksIn, requireProduct, revisionOf } from "./core/product.ts";
import { chooseDataset } from "./core/trade-dataset.ts";
import { datasetFields, hsField, placeField, topField, windowFields } from "./core/trade-fields.ts";
import { explainTrace } from "./core/trace-explanation.ts";
import { traceCoverage, traceFindings, traceWarnings } from "./core/trace-findings.ts";
import { traceResult } from "./core/trace-result.ts";

const input = z.object({
  product: hsField("the product by its HS code, six digits, in any spelling such as 8505.11"),
  to: placeField("the country that buys; needed going up, unless a party is given").optional(),
  origin: placeField("going up, count only tier 1 goods from this country; going down, the country that sells").optional(),
  party: z
    .string()
    .min(1)
    .optional()
    .describe("one buyer (going up) or seller (going down) by id or exact name, instead of a whole country")
    .meta({ placeholder: "NAME" }),
  depth: z.number().int().min(1).max(8).default(3).describe("how many tiers").meta({ placeholder: "1-8" }),
  direction: z.enum(["up", "down"]).default("up").describe("up to what stands behind the product, or down to what becomes of it"),
  by: z
    .enum(["origin", "region", "party", "product", "port"])
    .default("origin")
    .describe("what each tier is divided by"),
  inputs: z
    .enum(["all", "same", "none"])
    .default("all")
    .describe("follow the inputs of the map and the product itself, the product itself alone (re-export), or stop at tier 1"),
  method: z.enum(["reach"]).default("reach").describe("reach counts what touches the chain, each row once"),
  ...datasetFields,
  ...windowFields,
  minShare: shareField()
    .optional()
    .describe("do not look behind parties with less than this share of their tier's value")
    .meta({ placeholder: "0..1" }),
  observedOnly: z.boolean().default(false).describe("leave out rows whose value is estimated or missing"),
  component: z
    .array(hsField("a product"))
    .default([])
    .describe("above tier 1 count only these products, comma separated")
    .meta({ placeholder: "HS,HS" }),
  tierOrigin: z
    .array(tierOriginField())
    .default([])
    .describe("limit a tier to goods from these countries, as 2:CN,KR; may be repeated")
    .meta({ placeholder: "TIER:CC,CC", repeated: true }),
  top: topField,
});

export type TraceInput = z.output<typeof input>;

/** Where tier 1 begins: the buying country or party going up, the selling one going down. */
function rootCountry({ direction, to, origin, party }: TraceInput) {
  const country = direction === "up" ? to : origin;
  if (country === undefined && party === undefined) {
    const [field, flag] = direction === "up" ? ["the country that buys", "to"] : ["the country that sells", "origin"];
    throw new InvalidInput(`A trace ${direction} needs ${field}, or a party.`, { hint: `Give "${flag}", such as US or CN.` });
  }
  return country;
}

/** The countries that each tier is limited to: `tierOrigin`, and the far end of tier 1. */
function tierCountries({ direction, depth, to, origin, tierOrigin }: TraceInput): (readonly string[] | null)[] {
  const limits: (readonly string[] | null)[] = Array.from({ length: depth }, () => null);
  const farEnd = direction === "up" ? origin : to;
  if (farEnd !== undefined) limits[0] = [farEnd];
  for (const text of tierOrigin) {
    const { tier, origins } = parseTierOrigin(text);
    if (tier > depth) {
      throw new InvalidInput(`Tier ${tier} is limited by "${text}", but the trace stops at tier ${depth}.`, {
        hint: "Raise the depth or take the limit out.",
      });
    }
    limits[tier - 1] = [...(limits[tier - 1] ?? []), ...origins];
  }
  return limits;
}

export const traceOperation = defineOperation({
  name: "trace",
  summary: "Who stands, tier by tier, behind a product that a country or a party buys.",
  description:
    "Use it to see suppliers of suppliers. Tier 1 is the product itself as it was bought; the next tier is what its " +
    "senders bought of its inputs (by the input map) or of the product itself, and so on. Values are summed as they " +
    "stand, each row once, at its smallest tier: a tier says how large the trade is that touches the chain, not how " +
    "much of it is contained in the root. With direction down it follows a seller's product to what is made of it.",
  examples: [
    { command: "headwater trace --product 8505.11 --to US", about: "three tiers behind US imports of permanent magnets, by country" },
    {
      command: "headwater trace --product 850511 --to DE --inputs same --by region",
      about: "the same product alone: who sends magnets to those who send them to Germany",
    },
  ],
  input,
  output: traceResult,
  async run(context, question) {
    const country = rootCountry(question);
    const limits = tierCountries(question);
    if (question.since !== undefined && question.until !== undefined && question.until <= question.since) {
      throw new InvalidInput(`The window ends on "${question.until}", not after it begins on "${question.since}".`);
    }
    const book = await context.openBook();
    const dataset = await chooseDataset(context, question.product, question);
    const revision = revisionOf(dataset.hsRevision);
    requireProduct(book, question.product, revision);
    const network = await openNetwork(context, dataset);
    const party = question.party === undefined ? null : await resolveParty(context, network, question.party);
    const links = linksIn(book, revision);
    const found = reach(network, inputMap(network.products, links), {
      products: [question.product],
      direction: question.direction,
      depth: question.depth,
      inputs: question.inputs,
      tierCountries: limits,
      ...(country === undefined ? {} : { countries: [country] }),
      ...(party === null ? {} : { parties: [party.key] }),
      ...(question.since === undefined ? {} : { since: question.since }),
      ...(question.until === undefined ? {} : { until: question.until }),
      ...(question.component.length === 0 ? {} : { components: question.component }),
      ...(question.minShare === undefined ? {} : { minimumShare: decimal(question.minShare) }),
      ...(question.observedOnly ? { observedOnly: true } : {}),
    });
    const facts = factsOf(book, dataset, network.compiled);
    const result = traceFindings({ book, network, question, found, links, facts, party, country });
    return {
      result,
      coverage: traceCoverage(dataset, result, blindSpots(dataset, network.products.length)),
      warnings: [...windowWarnings(dataset, question), ...traceWarnings(result)],
      explain: () => explainTrace({ book, dataset, question, result, links, vintage: context.vintageUsed() }),
    };
  },
});
