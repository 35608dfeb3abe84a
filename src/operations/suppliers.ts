import { z } from "zod";
import { InvalidInput } from "../errors.ts";
import type { Explanation } from "../evidence/explanation.ts";
import { halfOfWindow, type TierQuality, tierQualities } from "../network/estimate-quality.ts";
import { inputMap } from "../network/input-map.ts";
import { reach } from "../network/reach.ts";
import { topParties } from "../network/top-parties.ts";
import { formatHs } from "../vocab/hs-code.ts";
import { fromEpochDay } from "../vocab/iso-date.ts";
import { commandLine } from "./core/command-line.ts";
import { amount } from "./core/fields.ts";
import { defineOperation } from "./core/operation.ts";
import { blindSpots, factsOf, sourceOfDataset, windowWarnings } from "./trade/dataset-facts.ts";
import { readyFigures } from "./trade/explain-ready.ts";
import { countryLabel, productLabel } from "./trade/labels.ts";
import { openNetwork } from "./trade/open-network.ts";
import { partOfPurchases } from "./trade/part-needed.ts";
import { partyLabel, resolveParty } from "./trade/party.ts";
import { partyDetails } from "./trade/party-detail.ts";
import { requireProduct, revisionOf } from "./trade/product.ts";
import { sharesOf } from "./trade/shares.ts";
import { writeCents, writeGrams } from "./trade/split-parts.ts";
import { asNetworkDataset, chooseDataset } from "./trade/trade-dataset.ts";
import {
  datasetFacts,
  datasetFields,
  placeField,
  purchaseFields,
  topField,
  windowFields,
} from "./trade/trade-fields.ts";
import { qualityFields, qualityNotes, qualityOf, qualityWarnings } from "./trade/value-quality.ts";

const input = z.object({
  ...purchaseFields,
  origin: placeField("only goods from this country").optional(),
  ...datasetFields,
  ...windowFields,
  observedOnly: z.boolean().default(false).describe("leave out rows whose value is estimated or missing"),
  top: topField,
});

const figures = {
  rows: z.number().int(),
  usd: amount(),
  kg: amount(),
  unitValue: amount().nullable().describe("USD per kg over the rows that state both"),
};

const suppliersResult = z.object({
  dataset: datasetFacts,
  product: z.object({ code: z.string(), label: z.string(), revision: z.number().int() }),
  buyer: z.object({ key: z.string(), label: z.string() }),
  total: z.object({ ...figures, ...qualityFields, suppliers: z.number().int(), buyers: z.number().int() }),
  suppliers: z.array(
    z.object({
      party: z.string(),
      label: z.string(),
      country: z.string().nullable(),
      ...figures,
      share: amount().describe("of the total value"),
      recipients: z.number().int().describe("distinct buyers among those asked for"),
      first: z.string().describe("day of the first row; of statistics, the first day of its period"),
      last: z.string().describe("day of the last row; of statistics, the first day of its period"),
      stale: z.boolean().describe("no row in the later half of the window"),
    }),
  ),
  others: z.object({ count: z.number().int(), usd: amount(), kg: amount(), share: amount() }),
});

export type SuppliersResult = z.output<typeof suppliersResult>;

