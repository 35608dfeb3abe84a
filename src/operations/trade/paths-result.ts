import { z } from "zod";
import { BASES } from "../../evidence/basis.ts";
import { amount } from "../core/fields.ts";
import { datasetFacts } from "./trade-fields.ts";

const labelled = z.object({ key: z.string(), label: z.string() });
const part = z.object({ share: amount().describe("of the root's value, 0 to 1"), usd: amount() });

const step = z.object({
  party: z.string().nullable().describe("who sells; null where nobody was seen to"),
  label: z.string(),
  country: z.string().nullable(),
  product: z.string(),
  productLabel: z.string(),
  share: amount().describe("of the value of the step before, or of the root"),
  inputShare: amount().describe("what of that value went into this input; 1 for the product of the root"),
  sellerShare: amount().describe("what of those purchases came from this seller"),
  basis: z.enum(BASES).describe("how the share of the input is known"),
  reached: amount().describe("of the root's value, what comes this far along the path"),
  usd: amount().describe("the same in USD"),
  rows: z.number().int().describe("rows by which the step before bought from this seller"),
  last: z.string().nullable().describe("day of the last of them; of statistics, the first day of its period"),
  stale: z.boolean().describe("true when the last of them lies before the middle of the window"),
});

export const pathsResult = z.object({
  dataset: datasetFacts,
  root: z.object({
    product: z.object({ code: z.string(), label: z.string(), revision: z.number().int() }),
    country: labelled.nullable(),
    party: labelled.nullable(),
    from: z.string().nullable().describe("first day counted"),
    until: z.string().nullable().describe("first day not counted"),
    rows: z.number().int(),
    rowsWithoutValue: z.number().int(),
    usd: amount(),
  }),
  estimated: amount().describe("of all purchases on the way, by value, the part that has an estimated value"),
  reaching: z.object({ kind: z.enum(["product", "country", "party"]), ...labelled.shape }),
  reached: part.describe("what passes the end at all, by the linear solve of the whole chain, along any way"),
  added: part.describe("what was added there: the share that trace --method attribution gives"),
  untraced: part.describe("of the whole, what was passed on to an input that nobody was seen to sell"),
  covered: z.object({ ...part.shape, ofReached: amount().describe("of what passes the end") }),
  end: z
    .enum(["all", "max", "cut-off", "work"])
    .describe("why the list ends: there is no other path, or which limit was met"),
  limits: z.object({
    max: z.number().int(),
    cutOff: amount(),
    work: z.number().int().describe("ways that may be looked at"),
    worked: z.number().int().describe("ways that were"),
  }),
  paths: z.array(
    z.object({
      share: amount().describe("of the root's value"),
      usd: amount(),
      ofReached: amount().describe("of what passes the end"),
      stale: z.boolean().describe("true when a link of it is stale"),
      steps: z.array(step).describe("from the root's seller to the end"),
    }),
  ),
  size: z.object({ nodes: z.number().int(), purchases: z.number().int(), links: z.number().int() }),
});

export type PathsResult = z.output<typeof pathsResult>;
export type PathResult = PathsResult["paths"][number];
