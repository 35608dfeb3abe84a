import { z } from "zod";
import { InvalidInput } from "../errors.ts";
import { exposure } from "../network/exposure.ts";
import type { Hs6 } from "../vocab/hs-code.ts";
import { defineOperation } from "./core/operation.ts";
import { chainFields, chainGround, chainNotes } from "./trade/chain-ground.ts";
import { blindSpots, windowWarnings } from "./trade/dataset-facts.ts";
import { explainExposure } from "./trade/exposure-explanation.ts";
import { exposureFindings, exposureWarnings } from "./trade/exposure-findings.ts";
import { type ExposureResult, exposureResult } from "./trade/exposure-result.ts";
import { countryLabel, productLabel } from "./trade/labels.ts";
import { madeOf } from "./trade/made-of.ts";
import { resolveParty } from "./trade/party.ts";
import { hsField, placeField, topField } from "./trade/trade-fields.ts";

const input = z.object({
  party: z
    .string()
    .min(1)
    .optional()
    .describe("who is depended on: one party by id or exact name")
    .meta({ placeholder: "NAME" }),
  origin: placeField("or what is sold by parties of a country").optional(),
  product: hsField("or a product; with a party or an origin, only what they sell of it").optional(),
  bought: z
    .array(hsField("a product"))
    .default([])
    .describe("the products that the buyers buy, comma separated; all that it may stand behind when left out")
    .meta({ placeholder: "HS,HS" }),
  to: placeField("only what this country buys").optional(),
  by: z.enum(["country", "party"]).default("country").describe("a line for each importing country, or for each buyer"),
  rank: z
    .enum(["added", "passing"])
    .default("added")
    .describe("the largest first by the value that was added there, or by the value that passed there"),
  ...chainFields,
  top: topField,
});

export const exposureOperation = defineOperation({
  name: "exposure",
  summary: "Which buyers depend on a party, a country or a product, by attributed value and share of their purchases.",
  description:
    "Use it to turn the question of trace round: of what each buyer paid, how much was added by one party, in one country " +
    "or in making one product, directly or behind its suppliers, and how much passed there. It gives each buyer the share " +
    "that trace --method attribution gives of its purchases, for all buyers at once. It says what purchases rest on, not " +
    "what would happen without it.",
  examples: [
    {
      command: "headwater exposure --origin CN --product 8505.11 --inputs same",
      about: "whose purchases of magnets rest on Chinese ones, bought directly or through others",
    },
    {
      command: "headwater exposure --party DE --product 850511 --inputs same --rank passing --top 5",
      about: "the five countries that buy most of what passed Germany on its way",
    },
  ],
  input,
  output: exposureResult,
  async run(context, question) {
    const { party: asked, origin, product, bought, to, by, rank, top } = question;
    if (asked === undefined && origin === undefined && product === undefined) {
      throw new InvalidInput("The question needs what is depended on: a party, an origin or a product.", {
        hint: "Add --party NAME, --origin CC or --product HS.",
      });
    }
    const codes: Hs6[] = product === undefined ? [...bought] : [product, ...bought];
    const ground = await chainGround(context, [...new Set(codes)], question, (links) => {
      const made = product === undefined ? null : question.inputs === "same" ? [product] : madeOf([product], links);
      const roots = bought.length > 0 ? bought : made;
      return roots && { products: roots, countries: to === undefined ? undefined : [to], party: undefined };
    });
    const { book, network, links, dataset, facts, revision } = ground;
    const party = asked === undefined ? null : await resolveParty(context, network, asked);
    const found = exposure(network, links, {
      ...ground.asked,
      of: {
        ...(party === null ? {} : { party: party.key }),
        ...(origin === undefined ? {} : { country: origin }),
        ...(product === undefined ? {} : { product }),
      },
      ...(bought.length === 0 ? {} : { bought }),
      ...(to === undefined ? {} : { to: [to] }),
      by,
    });
    const result: ExposureResult = {
      dataset: facts,
      of: {
        party,
        country: origin === undefined ? null : { key: origin, label: countryLabel(origin) },
        product: product === undefined ? null : { code: product, label: productLabel(book, product, revision) },
      },
      revision,
      to: to === undefined ? null : { key: to, label: countryLabel(to) },
      by,
      rank,
      from: question.since ?? facts.from,
      until: question.until ?? facts.until,
      ...exposureFindings({ ground, found, by, rank, top }),
    };
    return {
      result,
      coverage: {
        made: dataset.made,
        from: dataset.from,
        until: dataset.until,
        notes: [
          "A share of purchases says what was paid for, not what could be bought elsewhere, nor what would be lost without it.",
          ...chainNotes(ground, true),
          ...blindSpots(dataset, network),
        ],
      },
      warnings: [...windowWarnings(dataset, question), ...ground.production.warnings, ...exposureWarnings(result)],
      explain: () => explainExposure({ ground, result, vintage: context.vintageUsed(), input, question }),
    };
  },
});
