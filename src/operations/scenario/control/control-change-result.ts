import { z } from "zod";
import { partyRefSchema, stepSchema } from "../../control/control-result.ts";
import { amount } from "../../core/fields.ts";

const cited = { source: z.string(), locator: z.string().nullable() };
const state = z.enum(["not known yet", "proposed", "not yet in force", "in force", "suspended", "ended"]);

const outcome = z.enum(["yes", "no", "open"]);

const verdict = z.object({
  outcome,
  test: z.string().describe("the test that decides; of a no the nearest to a yes"),
  because: z.string().describe("that test, in words"),
  path: z.array(stepSchema).describe("from those that count as holders down to the party; none of a no"),
});

const rule = z.object({
  rule: z.string(),
  title: z.string(),
  authority: z.string(),
  means: z.string(),
  note: z.string().nullable(),
  state: state.describe("of the rule itself on the day"),
  confidence: z.enum(["high", "medium", "low"]),
  ...cited,
});

const parts = z.array(
  z.object({
    key: z.string(),
    label: z.string(),
    rows: z.number().int(),
    usd: amount(),
    kg: amount(),
    share: amount().describe("of what all of them sold"),
  }),
);

const others = z.object({ count: z.number().int(), usd: amount(), kg: amount(), share: amount() });

const traded = z.object({
  to: partyRefSchema.pick({ key: true, label: true }).nullable().describe("null: whoever buys"),
  from: z.string().nullable(),
  until: z.string().nullable(),
  total: z.object({ rows: z.number().int(), usd: amount(), kg: amount(), buyers: z.number().int() }),
  products: parts.describe("the largest value first"),
  otherProducts: others,
  sellers: parts,
  otherSellers: others,
});

const made = z.object({
  party: partyRefSchema,
  product: z.string().describe("in the words of the source"),
  measure: z.string(),
  period: z.string(),
  quantity: amount(),
  unit: z.string(),
  bound: z.string().nullable().describe("where the source says over or at most"),
  whole: z.string().describe("of what the share is: the world, or a country"),
  share: amount(),
  source: z.string(),
  title: z.string().describe("of the source"),
});

/** Whose a party is with the scenario and without it, and what hangs on that. */
export const controlChangeResult = z.object({
  on: z.string(),
  known: z.string(),
  looked: z.number().int().describe("parties looked at: those that are edited, and all that they hold"),
  rules: z.array(rule).describe("rules that say something else of somebody"),
  verdicts: z
    .array(z.object({ party: partyRefSchema, rule: z.string(), baseline: verdict, scenario: verdict }))
    .describe("nearest to the edits first"),
  otherVerdicts: z.number().int(),
  imports: z
    .array(
      z.object({
        item: z.number().int().describe("its place in ask.imports, from 1"),
        product: z.string(),
        producer: partyRefSchema,
        rule: z.string(),
        means: z.string(),
        baseline: outcome,
        scenario: outcome,
      }),
    )
    .describe("imports that the scenario asks about, of whose maker a rule says something else: no duty shows that"),
  ultimate: z
    .array(
      z.object({
        party: partyRefSchema,
        baseline: z
          .array(z.object({ key: z.string(), label: z.string() }))
          .describe("several where ranges leave it open"),
        scenario: z.array(z.object({ key: z.string(), label: z.string() })),
      }),
    )
    .describe("parties whose country of ultimate control is another"),
  otherUltimate: z.number().int(),
  trade: traded.nullable().describe("what the parties sold, by bills; null where the data name no parties"),
  makers: z.array(made).describe("what sources say that they make, as a part of a whole; claims and no observation"),
});

export type ControlChange = z.output<typeof controlChangeResult>;
export type VerdictChange = ControlChange["verdicts"][number];
export type TradeAtStake = NonNullable<ControlChange["trade"]>;
