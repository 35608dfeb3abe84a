import { z } from "zod";
import { BASES } from "../../../evidence/basis.ts";
import { ELASTICITY_KINDS } from "../../../scenario/gsim/gsim-model.ts";
import { amount } from "../../core/fields.ts";
import { flowsFacts } from "../../flows/flows-facts.ts";

const range = z.object({ low: amount(), high: amount() });
const outcome = {
  worldPrice: amount().describe("change of the price its sellers get, as a share"),
  producerSurplus: amount(),
  consumerSurplus: amount(),
  tariffRevenue: amount().describe("change of what its tariffs bring in"),
  netWelfare: amount().describe("the sum of the three"),
};
const kind = z.enum(ELASTICITY_KINDS);

export const gsimResult = z.object({
  title: z.string(),
  because: z.string().describe("what happens, in a sentence"),
  trade: z.object({
    from: z.enum(["file", "store"]),
    unit: z.string().describe("of every amount"),
    source: z.string().nullable(),
    dataset: flowsFacts.nullable(),
    product: z.object({ code: z.string(), label: z.string(), revision: z.number().int() }).nullable(),
    year: z.string().nullable(),
    before: amount().describe("all trade"),
    after: amount(),
  }),
  total: z.object({
    producerSurplus: amount(),
    consumerSurplus: amount(),
    tariffRevenue: amount(),
    netWelfare: amount(),
  }),
  countries: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      ...outcome,
      compositePrice: amount().describe("change of the price of all that it buys"),
      sold: z.object({ before: amount(), after: amount() }),
      bought: z.object({ before: amount(), after: amount() }),
      inDoubt: z
        .object({ worldPrice: range, tariffRevenue: range, netWelfare: range })
        .describe("the least and the most over all runs of the sensitivity"),
    }),
  ),
  flows: z
    .array(
      z.object({
        origin: z.string(),
        to: z.string(),
        before: amount(),
        after: amount(),
        quantity: amount().describe("change of the quantity, as a share"),
        price: amount()
          .nullable()
          .describe("change of the price that the buyer pays, as a share; null where a ban ends the flow"),
        tariffBefore: amount(),
        tariffAfter: amount().nullable().describe("null where a ban ends the flow"),
        banned: z.boolean(),
      }),
    )
    .describe("those that are not 0 before"),
  elasticities: z.array(
    z.object({
      kind,
      country: z.string().describe("* for every country that has no line of its own"),
      value: z.string(),
      low: z.string(),
      high: z.string(),
      basis: z.enum(BASES),
      source: z.string().nullable(),
      band: z.enum(["stated", "taken", "none"]).describe("taken: half to one and a half times, of what is assumed"),
    }),
  ),
  sensitivity: z
    .array(
      z.object({
        kind,
        side: z.enum(["low", "high"]),
        outOfRange: z.string().nullable().describe("why this run has no answer"),
        netWelfare: amount().nullable().describe("of all countries"),
        tariffRevenue: amount().nullable(),
        countries: z.array(z.object({ key: z.string(), worldPrice: amount(), netWelfare: amount() })),
      }),
    )
    .describe("one kind of elasticity at a time at an end of its band, those without a band left as they are"),
  convergence: z.object({
    method: z.string(),
    unknowns: z.number().int(),
    residual: z.number().describe("the largest distance of an equation from being met"),
  }),
});

export type GsimResult = z.output<typeof gsimResult>;
