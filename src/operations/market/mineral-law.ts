import type { Book } from "../../book/book.ts";
import { stateOn } from "../../tariff/restriction.ts";
import { addDays } from "../../vocab/iso-date.ts";
import { parseInput } from "../core/ask.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";
import { measuresOperation } from "../measures.ts";
import type { MineralResult } from "./mineral-result.ts";

/** Duties of the United States and export controls in force on the day that name the codes, each with its days. */
export async function lawFor(
  context: Context,
  book: Book,
  codes: readonly string[],
  days: Days,
): Promise<Pick<MineralResult, "duties" | "controls">> {
  const duties: MineralResult["duties"] = [];
  for (const code of codes) {
    const asked = parseInput(measuresOperation.input, { product: code });
    const { result } = await measuresOperation.run(context, asked, days);
    for (const { id, title, programme, kind, inForce, rates } of result.measures) {
      if (!inForce || (kind !== "additional" && kind !== "remedy")) continue;
      duties.push({
        ...{ code, id, title, programme, by: result.to },
        rates: rates.map(({ rate, when, from, until, known, status, confidence, source }) => ({
          ...{ rate, when, from, until, known, status, confidence },
          ...{ source: source.id, locator: source.locator },
        })),
      });
    }
  }
  return { duties, controls: codes.flatMap((code) => controlsOn(book, code, days)) };
}

function controlsOn(book: Book, code: string, days: Days): MineralResult["controls"] {
  return book.restrictions.measures.flatMap((measure) => {
    const state = stateOn(measure, days);
    const named = measure.items.some(({ hs }) => hs !== null && hs.of(code) !== "out");
    if (state === null || !named) return [];
    const { from, last, known, confidence, source } = state.row;
    // After a suspension that has run out it is by its own terms back, from the day after.
    const since = state.confirmed || last === null ? { from, last } : { from: addDays(last, 1), last: null };
    return [
      {
        ...{ code, id: measure.id, title: measure.title, by: measure.by, state: state.state },
        ...since,
        ...{ next: state.next, confirmed: state.confirmed, known, confidence },
        ...{ source: source.id, locator: source.locator ?? null },
      },
    ];
  });
}
