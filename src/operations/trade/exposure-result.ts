import { z } from "zod";
import { amount } from "../core/fields.ts";
import { datasetFacts } from "./trade-fields.ts";

const labelled = z.object({ key: z.string(), label: z.string() });
const product = z.object({ code: z.string(), label: z.string() });

const figures = {
  rows: z.number().int().describe("rows with a value by which it bought the products in question"),
  usd: amount().describe("what it paid for them"),
  added: amount().describe("USD of that which was added there: by the attribution of its purchases"),
  addedShare: amount().describe("of what it paid"),
  passing: amount().describe("USD of that which passed there at least once, wherever it was added"),
  passingShare: amount().describe("of what it paid"),
  direct: amount().describe("USD of that which it bought there itself"),
  directShare: amount().describe("of what it paid"),
};

export const exposureResult = z.object({
  dataset: datasetFacts,
  of: z.object({
    party: labelled.nullable(),
    country: labelled.nullable(),
    product: product.nullable(),
  }),
  bought: z.array(product).describe("the products in question: what the buyers buy"),
  revision: z.number().int(),
  to: labelled.nullable(),
  by: z.enum(["country", "party"]),
  rank: z.enum(["added", "passing"]),
  from: z.string().nullable().describe("first day counted"),
  until: z.string().nullable().describe("first day not counted"),
  total: z.object({
    ...figures,
    buyers: z.number().int().describe("all who bought the products in question"),
    exposed: z.number().int().describe("those to whom some of it comes"),
    untraced: amount().describe("USD that was passed on to an input that nobody was seen to sell"),
    untracedShare: amount(),
    estimatedShare: amount().describe("of what was paid, values that rows do not state and were given"),
  }),
  buyers: z.array(z.object({ key: z.string(), label: z.string(), country: z.string().nullable(), ...figures })),
  others: z.object({ count: z.number().int(), usd: amount(), added: amount(), passing: amount(), direct: amount() }),
  size: z.object({ nodes: z.number().int(), links: z.number().int() }),
});

export type ExposureResult = z.output<typeof exposureResult>;
