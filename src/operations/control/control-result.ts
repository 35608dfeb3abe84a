import { z } from "zod";
import { INTERESTS } from "../../control/facts.ts";
import { amount } from "../core/fields.ts";

const outcome = z.enum(["yes", "no", "open"]);
const share = amount();
const day = z.string().nullable();
export const partyRefSchema = z.object({ key: z.string(), label: z.string(), country: z.string().nullable() });

const cited = { source: z.string(), locator: z.string().nullable() };

export const stakeSchema = z.object({
  holder: partyRefSchema,
  held: partyRefSchema,
  interest: z.enum(INTERESTS),
  share: share.nullable().describe("null where it is a range"),
  low: share,
  high: share,
  from: day,
  until: day,
  known: day,
  basis: z.enum(["observed", "reported", "estimated", "assumed"]),
  ...cited,
});

export const stepSchema = z.discriminatedUnion("step", [
  stakeSchema.extend({ step: z.literal("stake") }),
  z.object({
    step: z.literal("is"),
    party: partyRefSchema,
    because: z.string(),
    list: z.string().nullable(),
    ...cited,
  }),
  z.object({ step: z.literal("rule"), party: partyRefSchema, rule: z.string(), outcome }),
  z.object({
    step: z.literal("trade"),
    seller: partyRefSchema,
    buyer: partyRefSchema,
    product: z.string(),
    usd: share.nullable(),
    rows: z.number(),
    ...cited,
  }),
]);

const turning = z.object({
  holder: partyRefSchema,
  held: partyRefSchema,
  interest: z.enum(INTERESTS),
  low: share,
  high: share,
  at: share.describe("the share at which the rule turns"),
  becomes: outcome,
});

const crossing = z.object({
  test: z.string(),
  threshold: share,
  holder: partyRefSchema,
  held: partyRefSchema,
  interest: z.enum(INTERESTS),
  before: z.object({ low: share, high: share }),
  after: z.object({ low: share, high: share }),
  day: z.string(),
  published: z.string(),
  days: z.number().describe("days after the rule became public, negative before"),
});

const ruleRow = z.object({
  rule: z.string(),
  title: z.string(),
  authority: z.string(),
  means: z.string(),
  published: z.string().describe("the day on which the rule, or its threshold, became public"),
  outcome,
  share: share
    .nullable()
    .describe("what decides it, measured as the rule measures; null where it is a range or no share"),
  low: share.nullable(),
  high: share.nullable(),
  path: z.array(stepSchema).describe("from those that count as holders down to the party"),
  test: z.string().describe("the test that decides; of a no the nearest to a yes"),
  threshold: share.nullable(),
  status: z.object({
    state: z.enum(["not known yet", "proposed", "not yet in force", "in force", "suspended", "ended"]),
    since: day,
    confidence: z.enum(["high", "medium", "low"]).nullable(),
    note: z.string().nullable(),
    ...cited,
  }),
  confidence: z.enum(["high", "medium", "low"]).describe("of the rule, its status and what decides it, the weakest"),
  tests: z.array(
    z.object({
      test: z.string(),
      title: z.string(),
      kind: z.enum(["party", "holding", "supply"]),
      outcome,
      low: share.nullable(),
      high: share.nullable(),
      threshold: share.nullable(),
      moreThan: z.boolean().nullable(),
      toThreshold: share.nullable().describe("the threshold less the highest share it can be; negative above it"),
      readings: z.array(
        z.object({
          reading: z.string(),
          title: z.string(),
          outcome,
          share: share.nullable(),
          low: share,
          high: share,
          toThreshold: share,
          ...cited,
        }),
      ),
      ...cited,
    }),
  ),
  toThreshold: share.nullable(),
  turns: z.array(turning).describe("single stakes that would turn the outcome, the smallest move first"),
  restructurings: z.array(crossing),
  note: z.string().nullable(),
  ...cited,
});

export const controlResult = z.object({
  party: partyRefSchema.extend({
    kind: z.string(),
    incorporatedIn: z.string().nullable(),
    headquarteredIn: z.string().nullable(),
  }),
  rules: z.array(ruleRow),
  holders: z.array(stakeSchema).describe("direct stakes in the party on the day"),
  owners: z
    .array(z.object({ party: partyRefSchema, low: share, high: share, ultimate: z.boolean() }))
    .describe("integrated shares of equity of all who stand behind it, the largest first"),
  recorded: z
    .array(z.object({ interest: z.enum(INTERESTS), low: share, high: share }))
    .describe("how much of the party the stakes speak of; the rest is not recorded, and taken as held by nobody named"),
  listings: z.array(
    z.object({ list: z.string(), title: z.string(), from: day, until: day, inForce: z.boolean(), ...cited }),
  ),
});

export type ControlResult = z.output<typeof controlResult>;
export type ControlRule = ControlResult["rules"][number];
export type ControlStake = ControlResult["holders"][number];
