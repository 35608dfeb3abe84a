import { z } from "zod";
import type { Book } from "../../book/book.ts";
import type { Border } from "../../tariff/tariff-book.ts";
import type { AsOf } from "../../vocab/as-of.ts";
import { amount } from "../core/fields.ts";
import { countryLabel } from "../trade/labels.ts";
import type { GoodsQuestion } from "./goods-of.ts";

/** The goods of an answer about duties, as they were understood. */
export const goodsResult = z.object({
  code: z.string().describe("digits of the tariff line that was used"),
  label: z.string(),
  origin: z.object({ key: z.string(), label: z.string() }),
  to: z.object({ key: z.string(), label: z.string() }),
  value: amount(),
});

export type GoodsFacts = z.output<typeof goodsResult>;

export function goodsFacts(
  book: Book,
  border: Border,
  question: Pick<GoodsQuestion, "origin" | "to" | "value">,
  hts: string,
  asOf: AsOf,
): GoodsFacts {
  const line = border.schedule.line(hts, asOf);
  return {
    code: hts,
    label: line?.description ?? book.nomenclature.describe(hts.slice(0, 6), 2022) ?? "",
    origin: { key: question.origin, label: countryLabel(question.origin) },
    to: { key: question.to, label: countryLabel(question.to) },
    value: question.value,
  };
}
