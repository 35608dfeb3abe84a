import { z } from "zod";
import { BASES } from "../../../evidence/basis.ts";
import { ELASTICITY_KINDS } from "../../../scenario/gsim/gsim-model.ts";
import { productField } from "../../core/fields.ts";
import { datasetFields } from "../../trade/trade-fields.ts";

const MOST_FLOWS = 60_000;
const MOST_ROWS = 2_000;
const MOST_VALUE = 1e15;

/** Every country, in a row of tariffs or elasticities. */
export const EVERYBODY = "*";

const numberOf = (given: string | number): number =>
  typeof given === "number" ? given : given === "" ? Number.NaN : Number(given);

/** A number, or text that reads as one. */
const figure = (fits: (value: number) => boolean, what: string) =>
  z.union([z.number(), z.string().trim().max(40)]).transform((given, context): number => {
    const value = numberOf(given);
    if (!Number.isNaN(value) && fits(value)) return value;
    context.addIssue({ code: "custom", message: `“${given}” is not ${what}.` });
    return z.NEVER;
  });

const finite = (value: number): boolean => Number.isFinite(value);
const text = (most: number) => z.string().trim().min(1).max(most);
const place = (about: string) => text(80).describe(about);
const rate = (about: string) =>
  figure((value) => finite(value) && value > -1 && value <= 1000, "a tariff such as 0.25 for 25 %")
    .optional()
    .describe(about);
const elasticity = () => figure(finite, "an elasticity");
/** Of sellers whose price never moves. */
export const INFINITE = "infinite";
const elasticityOrInfinite = z.union([z.number(), z.string().trim().max(40)]).transform((given, context) => {
  if (given === INFINITE) return INFINITE;
  const value = numberOf(given);
  if (finite(value)) return value;
  context.addIssue({ code: "custom", message: `“${given}” is not an elasticity: a number, or for supply “infinite”.` });
  return z.NEVER;
});

const tradeFlow = z.strictObject({
  origin: place("who sells"),
  to: place("who buys; the same name for what a country sells at home"),
  value: figure((value) => value >= 0 && value <= MOST_VALUE, "a value of trade, which is 0 or more").describe(
    "at world prices, before tariffs",
  ),
});

const tradeOfModel = z.strictObject({
  from: z.enum(["file", "store"]).default("file").describe("the flows below, or trade statistics of the store"),
  unit: text(40).optional().describe("of the flows below, such as USD million"),
  source: text(300).optional().describe("where the flows below come from; of the store, the id of a source"),
  flows: z.array(tradeFlow).max(MOST_FLOWS).optional().describe("trade before the change, one line a pair"),
  product: productField().optional().describe("of the store: the product by its HS code"),
  year: z.union([z.int(), z.string()]).transform(String).optional().describe("of the store"),
  side: datasetFields.side,
  frequency: datasetFields.frequency,
  countries: z
    .array(place("a country or a group such as EU27"))
    .max(100)
    .optional()
    .describe("of the store: who stands alone, besides those whom tariffs and elasticities name"),
  largest: z
    .int()
    .min(0)
    .max(200)
    .default(8)
    .describe("of the store: so many of the largest other traders stand alone, the rest are one"),
});

const tariffRow = z.strictObject({
  origin: place("who sells, or * for every other country"),
  to: place("who buys, or * for every other country"),
  before: rate("0.25 for 25 % of the value; 0 if no row says"),
  after: rate("as before if no row says"),
  ban: z.boolean().optional().describe("the flow ends"),
  note: text(300).optional(),
});

const elasticityRow = z.strictObject({
  kind: z.enum(ELASTICITY_KINDS),
  country: place("whose, or * for every other country").default(EVERYBODY),
  value: elasticityOrInfinite.describe("demand below 0, supply and substitution above 0; supply may be infinite"),
  low: elasticity().optional().describe("the lowest it may be"),
  high: elasticity().optional().describe("the highest it may be"),
  basis: z.enum(BASES).optional().describe("assumed unless a source is named"),
  source: text(300).optional().describe("where it comes from"),
});

export const gsimModelInput = z.strictObject({
  title: text(200).optional().describe("what is asked"),
  trade: tradeOfModel,
  tariffs: z.array(tariffRow).max(MOST_ROWS).default([]),
  elasticities: z.array(elasticityRow).min(1).max(MOST_ROWS),
});

export type GsimInput = z.output<typeof gsimModelInput>;
export type TariffRow = GsimInput["tariffs"][number];
export type ElasticityRow = GsimInput["elasticities"][number];
