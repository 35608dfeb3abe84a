import { z } from "zod";
import { amount } from "../core/fields.ts";
import { companyClaim, companyGroup, companyListing, companyMarket } from "../market/company-market-result.ts";
import { split } from "./trace-result.ts";
import { datasetFacts } from "./trade-fields.ts";

const side = z.object({
  rows: z.number().int(),
  usd: amount(),
  kg: amount(),
  unitValue: amount().nullable().describe("USD per kg over the rows that state both"),
  first: z.string().nullable().describe("day of the first row; of statistics, the first day of its period"),
  last: z.string().nullable().describe("day of the last row; of statistics, the first day of its period"),
  stale: z.boolean().describe("no row in the later half of the window"),
  byProduct: split.describe("by HS code, the largest first"),
  partners: split.describe("who it trades with, the largest first: parties, or countries of a country"),
  tiers: z
    .array(
      z.object({
        tier: z.number().int().describe("1 is its own trade"),
        rows: z.number().int(),
        usd: amount(),
        parties: z.number().int().describe("distinct parties at the far end"),
        products: z.number().int(),
        largest: z.array(z.object({ key: z.string(), label: z.string(), usd: amount() })).describe("three at most"),
      }),
    )
    .describe("what lies behind what it buys, or after what it sells: the tiers of a reach to depth 3"),
});

export type CompanySide = z.output<typeof side>;

export const companyResult = z.object({
  party: z.object({
    key: z.string(),
    name: z.string(),
    kind: z.string().describe("company, government, person, forwarder, trader or country"),
    country: z.object({ key: z.string(), label: z.string() }).nullable(),
    incorporatedIn: z.string().nullable(),
    headquarteredIn: z.string().nullable(),
    legalForm: z.string().nullable(),
    listed: z.string().nullable().describe("exchange and ticker"),
    names: z.array(
      z.object({
        name: z.string(),
        script: z.string().nullable(),
        kind: z.string().nullable(),
        source: z.string().nullable(),
      }),
    ),
    ids: z.array(z.object({ scheme: z.string(), value: z.string() })),
  }),
  facilities: z.array(
    z.object({
      key: z.string(),
      name: z.string().nullable(),
      address: z.string().nullable(),
      country: z.string().nullable(),
      region: z.string().nullable(),
      lat: z.number().nullable(),
      lon: z.number().nullable(),
      stage: z.string().nullable(),
      source: z.string().nullable(),
    }),
  ),
  group: companyGroup.nullable().describe("who stands above and below it on the day; null where no stake is recorded"),
  listings: z.array(companyListing).describe("official lists that name it on the day"),
  market: companyMarket.describe("what it makes, sells and can make, as sources state it and as that comes to"),
  claims: z.array(companyClaim).describe("what documents claim of it, and what comes of it here; of companies alone"),
  dataset: datasetFacts.nullable().describe("the one that sells and buys are from; null where none holds the party"),
  otherDatasets: z.array(z.string()).describe("flags that choose another dataset of the store"),
  sells: side.nullable().describe("null where the dataset holds no such row"),
  buys: side.nullable().describe("null where the dataset holds no such row"),
});

export type CompanyResult = z.output<typeof companyResult>;
