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

interface Goods {
  readonly product: string;
  readonly origin: string;
  readonly to: string;
}

/**
 * Days on which duties and export controls of the book on goods of a code from one country to another came into force, as
 * known on a day; a day of a measure once.
 */
export function measureDays(book: Book, goods: Goods, days: Days): readonly MeasureDay[] {
  return [...dutyDays(book, goods, days), ...controlDays(book, goods, days)].sort((a, b) =>
    a.day < b.day ? -1 : a.day > b.day ? 1 : a.measure < b.measure ? -1 : 1,
  );
}

/** First days of the rates of each duty of the country that the goods enter. */
function dutyDays(book: Book, goods: Goods, { known }: Days): MeasureDay[] {
  const found = new Map<string, MeasureDay>();
  for (const { measure } of book.tariff.border(goods.to)?.measures ?? []) {
    if (measure.kind === "ordinary" || measure.kind === "fee") continue;
    if (!touches(measure, goods.product, goods.origin)) continue;
    for (const row of measure.rates) {
      if (row.rate === null || row.known > known || !concerns(row, goods)) continue;
      const { id, title, programme } = measure;
      const { from, confidence, source } = row;
      found.set(`${from} ${id}`, {
        ...{ day: from, measure: id, title, programme, known: row.known, confidence, source: source.id },
      });
    }
  }
  return [...found.values()];
}

/** First days of export controls under which goods of the code may fall, whatever their thresholds ask. */
function controlDays(book: Book, { product, origin, to }: Goods, { known }: Days): MeasureDay[] {
  return book.restrictions.measures.flatMap((measure) => {
    const from = measure.origin === null || measure.origin.includes(origin);
    const into = measure.to === null ? to !== measure.by : measure.to.includes(to);
    const covers = measure.items.some(({ kinds, hs }) => {
      return kinds.includes("goods") && hs !== null && hs.of(product) !== "out";
    });
    if (!from || measure.exceptOrigin.includes(origin) || !into || !covers) return [];
    return measure.statuses
      .filter((row) => row.state === "in force" && row.known <= known)
      .map((row) => ({
        ...{ day: row.from, measure: measure.id, title: measure.title, programme: measure.programme },
        ...{ known: row.known, confidence: row.confidence, source: row.source.id },
      }));
  });
}
