import { z } from "zod";
import { BASES } from "../../../evidence/basis.ts";
import { amount } from "../../core/fields.ts";
import { flowsFacts } from "../../flows/flows-facts.ts";
import { SUPPLY_BY } from "./resourcing-supplier.ts";

const supplier = { key: z.string(), label: z.string() };
const origin = z.string().nullable().describe("where the goods come from, alpha-2; null where nobody says");
const unitCost = {
  origin,
  price: amount().describe("USD per t, a unit value of the data unless the scenario says it"),
  priceOf: z
    .enum(["way", "all", "usual", "supposed"])
    .describe(
      "way: of what it sells to the buyer; all: of all it sells, where that is too little or nothing; usual: of a " +
        "capacity that is added, the unit value in the middle of all; supposed: as the scenario says",
    ),
  freight: amount().describe("USD per t"),
  duty: amount().describe("USD per t, the most that is owed on the day"),
  dutyRate: z.object({ low: amount(), high: amount() }).nullable().describe("null where the book has no duties"),
  landed: amount().describe("USD per t: price, freight and duty"),
  switching: amount().describe("USD for each t beyond now, beside the landed cost"),
};
const shadow = z.object({
  what: z.enum(["capacity", "country-cap"]),
  ...supplier,
  most: amount().describe("t"),
  worth: amount().describe("USD that one more t would save"),
});

/** A plan for one product and buyer. */
export const resourcingResult = z.object({
  product: z.object({ code: z.string(), label: z.string(), revision: z.number().int() }),
  buyer: z.object(supplier),
  by: z.enum(SUPPLY_BY).describe("who counts as a supplier"),
  year: z.string().describe("whose trade is looked at: a year, or the days of a window"),
  because: z.string(),
  demand: z.object({
    quantity: amount().describe("t, what the buyer bought"),
    usd: amount(),
    withoutWeight: z.number().int().describe("pairs without a weight or a value, left out"),
  }),
  state: z.enum(["planned", "infeasible"]),
  baseline: z.object({
    cost: amount().describe("USD: landed cost of what is bought now, as duties are on the day"),
    faults: z.array(z.string()).describe("what of it breaks a rule of the plan; none: the plan costs no more"),
  }),
  plan: z
    .object({
      cost: amount().describe("USD: landed, switching and penalty"),
      landed: amount(),
      switching: amount(),
      penalty: amount(),
      perTonne: amount().nullable().describe("landed and switching cost of a t brought"),
      more: amount().describe("cost above the baseline"),
      unmet: amount().describe("t"),
      marginalCost: amount().describe("USD that one more t asked would cost"),
      flows: z
        .array(
          z.object({
            ...supplier,
            now: amount().describe("t"),
            quantity: amount().describe("t"),
            share: amount().describe("of what is asked"),
            capacity: amount().describe("t that it could sell to the buyer"),
            ...unitCost,
          }),
        )
        .describe("the largest first"),
      otherFlows: z.object({ suppliers: z.number().int(), quantity: amount().describe("t") }),
      worth: z.array(shadow).describe("limits that bind, of a thousandth of the demand up, the most worth first"),
      notChosen: z
        .array(
          z.object({
            ...supplier,
            why: z.enum(["barred", "no-capacity", "country-cap", "capacity-elsewhere", "dearer", "equal"]),
            because: z.string(),
            now: amount(),
            capacity: amount(),
            dearerBy: amount()
              .nullable()
              .describe("USD that the plan would cost more for a t of it; null: none can be brought"),
            ...unitCost,
          }),
        )
        .describe("who is barred and sells now, then the next best, then who has nothing to sell"),
      others: z.number().int().describe("suppliers that are not chosen and not listed"),
    })
    .nullable(),
  missing: z
    .array(
      z.object({
        quantity: amount().describe("t beyond what may stay unmet"),
        usedUp: z
          .array(shadow.omit({ worth: true }))
          .describe("the largest first, those of a thousandth of the demand up"),
        barred: z.array(z.object({ ...supplier, because: z.string(), capacity: amount() })),
      }),
    )
    .describe("where the demand cannot be met"),
  asItIs: z
    .object({
      because: z.string().describe("what the scenario changes, in a sentence"),
      state: z.enum(["planned", "infeasible"]),
      baseline: amount().describe("USD: landed cost of what is bought now"),
      cost: amount().nullable().describe("USD: of the plan; null where the demand cannot be met"),
      bought: amount().nullable().describe("USD: landed and switching"),
      unmet: amount().describe("t; where the demand cannot be met, what is missing"),
      more: amount().nullable().describe("USD that the plan under the scenario costs above it"),
      flows: z
        .array(z.object({ ...supplier, origin, quantity: amount().describe("t") }))
        .describe("of a thousandth of the demand up, the largest first"),
    })
    .nullable()
    .describe("the plan by the same terms in the world as it is; null where nothing is supposed"),
});

export type ResourcingResult = z.output<typeof resourcingResult>;

export const alternativesResult = resourcingResult.extend({
  dataset: flowsFacts,
  assumptions: z.array(z.object({ name: z.string(), value: z.string(), basis: z.enum(BASES), about: z.string() })),
  sensitivity: z
    .array(
      z.object({
        redirect: amount(),
        state: z.enum(["planned", "infeasible"]),
        cost: amount().nullable(),
        unmet: amount().nullable().describe("t; where infeasible, what is missing"),
        suppliers: z.number().int(),
      }),
    )
    .describe("the same plan at other shares that suppliers could redirect"),
});

export type AlternativesResult = z.output<typeof alternativesResult>;
