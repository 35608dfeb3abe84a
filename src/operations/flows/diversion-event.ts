import type { Book } from "../../book/book.ts";
import { InvalidInput, NotFound } from "../../errors.ts";
import { MONTHLY_RULE } from "../../flows/leg-change.ts";
import { periodText } from "../../flows/periods.ts";
import { strongestFall } from "../../flows/triangle.ts";
import { WORKING_POINT } from "../../flows/verdict.ts";
import type { Days } from "../core/operation.ts";
import type { DiversionResult } from "./diversion-result.ts";
import { measureDays } from "./measure-days.ts";
import type { Triangle } from "./triangle-series.ts";

interface Asked {
  readonly product: string;
  readonly origin: string;
  readonly to: string;
  readonly measure?: string | undefined;
  readonly since?: string | undefined;
  readonly months: number;
}

/** The month from which on the legs are judged, by a measure, by the asker, or where the direct leg falls most. */
export function eventOf(
  book: Book,
  triangle: Triangle,
  asked: Asked,
  days: Days,
): { readonly at: number; readonly event: DiversionResult["event"] } {
  const made = (at: number, how: DiversionResult["event"]["how"], measure: string | null, words: string) => ({
    at,
    event: { month: periodText(triangle.from + at, triangle.step), how, measure, words },
  });
  if (asked.measure !== undefined && asked.since !== undefined) {
    throw new InvalidInput('Both "measure" and "since" say when it began.', { hint: "Leave one of them out." });
  }
  if (asked.measure !== undefined) {
    const all = measureDays(book, asked, days);
    const own = all.find(({ measure }) => measure === asked.measure);
    if (own === undefined) {
      const ids = [...new Set(all.map(({ measure }) => measure))];
      throw new NotFound(
        `No measure "${asked.measure}" of the book on this product and pair is known on ${days.known}.`,
        {
          hint:
            ids.length === 0 ? "The book has none on this pair; name a day with --since." : `It has ${ids.join(", ")}.`,
        },
      );
    }
    return within(
      triangle,
      made(triangle.placeOf(own.day), "measure", own.measure, `${own.title}, in force from ${own.day}.`),
      own.day,
    );
  }
  if (asked.since !== undefined) {
    return within(
      triangle,
      made(triangle.placeOf(asked.since), "since", null, `From ${asked.since} on, as asked.`),
      asked.since,
    );
  }
  const found = strongestFall(triangle.series.direct, asked.months, WORKING_POINT);
  if (found !== null) {
    return made(
      found,
      "found",
      null,
      "The month from which on the direct leg falls most; it was looked for, so chance has had many tries.",
    );
  }
  const last = Math.max(0, triangle.periods - asked.months);
  return within(
    triangle,
    made(
      last,
      "found",
      null,
      `The direct leg falls in no month beyond chance; the last ${asked.months} months are shown.`,
    ),
    periodText(triangle.from + last, triangle.step),
  );
}

function within<T extends { readonly at: number }>(triangle: Triangle, event: T, day: string): T {
  const least = MONTHLY_RULE.season;
  if (event.at >= least && event.at < triangle.periods) return event;
  const [first, last] = [triangle.from + least, triangle.from + triangle.periods - 1].map((p) =>
    periodText(p, triangle.step),
  );
  throw new InvalidInput(`“${day}” leaves no twelve months before it and none after it in the data.`, {
    hint:
      triangle.periods <= least
        ? "The data are shorter than thirteen months; bring in more of them."
        : `Choose a month from ${first} to ${last}.`,
  });
}
