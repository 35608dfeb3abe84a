import { z } from "zod";
import { amount } from "../core/fields.ts";
import { tierDuty } from "./tier-duty.ts";
import { datasetFacts, part } from "./trade-fields.ts";
import { qualityFields } from "./value-quality.ts";

export const split = z.object({
  parts: z.array(part).describe("the largest parts, largest first"),
  others: z.object({ count: z.number().int(), usd: amount(), kg: amount(), share: amount() }),
});

export type Split = z.output<typeof split>;

export const tier = z.object({
  tier: z.number().int(),
  rows: z.number().int().describe("bills or rows of statistics, each counted once, at its smallest tier"),
  usd: amount(),
  kg: amount(),
  parties: z.number().int().describe("distinct parties at the far end: sellers going up, buyers going down"),
  counterparties: z.number().int().describe("distinct parties at the near end"),
  products: z.number().int(),
  rowsWithoutValue: z.number().int(),
  rowsWithoutWeight: z.number().int(),
  ...qualityFields,
  by: z.array(part).describe("every part of the tier, largest first; their shares sum to one"),
  duty: tierDuty
    .optional()
    .describe("of tier 1, where it was asked for: what each origin owes at the border on the day"),
  splits: z.object({
    origin: split,
    region: split,
    party: split,
    facility: split
      .optional()
      .describe("where the question is by facility; one that bills do not state is a part of its own"),
    product: split,
    kind: split,
    heading: split,
  }),
});

export type Tier = z.output<typeof tier>;

const supplier = z.object({
  party: z.string(),
  label: z.string(),
  country: z.string().nullable(),
  tiers: z.array(z.number().int()).describe("tiers in which it was found"),
  products: z.array(z.string()),
  rows: z.number().int(),
  usd: amount(),
  kg: amount(),
  share: amount().describe("of the value of all tiers shown"),
  recipients: z.number().int().describe("distinct parties that it sent to; going down, that it bought from"),
});

const input = z.object({
  code: z.string(),
  label: z.string(),
  kinds: z.array(z.enum(["material", "component", "equipment"])),
  of: z.array(z.string()).describe("products of this answer that it is an input of"),
  tier: z.number().int().describe("the tier at which it stands, or would stand"),
  costShare: z
    .object({ low: amount(), central: amount(), high: amount() })
    .nullable()
    .describe("its share in the cost of what it is an input of, the largest where there are several"),
});

const reachYear = z.object({
  year: z.string(),
  tiers: z.array(
    z.object({
      tier: z.number().int(),
      rows: z.number().int(),
      usd: amount(),
      kg: amount(),
      by: z.array(part).describe("every part of the tier in that year, largest first"),
    }),
  ),
});

export type ReachYear = z.output<typeof reachYear>;

export const traceResult = z.object({
  method: z.literal("reach"),
  dataset: datasetFacts,
  root: z.object({
    product: z.object({ code: z.string(), label: z.string(), revision: z.number().int() }),
    direction: z.enum(["up", "down"]),
    country: z.object({ key: z.string(), label: z.string() }).nullable(),
    party: z.object({ key: z.string(), label: z.string() }).nullable(),
    from: z.string().nullable().describe("first day counted"),
    until: z.string().nullable().describe("first day not counted"),
  }),
  inOrder: z
    .number()
    .int()
    .nullable()
    .describe("days by which an input may come before a sale that it stands behind; null: order is not looked at"),
  by: z.enum(["origin", "region", "party", "facility", "product", "port"]),
  tiers: z.array(tier),
  total: z.object({ rows: z.number().int(), usd: amount(), kg: amount() }),
  suppliers: z.array(supplier).describe("the largest parties over all tiers"),
  inputsHeld: z.array(input).describe("inputs of the map, down to this depth, that the dataset holds"),
  inputsNotHeld: z.array(input).describe("inputs of the map, down to this depth, of which the dataset holds no row"),
  years: z.array(reachYear).optional().describe("the same by calendar year, where it was asked for"),
});

export type TraceResult = z.output<typeof traceResult>;
export type Supplier = z.output<typeof supplier>;
export type InputOfTrace = z.output<typeof input>;
