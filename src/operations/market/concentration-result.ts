import { z } from "zod";
import { amount } from "../core/fields.ts";
import { datasetFacts } from "../trade/trade-fields.ts";

const place = z.object({ key: z.string(), label: z.string() });
const hhi = () => amount().nullable().describe("sum of the squares of the shares, 0 to 1; null where nothing is known");

const condition = z.object({
  id: z.string(),
  about: z.string(),
  value: amount().nullable(),
  above: amount().describe("the threshold: it holds above it, and not at it"),
  holds: z.boolean().nullable(),
});

export const concentrationResult = z.object({
  dataset: datasetFacts.nullable().describe("null of production, which is no trade"),
  product: z.object({ code: z.string(), label: z.string(), revision: z.number().int() }),
  of: z.enum(["imports", "exports", "production"]),
  place: place.nullable().describe("whose imports or exports; null for the world's"),
  unit: z.string().describe("USD, or t of production"),
  years: z.array(
    z.object({
      year: z.string(),
      total: amount(),
      hhi: hhi(),
      parts: z.array(place.extend({ amount: amount(), share: amount() })).describe("largest first"),
      others: z.object({ count: z.number().int(), amount: amount(), share: amount() }),
      source: z.string(),
      series: z.string().nullable().describe("the series of production; null of trade"),
      tests: z
        .array(
          z.object({
            id: z.enum(["eu-swd-2021-352", "cepii-geodep"]),
            conditions: z.array(condition),
            dependent: z.boolean().nullable().describe("null when a condition that decides cannot be measured"),
          }),
        )
        .describe("tests of strategic dependency of that year, of imports of a place"),
    }),
  ),
  geoDep: z
    .object({
      years: z.array(z.string()),
      holdsIn: z.number().int(),
      dependent: z.boolean().nullable().describe("two of three years; null while the years known cannot decide"),
    })
    .nullable(),
  reliance: z
    .array(
      z.object({
        year: z.string(),
        percent: amount().nullable().describe("null where the source gives a mark in place of a figure"),
        mark: z.string().nullable(),
        series: z.string(),
        basis: z.string().nullable(),
        source: z.string(),
      }),
    )
    .describe("net import reliance of the place as sources state it"),
  without: z
    .array(
      place.extend({
        face: amount().describe("of the value bought, what was bought there itself"),
        lookThrough: amount().describe("of the value bought, what was added there, at any tier"),
        passing: amount().describe("of the value bought, what passed there at least once, at any tier"),
        left: amount().describe("of the value bought, what neither comes from there nor passes there: 1 - passing"),
      }),
    )
    .describe("the largest origins: what purchases are left without each; nothing is taken to be replaced"),
});

export type ConcentrationResult = z.output<typeof concentrationResult>;
