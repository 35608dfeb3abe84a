import type { Answer, Question, Result } from "../../src/client/client.ts";
import { addressOf } from "./everywhere.ts";
import { choice, readFields, text, type Values, writeFields } from "./fields.ts";
import { go, place } from "./location.ts";
import { readyFiles } from "./ready-files.ts";

/** What the address of the screen of prices says. */
const PRICES_FIELDS = {
  tab: choice(["reference", "tool", "series"]),
  /** Of the reference price: the name of a ready file, or the file itself. */
  model: text(),
  /** Of the price tool, alike. */
  proposal: text(),
  series: text(),
  product: text(),
  since: text(),
  until: text(),
  unit: text(),
  currency: text(),
};

export type PricesPlace = Values<typeof PRICES_FIELDS>;
export type PricesTab = PricesPlace["tab"];

export const pricesPlace = (): PricesPlace => readFields(PRICES_FIELDS, place.value.query);

export const pricesAddress = (values: Partial<PricesPlace>): string =>
  addressOf("/prices", writeFields(PRICES_FIELDS, values));

export function changePrices(changes: Partial<PricesPlace>): void {
  go(pricesAddress({ ...pricesPlace(), ...changes }));
}

const FILES: Readonly<Record<string, string>> = import.meta.glob("../../examples/pricing/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
});

const ALL = readyFiles(FILES);
const isTool = ({ text: written }: { readonly text: string }): boolean => /^tools:/m.test(written);

/** The ready files of either question: those of price tools have tools. */
export const READY_PROPOSALS = ALL.filter(isTool);
export const READY_MODELS = ALL.filter((file) => !isTool(file));

export type ReferenceAnswer = Answer<Result<"reference-price">>;
export type ReferenceResult = Result<"reference-price">;
export type ToolAnswer = Answer<Result<"price-tool">>;
export type ToolResult = Result<"price-tool">;
export type SeriesAnswer = Answer<Result<"prices">>;

/** The series of the store that are asked for; with neither a name nor a product the list of all. */
export function seriesQuestion({ series, product, since, until, unit, currency }: PricesPlace): Question<"prices"> {
  return {
    ...(series === "" ? {} : { series: [series] }),
    ...(product === "" ? {} : { product: [product] }),
    ...(since === "" ? {} : { since }),
    ...(until === "" ? {} : { until }),
    ...(unit === "" ? {} : { unit }),
    ...(currency === "" ? {} : { currency }),
  };
}
