import { z } from "zod";
import {
  citedFields as cited,
  confidenceField as confidence,
  countryCodeField as countryCode,
  dayField as day,
  decimalField as exact,
  idField as id,
  parsedField as read,
  textField as text,
} from "../vocab/file-fields.ts";
import { type DutyRate, dutyRate } from "./duty-rate.ts";
import { RULE_STATES } from "./measure.ts";

/** Codes with or without dots; a group such as EU27 stands for its members. */
const codes = z.array(
  z
    .string()
    .regex(/^[\d.]{2,13}$/, "A code is written in digits, as text")
    .transform((code) => code.replaceAll(".", "")),
);
const origins = z.array(z.string().regex(/^[A-Z][A-Z0-9]{1,9}$/, "An origin is two letters, or a group such as EU27"));

const lists = z.array(text).describe("tables of lists/ by name, or name#value for one value of their column `list`");

const control = z
  .union([
    id,
    z.strictObject({
      rule: id,
      outcome: z.enum(["yes", "open"]).default("yes").describe("open: it is enough that the rule may say yes"),
      also_while: z
        .array(z.enum(RULE_STATES))
        .default([])
        .describe("states of the rule, beside in force, in which this measure counts it all the same"),
    }),
  ])
  .describe("what a rule of rules/ must say of the producer on the day of entry; an id alone asks for yes");

const conditions = z.strictObject({
  hs: codes.optional(),
  lists: lists.optional(),
  origin: origins.optional(),
  except_origin: origins.optional(),
  article: z.array(text).optional(),
  claim: text.optional(),
  loaded_before: day.optional(),
  mode: z.array(z.enum(["sea", "air", "land"])).optional(),
  exporter: text.optional(),
  producer: text.optional(),
  metal_weight_below: exact.optional(),
  us_content_from: exact.optional(),
  control: control.optional(),
});

const rateRow = z.strictObject({
  from: day.describe("first day on which it is owed"),
  until: day.optional().describe("first day on which it is no longer owed"),
  known: day.describe("first day on which anyone could have known it"),
  until_known: day.optional().describe("first day on which its end could have been known, if later than `known`"),
  rate: read((given): DutyRate | "unknown" | null => {
    if (given === "none") return null;
    return given === "unknown" ? given : dutyRate(given);
  }).describe(
    'as a schedule prints it: "25 %", "1.5¢/kg + 2 %", "topped up to 15 %"; "none" asks nothing; "unknown" is left out of the total, with a warning',
  ),
  heading: text.optional().describe("what to file, such as a heading of chapter 99"),
  status: text.default("in force"),
  when: conditions.default({}),
  because: text.optional(),
  needs: text.optional().describe("what a claim needs"),
  floor: exact.optional().describe("least for one entry"),
  cap: exact.optional().describe("most for one entry"),
  export_subsidy: exact.optional().describe("share of the value, part of a countervailing rate"),
  pass_through: exact.optional().describe("share of the value, taken off an antidumping margin"),
  ...cited,
  confidence,
  note: text.optional(),
});

const base = z.discriminatedUnion("of", [
  z.strictObject({ of: z.literal("customs-value") }),
  z.strictObject({
    of: z.literal("content"),
    content: text,
    whole: codes.default([]),
    unstated: z.enum(["nothing", "whole"]).default("nothing"),
  }),
  z.strictObject({ of: z.literal("rest"), without: z.array(id).min(1) }),
]);

/** A measure in full, with its programme. */
export const MEASURE = z.strictObject({
  id,
  title: text,
  importer: countryCode,
  programme: id,
  kind: z.enum(["ordinary", "additional", "remedy", "fee"]),
  order: z.number().int().default(100),
  authority: text,
  heading: text.optional(),
  goods: z
    .strictObject({
      hs: codes.optional(),
      lists: lists.default([]),
      except_hs: codes.default([]),
      except_lists: lists.default([]),
      articles: z.record(z.string(), codes).default({}).describe("the kind of article that codes usually are"),
      origin: origins.optional(),
      except_origin: origins.default([]),
    })
    .default({ lists: [], except_hs: [], except_lists: [], articles: {}, except_origin: [] }),
  base: base.default({ of: "customs-value" }),
  yields_to: z.array(z.strictObject({ measure: id, heading: text.optional(), because: text })).default([]),
  offset_by: id.optional(),
  rates: z.array(rateRow).min(1),
  scope: z
    .array(
      z.strictObject({
        articles: z.array(text).min(1),
        covered: z.boolean(),
        from: day,
        known: day,
        ...cited,
        confidence,
        note: text.optional(),
      }),
    )
    .default([]),
  later: z
    .array(
      z.strictObject({
        known: day,
        entries_from: day,
        entries_until: day,
        status: text,
        refundable: z.boolean(),
        because: text,
        ...cited,
      }),
    )
    .default([]),
  caveats: z
    .array(
      z.strictObject({
        from: day,
        until: day.optional(),
        known: day,
        when: conditions.default({}),
        text,
        source: id.optional(),
        locator: text.optional(),
      }),
    )
    .default([]),
  expected: z
    .array(
      z.strictObject({ by: day, known: day, what: text, settled: day.optional(), outcome: text.optional(), ...cited }),
    )
    .default([]),
  stages: z
    .array(
      z.strictObject({
        on: day,
        stage: text,
        what: text,
        rates: z.array(z.strictObject({ company: text, rate: read(dutyRate) })).default([]),
        ...cited,
      }),
    )
    .default([])
    .describe("the history of a case"),
  note: text.optional(),
});

/** A file of `data/measures/`: one programme, its measures in full. */
export const MEASURE_FILE = z.strictObject({
  programme: id.describe("the programme of all measures of the file"),
  title: text,
  about: text.optional(),
  measures: z.array(MEASURE.omit({ programme: true })).min(1),
});

export type MeasureFile = z.output<typeof MEASURE_FILE>;
export type MeasureInFile = MeasureFile["measures"][number];
export type MeasureWritten = z.output<typeof MEASURE>;
export type ConditionsInFile = z.output<typeof conditions>;
