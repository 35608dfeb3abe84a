import { inputsFor } from "../book/inputs-for.ts";
import type { Explanation } from "../evidence/explanation.ts";
import { inputMap } from "../network/input-map.ts";
import { reach } from "../network/reach.ts";
import { decimal } from "../vocab/decimal.ts";
import { formatHs } from "../vocab/hs-code.ts";
import { commandLine } from "./core/command-line.ts";
import { defineOperation } from "./core/operation.ts";
import { chainFindings } from "./trade/chain-findings.ts";
import { type ChainInput, chainInput } from "./trade/chain-input.ts";
import { type ChainResult, chainResult } from "./trade/chain-result.ts";
import { blindSpots, factsOf, sourceOfDataset, windowWarnings } from "./trade/dataset-facts.ts";
import { readyFigures } from "./trade/explain-ready.ts";
import { countryLabel } from "./trade/labels.ts";
import { openNetwork } from "./trade/open-network.ts";
import { partOfReach } from "./trade/part-needed.ts";
import { resolveParty } from "./trade/party.ts";
import { requireProduct, revisionOf } from "./trade/product.ts";
import { traceInput } from "./trade/trace-input.ts";
import { rootCountry } from "./trade/trace-root.ts";
import { asNetworkDataset, chooseDataset } from "./trade/trade-dataset.ts";

const MEANING =
  "A higher tier is everything that the senders bought of an input, for whatever use: what enters a node is not what " +
  "leaves it, and a diagram of it is no balance.";

function chainWarnings({ tiers, root }: ChainResult): string[] {
  const [first] = tiers;
  const none = first === undefined || first.rows === 0;
  const who = root.buyer === null ? `sold by ${root.seller?.label ?? "anyone"}` : `bought by ${root.buyer.label}`;
  const estimated = tiers.filter(({ estimatedUsd }) => !/^0(\.0+)?$/.test(estimatedUsd));
  return [
    ...(none ? [`The data hold no row of HS ${formatHs(root.product)} ${who} under these filters.`] : []),
    ...(estimated.length === 0
      ? []
      : [
          `Part of the value is estimated: ${estimated
            .map(({ tier, usd, estimatedUsd }) => `USD ${estimatedUsd} of ${usd} in tier ${tier}`)
            .join(", ")}. --observed-only leaves it out.`,
        ]),
  ];
}

/** The trace that sums the same rows. */
function traceOf({ top: _, ...question }: ChainInput) {
  return traceInput.parse(question) as Readonly<Record<string, unknown>>;
}

export const chainOperation = defineOperation({
  name: "chain",
  summary: "Who sells to whom, tier by tier, behind a product that a country or a party buys.",
  description:
    "Use it to draw the chain or to see which seller of one tier feeds which of the tier before: the same rows as trace " +
    "counts, as nodes (a country or party at a tier) and links between neighbouring tiers, each with its products. Tiers, " +
    "nodes and links add up to trace's tiers exactly. The largest nodes of a tier are shown and the rest is pooled, but " +
    "concentration is over all. For single suppliers with prices ask suppliers, for the rows behind a link ask shipments.",
  examples: [
    {
      command: "headwater chain --product 8505.11 --to US",
      about: "three tiers behind US imports of permanent magnets, country by country",
    },
    {
      command: "headwater chain --product 7502.10 --origin NO --direction down --depth 2 --top 5",
      about: "where nickel from Norway goes, and what its buyers sell on",
    },
  ],
  input: chainInput,
  output: chainResult,
  async run(context, question) {
    const { product, to, origin, direction, since, until } = question;
    const country = rootCountry(question);
    const book = await context.openBook();
    const dataset = await chooseDataset(context, book, product, question);
    const revision = revisionOf(dataset.hsRevision);
    requireProduct(book, product, revision);
    const links = inputsFor(book, revision);
    const { depth, inputs } = question;
    const asked = { direction, depth, inputs, links, products: [product], party: question.party, since, until };
    const part = partOfReach(context, { ...asked, countries: country === undefined ? undefined : [country] });
    const network = await openNetwork(context, asNetworkDataset(dataset), part);
    const party = question.party === undefined ? null : await resolveParty(context, network, question.party);
    const farEnd = direction === "up" ? origin : to;
    const found = reach(network, inputMap(network.products, links), {
      products: [product],
      direction,
      depth: question.depth,
      inputs: question.inputs,
      ...(country === undefined ? {} : { countries: [country] }),
      ...(party === null ? {} : { parties: [party.key] }),
      ...(farEnd === undefined ? {} : { tierCountries: [[farEnd]] }),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
      ...(question.minShare === undefined ? {} : { minimumShare: decimal(question.minShare) }),
      ...(question.observedOnly ? { observedOnly: true } : {}),
    });
    const facts = factsOf(book, dataset, network.compiled);
    const end = party ?? { key: country ?? "", label: countryLabel(country ?? "") };
    const result = chainFindings({ book, network, question, found, facts, revision, end });
    const vintage = context.vintageUsed();
    return {
      result,
      coverage: {
        made: dataset.made,
        from: dataset.from,
        until: dataset.until,
        notes: [...(result.tiers.length > 1 ? [MEANING] : []), ...blindSpots(dataset, network)],
      },
      warnings: [...windowWarnings(dataset, question), ...chainWarnings(result)],
      explain: (): Explanation => {
        const source = sourceOfDataset(book, dataset);
        const rows = result.tiers.reduce((sum, tier) => sum + tier.rows, 0);
        return {
          sentence:
            `Each of ${rows} rows of ${source.title} is counted once, at the smallest tier that reaches it, and added to ` +
            "the link between the end that sells and the end that buys.",
          formula:
            "usd of a link = sum of usd over its rows; usd of a node = sum over its links; hhi of a tier = sum of (usd of an end / usd of the tier)^2 over all ends",
          inputs: result.tiers.map(({ tier, usd, ends, shown }) => ({
            name: `tier ${tier}`,
            value: `USD ${usd} of ${ends} ends, of which ${shown} are shown`,
          })),
          basis: "reported",
          sources: [source],
          rows: { used: rows, rejected: facts.rejected },
          command: commandLine({ name: "chain", input: chainInput }, question, vintage === null ? {} : { vintage }),
          because: readyFigures({ name: "trace", input: traceInput }, traceOf(question), [
            ["tiers", "1", "usd"],
            ...(result.tiers.length > 1 ? [["tiers", "2", "usd"]] : []),
          ]),
        };
      },
    };
  },
});
