import { z } from "zod";
import { amount, countryField, dayField, productField } from "../core/fields.ts";

/** Which dataset a question runs on, and which of its entries count: the same fields on every question about trade. */
export const datasetFields = {
  data: z
    .enum(["flows", "shipments"])
    .optional()
    .describe("trade statistics or shipment records; needed only when the store holds both for the product"),
  source: z.string().min(1).optional().describe("one source of the store by its id").meta({ placeholder: "ID" }),
  side: z
    .enum(["import", "export", "reconciled"])
    .optional()
    .describe(
      "whose reports of trade statistics count: the importers', the exporters', or a table that reconciled both",
    ),
  frequency: z.enum(["annual", "quarterly", "monthly", "daily"]).optional().describe("period of the trade statistics"),
};

export const windowFields = {
  since: dayField().optional().describe("first day that counts").meta({ placeholder: "DATE" }),
  until: dayField().optional().describe("first day that no longer counts").meta({ placeholder: "DATE" }),
};

export const hsField = (about: string) => productField().describe(about).meta({ placeholder: "HS" });
export const placeField = (about: string) => countryField().describe(about).meta({ placeholder: "CC" });

/** What a country or one party buys of a product. */
export const purchaseFields = {
  product: hsField("the product by its HS code, six digits, in any spelling such as 8505.11"),
  to: placeField("the country that buys; needed unless a party is given").optional(),
  party: z
    .string()
    .min(1)
    .optional()
    .describe("one buyer by id or exact name, instead of a whole country")
    .meta({ placeholder: "NAME" }),
};

export const topField = z
  .number()
  .int()
  .min(1)
  .max(1000)
  .default(10)
  .describe("how many lines a ranking shows before the rest is pooled")
  .meta({ placeholder: "N" });

/** Facts about the dataset behind an answer, so that it can be cited. */
export const datasetFacts = z.object({
  data: z.enum(["flows", "shipments"]),
  source: z.string(),
  title: z.string(),
  publisher: z.string().nullable(),
  url: z.string().nullable(),
  licence: z.string().nullable(),
  made: z.boolean().describe("true when the rows were generated and say nothing about the real world"),
  side: z.enum(["import", "export", "reconciled"]).nullable(),
  frequency: z.enum(["annual", "quarterly", "monthly", "daily"]).nullable(),
  hsRevision: z.number().int().nullable(),
  from: z.string().nullable().describe("first day that the data cover"),
  until: z.string().nullable().describe("first day after the data"),
  rows: z.number().int(),
  rejected: z.number().int().describe("rows of the source files that could not be read"),
  mastersNotCounted: z.number().int().describe("master bills left out because their house bills are there"),
});

export type DatasetFacts = z.output<typeof datasetFacts>;

/** A part of a total: sums of what the rows state. */
export const part = z.object({
  key: z.string(),
  label: z.string(),
  rows: z.number().int(),
  usd: amount(),
  kg: amount(),
  share: amount().describe("of the value, 0 to 1"),
});

export type Part = z.output<typeof part>;
