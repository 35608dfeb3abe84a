import { epochDay, fromEpochDay, type IsoDate, isoDate } from "../../vocab/iso-date.ts";
import type { Window } from "./dataset-facts.ts";

/** The part of a calendar year that lies in a window. */
export interface YearPart {
  readonly year: string;
  readonly since: IsoDate;
  readonly until: IsoDate;
  /** Of the year's days, 0..1. */
  readonly part: number;
}

/** The calendar years of a window that has both ends. */
export function yearsOf({ since, until }: Required<Window>): YearPart[] {
  if (since === undefined || until === undefined || until <= since) return [];
  const found: YearPart[] = [];
  for (let year = Number(since.slice(0, 4)); `${year}-01-01` < until; year++) {
    const [first, next] = [isoDate(`${year}-01-01`), isoDate(`${year + 1}-01-01`)];
    const from = since > first ? since : first;
    const end = until < next ? until : next;
    found.push({
      year: String(year),
      since: from,
      until: end,
      part: (epochDay(end) - epochDay(from)) / (epochDay(next) - epochDay(first)),
    });
  }
  return found;
}

/**
 * The days whose production stands beside the purchases of a window. Where a window ends with the data, their first and
 * last day say little of what they cover: as far as the asker's own window goes within that year, else whole months.
 */
export function coveredBy(data: Extent, asked: Window, { since, until }: Required<Window>): Required<Window> {
  if (since === undefined || until === undefined) return { since, until };
  return {
    since: data.from !== null && since <= data.from ? firstCovered(since, asked.since) : since,
    until: data.until !== null && until >= data.until ? lastCovered(until, asked.until) : until,
  };
}

/** First day of some data, and the first after them. */
export interface Extent {
  readonly from: IsoDate | null;
  readonly until: IsoDate | null;
}

function firstCovered(since: IsoDate, asked: IsoDate | undefined): IsoDate {
  if (asked === undefined || asked > since) return isoDate(`${since.slice(0, 7)}-01`);
  const year = isoDate(`${since.slice(0, 4)}-01-01`);
  return asked > year ? asked : year;
}

function lastCovered(until: IsoDate, asked: IsoDate | undefined): IsoDate {
  const last = fromEpochDay(epochDay(until) - 1);
  const [year, month] = [Number(last.slice(0, 4)), Number(last.slice(5, 7))];
  const nextYear = isoDate(`${year + 1}-01-01`);
  if (asked !== undefined && asked >= until) return asked < nextYear ? asked : nextYear;
  return month === 12 ? nextYear : isoDate(`${year}-${String(month + 1).padStart(2, "0")}-01`);
}
