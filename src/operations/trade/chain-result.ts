import { z } from "zod";
import { amount } from "../core/fields.ts";
import { datasetFacts } from "./trade-fields.ts";

const sums = {
  rows: z.number().int().describe("bills or rows of statistics, each counted once, at its smallest tier"),
  usd: amount(),
  kg: amount(),
  estimatedUsd: amount().describe("the part of the value that is estimated"),
};

const labelled = z.object({ key: z.string(), label: z.string() });

const chainTier = z.object({
  tier: z.number().int(),
  products: z.array(z.object({ code: z.string(), label: z.string(), usd: amount() })).describe("largest first"),
  ...sums,
  sellers: z.number().int().describe("distinct sellers going up, buyers going down"),
  ends: z.number().int().describe("distinct countries or parties that send or receive at this tier, shown or pooled"),
  shown: z.number().int().describe("how many of them are nodes of their own"),
  hhi: amount()
    .nullable()
    .describe(
      "Herfindahl-Hirschman index over all of them, not only those shown: 1 where one has the whole value; null without a value",
    ),
});

const chainNode = z.object({
  id: z.string().describe("tier and key, such as 2|CN; 2|others is what is pooled"),
  tier: z.number().int().describe("0 is the root's own end, with what it bought or sold in tier 1"),
  key: z.string().nullable().describe("country code or party id; null for what is pooled"),
  label: z.string(),
  country: z.string().nullable().describe("code of the country; null where it is unknown or pooled"),
  ...sums,
  pooled: z.number().int().describe("how many countries or parties are pooled in it; 0 for one that is shown"),
});

const chainLink = z.object({
  source: z.string().describe("id of the node that sells"),
  target: z.string().describe("id of the node that buys"),
  tier: z.number().int().describe("the tier whose rows it sums"),
  products: z.array(z.object({ code: z.string(), usd: amount() })).describe("largest first"),
  ...sums,
});

export const chainResult = z.object({
  dataset: datasetFacts,
  root: z.object({
    product: z.string(),
    label: z.string(),
    revision: z.number().int(),
    buyer: labelled.nullable().describe("going up: the country or party that buys"),
    seller: labelled.nullable().describe("going down: the country or party that sells"),
    from: z.string().nullable().describe("first day counted"),
    until: z.string().nullable().describe("first day not counted"),
  }),
  direction: z.enum(["up", "down"]),
  by: z.enum(["origin", "party"]),
  tiers: z.array(chainTier).describe("from tier 1, the product itself"),
  nodes: z.array(chainNode).describe("by tier from 0, in each the largest first and the pooled rest last"),
  links: z.array(chainLink).describe("by tier from 1, in each the largest first"),
});

export type ChainResult = z.output<typeof chainResult>;
