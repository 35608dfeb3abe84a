import { z } from "zod";
import { amount } from "./fields.ts";
import { datasetFacts, part } from "./trade-fields.ts";

const split = z.object({
  parts: z.array(part).describe("the largest parts, largest first"),
  others: z.object({ count: z.number().int(), usd: amount().nullable(), kg: amount().nullable(), share: amount() }),
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
  by: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      usd: amount(),
      kg: amount(),
      share: amount().describe("of the tier's value; the shares of a tier sum to one"),
      rows: z.number().int(),
    }),
  ),
  splits: z.object({ origin: split, region: split, party: split, product: split, kind: split, heading: split }),
});

export type Tier = z.output<typeof tier>;

const supplier = z.object({
  tier: z.number().int(),
  party: z.string(),
  label: z.string(),
  country: z.string().nullable(),
  products: z.array(z.string()),
  usd: amount().nullable(),
  kg: amount().nullable(),
  share: amount(),
  rows: z.number().int(),
  recipients: z.number().int().describe("distinct parties it sold to in this tier, or bought from going down"),
});

const input = z.object({
  code: z.string(),
  label: z.string(),
  kind: z.enum(["material", "component", "equipment"]),
  of: z.array(z.string()).describe("products of this answer that it is an input of"),
  basis: z.enum(["observed", "reported", "estimated", "assumed"]),
});

export const traceResult = z.object({
  dataset: datasetFacts,
  root: z.object({
    product: z.object({ code: z.string(), label: z.string(), revision: z.number().int() }),
    direction: z.enum(["up", "down"]),
    party: z.object({ key: z.string(), label: z.string() }).nullable(),
    country: z.object({ key: z.string(), label: z.string() }).nullable(),
    from: z.string().nullable(),
    until: z.string().nullable(),
  }),
  by: z.enum(["origin", "region", "party", "product", "port"]),
  tiers: z.array(tier),
  suppliers: z.array(supplier).describe("the largest parties of each tier"),
  inputsHeld: z.array(input),
  inputsNotHeld: z.array(input).describe("inputs of the map for which the dataset holds no row at all"),
  equipment: z.array(input).describe("machines of the map: not embodied per unit, so never part of a tier's value"),
});

export type TraceResult = z.output<typeof traceResult>;
export type Supplier = z.output<typeof supplier>;
export type InputOfTrace = z.output<typeof input>;
