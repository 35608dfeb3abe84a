import { z } from "zod";
import { BASES } from "../../evidence/basis.ts";
import { VERDICTS } from "../../market/claim.ts";
import { BOUNDS } from "../../market/market-figure.ts";
import { partyRefSchema, stakeSchema } from "../control/control-result.ts";
import { amount } from "../core/fields.ts";

const bound = z.enum(BOUNDS).nullable().describe("where the source says over or at most");

const reported = z.object({
  product: z.string(),
  facility: z.string().nullable().describe("null where the figure is of the party as a whole"),
  stage: z.string().nullable(),
  country: z.string().nullable(),
  measure: z.string().describe("such as production, sales, operational, revenue, gross_margin or sales_growth"),
  period: z.string().nullable(),
  quantity: amount().nullable().describe("null where the source gives a mark in place of a figure"),
  unit: z.string().nullable(),
  bound,
  basis: z.enum(BASES).nullable(),
  mark: z.string().nullable(),
  source: z.string(),
  locator: z.string().nullable(),
});

const inputFigure = z.object({
  measure: z.string(),
  period: z.string(),
  quantity: amount(),
  unit: z.string(),
  bound,
  basis: z.enum(BASES),
  source: z.string(),
  locator: z.string().nullable(),
});

export const computedFigure = z.object({
  product: z.string(),
  facility: z.string().nullable(),
  measure: z.string().describe("such as implied_price, sales_growth, utilisation, cost_of_capacity or stock_gap"),
  period: z.string(),
  value: amount().describe("exact to 6 places, shares to 12"),
  unit: z.string().describe("share, or as the figures have it, such as CNY/t"),
  bound,
  formula: z.string(),
  inputs: z.array(inputFigure).describe("reported figures of one source"),
});

export const companyMarket = z.object({
  figures: z.array(reported).describe("what sources state, each as it has it"),
  computed: z.array(computedFigure).describe("what those figures come to together"),
  ranks: z
    .array(
      z.object({
        product: z.string(),
        measure: z.string(),
        period: z.string(),
        source: z.string(),
        unit: z.string(),
        quantity: amount(),
        bound,
        rank: z.number().int().describe("1 is the largest"),
        of: z.number().int().describe("how many the source gives a figure of"),
        share: amount().nullable().describe("of those alone"),
        wholes: z
          .array(z.object({ label: z.string(), quantity: amount(), share: amount() }))
          .describe("its part of a country or of the world, where the same source gives that"),
      }),
    )
    .describe("its place among all that one source gives such a figure of"),
  truncated: z.boolean(),
});

export type CompanyMarket = z.output<typeof companyMarket>;

export const companyGroup = z.object({
  head: partyRefSchema.describe("where majority stakes lead up to; the party itself where none does"),
  parents: z.array(stakeSchema).describe("who holds stakes in it on the day"),
  subsidiaries: z.array(stakeSchema).describe("what it holds stakes in on the day"),
  truncated: z.boolean(),
  more: z.string().describe("the command that shows the whole group"),
});

export type CompanyGroup = z.output<typeof companyGroup>;

export const companyListing = z.object({
  list: z.string(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  source: z.string(),
});

export type CompanyListing = z.output<typeof companyListing>;

export const companyClaim = z.object({
  id: z.string(),
  document: z.object({ id: z.string(), title: z.string(), date: z.string().nullable() }),
  locator: z.string(),
  claim: z.string(),
  figure: amount().nullable(),
  unit: z.string().nullable(),
  computed: amount().nullable(),
  verdict: z.enum(VERDICTS),
  reason: z.string().nullable(),
});

export type CompanyClaim = z.output<typeof companyClaim>;
