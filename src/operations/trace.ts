import { z } from "zod";
import { defineOperation, type ResultOf } from "./core/operation.ts";
import { attributionResult } from "./trade/attribution-result.ts";
import { traceAttribution } from "./trade/attribution-run.ts";
import { traceInput } from "./trade/trace-input.ts";
import { traceReach } from "./trade/trace-reach.ts";
import { traceResult } from "./trade/trace-result.ts";

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
  ],
  input: traceInput,
  // Other surfaces publish the schema, and a tool's result must say at the top that it is an object.
  output: z.discriminatedUnion("method", [traceResult, attributionResult]).meta({ type: "object" }),
  run: (context, question) =>
    question.method === "attribution" ? traceAttribution(context, question) : traceReach(context, question),
});

/** What a trace finds: a reach, unless the question names the method of attribution. */
export type TraceResultOf<Question> = Extract<
  ResultOf<typeof traceOperation>,
  { method: Question extends { readonly method: "attribution" } ? "attribution" : "reach" }
>;
