import { z } from "zod";
import { UserError } from "../../errors.ts";
import { BASES } from "../../evidence/basis.ts";
import { COMBINING_RULES } from "../../pricing/combined-price.ts";
import { DELIVERY_TERMS } from "../../pricing/delivery-terms.ts";
import { exactly, type Spread, spread } from "../../pricing/spread.ts";

const MOST_TRANCHES = 2_000;
const MOST_YEARS = 60;
const MOST = 1e15;

const text = (most: number) => z.string().trim().min(1).max(most);
const numberOf = (given: string | number): number =>
  typeof given === "number" ? given : given === "" ? Number.NaN : Number(given);

/** A number, or text that reads as one, within its bounds. */
const figure = (least: number, most: number, what: string, fits: (value: number) => boolean = () => true) =>
  z.union([z.number(), z.string().trim().max(40)]).transform((given, context): number => {
    const value = numberOf(given);
    if (value >= least && value <= most && fits(value)) return value;
    context.addIssue({ code: "custom", message: `“${given}” is not ${what}.` });
    return z.NEVER;
  });

/** A figure, or the two ends between which it is known, with a central one where that is not the middle. */
const range = (least: number, most: number, what: string) => {
  const one = figure(least, most, what);
  return z
    .union([one, z.strictObject({ low: one, high: one, central: one.optional() })], {
      error: (issue) => `“${JSON.stringify(issue.input)}” is not ${what}, nor a range { low, high } of such.`,
    })
    .transform((given, context): Spread => {
      if (typeof given === "number") return exactly(given);
      try {
        return spread(given.low, given.high, given.central);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        context.addIssue({ code: "custom", message: error.message, params: { hint: error.hint } });
        return z.NEVER;
      }
    });
};

const money = () => range(0, MOST, "an amount of 0 or more: a cost is not negative, a credit stands under byproduct");
const year = () => z.int().min(1900).max(2200);
const share = (what: string) => range(1e-6, 1, what);
const cited = {
  basis: z.enum(BASES).optional().describe("assumed unless a source is named"),
  source: text(300).optional().describe("where it comes from"),
};

/** What a plant costs; each may be a range. */
const costFields = {
  capex: money().optional().describe("the whole outlay"),
  fixed_opex: money().optional().describe("a year"),
  var_opex: money().optional().describe("a unit"),
  freight: money().optional().describe("a unit, to where the terms deliver"),
  byproduct: money().optional().describe("credit for by-products, a unit"),
  rate: range(0, 0.99, "a cost of capital such as 0.1 for 10 % a year").optional(),
  years: figure(1, 100, "a whole number of years", Number.isInteger)
    .optional()
    .describe("over which the outlay is recovered"),
  utilisation: share("a share of capacity in use, above 0 and at most 1").optional(),
};

export const trancheRow = z.strictObject({
  name: text(200).describe("the plant"),
  party: text(400).optional().describe("who runs it: by id, identifier or exact name"),
  country: text(80).optional().describe("where it stands"),
  status: z.enum(["existing", "new"]),
  capacity: range(1e-9, MOST, "a capacity above 0").optional().describe("units a year"),
  unit: text(40).optional().describe("of its capacity and its costs; that of the price unless it is said"),
  currency: text(3).optional().describe("of its costs; that of the price unless it is said"),
  terms: z.enum(DELIVERY_TERMS).optional().describe("of its costs; those of the price unless it is said"),
  price: money().optional().describe("a unit, in place of costs"),
  ...costFields,
  from: year().optional().describe("first year in which it supplies"),
  until: year().optional().describe("first year in which it no longer does"),
  confidential: z.boolean().default(false),
  note: text(400).optional(),
  ...cited,
});

const demand = z.strictObject({
  quantity: range(1e-9, MOST, "a demand above 0").describe("units a year"),
  unit: text(40).optional().describe("that of the price unless it is said"),
  year: year().optional().describe("of the quantity"),
  growth: figure(-0.9, 10, "a growth such as 0.1 for 10 % a year").optional(),
  until: year().optional().describe("first year after the last that is asked"),
  by_year: z
    .array(z.strictObject({ year: year(), quantity: range(1e-9, MOST, "a demand above 0") }))
    .max(MOST_YEARS)
    .optional()
    .describe("in place of growth: what is demanded in years after the first"),
  ...cited,
});

