import { z } from "zod";
import { InvalidInput } from "../errors.ts";
import { attribute } from "../network/attribution/attribute.ts";
import { endStates } from "../network/exposure-values.ts";
import { MOST_WORK, strongestPaths } from "../network/paths.ts";
import { shareField } from "./core/fields.ts";
import { defineOperation } from "./core/operation.ts";
import { chainFields, chainGround, chainNotes } from "./trade/chain-ground.ts";
import { blindSpots, windowWarnings } from "./trade/dataset-facts.ts";
import { codeIn, endAsked } from "./trade/ends.ts";
import { countryLabel, productLabel } from "./trade/labels.ts";
import { resolveParty } from "./trade/party.ts";
import { explainPaths } from "./trade/paths-explanation.ts";
import { pathsFindings, pathsWarnings } from "./trade/paths-findings.ts";
import { type PathsResult, pathsResult } from "./trade/paths-result.ts";
import { requireProduct, revisionOf } from "./trade/product.ts";
import { writeCents } from "./trade/split-parts.ts";
import { purchaseFields } from "./trade/trade-fields.ts";

const input = z.object({
  ...purchaseFields,
  reaching: z
    .string()
    .min(1)
    .describe("where the paths end: an HS code, a country, or a party by id or exact name")
    .meta({ placeholder: "HS|CC|NAME" }),
  max: z.number().int().min(1).max(1000).default(10).describe("how many paths at most").meta({ placeholder: "N" }),
  cutOff: shareField()
    .default("0")
    .describe("leave out paths with less than this share of the root's value")
    .meta({ placeholder: "0..1" }),
  ...chainFields,
});

export const pathsOperation = defineOperation({
  name: "paths",
  summary: "The strongest chains between what a country or a party buys and a party, a country or a product.",
  description:
    "Use it to see along which suppliers of suppliers value comes from one place. Each path multiplies the shares of its " +
    "steps, by the central shares of the attribution; the strongest come first, and the answer says how much of all that " +
    "reaches the end they cover, which is solved and not counted. A path passes no seller of a product twice. The shares " +
    "rest on the same assumptions as trace --method attribution, which has the bands.",
  examples: [
    {
      command: "headwater paths --product 8505.11 --to US --reaching CN --inputs same",
      about: "along which countries Chinese magnets are behind those that the United States buys",
    },
    {
      command: "headwater paths --product 850511 --to DE --reaching JP --max 3 --cut-off 0.001",
      about: "the three strongest ways from Japan to German purchases, none below a thousandth",
    },
  ],
  input,
  output: pathsResult,
  async run(context, question) {
    const { product, to, party: asked, max, cutOff } = question;
    if (to === undefined && asked === undefined) {
      throw new InvalidInput("The question needs the country that buys, or a party.", {
        hint: 'Give "to", such as US.',
      });
    }
    const ground = await chainGround(context, [product], question, () => ({
      products: [product],
      countries: to === undefined ? undefined : [to],
      party: asked,
    }));
    const { book, network, links, dataset, facts, revision } = ground;
    const code = codeIn(question.reaching);
    if (code !== null) requireProduct(book, code, revisionOf(dataset.hsRevision));
    const nameOf = (each: string) => productLabel(book, each, revision);
    const reaching = await endAsked(context, network, question.reaching, nameOf);
    const party = asked === undefined ? null : await resolveParty(context, network, asked);
    const attribution = attribute(network, links, {
      ...ground.asked,
      root: {
        kind: "purchases",
        products: [product],
        ...(to === undefined ? {} : { countries: [to] }),
        ...(party === null ? {} : { parties: [party.key] }),
      },
    });
    const ends = endStates(attribution.solved.shared, reaching.ends);
    const found = strongestPaths(attribution.solved, ends, { max, cutOff: Number(cutOff) });
    const { root } = attribution;
    const result: PathsResult = {
      dataset: facts,
      root: {
        product: { code: product, label: nameOf(product), revision },
        country: to === undefined ? null : { key: to, label: countryLabel(to) },
        party,
        from: question.since ?? facts.from,
        until: question.until ?? facts.until,
        rows: root.rows,
        rowsWithoutValue: root.rowsWithoutValue,
        usd: writeCents(root.usd),
      },
      reaching: { kind: reaching.kind, key: reaching.key, label: reaching.label },
      limits: { max, cutOff, work: MOST_WORK, worked: found.work },
      ...pathsFindings({ ground, attribution, ends, found }),
    };
    const assumed = attribution.passedOn.assumed > 0;
    return {
      result,
      coverage: {
        made: dataset.made,
        from: dataset.from,
        until: dataset.until,
        notes: [
          "What goes round in a ring before it reaches the end is in the total, but on no path: a path passes no seller of a product twice.",
          ...chainNotes(ground, assumed),
          ...blindSpots(dataset, network),
        ],
      },
      warnings: [...windowWarnings(dataset, question), ...ground.production.warnings, ...pathsWarnings(result)],
      explain: () => explainPaths({ ground, result, vintage: context.vintageUsed(), input, question, assumed }),
    };
  },
});
