import { z } from "zod";
import { BASES } from "../../evidence/basis.ts";
import { amount } from "../core/fields.ts";
import { datasetFacts } from "../trade/trade-fields.ts";

export const CONCENTRATIONS = ["imports", "exports", "production", "control"] as const;
const FAILURE_KINDS = ["country", "control", "party", "facility"] as const;

const place = z.object({ key: z.string(), label: z.string() });
const hhi = () => amount().nullable().describe("sum of the squares of the shares, 0 to 1; null where nothing is known");

const condition = z.object({
  id: z.string(),
  about: z.string(),
  value: amount().nullable(),
  above: amount().describe("the threshold: it holds above it, and not at it"),
  holds: z.boolean().nullable(),
});

const range = z
  .object({ low: amount(), high: amount() })
  .describe("low: what is unknown is spread thin; high: all of it is of the largest");

const part = place.extend({
  amount: amount(),
  share: amount(),
  recorded: amount().optional().describe("of control: the amount of those of whom a holder is recorded"),
});

const controlOfYear = z.object({
  unknown: z
    .object({ amount: amount(), share: amount() })
    .describe("not known whose: the lines unknown, open, untraced and not named together"),
  unrecorded: z
    .object({ amount: amount(), share: amount() })
    .describe("of those of whom no holder is recorded; it counts as their own country's"),
  range: range.nullable().describe("the HHI whosever the unknown is"),
  recordedRange: range.nullable().describe("and whosever those are of whom no holder is recorded"),
  makers: z
    .array(z.object({ label: z.string(), amount: amount(), control: place.nullable(), recorded: z.boolean() }))
    .describe("of makers, each with whose it is; null where that is not known; none of imports"),
});

export const concentrationYear = z.object({
  year: z.string(),
  total: amount(),
  hhi: hhi(),
  parts: z.array(part).describe("largest first; of control, what nobody knows whose it is comes last"),
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
  control: controlOfYear.optional().describe("of control alone"),
});

export type ConcentrationYear = z.output<typeof concentrationYear>;

const point = place.extend({
  kind: z.enum(FAILURE_KINDS).describe("what is taken away; control: all that is of one country in the end"),
  country: place.nullable().describe("where a party sits, or a facility's operator"),
  face: amount().describe("of the value bought, what was bought there itself"),
  lookThrough: amount().describe("of the value bought, what was added there, at any tier"),
  passing: amount().describe("of the value bought, what passed there at least once, at any tier"),
  left: amount().describe("of the value bought, what neither comes from there nor passes there: 1 - passing"),
  basis: z.enum(BASES).describe("the weakest of what the tiers rest on"),
  data: z.enum(["flows", "shipments"]),
  source: z.string(),
  year: z.string(),
});

export type FailurePointFound = z.output<typeof point>;

export const computedReliance = z.object({
  year: z.string().nullable(),
  country: place,
  goods: z.string().describe("what is counted, the same in production and trade; the series where they do not agree"),
  share: amount().nullable().describe("below zero of a net exporter; null where it cannot be computed"),
  missing: z.string().nullable().describe("why it cannot"),
  formula: z.string(),
  basis: z.enum(BASES).nullable().describe("the weakest of the inputs"),
  inputs: z.array(
    z.object({
      name: z.enum(["production", "imports", "exports", "stock change"]),
      quantity: amount(),
      unit: z.string(),
      basis: z.enum(BASES),
      source: z.string().nullable(),
      about: z.string(),
    }),
  ),
  stated: z
    .array(z.object({ percent: amount().nullable(), mark: z.string().nullable(), source: z.string() }))
    .describe("what sources state for the same country and year"),
});

export type ComputedReliance = z.output<typeof computedReliance>;

export const concentrationResult = z.object({
  dataset: datasetFacts.nullable().describe("null of production and makers, which are no trade"),
  product: z.object({ code: z.string(), label: z.string(), revision: z.number().int() }),
  of: z.enum(CONCENTRATIONS),
  basis: z.string().describe("what the shares are of, in words"),
  place: place.nullable().describe("whose imports or exports; null for the world's"),
  unit: z.string().describe("USD, or t of production"),
  years: z.array(concentrationYear),
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
  relianceComputed: z.array(computedReliance).describe("and as production and trade of the store give it"),
  without: z
    .array(point)
    .describe("of each kind those without whom least is left of the purchases, the worst first; nothing is replaced"),
});

export type ConcentrationResult = z.output<typeof concentrationResult>;
