import { z } from "zod";
import { amount } from "../../core/fields.ts";

const product = { product: z.string(), productLabel: z.string() };
const week = () => z.number().int().min(0);

/** One buyer that runs short. */
const weeksHit = z.object({
  key: z.string().describe("id of the party; of a country its code"),
  label: z.string(),
  country: z.string().nullable(),
  ...product,
  role: z
    .enum(["makes", "uses"])
    .describe("makes: it sells the product; uses: it buys it, and nothing that it sells takes it"),
  tier: z
    .number()
    .int()
    .nullable()
    .describe("1: what it buys is stopped or its supplier is out; 2: behind such a buyer; null: others buy it away"),
  hitIn: week().describe("first week with less than 95 % of the baseline for want of inputs; weeks count from 0"),
  hitOn: z.string().describe("the day on which that week begins"),
  fullWeeks: week().describe("weeks at full output before the first that is not"),
  trough: amount().describe("least share of the baseline's output"),
  troughIn: week(),
  backIn: week().nullable().describe("first week after the trough with 95 % again; null: none of those followed"),
  backOn: z.string().nullable(),
  lostWeeks: amount().describe("output that is missing for want of inputs, in weeks of the baseline"),
  lostUsd: amount().describe("the same at the baseline's value"),
  weeklyUsd: amount().describe("the baseline's output of a week"),
  lacks: z
    .object({
      ...product,
      stockDays: amount().describe("days of use in stock at the start"),
      stockOf: z.enum(["scenario", "usual"]).describe("usual: assumed by the kind of input"),
      stopped: amount().describe("share of what it bought of it that the edits stop, at the most"),
    })
    .describe("the input that ran out first"),
  output: z.array(amount()).describe("share of the baseline's output in each week, less what it lacks inputs for"),
});

/** When buyers run short after what a scenario breaks. */
export const weeksResult = z.object({
  from: z.string().describe("the day on which week 0 begins"),
  until: z.string().describe("the first day after the last week"),
  weeks: z.number().int(),
  network: z.object({
    source: z.string().describe("title of the dataset"),
    made: z.boolean(),
    by: z.enum(["country", "party"]),
    products: z.array(z.string()).describe("HS codes that are followed: those asked about and what is made of them"),
    firms: z.number().int().describe("a party or country and one product that it makes or uses"),
    links: z.number().int(),
    yearlyUsd: amount().describe("all sales that are followed, a year"),
  }),
  hits: z
    .array(weeksHit)
    .describe(
      "who loses most weeks first, of equals whose purchases stop most; of those with a thousandth of all that stops or is lost",
    ),
  largest: z.array(weeksHit).describe("who loses most value first"),
  totals: z.object({
    buyers: z.number().int().describe("parties or countries, of those asked about"),
    hit: z.number().int().describe("those of them below 95 % in a week, for want of inputs"),
    lines: z.number().int().describe("the same, each product that one makes or uses by itself"),
    elsewhere: z.number().int().describe("hit in other countries than the one asked about"),
    lostUsd: amount().describe("of those hit; who buys of another that is hit counts again"),
    salesLostUsd: amount().describe(
      "what all lose otherwise: sales that are stopped, capacity that is out, orders that stay away",
    ),
    first: z.object({ week: week(), on: z.string(), label: z.string() }).nullable(),
    byTier: z.array(
      z.object({ tier: z.number().int().nullable(), hit: z.number().int(), lostUsd: amount(), first: week() }),
    ),
    output: z.array(amount()).describe("the same of all buyers together, by value"),
  }),
});

export type WeeksResult = z.output<typeof weeksResult>;
export type WeeksHit = z.output<typeof weeksHit>;
