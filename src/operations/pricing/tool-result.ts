import { z } from "zod";
import { BASES } from "../../evidence/basis.ts";
import { BAND_STATES } from "../../pricing/band-law.ts";
import { amount } from "../core/fields.ts";

const month = () => z.string().regex(/^\d{4}-\d{2}$/);
const money = () => amount().nullable();

/** What a tool does in a month. */
const TOOL_ACTS = [
  "paid",
  "pays back",
  "charged",
  "given back",
  "in quota",
  "over quota",
  "buys",
  "sells",
  "rests",
  "not known",
] as const;

const payoffs = {
  government: money().describe("what it gets, in the currency; below 0 it pays; null where a volume is not stated"),
  producer: money().describe("of producers at home"),
  buyer: money(),
};

const toolMonth = z.object({
  month: month(),
  price: amount().nullable().describe("null is a gap"),
  acts: z.enum(TOOL_ACTS),
  perUnit: amount().nullable().describe("what the tool moves for one unit: to producers, or at the border"),
  adValorem: amount().nullable().describe("of a charge at the border: as a share of the price"),
  producerPrice: amount().nullable().describe("what producers at home get for one unit"),
  buyerPrice: amount().nullable().describe("what buyers pay for one unit"),
  volume: amount().nullable().describe("units on which it acts"),
  ...payoffs,
  band: z.object({ floor: amount(), ceiling: amount().nullable(), reference: amount().nullable() }).nullable(),
  quota: z.object({ within: amount(), over: amount(), used: amount(), fill: amount() }).nullable(),
  stock: z.object({ bought: amount(), sold: amount(), held: amount(), budgetLeft: amount() }).nullable(),
});

const tool = z.object({
  name: z.string(),
  kind: z.enum(["floor", "contract", "offtake", "levy", "minimum-import-price", "band", "quota", "stockpile"]),
  because: z.string().describe("what it does, in a sentence"),
  source: z.string().nullable(),
  from: month(),
  until: month().describe("the month after its last"),
  terms: z.array(z.object({ name: z.string(), value: z.string(), unit: z.string().nullable() })),
  law: z
    .object({
      id: z.string(),
      title: z.string(),
      status: z.enum(BAND_STATES),
      from: z.string().nullable(),
      until: z.string().nullable(),
      source: z.string(),
      confidence: z.enum(["high", "medium", "low"]),
      risk: z.string().nullable(),
      note: z.string().nullable(),
    })
    .nullable(),
  total: z.object({
    months: z.number().int(),
    on: z.number().int().describe("months in which something is paid"),
    ...payoffs,
    perUnit: money().describe("on average over the months on"),
    adValorem: money().describe("on average over the months on, each month alike"),
    stock: z
      .object({ held: amount(), worth: money().describe("at the last known price") })
      .nullable()
      .describe("of a stockpile, when the last month is over"),
  }),
  triggers: z
    .array(z.object({ month: month(), acts: z.enum(TOOL_ACTS), price: amount().nullable() }))
    .describe("the first month, and each in which it begins to do something else"),
  gaps: z.array(month()).describe("months of which it says nothing"),
  months: z.array(toolMonth),
});

const origin = z.object({
  origin: z.string(),
  before: amount(),
  after: amount(),
  quantity: amount().describe("change of the quantity, as a share"),
  price: amount().nullable().describe("change of the price that the buyer pays, as a share"),
});

export const toolEffect = z.object({
  tool: z.string(),
  to: z.string(),
  adValorem: amount().describe("the charge as a share of the price, on average over the months on"),
  because: z.string(),
  unit: z.string().describe("of trade and welfare"),
  imports: z.object({ before: amount(), after: amount() }),
  origins: z.array(origin),
  buyers: amount().describe("what buyers of the importer gain"),
  producers: amount().describe("what sellers of the importer gain"),
  revenue: amount(),
  welfare: z.object({ central: amount(), low: amount(), high: amount() }),
});

const scenarioWritten = z.object({
  title: z.string(),
  about: z.string(),
  edits: z.array(z.object({ measure: z.record(z.string(), z.unknown()) })),
});

export const priceToolResult = z.object({
  title: z.string(),
  about: z.string().nullable(),
  product: z.string().nullable(),
  currency: z.string(),
  unit: z.string().describe("of prices and volumes"),
  terms: z.string(),
  path: z.object({
    from: z.enum(["file", "store"]),
    basis: z.enum(BASES),
    source: z.string().nullable(),
    first: month(),
    last: month(),
    gaps: z.array(month()),
    low: amount(),
    high: amount(),
    prices: z.array(z.object({ month: month(), price: amount().nullable() })),
  }),
  volumes: z.array(
    z.object({
      of: z.enum(["sold", "imported", "market"]),
      total: amount(),
      months: z.number().int(),
      basis: z.enum(BASES),
      source: z.string().nullable(),
    }),
  ),
  tools: z.array(tool),
  effect: toolEffect.nullable(),
  scenario: scenarioWritten
    .nullable()
    .describe("tools at the border as measures, to be laid over the law by --scenario; null where none was asked"),
  assumptions: z.array(z.object({ name: z.string(), value: z.string(), about: z.string() })),
});

export type PriceToolResult = z.output<typeof priceToolResult>;
export type ToolResult = PriceToolResult["tools"][number];
export type ToolAct = ToolResult["months"][number]["acts"];
