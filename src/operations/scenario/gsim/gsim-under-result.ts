import { z } from "zod";
import { ELASTICITY_KINDS } from "../../../scenario/gsim/gsim-model.ts";
import { amount } from "../../core/fields.ts";
import { gsimResult } from "./gsim-result.ts";

const range = z.object({ low: amount(), high: amount() });

/** A figure with the least and the most that other elasticities give. */
const inDoubt = z.object({ value: amount(), ...range.shape });

const origin = z.object({
  key: z.string(),
  label: z.string(),
  before: amount().describe("bought from there, at world prices"),
  after: amount(),
  quantity: amount().describe("change of the quantity, as a share"),
  price: amount().nullable().describe("change of what the buyer pays, as a share; null where the flow is stopped"),
  dutyBefore: amount(),
  dutyAfter: amount().nullable().describe("null where the flow is stopped"),
  stopped: z.boolean(),
});

/** What the scenario does to the prices and the trade of one product, by the global simulation model. */
const productPrices = z.object({
  product: gsimResult.shape.trade.shape.product.unwrap(),
  year: z.string(),
  unit: z.literal("USD"),
  to: z.object({ key: z.string(), label: z.string() }).describe("whose prices and welfare these are"),
  because: z.string(),
  found: z
    .object({
      price: inDoubt.describe("change of the price of all that it buys, as a share"),
      imports: z.object({ before: amount(), after: amount() }).describe("at world prices"),
      tariffRevenue: inDoubt.describe("change"),
      consumerSurplus: inDoubt,
      producerSurplus: inDoubt,
      netWelfare: inDoubt,
      origins: z.array(origin).describe("those whose sales there change most, first"),
      otherOrigins: z.number().int().describe("origins that are not in the list"),
      hit: z
        .object({
          key: z.string(),
          label: z.string(),
          worldPrice: amount()
            .nullable()
            .describe("change of its sellers' price, as a share; null where all it sells stops"),
          sold: z.object({ before: amount(), after: amount() }),
          producerSurplus: amount().nullable(),
        })
        .nullable()
        .describe("the country whose sales to all fall most"),
      sensitivity: z
        .array(
          z.object({
            kind: z.enum(ELASTICITY_KINDS),
            side: z.enum(["low", "high"]),
            price: amount().nullable(),
            netWelfare: amount().nullable(),
            outOfRange: z.string().nullable().describe("why this run has no answer"),
          }),
        )
        .describe("one kind of elasticity at a time at an end of its band"),
    })
    .nullable()
    .describe("null where the model has no answer: because says why"),
  elasticities: gsimResult.shape.elasticities,
});

export const pricesUnder = z.object({ products: z.array(productPrices) });

export type PricesUnder = z.output<typeof pricesUnder>;
export type ProductPrices = z.output<typeof productPrices>;
