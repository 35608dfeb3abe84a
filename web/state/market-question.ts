import type { Answer, Question as QuestionOf, Result } from "../../src/client/client.ts";
import { addressOf } from "./everywhere.ts";
import { choice, readFields, text, type Values, writeFields } from "./fields.ts";
import { go, place } from "./location.ts";
import { writeReference } from "./reference.ts";

/** What the address of the market says. The first two are asked; the rest is how the answer is looked at. */
export const MARKET_FIELDS = {
  /** Words that the product's name holds. */
  product: text(),
  country: text(),
  /** By whose country amounts are told apart: where it stands, or from where it is controlled. */
  apart: choice(["country", "control"]),
  /** What the chart shows: phases of capacity, or one thing that was made, sold, held or spent. */
  show: choice(["capacity", "production", "sales", "inventory", "revenue", "investment"]),
  /** By what makers are ranked, as the answer calls it; what they sold when empty. */
  rank: text(),
  /** One stage of processing alone, as its source calls it. */
  stage: text(),
  /** The country from which makers are controlled. */
  controller: text(),
};

export type MarketPlace = Values<typeof MARKET_FIELDS>;
export type MarketResult = Result<"capacity">;
export type MarketAnswer = Answer<MarketResult>;
export type MarketRow = MarketResult["rows"][number];
export type Ranking = MarketResult["rankings"][number];
export type MarketTotal = MarketResult["totals"][number];

export const marketPlace = (): MarketPlace => readFields(MARKET_FIELDS, place.value.query);

export const marketAddress = (values: Partial<MarketPlace>): string =>
  addressOf("/market", writeFields(MARKET_FIELDS, values));

/** Changes the question or the look of it. What was chosen among the stages and controllers of one answer belongs to it. */
export function changeMarket(changes: Partial<MarketPlace>, step: { readonly replace?: boolean } = {}): void {
  const fresh = changes.product === undefined && changes.country === undefined ? {} : { stage: "", controller: "" };
  go(marketAddress({ ...marketPlace(), ...fresh, ...changes }), step);
}

/** The fields that the operation takes; null where nothing is asked yet. */
export function marketQuestion({ product, country }: MarketPlace): QuestionOf<"capacity"> | null {
  if (product === "" && country === "") return null;
  return { ...(product === "" ? {} : { product }), ...(country === "" ? {} : { country }) };
}

/** How the answer was made. */
export const marketFigure = (values: MarketPlace): string =>
  writeReference({ operation: "capacity", question: { ...marketQuestion(values) }, path: [] });
