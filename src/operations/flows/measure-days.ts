import { z } from "zod";
import type { Book } from "../../book/book.ts";
import type { Days } from "../core/operation.ts";
import { concerns, touches } from "../measures.ts";

/** A day on which a measure of the book on a product and a pair of countries began. */
export const measureDay = z.object({
  day: z.string(),
  measure: z.string().describe("its id in the book"),
  title: z.string(),
  programme: z.string(),
  known: z.string().describe("first day on which it could have been known"),
  confidence: z.enum(["high", "medium", "low"]),
  source: z.string(),
});

export type MeasureDay = z.output<typeof measureDay>;

/** First days of the rates of each measure on goods of a code and an origin, as known on a day; a day of a measure once. */
export function measureDays(
  book: Book,
  goods: { readonly product: string; readonly origin: string; readonly to: string },
  { known }: Days,
): readonly MeasureDay[] {
  const border = book.tariff.border(goods.to);
  if (border === null) return [];
  const found = new Map<string, MeasureDay>();
  for (const { measure } of border.measures) {
    if (measure.kind === "ordinary" || measure.kind === "fee" || !touches(measure, goods.product, goods.origin))
      continue;
    for (const row of measure.rates) {
      if (row.rate === null || row.known > known || !concerns(row, goods)) continue;
      const key = `${row.from} ${measure.id}`;
      if (found.has(key)) continue;
      found.set(key, {
        day: row.from,
        measure: measure.id,
        title: measure.title,
        programme: measure.programme,
        known: row.known,
        confidence: row.confidence,
        source: row.source.id,
      });
    }
  }
  return [...found.values()].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.measure < b.measure ? -1 : 1));
}
