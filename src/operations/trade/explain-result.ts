import { z } from "zod";
import { BASES } from "../../evidence/basis.ts";
import type { Explanation } from "../../evidence/explanation.ts";
import { amount } from "../core/fields.ts";

const named = z.object({ key: z.string(), label: z.string() });

const row = z.object({
  amount: amount().describe("what of the figure this row makes up, in the unit of the sum"),
  import: z.string().describe("the import that brought the row"),
  file: z.string().describe("name of the source file"),
  record: z.number().int().describe("number of the record in that file, from 1, its header not counted"),
  line: z
    .number()
    .int()
    .nullable()
    .describe("line of a text file of one record a line on which it stands; null where that is not known"),
  bill: z.string().nullable(),
  date: z.string().nullable().describe("day of a bill; of statistics, the period as the file gives it"),
  seller: named,
  buyer: named,
  product: z.string(),
  value: amount().nullable().describe("as it is stored, in the currency"),
  currency: z.string().nullable(),
  usd: amount().nullable().describe("as the store has it; null where the row states no value"),
  kg: amount().nullable(),
  basis: z.enum(BASES),
  counted: amount().nullable().describe("USD that the answer counts the row with"),
  estimate: z
    .object({ how: z.string(), low: amount(), high: amount() })
    .nullable()
    .describe("how the value was estimated and between what it may lie, in USD; null for a row that states it"),
});

const contribution = z.object({
  party: named.nullable().describe("who adds the value, or lacks a seller; null where nobody is behind it"),
  product: z.string().nullable(),
  passing: z.number().describe("of the root's value, what reached the party"),
  part: z.number().describe("of that, what counts for the figure"),
  amount: amount().describe("the product of the two, in the unit of the sum"),
  rows: z.number().int().describe("sales by which it reached the party"),
});

// The tree is made of itself; what other surfaces publish says so much and no more of its branches.
const explanation = z.object({
  sentence: z.string(),
  formula: z.string().optional(),
  inputs: z
    .array(
      z.object({
        name: z.string(),
        value: z.string(),
        basis: z.enum(BASES).optional(),
        source: z.string().optional(),
      }),
    )
    .optional(),
  basis: z.enum(BASES),
  sources: z.array(z.looseObject({ id: z.string(), title: z.string() })),
  rows: z.object({ used: z.number().int(), rejected: z.number().int() }).optional(),
  command: z.string().optional(),
  because: z.array(z.looseObject({ sentence: z.string() })).optional(),
}) as unknown as z.ZodType<Explanation>;

export const explainResult = z.object({
  figure: z.object({
    reference: z.string().describe("the figure, written in full"),
    operation: z.string(),
    path: z.string(),
    label: z.string(),
    value: amount(),
    unit: z.enum(["USD", "kg", "USD per kg", "share", "rows", "count"]),
  }),
  sum: z
    .object({ amount: amount(), unit: z.enum(["USD", "kg", "rows", "share"]), isFigure: z.boolean() })
    .describe("what the rows add up to: the figure itself, or what it is computed from"),
  explanation,
  contributions: z
    .array(contribution)
    .describe("of an attribution, who the figure is made of; with the others they add up to the sum"),
  otherContributions: z.object({ count: z.number().int(), amount: amount() }),
  rows: z.array(row).describe("largest first; with the others they add up to the sum"),
  others: z.object({
    rows: z.number().int().nullable().describe("null where they were not counted"),
    amount: amount(),
  }),
});

export type ExplainResult = z.output<typeof explainResult>;
