import { InvalidInput } from "../errors.ts";
import { type IsoDate, isoDate } from "../vocab/iso-date.ts";
import { calendarPeriod } from "../vocab/period.ts";

declare const brand: unique symbol;

/** A month of the calendar, "2026-01". Plain string order is the order of time. */
export type Month = string & { readonly [brand]: "Month" };

const [FIRST, LAST] = ["1800-01", "2999-12"];

/** Reads "2026-01", "202601" and "2026M01", of the years 1800 to 2999; throws InvalidInput for anything else. */
export function month(text: string): Month {
  const fault = new InvalidInput(`“${text}” is not a month.`, { hint: "Write year and month: 2026-01." });
  try {
    const { from, frequency } = calendarPeriod(text);
    const read = from.slice(0, 7) as Month;
    if (frequency !== "monthly" || read < FIRST || read > LAST) throw fault;
    return read;
  } catch {
    throw fault;
  }
}

export function monthAfter(from: Month, months = 1): Month {
  const at = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}` as Month;
}

/** Months from `from` up to, but not including, `until`. */
export function monthsBetween(from: Month, until: Month): readonly Month[] {
  const months: Month[] = [];
  for (let at = from; at < until; at = monthAfter(at)) months.push(at);
  return months;
}

export function firstDayOf(of: Month): IsoDate {
  return isoDate(`${of}-01`);
}
