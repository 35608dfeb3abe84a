import { z } from "zod";
import { BASES } from "../../evidence/basis.ts";
import { gsimModelInput } from "../scenario/gsim/gsim-input.ts";
import {
  byMonth,
  currencyField,
  dutyRate,
  figure,
  monthField,
  price,
  quantity,
  shareOfOne,
  text,
  unitField,
} from "./tool-fields.ts";

const MOST_TOOLS = 20;

const said = {
  source: text(400).optional().describe("where it comes from"),
  basis: z.enum(BASES).optional().describe("assumed unless a source is named"),
};

const path = z.strictObject({
  from: z.enum(["file", "store"]).default("file").describe("the months below, or a series of the store"),
  months: byMonth("a price of 0 or more")
    .optional()
    .describe('prices by month, null where nobody knows one: {"2026-01": 63, "2026-02..2026-12": 65}'),
  series: text(200).optional().describe("of the store: the name of the series"),
  since: monthField().optional().describe("of the store: the first month"),
  until: monthField().optional().describe("of the store: the month after the last"),
  ...said,
});

const volume = z.strictObject({
  unit: unitField(),
  a_year: figure((value) => value >= 0, "a volume of 0 or more")
    .optional()
    .describe("spread evenly over months"),
  months: byMonth("a volume of 0 or more").optional().describe("by month, in place of a_year"),
  ...said,
});

const common = {
  name: text(60).optional().describe("to tell two tools of one kind apart"),
  from: monthField().optional().describe("the first month; that of the path if left out"),
  until: monthField().optional().describe("the month after the last"),
  source: text(400).optional().describe("the law or contract that it is of"),
  note: text(400).optional(),
};

const payer = z.enum(["government", "buyer"]).describe("who makes up the difference");
const atBorder = {
  duty: dutyRate().default(0).describe("ordinary duty, as a share of the price"),
  pass_through: shareOfOne().default(1).describe("how much of a charge the price at home follows; assumed"),
};
const months = z.int().min(1).max(600);

const floor = z.strictObject({ kind: z.literal("floor"), ...common, floor: price(), paid_by: payer });
const contract = z.strictObject({
  kind: z.literal("contract"),
  ...common,
  strike: price(),
  ways: z.enum(["one", "two"]).describe("two: the producer pays back all that the price is above the strike"),
  upside_share: shareOfOne().optional().describe("one way: of the excess, what the payer gets"),
  paid_by: payer.default("government"),
});
const offtake = z.strictObject({
  kind: z.literal("offtake"),
  ...common,
  share: dutyRate().default(1).describe("of the index"),
  premium: figure(() => true, "a number")
    .default(0)
    .describe("added for one unit; below 0 taken off"),
  floor: price().optional(),
  ceiling: price().optional(),
});
const levy = z.strictObject({ kind: z.literal("levy"), ...common, ...atBorder, floor: price() });
const minimum = z.strictObject({
  kind: z.literal("minimum-import-price"),
  ...common,
  ...atBorder,
  minimum: price(),
  rate: dutyRate().describe("owed in full below the minimum, as a share of the price"),
  rebate: price().optional().describe("what sellers give back on a unit: the net price is tested"),
});
const band = z.strictObject({
  kind: z.literal("band"),
  ...common,
  ...atBorder,
  law: text(60).optional().describe("a band of the book, such as chile-wheat-2003, in place of floor and ceiling"),
  floor: price().optional(),
  ceiling: price().optional(),
  over: z
    .union([
      z.strictObject({ months, dropped: shareOfOne().describe("left out at either end") }),
      z.strictObject({ months, deviations: figure((value) => value >= 0, "a number of 0 or more") }),
    ])
    .optional()
    .describe("floor and ceiling from the prices of so many months before"),
  trigger: price().optional().describe("the charge begins below it; the floor if left out"),
  release: price().optional().describe("the charge ends above it; the floor if left out"),
  bound: dutyRate().optional().describe("the most that duty and charge may be, as a share of the price"),
  review_months: months.optional().describe("the price that counts is taken anew every so many months; 1"),
  band_months: months.optional().describe("a band of earlier prices is taken anew every so many months; 1"),
});
const quota = z.strictObject({
  kind: z.literal("quota"),
  ...common,
  quota: quantity().describe("a year"),
  rate_within: dutyRate(),
  rate_over: dutyRate(),
  opens: z.int().min(1).max(12).default(1).describe("the month of the calendar in which its year begins"),
});
const stockpile = z.strictObject({
  kind: z.literal("stockpile"),
  ...common,
  buy_below: price(),
  sell_above: price(),
  share_of_market: shareOfOne().optional().describe("the most that is bought, and sold, in a year, of volumes.market"),
  most_a_year: quantity().optional().describe("the same as a quantity"),
  budget: figure((value) => value >= 0, "an amount of 0 or more"),
  revolving: z.boolean().default(false).describe("what sales bring in is spent again"),
  opening: quantity().optional().describe("held before the first month"),
  storage: price().optional().describe("of holding one unit for a month"),
});

const tool = z.discriminatedUnion("kind", [floor, contract, offtake, levy, minimum, band, quota, stockpile]);

const border = z.strictObject({
  to: text(80).describe("the country at whose border tools hold"),
  product: z.array(text(20)).min(1).max(100).describe("codes of the goods, such as 3801.10.50"),
  origin: z.array(text(80)).max(100).optional().describe("countries or groups; all if left out"),
  tools: z
    .array(text(60))
    .min(1)
    .optional()
    .describe("names of those to write; all that are charged at a border if left out"),
  as: z
    .enum(["specific", "ad-valorem"])
    .default("specific")
    .describe("how a levy is written as a measure: USD a kilogram, or a share of the value"),
});

const effect = z.strictObject({
  tool: text(60).describe("the name, or kind, of a levy, band or minimum import price"),
  to: text(80).describe("who charges it, as the trade calls it"),
  origins: z.array(text(80)).min(1).max(100).optional().describe("on whose goods; everybody's if left out"),
  trade: gsimModelInput.shape.trade,
  elasticities: gsimModelInput.shape.elasticities,
});

export const proposalInput = z.strictObject({
  title: text(200),
  about: text(2000).optional(),
  product: text(200).optional().describe("what the price is of"),
  currency: currencyField(),
  unit: unitField().describe("of every price of the file, such as t or kg"),
  terms: text(60).describe("terms of delivery of every price, such as FOB China"),
  path,
  volumes: z
    .strictObject({
      sold: volume.optional().describe("by producers at home"),
      imported: volume.optional(),
      market: volume.optional().describe("all that is traded, for a stockpile's share of it"),
    })
    .default({}),
  tools: z.array(tool).min(1).max(MOST_TOOLS),
  border: border.optional().describe("where border tools hold, to write them as measures that the duty engine reads"),
  effect: effect.optional().describe("what a border tool does to imports, by the model of gsim"),
});

export type Proposal = z.output<typeof proposalInput>;
export type ToolAsked = Proposal["tools"][number];
export type ToolKind = ToolAsked["kind"];
