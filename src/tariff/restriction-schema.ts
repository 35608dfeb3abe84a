import { z } from "zod";
import {
  citedFields as cited,
  confidenceField as confidence,
  countryCodeField as country,
  dayField as day,
  idField as id,
  textField as text,
} from "../vocab/file-fields.ts";
import { ASKS, RESTRICTION_KINDS } from "./restriction.ts";

const codes = z
  .array(
    z
      .string()
      .regex(/^[\d.]{4,13}$/, "A code is written in digits, as text")
      .transform((code) => code.replaceAll(".", "")),
  )
  .min(1);

const property = z.strictObject({
  title: text,
  aliases: z.array(id).default([]),
  unit: text.optional().describe("the unit that a figure is shown in"),
  words: z.array(id).default([]).describe("in place of a unit: what it may be"),
  names: z.boolean().default(false).describe("a word of it says what the thing is, and may stand in for a code"),
});

const figure = text.regex(/^\S+ \S/, "A limit is a figure and its unit, such as 300 Wh/kg");

const threshold = z.strictObject({
  property: id,
  at_least: figure.optional(),
  more_than: figure.optional(),
  at_most: figure.optional(),
  less_than: figure.optional(),
  any_of: z.array(id).min(1).optional(),
  measured_at: text.optional(),
});

const item = z.strictObject({
  id,
  title: text,
  control: text.optional().describe("its number in the list of the law"),
  kinds: z.array(z.enum(RESTRICTION_KINDS)).min(1).default(["goods"]),
  asks: z.enum(ASKS).default("licence"),
  hs: codes.optional().describe("codes of the goods, or of what the technology makes"),
  thresholds: z.array(threshold).default([]),
  confidence: confidence.optional(),
  source: id.optional(),
  locator: text.optional(),
  note: text.optional(),
});

const restriction = z.strictObject({
  id,
  title: text,
  authority: text,
  programme: id,
  by: country,
  origin: z.array(country).min(1).optional(),
  except_origin: z.array(country).default([]),
  to: z.array(country).min(1).optional(),
  confidence,
  ...cited,
  status: z
    .array(
      z.strictObject({
        from: day,
        known: day,
        state: z.enum(["proposed", "in force", "suspended", "ended"]),
        last: day.optional().describe("last day of a suspension"),
        confidence: confidence.optional(),
        note: text.optional(),
        ...cited,
      }),
    )
    .min(1),
  items: z.array(item).default([]),
  items_of: z
    .array(
      z.strictObject({
        restriction: id,
        asks: z.enum(ASKS),
        thresholds: z.array(threshold).default([]),
        note: text.optional(),
      }),
    )
    .default([])
    .describe("the goods of other measures, as they are listed there"),
  caveats: z
    .array(z.strictObject({ from: day, known: day, to: z.array(country).optional(), text, ...cited }))
    .default([]),
  note: text.optional(),
});

/** A file of `data/restrictions/`: words to ask of, and measures. */
export const RESTRICTION_FILE = z.strictObject({
  about: text.optional(),
  properties: z.record(id, property).default({}),
  restrictions: z.array(restriction).default([]),
});

export type RestrictionInFile = z.output<typeof restriction>;
export type ThresholdInFile = z.output<typeof threshold>;
export type PropertyInFile = z.output<typeof property>;
