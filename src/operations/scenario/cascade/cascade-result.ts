import { z } from "zod";
import { datasetFacts } from "../../trade/trade-fields.ts";

const lossShare = (about: string) => z.number().min(0).max(1.000001).describe(about);

const losses = {
  loss: lossShare("the larger of the two losses of each firm, added up or of the firm itself"),
  downstream: lossShare("for want of inputs, alone"),
  upstream: lossShare("for want of customers, alone"),
};

export const cascadeResult = z.object({
  question: z.enum(["each", "shock"]).describe("each firm failing in turn, or the shocks that were given"),
  because: z.string(),
  network: z.object({
    of: z.enum(["files", "store"]),
    dataset: datasetFacts.nullable(),
    by: z.enum(["firm", "facility", "country-product"]),
    product: z.string().nullable().describe("HS code whose chain it is; null: all of the dataset"),
    to: z.string().nullable(),
    firms: z.number().int(),
    sectors: z.number().int(),
    links: z.number().int().describe("pairs of a supplier and a buyer"),
    sales: z.number().describe("all sales, in the unit of the links; dollars of a store"),
  }),
  model: z.enum(["linear", "essential", "mixed"]),
  replaceability: z.boolean(),
  eps: z.number(),
  shocks: z.array(z.object({ firm: z.string(), name: z.string(), lost: z.number() })),
  economy: z
    .object({ ...losses, steps: z.number().int() })
    .nullable()
    .describe("what the shocks cost, as a share of all sales; null where each firm fails in turn"),
  firms: z
    .array(
      z.object({
        firm: z.string(),
        name: z.string(),
        sector: z.string(),
        ...losses,
        share: z.number().describe("of all sales, what it sells"),
        steps: z.number().int().nullable().describe("of the cascade of its failure"),
      }),
    )
    .describe(
      "largest loss first. Each: the share of all sales that is lost when this firm fails (its systemic risk); a shock: " +
        "the share of its own output that this firm loses",
    ),
  shown: z.number().int().describe("firms in the list"),
  hit: z.number().int().describe("firms that lose anything, or whose failure costs anything"),
});

export type CascadeResult = z.output<typeof cascadeResult>;
