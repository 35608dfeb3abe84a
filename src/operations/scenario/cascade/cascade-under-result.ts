import { z } from "zod";
import { amount } from "../../core/fields.ts";

const firm = { key: z.string(), label: z.string() };

/** How far the scenario's stops of trade spread when nobody reacts. */
export const cascadeUnderResult = z.object({
  by: z.enum(["firm", "country-product"]).describe("what counts as a firm"),
  firms: z.number().int(),
  links: z.number().int(),
  sales: amount().describe("USD, all sales of the network in the window"),
  loss: amount().describe("share of all sales that is lost, the larger of the two ways at each firm"),
  downstream: amount().describe("for want of inputs, alone"),
  upstream: amount().describe("for want of customers, alone"),
  steps: z.number().int(),
  shocks: z.array(z.object({ ...firm, lost: amount().describe("share of its own sales") })).describe("largest first"),
  otherShocks: z.number().int(),
  hit: z.number().int().describe("firms that lose a thousandth of their output or more"),
  hits: z
    .array(
      z.object({
        ...firm,
        loss: amount().describe("share of its own sales"),
        usd: amount().describe("of its sales in the window"),
        shocked: z.boolean().describe("the scenario stops some of its own trade"),
      }),
    )
    .describe("largest in USD first"),
  otherHits: z.number().int(),
});

export type CascadeUnder = z.output<typeof cascadeUnderResult>;
