import type { Border } from "../../tariff/tariff-book.ts";
import type { Days } from "../core/operation.ts";

/** What an answer must say when its day lies before the book begins. */
export function bookDayWarnings(border: Border, { on }: Days): readonly string[] {
  const begins = border.measures
    .filter(({ measure }) => measure.kind !== "fee")
    .flatMap(({ measure }) => measure.rates.map(({ from }) => from))
    .sort()[0];
  if (begins === undefined || on >= begins) return [];
  return [`The book of ${border.importer} begins on ${begins}: nothing before that day is in it.`];
}
