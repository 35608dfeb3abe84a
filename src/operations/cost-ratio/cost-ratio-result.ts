import { z } from "zod";
import { controlResult } from "../control/control-result.ts";
import { amount } from "../core/fields.ts";

/** Steps of the path that proves what a rule of control says, as `control` gives them. */
const path = controlResult.shape.rules.element.shape.path;
const outcome = z.enum(["pass", "fail", "open"]);
const prohibited = z.enum(["yes", "no", "open"]);
const range = z.object({
  low: amount(),
  high: amount(),
});
const supplier = z.object({ name: z.string(), country: z.string().nullable() }).nullable();
const cited = z.object({ id: z.string(), title: z.string(), locator: z.string().nullable() });
const confidence = z.enum(["high", "medium", "low"]);
const tested = z.object({ ratio: range, outcome });

export const costRatioResult = z.object({
  title: z.string(),
  rule: z.object({ title: z.string(), authority: z.string(), formula: z.string(), control: z.string() }),
  kind: z.object({ id: z.string(), title: z.string(), turnsOn: z.enum(["construction", "sale"]) }),
  year: z.int(),
  basis: z.enum(["cost", "share"]),
  defaults: z.string().nullable().describe("the table of default shares that was used"),
  currency: z.string(),
  outcome: z.enum(["pass", "fail", "open", "not-applicable"]),
  because: z.string(),
  ratio: range.describe("low: all that is open counted as prohibited; high: none of it"),
  threshold: z
    .object({ share: amount(), from: z.int(), source: cited, confidence })
    .nullable()
    .describe("of the year and kind; null where the ratio does not apply"),
  margin: range.nullable().describe("ratio less threshold"),
  total: amount().describe("all that counts"),
  prohibited: range.describe("the least and the most of the total that prohibited entities account for"),
  years: z.array(z.object({ year: z.int(), threshold: amount(), confidence, outcome })),
  failsFrom: z.int().nullable().describe("the first of these years in which it fails whatever is open"),
  mayFailFrom: z.int().nullable().describe("the first of these years in which it does not pass for certain"),
  lines: z
    .array(
      z.object({
        name: z.string(),
        supplier,
        amount: amount().describe("cost, or share where the bill is of shares"),
        share: amount().nullable().describe("of the total; null where it does not count"),
        prohibited,
        why: z.string(),
        path,
        leftOut: z.string().nullable(),
      }),
    )
    .describe("in the order of the bill"),
  toPass: z
    .array(z.object({ name: z.string(), supplier, prohibited, amount: amount(), share: amount(), ...tested.shape }))
    .describe("the fewest lines that others must supply, or that must be cleared, for it to pass for certain"),
  open: z
    .array(
      z.object({
        supplier,
        lines: z.array(z.string()),
        amount: amount(),
        share: amount(),
        ifProhibited: tested,
        ifNot: tested,
        decides: z.boolean().describe("pass or fail hangs on it alone"),
      }),
    )
    .describe("suppliers and lines that are not known to be prohibited or not"),
});

export type CostRatioResult = z.output<typeof costRatioResult>;
