import { inputsFor } from "../book/inputs-for.ts";
import { InvalidInput } from "../errors.ts";
import { inputMap } from "../network/input-map.ts";
import { reach } from "../network/reach.ts";
import { decimal } from "../vocab/decimal.ts";
import { parseTierOrigin } from "./core/fields.ts";
import { defineOperation } from "./core/operation.ts";
import { blindSpots, factsOf, windowWarnings } from "./trade/dataset-facts.ts";
import { openNetwork } from "./trade/open-network.ts";
import { resolveParty } from "./trade/party.ts";
import { requireProduct, revisionOf } from "./trade/product.ts";
import { explainTrace } from "./trade/trace-explanation.ts";
import { traceCoverage, traceFindings, traceWarnings } from "./trade/trace-findings.ts";
import { type TraceInput, traceInput } from "./trade/trace-input.ts";
import { traceResult } from "./trade/trace-result.ts";
import { asNetworkDataset, chooseDataset } from "./trade/trade-dataset.ts";

/** Where tier 1 begins: the buying country or party going up, the selling one going down. */
function rootCountry({ direction, to, origin, party }: TraceInput) {
  const country = direction === "up" ? to : origin;
  if (country === undefined && party === undefined) {
    const [field, flag] = direction === "up" ? ["the country that buys", "to"] : ["the country that sells", "origin"];
    throw new InvalidInput(`A trace ${direction} needs ${field}, or a party.`, {
      hint: `Give "${flag}", such as US or CN.`,
    });
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
    {
      command: "headwater trace --product 8505.11 --to US",
      about: "three tiers behind US imports of permanent magnets, by country",
    },
    {
      command: "headwater trace --product 850511 --to DE --inputs same --by region",
      about: "the same product alone: who sends magnets to those who send them to Germany",
    },
  ],
  input: traceInput,
  output: traceResult,
  async run(context, question) {
    const country = rootCountry(question);
    const limits = tierCountries(question);
    if (question.since !== undefined && question.until !== undefined && question.until <= question.since) {
      throw new InvalidInput(`The window ends on "${question.until}", not after it begins on "${question.since}".`);
    }
    const book = await context.openBook();
    const dataset = await chooseDataset(context, book, question.product, question);
    const revision = revisionOf(dataset.hsRevision);
    requireProduct(book, question.product, revision);
    const network = await openNetwork(context, asNetworkDataset(dataset));
    const party = question.party === undefined ? null : await resolveParty(context, network, question.party);
    const links = inputsFor(book, revision);
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
      coverage: traceCoverage(dataset, result, blindSpots(dataset, network)),
      warnings: [...windowWarnings(dataset, question), ...traceWarnings(result)],
      explain: () => explainTrace({ book, dataset, question, result, links, vintage: context.vintageUsed() }),
    };
  },
});
