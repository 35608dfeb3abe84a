import { z } from "zod";
import { amount } from "../core/fields.ts";
import { datasetFacts } from "./trade-fields.ts";

const labelled = z.object({ key: z.string(), label: z.string() });
const product = z.object({ code: z.string(), label: z.string() });

const movement = z.object({
  rows: z.number().int(),
  rowsWithoutValue: z.number().int(),
  rowsWithoutWeight: z.number().int(),
  usd: amount(),
  estimatedUsd: amount().describe("of that, values that rows do not state and were given"),
  kg: amount(),
  unitValue: amount().nullable().describe("USD per kg over the rows that state both"),
  first: z.string().nullable().describe("day of the first row; of statistics, the first day of its period"),
  last: z.string().nullable().describe("day of the last row; of statistics, the first day of its period"),
});

const intermediate = z.object({
  key: z.string(),
  label: z.string(),
  country: z.string().nullable(),
  entered: movement.describe("the product, bought from the origin and not delivered to the buyer's country"),
  bought: z.object({ usd: amount(), kg: amount() }).describe("the product, bought from anywhere"),
  shareFromOrigin: amount().describe("of the value that it bought of the product, what came from the origin"),
  left: movement.describe("the product itself, sold to the buyer's country"),
  leftAs: z
    .array(z.object({ product: z.string(), label: z.string(), kind: z.string(), ...movement.shape }))
    .describe("sold to the buyer's country of what the product goes into, one step of the input map away"),
  leftUsd: amount().describe("of the product and of what it goes into, together"),
  statesOrigin: amount().describe("USD of what left of the product that states the origin itself"),
  ratioUsd: amount().nullable().describe("value that left over value that entered"),
  ratioKg: amount().nullable().describe("of the product itself, weight that left over weight that entered"),
  passable: amount().describe("USD that could have passed: the lesser of what entered and what left"),
  passableSame: amount().describe("the same, counting only what left as the product itself"),
  inOrder: z.boolean().describe("false when the last left before the first entered, so that nothing can have passed"),
});

export const transshipmentResult = z.object({
  dataset: datasetFacts,
  product: z.object({ ...product.shape, revision: z.number().int() }),
  origin: labelled,
  to: labelled,
  by: z.enum(["party", "country"]),
  from: z.string().nullable().describe("first day counted"),
  until: z.string().nullable().describe("first day not counted"),
  outputs: z
    .array(z.object({ ...product.shape, kind: z.string(), basis: z.string(), held: z.boolean() }))
    .describe("what the product goes into by the input map, one step; held when the dataset has a row of it"),
  direct: movement.describe("the product of the origin that goes to the buyer's country as it stands"),
  bought: movement.describe("all of the product that goes to the buyer's country"),
  total: z.object({
    intermediates: z.number().int(),
    rows: z.number().int().describe("rows by which goods entered or left any of them"),
    entered: amount().describe("USD that entered any of them"),
    left: amount().describe("USD that left any of them to the buyer"),
    passable: amount().describe("USD that could have passed, added up: an upper bound"),
    passableSame: amount(),
    estimated: amount().describe("of what entered and left, the share of estimated values"),
    shareOfBought: amount().describe(
      "of all that the buyer's country bought of the product, what could have passed as it",
    ),
  }),
  regions: z.array(
    z.object({
      key: z.string(),
      intermediates: z.number().int(),
      entered: amount(),
      left: amount(),
      passable: amount(),
      share: amount().describe("of what could have passed"),
    }),
  ),
  intermediates: z.array(intermediate),
  others: z.object({ count: z.number().int(), passable: amount() }),
});

export type TransshipmentResult = z.output<typeof transshipmentResult>;
export type MovementResult = z.output<typeof movement>;
export type IntermediateResult = z.output<typeof intermediate>;
