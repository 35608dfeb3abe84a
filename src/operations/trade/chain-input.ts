import { z } from "zod";
import { shareField } from "../core/fields.ts";
import { datasetFields, hsField, placeField, windowFields } from "./trade-fields.ts";

/** The question of a chain: that of a reach, with how many ends a tier shows. */
export const chainInput = z.object({
  product: hsField("the product by its HS code, six digits, in any spelling such as 8505.11"),
  to: placeField("the country that buys; needed going up, unless a party is given").optional(),
  origin: placeField(
    "going up, count only tier 1 goods from this country; going down, the country that sells",
  ).optional(),
  party: z
    .string()
    .min(1)
    .optional()
    .describe("one buyer (going up) or seller (going down) by id or exact name, instead of a whole country")
    .meta({ placeholder: "NAME" }),
  depth: z.number().int().min(1).max(8).default(3).describe("how many tiers").meta({ placeholder: "1-8" }),
  direction: z
    .enum(["up", "down"])
    .default("up")
    .describe("up to what stands behind the product, or down to what becomes of it"),
  by: z.enum(["origin", "party"]).default("origin").describe("what the nodes are: countries or parties"),
  inputs: z
    .enum(["all", "same", "none"])
    .default("all")
    .describe(
      "follow the inputs of the map and the product itself, the product itself alone (re-export), or stop at tier 1",
    ),
  ...datasetFields,
  ...windowFields,
  minShare: shareField()
    .optional()
    .describe("do not look behind parties with less than this share of their tier's value")
    .meta({ placeholder: "0..1" }),
  observedOnly: z.boolean().default(false).describe("leave out rows whose value is estimated or missing"),
  top: z
    .number()
    .int()
    .min(1)
    .max(250)
    .default(10)
    .describe("how many nodes a tier shows before the rest is pooled")
    .meta({ placeholder: "N" }),
});

export type ChainInput = z.output<typeof chainInput>;
