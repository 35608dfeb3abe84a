import { z } from "zod";
import { BASES } from "../../evidence/basis.ts";
import { COMBINING_RULES } from "../../pricing/combined-price.ts";
import { PHASES } from "../../scenario/agreement/group-supply.ts";
import { amount } from "../core/fields.ts";
import { flowsFacts } from "../flows/flows-facts.ts";
import { CATEGORIES } from "./agreement-input.ts";

const place = z.object({ key: z.string(), label: z.string() });
const sums = z.object({ usd: amount(), tonnes: amount() });
const product = z.object({ code: z.string(), label: z.string() });

const origin = place.extend({
  usd: amount(),
  tonnes: amount(),
  share: amount().nullable().describe("of what members buy outside, by value"),
  unitValue: amount().nullable().describe("USD a tonne"),
});

const trade = z.object({
  dataset: flowsFacts,
  year: z.string(),
  reporters: z.array(place).nullable().describe("whose reports these are where not all countries report"),
  imports: sums.describe("what members buy abroad, from each other as well"),
  within: sums.describe("from each other"),
  outside: sums,
  share: amount()
    .nullable()
    .describe("of the imports, what comes from outside, by value; null: what members sell each other is not seen"),
  shareByWeight: amount().nullable(),
  leaving: sums.nullable().describe("what members sell outside; null: no member's sales are in these statistics"),
  origins: z.array(origin).describe("from whom outside, the largest first"),
  otherOrigins: z.number().int(),
});

const input = z.object({
  product,
  kind: z.enum(["material", "component"]),
  dataset: z.string(),
  year: z.string(),
  imports: amount().describe("USD, what members buy abroad of it for whatever use"),
  outside: amount(),
  share: amount().nullable(),
  largest: place.extend({ share: amount().nullable() }).nullable().describe("largest origin outside"),
});

const supply = z.object({
  name: z.string(),
  party: z.string().nullable(),
  country: place,
  phase: z.enum(PHASES),
  tonnes: amount().describe("a year, at full use"),
  from: z.number().int().nullable().describe("first year; null: not stated"),
  until: z.number().int().nullable(),
  period: z.string().nullable().describe("that the figure is of"),
  basis: z.enum(BASES),
  source: z.string().nullable(),
  locator: z.string().nullable(),
  note: z.string().nullable(),
  verdict: z
    .enum(["yes", "no", "open"])
    .nullable()
    .describe("whether the plant is under the rule of the tariff by owner"),
  counts: z.boolean().describe("as supply of members; a plant under the tariff does not, unless the rule says so"),
});

const byPhase = z.object({ operational: amount(), underConstruction: amount(), planned: amount() });

const year = z.object({
  year: z.number().int(),
  demand: amount().nullable().describe("tonnes"),
  demandBasis: z.enum(BASES).nullable(),
  supply: byPhase.describe("tonnes of each phase by itself, plants with a year alone"),
  covers: byPhase
    .nullable()
    .describe("of the demand, each phase together with the surer ones; null: no demand or no plant is known"),
});

const priced = z.object({
  year: z.number().int().nullable(),
  low: amount().nullable(),
  central: amount().nullable(),
  high: amount().nullable(),
  combined: amount().nullable().describe("with benchmark and contracts, by the rule of the file"),
  marginal: z.string().nullable(),
  next: z.string().nullable(),
  unmet: amount(),
});

const reference = z.object({
  unit: z.string(),
  currency: z.string(),
  terms: z.string(),
  rule: z.enum(COMBINING_RULES).describe("by which it and what is observed become one price"),
  benchmark: amount().nullable().describe("what a market is observed to pay"),
  contracts: amount().nullable().describe("what contracts pay, by their quantities"),
  years: z.array(priced),
  curve: z.array(
    z.object({
      name: z.string(),
      status: z.enum(["existing", "new"]),
      price: amount(),
      supply: amount(),
      cumulative: amount(),
      basis: z.enum(BASES),
    }),
  ),
  out: z.array(z.object({ name: z.string(), because: z.string() })),
  open: z.array(z.object({ name: z.string(), because: z.string() })),
  unpriced: z.array(z.object({ name: z.string(), missing: z.array(z.string()) })),
});

const levied = z.object({
  origin: place,
  to: place.nullable().describe("null: all members"),
  usd: amount().describe("what members bought"),
  tonnes: amount(),
  unitValue: amount().describe("USD a tonne"),
  below: amount().describe("USD of it bought below the floor"),
  owed: amount().describe("USD"),
  rate: amount().nullable().describe("of the value"),
});

const levy = z.object({
  floor: amount().describe("USD a tonne"),
  alpha: amount(),
  year: z.number().int().nullable().describe("of the reference price"),
  origins: z.array(levied),
  otherOrigins: z.number().int(),
  legs: z.array(levied).describe("by origin and member, those that owe most first"),
  usd: amount().describe("what members buy outside with a price"),
  owed: amount(),
});

