import { z } from "zod";
import { EVIDENCE_SIGNALS } from "../../flows/evidence.ts";
import { amount } from "../core/fields.ts";
import { flowsFacts } from "./flows-facts.ts";
import { passageResult } from "./passage-result.ts";

const figure = amount().nullable();
const country = z.object({ key: z.string(), label: z.string() });

/** The one dataset that a leg is wholly read from. */
const legSource = z.object({
  source: z.string(),
  data: z.enum(["flows", "shipments"]),
  side: z.enum(["import", "export", "reconciled"]).nullable().describe("whose reports: null of bills"),
  reporter: z.string().nullable().describe("the country that reports it; null of bills and of reconciled figures"),
  valuation: z.array(z.string()).describe("fob or cif, where its rows say it"),
  hsRevision: z.number().int().nullable(),
  joined: z.boolean().describe("read from another dataset than the one asked"),
});

export type LegSourceResult = z.output<typeof legSource>;

/** A leg of trade before and after the event, with what was expected of it. */
const legResult = z.object({
  from: z.string(),
  to: z.string(),
  code: z.string(),
  seen: z.boolean().describe("whether the data can show this leg at all"),
  source: legSource.nullable().describe("null where no dataset of the store shows the leg"),
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

const signalResult = z.object({
  name: z.enum(["direct-fall", "third-rise", "feed-rise", "input-rise", "through", ...EVIDENCE_SIGNALS]),
  state: z.enum(["yes", "weak", "no", "unknown"]).describe("unknown: the data cannot say"),
  value: z.string().nullable(),
  threshold: z.string(),
  from: z.string().nullable().describe("first month it looks at"),
  until: z.string().nullable(),
  level: z.enum(["product", "firm", "book"]).describe("what the signal is seen on"),
  part: z
    .enum(["leg", "supports", "weakens", "nothing"])
    .describe("leg: one of the legs the verdict starts from; else what it does to that"),
  weight: z.number().int().describe("as how many signals it counts; 0 of legs and of what does nothing"),
  words: z.string(),
});

export type SignalResult = z.output<typeof signalResult>;

const explanationResult = z.object({
  name: z.enum(["new-plant", "growing-market", "brief-stop"]),
  state: z.enum(["yes", "no", "unknown"]),
  words: z.string(),
  named: z.array(z.string()).describe("plants and firms that it speaks of"),
  decides: z.string().describe("what would decide it"),
});

/** How the verdict came about: what the legs say, and what the other signals made of it. */
const verdictResult = z.object({
  legs: z.enum(["none", "possible", "likely"]).describe("what the three legs alone say"),
  route: z
    .enum([
      "fall-and-way-round",
      "weak-fall-and-way-round",
      "way-round-without-fall",
      "first-leg-not-seen",
      "inputs-in-place",
      "second-leg-not-seen",
      "none",
    ])
    .describe("the line of the rule that the legs fit"),
  supports: z.array(z.string()).describe("names of signals"),
  weakens: z.array(z.string()),
  balance: z.number().int().describe("supporting signals less weakening ones, each by its weight"),
  step: z.enum(["kept", "raised", "lowered"]),
  words: z.string(),
});

const candidate = z.object({
  country,
  diversion: z.enum(["none", "possible", "likely"]),
  evasion: z.enum(["not shown", "indicated"]),
  level: z.enum(["product", "firm"]),
  verdict: verdictResult,
  reasons: z.array(z.string()),
  evasionReasons: z.array(z.string()),
  third: legResult,
  feed: legResult,
  inputs: z.array(legResult),
  signals: z.array(signalResult),
  explanations: z.array(explanationResult),
  decide: z.array(z.string()).describe("what would settle the question"),
  passage: passageResult
    .nullable()
    .describe("firms there that bought of the source and sold to the destination, and their bills; null without such"),
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
  rule: z.array(z.string()).describe("how legs and signals make the verdict, with the thresholds in force"),
  evasionReasons: z.array(z.string()),
  joined: z
    .array(
      z.object({
        leg: z.enum(["second", "first", "inputs"]),
        countries: z.array(z.string()),
        source: legSource,
        alsoHeld: z.array(z.string()).describe("sources that show the leg as well and are not used"),
      }),
    )
    .describe("legs that were read from other datasets of the store than the one asked"),
  missing: z.array(z.string()).describe("legs that no dataset of the store shows, in words"),
  direct: legResult,
  briefStop: z.boolean().describe("the direct leg stopped for one month and came back"),
  candidates: z.array(candidate),
  others: z.number().int().describe("countries that were looked at and are not listed"),
  workingPoint: z.record(z.string(), z.number()).describe("thresholds, by name; docs/diversion.md says what they do"),
});

export type DiversionResult = z.output<typeof diversionResult>;
