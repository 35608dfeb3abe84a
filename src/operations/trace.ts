import { z } from "zod";
import type { Book } from "../book/book.ts";
import { type Days, defineOperation, type Findings, type ResultOf } from "./core/operation.ts";
import { attributionResult } from "./trade/attribution-result.ts";
import { traceAttribution } from "./trade/attribution-run.ts";
import { dutyOfTier, requireDutyQuestion } from "./trade/tier-duty.ts";
import { traceInput } from "./trade/trace-input.ts";
import { traceReach } from "./trade/trace-reach.ts";
import { type TraceResult, traceResult } from "./trade/trace-result.ts";

type ReachFindings = Findings<TraceResult>;

function withDuty(findings: ReachFindings, book: Book, to: string, days: Days): ReachFindings {
  const { result, coverage, warnings } = findings;
  const [first, ...higher] = result.tiers;
  if (first === undefined) return findings;
  const { code, revision } = result.root.product;
  const { parts, others } = first.splits.origin;
  const origins = result.by === "origin" ? first.by : parts;
  const { duty, notes, warnings: doubts } = dutyOfTier(origins, { book, to, code, revision, days });
  const left =
    result.by === "origin" || others.count === 0
      ? []
      : [`Duties are shown of the ${parts.length} largest origins; --by origin shows all.`];
  return {
    ...findings,
    result: { ...result, tiers: [{ ...first, duty }, ...higher] },
    coverage: { ...coverage, notes: [...coverage.notes, ...notes, ...left] },
    warnings: [...warnings, ...doubts],
  };
}

export const traceOperation = defineOperation({
  name: "trace",
  summary: "Who stands, tier by tier, behind a product that a country or a party buys.",
  description:
    "Use it to see suppliers of suppliers. Tier 1 is the product itself as it was bought; the next tier is what its " +
    "senders bought of its inputs (by the input map) or of the product itself, and so on. Values are summed as they " +
    "stand, each row once, at its smallest tier: a tier says how large the trade is that touches the chain, not how " +
    "much of it is contained in the root. With direction down it follows a seller's product to what is made of it. With " +
    "method attribution it says instead where each unit of the value was added, with the least and the greatest share " +
    "that the data allow, and what stays untraced.",
  examples: [
    {
      command: "headwater trace --product 8505.11 --to US",
      about: "three tiers behind US imports of permanent magnets, by country",
    },
    {
      command: "headwater trace --product 850511 --to DE --inputs same --by region",
      about: "the same product alone: who sends magnets to those who send them to Germany",
    },
    {
      command: "headwater trace --product 850511 --to US --method attribution --inputs same",
      about: "where the value of those magnets was added, looked through resale, with bounds",
    },
    {
      command: "headwater trace --product 850511 --to US --depth 1 --duty --on 2026-08-01",
      about: "what magnets of each origin owe on a day, beside what was traded",
    },
  ],
  input: traceInput.extend({
    duty: z
      .boolean()
      .default(false)
      .describe("put what each origin of tier 1 owes at the border of --to on the day beside its value"),
  }),
  // Other surfaces publish the schema, and a tool's result must say at the top that it is an object.
  output: z.discriminatedUnion("method", [traceResult, attributionResult]).meta({ type: "object" }),
  async run(context, question, days) {
    const { duty, ...asked } = question;
    const to = duty ? requireDutyQuestion(asked) : null;
    if (asked.method === "attribution") return traceAttribution(context, asked, days);
    const findings = await traceReach(context, asked);
    return to === null ? findings : withDuty(findings, await context.openBook(), to, days);
  },
});

/** What a trace finds: a reach, unless the question names the method of attribution. */
export type TraceResultOf<Question> = Extract<
  ResultOf<typeof traceOperation>,
  { method: Question extends { readonly method: "attribution" } ? "attribution" : "reach" }
>;