const hit = z.object({
  party: place,
  facility: place.nullable(),
  origin: place,
  inside: z.boolean().describe("made in a member"),
  verdict: z.enum(["yes", "open"]),
  because: z.string(),
  trades: z.boolean().describe("it is known to trade in what others make, so that its maker is not seen"),
  usd: amount(),
  tonnes: amount(),
  rate: amount(),
  owed: amount().describe("USD; of an open verdict what it would owe"),
});

const owners = z.object({
  rule: z.string(),
  rate: amount(),
  hits: z.array(hit),
  open: z.array(hit).describe("sellers of whom the rule does not decide"),
  otherHits: z.number().int(),
  otherOpen: z.number().int(),
  usd: amount().describe("of all bills of members' imports that were looked at"),
  hitUsd: amount(),
  owed: amount(),
  mayOwe: amount().describe("USD beyond, if every open verdict were yes"),
});

const banned = z.object({
  lists: z.array(z.string()),
  sellers: z.array(place.extend({ list: z.string(), origin: place, usd: amount(), tonnes: amount() })),
  usd: amount(),
});

const bills = z.object({
  dataset: flowsFacts,
  from: z.string(),
  until: z.string(),
  owners: owners.nullable(),
  banned: banned.nullable(),
});

const kept = z.object({
  usd: amount().describe("what members sold to those who no longer buy"),
  tonnes: amount(),
  buyers: z.array(place.extend({ usd: amount(), tonnes: amount() })),
  otherBuyers: z.number().int(),
});

const share = z.object({ share: amount(), low: amount().nullable(), high: amount().nullable() });

const leakage = z.object({
  by: z.enum(["origin", "control"]),
  dataset: z.string(),
  usd: amount().describe("what members sell abroad"),
  outside: share.extend({ usd: amount() }).describe("added outside, or by parties whose control lies outside"),
  untraced: amount(),
  largest: z.array(place.extend(share.shape).extend({ usd: amount() })),
});

const figure = z.object({
  key: z.string().describe("equal in answers that can be compared"),
  name: z.string(),
  unit: z.string(),
  value: amount().nullable(),
});

const difference = z.object({
  key: z.string(),
  name: z.string(),
  unit: z.string(),
  value: amount().nullable(),
  difference: amount().nullable(),
});

const node = z.object({
  product,
  stage: z.string().nullable(),
  mineral: z.string().nullable(),
  trade: trade.nullable(),
  tradeMissing: z.string().nullable().describe("why there is no trade"),
  supply: z.array(supply),
  years: z.array(year),
  undated: byPhase.describe("tonnes for which no year is stated: in no year above"),
  underTariff: byPhase.describe("tonnes of plants in members that the tariff by owner takes out"),
  production: z
    .array(
      z.object({
        series: z.string(),
        source: z.string(),
        year: z.string(),
        stage: z.string().nullable(),
        members: amount().describe("in the unit of the source"),
        stated: amount().describe("of all countries that it states"),
        share: amount().nullable(),
        unit: z.string().nullable(),
      }),
    )
    .describe("what members make by tables of the store, each source by itself"),
  inputs: z.array(input).describe("where its inputs come from, by the input map"),
  inputsMissing: z.array(product).describe("inputs of which the store holds no trade"),
  reference: reference.nullable(),
  referenceMissing: z.string().nullable(),
  floor: amount().nullable().describe("a unit, in the currency of the reference"),
  levy: levy.nullable(),
  levyMissing: z.string().nullable(),
  bills: bills.nullable(),
  billsMissing: z.string().nullable(),
  kept: kept.nullable(),
  recognised: sums.nullable().describe("trade among members that needs no second check"),
  leakage: z.array(leakage),
  leakageMissing: z.string().nullable(),
});

export const agreementResult = z.object({
  title: z.string(),
  because: z.string(),
  about: z.string().nullable(),
  from: z.string().nullable(),
  source: z.string().nullable(),
  members: z.array(
    z.object({ category: z.enum(CATEGORIES), places: z.array(place.extend({ countries: z.array(z.string()) })) }),
  ),
  countries: z.array(place).describe("every member once"),
  rules: z.array(
    z.object({
      rule: z.string(),
      says: z.string(),
      basis: z.enum(BASES),
      source: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
  nodes: z.array(node),
  figures: z.array(figure),
  candidates: z
    .array(
      z.object({
        kind: z.enum(["country", "plant"]),
        name: z.string(),
        note: z.string().nullable(),
        figures: z.array(difference).describe("those that change"),
        because: z.string(),
      }),
    )
    .describe("what one more member or one more plant is worth, each by itself"),
  assumptions: z.array(
    z.object({
      name: z.string(),
      value: z.string(),
      basis: z.enum(BASES),
      source: z.string().nullable(),
      about: z.string(),
    }),
  ),
  compare: z.array(z.object({ title: z.string(), because: z.string(), figures: z.array(difference) })),
});

export type AgreementResult = z.output<typeof agreementResult>;
export type NodeResult = AgreementResult["nodes"][number];
export type AgreementFigure = AgreementResult["figures"][number];
