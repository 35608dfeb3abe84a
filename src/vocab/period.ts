import { InvalidInput } from "../errors.ts";
import { addDays, type IsoDate, isoDate } from "./iso-date.ts";

/** Days from `from` up to, but not including, `until`; `null` means without an end. */
export interface Period {
  readonly from: IsoDate;
  readonly until: IsoDate | null;
}

export type Frequency = "annual" | "quarterly" | "monthly" | "daily";

/** A period of a calendar, as statistics name them. It always ends. */
export interface CalendarPeriod extends Period {
  readonly until: IsoDate;
  readonly frequency: Frequency;
}

export function covers(period: Period, day: IsoDate): boolean {
  return period.from <= day && (period.until === null || day < period.until);
}

/** True when at least one day lies in both; a period that ends on the day it begins overlaps nothing. */
export function overlaps(a: Period, b: Period): boolean {
  return [a.from, b.from].some((day) => covers(a, day) && covers(b, day));
}

/** A period that may have no beginning or no end of its own. */
export interface OpenPeriod {
  readonly from: IsoDate | null;
  readonly until: IsoDate | null;
}

/** What is left of a period when another is cut out of it: none, one or two. */
export function periodsLeft(whole: OpenPeriod, { from, until }: OpenPeriod): OpenPeriod[] {
  const endsBefore = from !== null && whole.until !== null && whole.until <= from;
  const beginsAfter = until !== null && whole.from !== null && until <= whole.from;
  if (endsBefore || beginsAfter) return [{ from: whole.from, until: whole.until }];
  const before = from !== null && (whole.from === null || whole.from < from) ? [{ from: whole.from, until: from }] : [];
  const after =
    until !== null && (whole.until === null || until < whole.until) ? [{ from: until, until: whole.until }] : [];
  return [...before, ...after];
}

/** What two periods share: none or one. */
export function periodsShared(a: OpenPeriod, b: OpenPeriod): OpenPeriod[] {
  const from = a.from === null || (b.from !== null && b.from > a.from) ? b.from : a.from;
  const until = a.until === null || (b.until !== null && b.until < a.until) ? b.until : a.until;
  return from !== null && until !== null && until <= from ? [] : [{ from, until }];
}

/** Throws InvalidInput when the period ends before it begins. */
export function period(from: IsoDate, until: IsoDate | null): Period {
  if (until !== null && until < from) {
    throw new InvalidInput(`“${until}” is before “${from}”, the first day of the period.`, {
      hint: "A period runs from its first day up to, but not including, its end.",
    });
  }
  return { from, until };
}

const FORMS = [
  { frequency: "annual", pattern: /^(?<year>\d{4})$/ },
  { frequency: "quarterly", pattern: /^(?<year>\d{4})-?[Qq](?<quarter>[1-4])$/ },
  { frequency: "monthly", pattern: /^(?<year>\d{4})(?:-|[Mm])?(?<month>0[1-9]|1[0-2])$/ },
  { frequency: "daily", pattern: /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/ },
  { frequency: "daily", pattern: /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/ },
] as const;

/**
 * Reads "2023", "202312", "2023-12", "2025M11", "2024Q1", "2023-12-01" and "20231201".
 *
 * A full date is one day here: whether a table writes its months as their first day is for the reader of that table
 * to know. Throws InvalidInput for anything else.
 */
export function calendarPeriod(text: string): CalendarPeriod {
  const trimmed = text.trim();
  for (const { frequency, pattern } of FORMS) {
    const found = pattern.exec(trimmed)?.groups;
    if (found !== undefined && found.year !== "0000") return startingAt(frequency, found);
  }
  throw new InvalidInput(`“${text}” is not a period.`, {
    hint: "Write a year, a quarter, a month or a day: 2023, 2024Q1, 2023-12, 202312, 2025M11 or 2023-12-01.",
  });
}

function startingAt(frequency: Frequency, found: Record<string, string | undefined>): CalendarPeriod {
  const { year = "", quarter, month, day = "01" } = found;
  const firstMonth = quarter === undefined ? Number(month ?? "1") : Number(quarter) * 3 - 2;
  const from = isoDate(`${year}-${String(firstMonth).padStart(2, "0")}-${day}`);
  if (frequency === "daily") return { from, until: addDays(from, 1), frequency };
  const months = { annual: 12, quarterly: 3, monthly: 1 }[frequency];
  return { from, until: firstOfMonthAfter(Number(year), firstMonth, months), frequency };
}

function firstOfMonthAfter(year: number, month: number, months: number): IsoDate {
  const index = year * 12 + (month - 1) + months;
  const [nextYear, nextMonth] = [Math.floor(index / 12), (index % 12) + 1];
  return isoDate(`${String(nextYear).padStart(4, "0")}-${String(nextMonth).padStart(2, "0")}-01`);
}