export const suppliersOperation = defineOperation({
  name: "suppliers",
  summary: "Who sells a product directly to a country or a party, at what value, weight and price.",
  description:
    "Use it for the first tier alone, in more detail than trace gives: unit value, share, recipients, first and last " +
    "shipment of each supplier. It says nothing of what stands behind them; trace does.",
  examples: [
    {
      command: "headwater suppliers --product 850511 --to US",
      about: "who sells permanent magnets to the United States",
    },
    {
      command: "headwater suppliers --product 380110 --to KR --since 2023-07-01 --until 2024-07-01",
      about: "artificial graphite sent to Korea by month, in the year around the Chinese export licences",
    },
  ],
  input,
  output: suppliersResult,
  async run(context, question) {
    const { product, to, origin, party: asked, since, until, top } = question;
    if (to === undefined && asked === undefined) {
      throw new InvalidInput("The question needs the country that buys, or a party.", {
        hint: 'Give "to", such as US.',
      });
    }
    const book = await context.openBook();
    const dataset = await chooseDataset(context, book, product, question);
    const revision = revisionOf(dataset.hsRevision);
    requireProduct(book, product, revision);
    const bought = { products: [product], countries: to === undefined ? undefined : [to], party: asked, since, until };
    const network = await openNetwork(context, asNetworkDataset(dataset), partOfPurchases(context, bought));
    const party = asked === undefined ? null : await resolveParty(context, network, asked);
    const found = reach(network, inputMap(network.products, []), {
      products: [product],
      direction: "up",
      depth: 1,
      inputs: "none",
      ...(to === undefined ? {} : { countries: [to] }),
      ...(party === null ? {} : { parties: [party.key] }),
      ...(origin === undefined ? {} : { tierCountries: [[origin]] }),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
      ...(question.observedOnly ? { observedOnly: true } : {}),
    });
    const [tier] = found.tiers;
    const [rows, usd, kg] = [tier?.rows ?? 0, tier?.usd ?? 0n, tier?.kg ?? 0n];
    const parties = topParties(found.walk, top);
    const details = partyDetails(
      found.walk,
      parties.map((each) => each.party),
    );
    const listed = parties.reduce((sum, each) => ({ usd: sum.usd + each.usd, kg: sum.kg + each.kg }), {
      usd: 0n,
      kg: 0n,
    });
    const shares = sharesOf([...parties.map((each) => each.usd), usd - listed.usd]);
    const [judged] = tierQualities(found.walk);
    const half = fromEpochDay(halfOfWindow(network, found.walk.plan));
    const buyer = party ?? { key: to ?? "", label: countryLabel(to ?? "") };
    const result: SuppliersResult = {
      dataset: factsOf(book, dataset, network.compiled),
      product: { code: product, label: productLabel(book, product, revision), revision },
      buyer,
      total: {
        rows,
        usd: writeCents(usd),
        kg: writeGrams(kg),
        unitValue: details.all?.unitValue ?? null,
        ...qualityOf(judged as TierQuality, usd),
        suppliers: tier?.senders ?? 0,
        buyers: tier?.buyers ?? 0,
      },
      suppliers: parties.map((each, at) => {
        const detail = details.of.get(each.party);
        return {
          party: each.key,
          label: partyLabel(network, each.key),
          country: network.parties.country(each.party) || null,
          rows: each.rows,
          usd: writeCents(each.usd),
          kg: writeGrams(each.kg),
          unitValue: detail?.unitValue ?? null,
          share: shares[at] ?? "0",
          recipients: each.recipients,
          first: detail?.first ?? "",
          last: detail?.last ?? "",
          stale: detail !== undefined && detail.last < half,
        };
      }),
      others: {
        count: (tier?.senders ?? 0) - parties.length,
        usd: writeCents(usd - listed.usd),
        kg: writeGrams(kg - listed.kg),
        share: shares.at(-1) ?? "0",
      },
    };
    const nothing = `The data hold no row of HS ${formatHs(product)} bought by ${buyer.label} under these filters.`;
    const source = sourceOfDataset(book, dataset);
    const vintage = context.vintageUsed();
    return {
      result,
      coverage: {
        made: dataset.made,
        from: dataset.from,
        until: dataset.until,
        notes: [...qualityNotes([{ tier: 1, ...result.total }], network), ...blindSpots(dataset, network)],
      },
      warnings: [
        ...windowWarnings(dataset, question),
        ...(rows === 0 ? [nothing] : []),
        ...qualityWarnings([{ tier: 1, ...result.total }]),
      ],
      explain: (): Explanation => ({
        sentence: `The figures are sums over ${rows} rows of ${source.title}: HS ${formatHs(product)} bought by ${buyer.label}.`,
        formula: `share = usd of the supplier / ${result.total.usd}; unit value = usd / kg over rows that state both`,
        basis: "reported",
        sources: [source],
        rows: { used: rows, rejected: result.dataset.rejected },
        command: commandLine({ name: "suppliers", input }, question, vintage === null ? {} : { vintage }),
        because: readyFigures({ name: "suppliers", input }, question, [
          ["suppliers", result.suppliers[0]?.party, "usd"],
          ["suppliers", result.suppliers[0]?.party, "kg"],
        ]),
      }),
    };
  },
});
