import { z } from "zod";
import {
  citedFields as cited,
  confidenceField as confidence,
  countryCodeField as country,
  dayField as day,
  idField as id,
  parsedField as read,
  textField as text,
} from "../vocab/file-fields.ts";
import { INTERESTS } from "./facts.ts";
import { THROUGH } from "./rule.ts";
import { PARTS, partsOf } from "./share.ts";

const share = read(partsOf).refine(
  (parts) => parts >= 0 && parts <= PARTS,
  "A share is written as 0 to 1, such as 0.25",
);

const group = z.strictObject({
  lists: z.array(id).default([]).describe("on one of these lists"),
  governments_of: z.array(country).default([]).describe("a government of one of these countries"),
  nationals_of: z.array(country).default([]).describe("a person of one of these countries"),
  organised_in: z.array(country).default([]).describe("organised there; seated there where that is not known"),
  headquartered_in: z.array(country).default([]),
  placed_in: z
    .array(z.strictObject({ country, region: text.optional() }))
    .default([])
    .describe("has a plant there"),
  rules: z.array(id).default([]).describe("other rules that say yes of it"),
  tests: z.array(id).default([]).describe("earlier tests of this rule that say yes of it"),
  ultimate: z.boolean().default(false).describe("nobody is known to hold anything of it"),
});

const threshold = {
  at_least: share.optional(),
  more_than: share.optional(),
};

const measured = {
  through: z.enum(THROUGH),
  together: z.boolean().default(true).describe("whether holdings of the whole group add up"),
  pass_at: share.default(PARTS / 2).describe("from what share on a firm passes on what it holds"),
};

const testBase = { id, title: text, confidence: confidence.optional(), ...cited };
const partyTest = z.strictObject({ party: group, ...testBase });
const supplyTest = z.strictObject({ sellers: group, ...testBase });
const holdingTest = z.strictObject({
  holders: group,
  interests: z.array(z.enum(INTERESTS)).min(1),
  ...measured,
  ...threshold,
  reading: text.optional().describe("what this reading is called where there are others"),
  readings: z
    .array(
      z.strictObject({
        id,
        title: text,
        through: z.enum(THROUGH).optional(),
        together: z.boolean().optional(),
        pass_at: share.optional(),
        ...threshold,
        ...cited,
      }),
    )
    .default([]),
  ...testBase,
});

/** A test is of the kind that its own key says, so that its faults are told in the words of that kind. */
const test = z.looseObject({}).transform((given, context) => {
  const kind = "party" in given ? partyTest : "sellers" in given ? supplyTest : holdingTest;
  const parsed = kind.safeParse(given);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    context.issues.push({ ...issue, path: [...issue.path], input: given } as z.core.$ZodRawIssue);
  }
  return z.NEVER;
});

const rule = z.strictObject({
  id,
  title: text,
  authority: text,
  means: text.describe("what a party is of which the rule says yes"),
  published: day.describe("the day on which the rule became public"),
  confidence,
  status: z
    .array(
      z.strictObject({
        from: day,
        known: day,
        state: z.enum(["proposed", "not yet in force", "in force", "suspended", "ended"]),
        confidence: confidence.optional(),
        note: text.optional(),
        ...cited,
      }),
    )
    .min(1),
  tests: z.array(test).min(1),
  note: text.optional(),
  ...cited,
});

/** A file of `rules/`: rules of control. */
export const RULE_FILE = z.strictObject({ rules: z.array(rule).min(1) });

export type RuleInFile = z.output<typeof rule>;
