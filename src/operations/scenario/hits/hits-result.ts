import { z } from "zod";
import { amount } from "../../core/fields.ts";

const labelled = z.object({ key: z.string(), label: z.string() });
const product = z.object({ code: z.string(), label: z.string() });

const sums = {
  bought: amount().describe("USD paid for the product"),
  through: amount().describe("USD of that which comes over trade that stops, at any tier"),
  share: amount().describe("of what was paid"),
  least: amount().describe("USD of that at the least: its own purchases, and inputs whose shares somebody states"),
  tiers: z
    .array(z.object({ tier: z.number().int(), through: amount() }))
    .describe("by the first stop on the way back; tier 1: its own purchase is stopped"),
  deeper: amount().describe("USD whose first stop is farther back than those tiers"),
  tonnes: amount().nullable().describe("t of its own purchases that stop; null where no row of them has a weight"),
};

/** Attributed value that comes over trade that the scenario stops: at once, and with nobody buying elsewhere. */
export const hitsResult = z.object({
  by: z.enum(["country", "party"]).describe("what a buyer is"),
  to: labelled.nullable(),
  revision: z.number().int(),
  from: z.string().nullable().describe("first day counted"),
  until: z.string().nullable().describe("first day not counted"),
  edits: z.array(z.number().int()).describe("numbers of the edits that stop trade on the day"),
  products: z
    .array(
      z.object({
        ...product.shape,
        asked: z.boolean().describe("false: the input map makes it of what was asked about"),
        ...sums,
        buyers: z.number().int().describe("all who bought it"),
        hit: z.number().int().describe("those of them to whom some of it comes over trade that stops"),
        estimatedShare: amount().describe("of what was paid, values that rows do not state and were given"),
        others: z
          .object({ count: z.number().int(), bought: amount(), through: amount(), tonnes: amount().nullable() })
          .describe("those hit who are not in the list of buyers"),
      }),
    )
    .describe("what was asked about first, then the largest sum first; sums of different products overlap"),
  otherProducts: z.number().int().describe("products made of it that are hit and not listed"),
  buyers: z
    .array(z.object({ ...labelled.shape, country: z.string().nullable(), product: z.string(), ...sums }))
    .describe("a line for each buyer and product: of bills the largest share first, of statistics the largest sum"),
});

export type Hits = z.output<typeof hitsResult>;
export type HitProductLine = Hits["products"][number];
