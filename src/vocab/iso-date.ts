import { InvalidInput } from "../errors.ts";

declare const brand: unique symbol;

/** A calendar day, `YYYY-MM-DD`, years 0001 to 9999. Plain string order is date order, in TypeScript and in SQL. */
export type IsoDate = string & { readonly [brand]: "IsoDate" };

const MILLISECONDS_A_DAY = 86_400_000;

/** Reads `YYYY-MM-DD`; throws InvalidInput for any other form and for days that do not exist. */
export function isoDate(text: string): IsoDate {
  if (!isCalendarDay(text)) {
    throw new InvalidInput(`“${text}” is not a calendar date.`, {
      hint: "Write it as YYYY-MM-DD, for example 2025-07-17.",
    });
  }
  return text as IsoDate;
}

function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith("0000")) return false;
  const real = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().slice(0, 10) === text;
}

/** Days since 1970-01-01; negative before it. */
export function epochDay(date: IsoDate): number {
  return Date.parse(`${date}T00:00:00Z`) / MILLISECONDS_A_DAY;
}

/** The day that lies `day` days after 1970-01-01; throws InvalidInput outside the years 0001 to 9999. */
export function fromEpochDay(day: number): IsoDate {
  const moment = new Date(day * MILLISECONDS_A_DAY);
  const text = Number.isNaN(moment.getTime()) ? "" : moment.toISOString().slice(0, 10);
  if (!Number.isInteger(day) || !isCalendarDay(text)) {
    throw new InvalidInput(`“${day}” days from 1970-01-01 is not a calendar date.`, {
      hint: "Dates run from 0001-01-01 to 9999-12-31.",
    });
  }
  return text as IsoDate;
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return fromEpochDay(epochDay(date) + days);
}

/** The same day of the month so many months later; the last day of that month where it has no such day. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return addDays(fromEpochDay(first.getTime() / MILLISECONDS_A_DAY), Math.min(day, length) - 1);
}
