import { z } from "zod";
import { amount } from "../core/fields.ts";
import { flowsFacts } from "./flows-facts.ts";

const figure = amount().nullable();
const country = z.object({ key: z.string(), label: z.string() });

/** A leg of trade before and after the event, with what was expected of it. */
export const legResult = z.object({
  from: z.string(),
  to: z.string(),
  code: z.string(),
  seen: z.boolean().describe("whether the data can show this leg at all"),
  judged: z.boolean().describe("whether twelve known months before the event are there to judge it by"),
  expected: figure.describe("over the window after the event, had it gone on as before"),
  low: figure,
  high: figure,
  actual: figure,
  change: figure.describe("actual - expected"),
  changeShare: figure.describe("of what was expected"),
  score: z.number().nullable().describe("standard deviations from what was expected; at most 99"),
  scoreWithoutStops: z.number().nullable().describe("the same without single months in which nearly nothing came"),
  baseMonths: z.number().int(),
  seasonal: z.boolean(),
  stops: z.array(
    z.object({
      month: z.string(),
      months: z.number().int(),
      over: z.boolean().describe("trade was back in the month after"),
    }),
  ),
  points: z.array(
    z.object({
      month: z.string(),
      actual: figure.describe("null where it is not known"),
      expected: figure.describe("null before the event"),
      low: figure,
      high: figure,
    }),
  ),
});

export type LegResult = z.output<typeof legResult>;

export const signalResult = z.object({
  name: z.enum([
    "direct-fall",
    "third-rise",
    "feed-rise",
    "input-rise",
    "substitution",
    "through",
    "capacity",
    "unit-value",
    "mirror-gap",
    "reclassification",
    "ownership",
    "origin-mismatch",
  ]),
  state: z.enum(["yes", "weak", "no", "unknown"]).describe("unknown: the data cannot say"),
  value: z.string().nullable(),
  threshold: z.string(),
  from: z.string().nullable().describe("first month it looks at"),
  until: z.string().nullable(),
  level: z.enum(["product", "firm", "book"]).describe("what the signal is seen on"),
  words: z.string(),
});

export type SignalResult = z.output<typeof signalResult>;

export const explanationResult = z.object({
  name: z.enum(["new-plant", "growing-market", "brief-stop"]),
  state: z.enum(["yes", "no", "unknown"]),
  words: z.string(),
  named: z.array(z.string()).describe("plants and firms that it speaks of"),
  decides: z.string().describe("what would decide it"),
});

const candidate = z.object({
  country,
  diversion: z.enum(["none", "possible", "likely"]),
  evasion: z.enum(["not shown", "indicated"]),
  level: z.enum(["product", "firm"]),
  reasons: z.array(z.string()),
  third: legResult,
  feed: legResult,
  inputs: z.array(legResult),
  signals: z.array(signalResult),
  explanations: z.array(explanationResult),
  decide: z.array(z.string()).describe("what would settle the question"),
});

export type CandidateResult = z.output<typeof candidate>;

export const diversionResult = z.object({
  dataset: flowsFacts,
  product: z.object({ code: z.string(), label: z.string(), revision: z.number().int() }),
  source: country,
  destination: country,
  event: z.object({
    month: z.string(),
    how: z.enum(["measure", "since", "found"]),
    measure: z.string().nullable(),
    words: z.string(),
  }),
  months: z.number().int().describe("months after the event that are looked at"),
  until: z.string().describe("last month that is looked at"),
  unit: z.enum(["kg", "usd"]),
  level: z.enum(["product", "firm"]).describe("what the data are of"),
  levelWords: z.string(),
  diversion: z.enum(["none", "possible", "likely"]),
  evasion: z.enum(["not shown", "indicated"]),
  words: z.string(),
  direct: legResult,
  briefStop: z.boolean().describe("the direct leg stopped for one month and came back"),
  candidates: z.array(candidate),
  others: z.number().int().describe("countries that were looked at and are not listed"),
  workingPoint: z.record(z.string(), z.number()).describe("thresholds, by name; docs/diversion.md says what they do"),
});

export type DiversionResult = z.output<typeof diversionResult>;
