import { z } from "zod";
import { LOOP_STEPS } from "../../book/market-book.ts";
import { BASES } from "../../evidence/basis.ts";
import { amount } from "../core/fields.ts";
import { computedReliance, concentrationYear } from "./concentration-result.ts";

const country = z.object({
  key: z.string(),
  label: z.string(),
  amount: amount(),
  share: amount(),
  basis: z.enum(BASES).nullable(),
});

const table = z.object({
  series: z.string(),
  source: z.string(),
  stage: z.string().nullable(),
  note: z.string().nullable(),
  years: z.array(
    z.object({
      year: z.string(),
      total: amount().describe("of the countries listed, in tonnes"),
      worldTotal: amount().nullable().describe("as the source itself states it, rounded"),
      others: amount().nullable().describe("what the source gives together as other countries"),
      hhi: amount().nullable().describe("over the countries listed, without other countries"),
      countries: z.array(country).describe("largest first"),
      marks: z
        .array(z.object({ key: z.string(), label: z.string(), mark: z.string() }))
        .describe("in place of figures"),
    }),
  ),
});

const rate = z.object({
  rate: z.string().nullable(),
  when: z.string().nullable().describe("the conditions, in words"),
  from: z.string(),
  until: z.string().nullable(),
  known: z.string(),
  status: z.string(),
  confidence: z.enum(["high", "medium", "low"]),
  source: z.string(),
  locator: z.string().nullable(),
});

const mineralResult = z.object({
  mineral: z.string(),
  production: z.array(table),
  reserves: z.array(table),
  conflicts: z
    .array(
      z.object({
        stage: z.string().nullable(),
        year: z.string(),
        key: z.string(),
        label: z.string(),
        figures: z.array(z.object({ source: z.string(), amount: amount(), basis: z.enum(BASES).nullable() })),
        spread: amount().nullable().describe("largest over smallest; null where one is nothing"),
      }),
    )
    .describe("countries of which sources say otherwise for the same stage and year, widest first"),
  reliance: z.array(
    z.object({
      year: z.string(),
      country: z.string(),
      percent: amount().nullable(),
      mark: z.string().nullable(),
      basis: z.enum(BASES).nullable(),
      source: z.string(),
    }),
  ),
  prices: z.array(
    z.object({
      series: z.string(),
      source: z.string(),
      currency: z.string(),
      unit: z.string().nullable(),
      first: z.string(),
      last: z.object({ period: z.string(), value: amount() }),
      yearBefore: z.object({ period: z.string(), value: amount() }).nullable(),
      change: amount().nullable().describe("of the last on the same period a year before, as a share"),
      points: z.array(z.object({ period: z.string(), value: amount() })).describe("the last of them"),
    }),
  ),
  trade: z.array(
    z.object({
      code: z.string(),
      label: z.string(),
      stage: z.string().nullable(),
      source: z.string(),
      year: z.string(),
      usd: amount(),
      hhi: amount().nullable().describe("of exporters"),
      exporters: z.array(z.object({ key: z.string(), label: z.string(), share: amount() })),
    }),
  ),
  control: z
    .array(concentrationYear)
    .describe("what named makers make, by the country of ultimate control on the day; by measure, year and source"),
  relianceComputed: z
    .array(computedReliance)
    .describe("of the countries whose reliance is stated, as production and trade of the store give it"),
  duties: z
    .array(
      z.object({
        code: z.string(),
        id: z.string(),
        title: z.string(),
        programme: z.string(),
        by: z.string().describe("the country that asks it"),
        rates: z.array(rate).describe("those in force on the day, with the days of each"),
      }),
    )
    .describe("additional duties and remedies of the United States in force on the day that may fall on the code"),
  controls: z
    .array(
      z.object({
        code: z.string(),
        id: z.string(),
        title: z.string(),
        by: z.string(),
        state: z.string(),
        from: z.string().describe("first day of the state"),
        last: z.string().nullable().describe("last day of a suspension"),
        next: z.string().nullable().describe("the next day on which it is known to change"),
        confirmed: z.boolean().describe("false where a suspension has run out and nothing is known of what followed"),
        known: z.string(),
        confidence: z.enum(["high", "medium", "low"]),
        source: z.string(),
        locator: z.string().nullable(),
      }),
    )
    .describe("export controls that name the code, with their state on the day"),
  loop: z
    .array(
      z.object({
        step: z.enum(LOOP_STEPS),
        country: z.object({ key: z.string(), label: z.string() }).nullable(),
        claim: z
          .object({
            id: z.string(),
            text: z.string(),
            figure: z.string().nullable(),
            unit: z.string().nullable(),
            relation: z.string().describe("= as stated, >= at least"),
            source: z.string(),
            locator: z.string(),
            caveat: z.string().nullable().describe("why it cannot be checked here"),
          })
          .nullable(),
        gap: z.string().nullable().describe("what no source of the book states"),
      }),
    )
    .describe("of waste that becomes material again: made, exported, refined, returned, as documents state it"),
});

export const mineralsResult = z.object({
  known: z.array(z.string()).describe("the minerals that the book has a map of"),
  minerals: z.array(mineralResult),
});

export type MineralsResult = z.output<typeof mineralsResult>;
export type MineralResult = z.output<typeof mineralResult>;
