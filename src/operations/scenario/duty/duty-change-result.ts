import { z } from "zod";
import { amount } from "../../core/fields.ts";
import { goodsResult } from "../../duty/goods-result.ts";

const owed = z.object({
  total: amount().describe("USD owed, by what is certain"),
  rate: amount().describe("the total as a share of the value"),
  low: amount().describe("USD at the least, where the maker or whose it is is not known; the total otherwise"),
  high: amount().describe("USD at the most"),
});

const asked = z
  .object({
    outcome: z.enum(["applied", "skipped"]),
    rate: z.string().nullable().describe("as the law writes it"),
    amount: amount(),
    because: z.string(),
    arithmetic: z.string().nullable().describe("what rate and value alone do not show"),
    status: z.string().nullable(),
  })
  .nullable()
  .describe("null: there is no such measure");

const measureChange = z.object({
  measure: z.string(),
  title: z.string(),
  kind: z.enum(["ordinary", "additional", "remedy", "fee"]),
  baseline: asked,
  scenario: asked,
  difference: amount(),
});

const outcome = z.enum(["yes", "no", "open"]).nullable().describe("null: nobody can say");

const importLine = z.object({
  item: z.number().int().describe("its place in ask.imports, from 1"),
  goods: goodsResult,
  producer: z.string().nullable(),
  exporter: z.string().nullable(),
  baseline: owed,
  scenario: owed,
  difference: amount().describe("of the totals, USD"),
  measures: z.array(measureChange).describe("those that ask something else, the largest difference first"),
  control: z
    .array(z.object({ rule: z.string(), title: z.string(), baseline: outcome, scenario: outcome }))
    .describe("rules of control that a measure asks of the producer"),
});

const usdRange = z.object({ low: amount(), high: amount() });
const dutyRange = usdRange.extend({ lowRate: amount(), highRate: amount() });

const tradeOfProduct = z.object({
  product: z.object({ code: z.string(), label: z.string() }),
  codes: z.array(z.string()).describe("tariff lines under the six digits"),
  from: z.string().nullable(),
  until: z.string().nullable(),
  origins: z
    .array(
      z.object({
        key: z.string(),
        label: z.string(),
        usd: amount(),
        baseline: dutyRange.nullable().describe("null where value or origin is not known"),
        scenario: dutyRange.nullable(),
        difference: usdRange.nullable().describe("of the least and of the most, USD"),
      }),
    )
    .describe("the largest difference first"),
  others: z.object({ count: z.number().int(), usd: amount(), difference: usdRange }),
  total: z.object({
    usd: amount(),
    baseline: dutyRange,
    scenario: dutyRange,
    difference: usdRange,
  }),
});

/** What is owed at the border with the scenario and without it. */
export const dutyChangeResult = z.object({
  on: z.string(),
  known: z.string(),
  imports: z
    .object({
      lines: z.array(importLine),
      total: z.object({ value: amount(), baseline: owed, scenario: owed, difference: amount() }),
    })
    .nullable()
    .describe("of the imports that the scenario asks about; null where it asks about none"),
  trade: z
    .object({
      to: z.object({ key: z.string(), label: z.string() }),
      products: z.array(tradeOfProduct),
    })
    .nullable()
    .describe("of the imports that the data hold; null where no law is edited, or nothing is held"),
});

export type DutyChange = z.output<typeof dutyChangeResult>;
export type ImportDuty = NonNullable<DutyChange["imports"]>["lines"][number];
export type Owed = ImportDuty["baseline"];
export type TradeDuty = NonNullable<DutyChange["trade"]>["products"][number];
