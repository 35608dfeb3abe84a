import { epochDay, type IsoDate, isoDate } from "../../vocab/iso-date.ts";
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
