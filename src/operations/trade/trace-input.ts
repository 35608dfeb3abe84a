import { z } from "zod";
import { shareField, tierOriginField } from "../core/fields.ts";
import { attributionFields } from "./attribution-fields.ts";
import { datasetFields, hsField, placeField, topField, windowFields } from "./trade-fields.ts";

/** The question of a trace; `trace` and what is built on it share it. */
export const traceInput = z.object({
  product: hsField(
    "the product by its HS code, six digits, in any spelling such as 8505.11; needed unless a bill of materials is given",
  ).optional(),
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
  by: z
    .enum(["origin", "region", "party", "facility", "product", "port", "tier", "control"])
    .default("origin")
    .describe(
      "what the value is divided by, tier by tier in a reach; facility is the seller's plant or address as bills state it; tier and control, the country of ultimate control, are for attribution alone",
    ),
  inputs: z
    .enum(["all", "same", "none"])
    .default("all")
    .describe(
      "follow the inputs of the map and the product itself, the product itself alone (re-export), or stop at tier 1",
    ),
  method: z
    .enum(["reach", "attribution"])
    .default("reach")
    .describe(
      "reach counts what touches the chain, each row once; attribution says where each unit of the value was added, with bounds",
    ),
  ...attributionFields,
  every: z.enum(["year"]).optional().describe("give the answer by year as well"),
  ...datasetFields,
  ...windowFields,
  minShare: shareField()
    .optional()
    .describe("do not look behind parties with less than this share of their tier's value")
    .meta({ placeholder: "0..1" }),
  observedOnly: z.boolean().default(false).describe("leave out rows whose value is estimated or missing"),
  inOrder: z
    .number()
    .int()
    .min(0)
    .max(3650)
    .optional()
    .describe(
      "keep to the order of time: an input counts only if it arrived at most so many days before a sale that it may stand behind, or on its day; for a reach alone",
    )
    .meta({ placeholder: "DAYS" }),
  component: z
    .array(hsField("a product"))
    .default([])
    .describe("above tier 1 count only these products, comma separated")
    .meta({ placeholder: "HS,HS" }),
  tierOrigin: z
    .array(tierOriginField())
    .default([])
    .describe("limit a tier to goods from these countries, as 2:CN,KR; may be repeated")
    .meta({ placeholder: "TIER:CC,CC", repeated: true }),
  top: topField,
});

export type TraceInput = z.output<typeof traceInput>;

/** The question of a reach: a product is given, and its tiers are divided by something other than themselves. */
export type ReachInput = Omit<TraceInput, "product" | "by"> & {
  readonly product: NonNullable<TraceInput["product"]>;
  readonly by: Exclude<TraceInput["by"], "tier" | "control">;
};
