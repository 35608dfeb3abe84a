import { z } from "zod";
import { datasetFields, placeField, purchaseFields, topField, windowFields } from "../trade/trade-fields.ts";

/** What a report is about. */
export const reportInput = z.object({
  ...purchaseFields,
  depth: z.number().int().min(1).max(8).default(3).describe("how many tiers").meta({ placeholder: "1-8" }),
  origin: placeField(
    "the country whose goods are looked for in other countries' deliveries; the largest seller when left out",
  ).optional(),
  ...datasetFields,
  ...windowFields,
  observedOnly: z.boolean().default(false).describe("leave out rows whose value is estimated or missing"),
  top: topField,
});

export type ReportInput = z.output<typeof reportInput>;