const observed = z.strictObject({
  name: text(200).optional(),
  price: figure(0, MOST, "a price of 0 or more").optional(),
  series: text(300).optional().describe("of the store, its last price, in place of price"),
  unit: text(40).optional(),
  currency: text(3).optional(),
  terms: z.enum(DELIVERY_TERMS).optional(),
  ...cited,
});

const weight = () => figure(0, 1, "a weight from 0 to 1").default(0);

export const referenceModelInput = z.strictObject({
  title: text(200).optional().describe("what is asked"),
  product: text(200).describe("what the tranches make: of the book and the store, the product of their costs"),
  unit: text(40).describe("of the price and of capacities, such as t"),
  currency: text(3).describe("of the price"),
  terms: z.enum(DELIVERY_TERMS).describe("that the price stands for"),
  demand,
  from: z
    .array(z.enum(["book", "store"]))
    .default([])
    .describe(
      "where more tranches of the product come from, besides those below; a row below of their name fills in theirs",
    ),
  tranches: z.array(trancheRow).max(MOST_TRANCHES).default([]),
  assume: z
    .strictObject({ ...costFields, note: text(400).optional(), ...cited })
    .prefault({})
    .describe("what holds where a tranche does not say"),
  fx: z
    .array(
      z.strictObject({
        currency: text(3),
        rate: figure(1e-12, 1e12, "a rate above 0").describe("so many of it for one of the currency of the price"),
        ...cited,
      }),
    )
    .max(100)
    .default([]),
  eligible: z
    .strictObject({
      countries: z
        .array(text(80))
        .max(300)
        .optional()
        .describe("countries and groups such as USMCA; all if none is named"),
      except: z.array(text(80)).max(300).default([]).describe("countries and groups that are out"),
      parties: z.array(text(400)).max(300).default([]).describe("who is out, and with whom every plant that they run"),
      rule: text(100).optional().describe("a rule of control: a plant is out whose operator fails it"),
      open: z
        .enum(["in", "out"])
        .default("in")
        .describe("plants of which the rule does not decide; the answer names them and tells the price of both"),
    })
    .prefault({}),
  benchmark: observed.optional().describe("what a market is observed to pay"),
  contracts: z
    .array(
      observed.extend({ price: figure(0, MOST, "a price of 0 or more"), quantity: figure(1e-9, MOST, "a quantity") }),
    )
    .max(500)
    .default([]),
  combine: z
    .strictObject({
      rule: z.enum(COMBINING_RULES),
      weights: z.strictObject({ reference: weight(), benchmark: weight(), contracts: weight() }).optional(),
    })
    .prefault({ rule: "reference" }),
  floor: z
    .strictObject({ alpha: figure(0, 10, "a share such as 0.9").describe("of the combined price: a choice of policy") })
    .optional(),
  sensitivity: z
    .strictObject({
      demand: z
        .array(figure(-0.99, 10, "a change such as -0.2"))
        .max(20)
        .default([-0.2, 0.2])
        .describe("as shares of it"),
      rate: z
        .array(figure(-0.5, 0.5, "a change such as 0.02"))
        .max(20)
        .default([-0.02, 0.02])
        .describe("in points"),
      utilisation: z
        .array(figure(-0.9, 0.9, "a change such as -0.1"))
        .max(20)
        .default([-0.1, 0.05])
        .describe("in points"),
    })
    .prefault({}),
  published: z
    .array(z.strictObject({ on: text(40), record: z.array(text(500)).max(MOST_TRANCHES) }))
    .max(500)
    .optional()
    .describe(
      "records of runs published before, [] for none: a run from confidential figures is published against them",
    ),
});

export type ReferenceInput = z.output<typeof referenceModelInput>;
export type TrancheRow = z.output<typeof trancheRow>;
export type ObservedRow = NonNullable<ReferenceInput["benchmark"]>;
