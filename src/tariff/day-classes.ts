import type { IsoDate } from "../vocab/iso-date.ts";
import type { Border } from "./tariff-book.ts";

/** Which span between two turning days of a border a day lies in: days of one span are answered alike. */
export type DayClasses = (day: IsoDate) => number;

/** Every day on which anything at the border begins, ends or becomes known. */
function turningDays(border: Border): readonly IsoDate[] {
  const days = new Set<IsoDate>();
  const add = (...found: readonly (IsoDate | null | undefined)[]): void => {
    for (const day of found) if (day !== null && day !== undefined) days.add(day);
  };
  for (const { measure } of border.measures) {
    for (const row of measure.rates) add(row.from, row.until, row.known, row.untilKnown, row.when.loadedBefore);
    for (const row of measure.scope) add(row.from, row.known);
    for (const event of measure.later) add(event.known, event.entriesFrom, event.entriesUntil);
    for (const caveat of measure.caveats) add(caveat.from, caveat.until, caveat.known, caveat.when.loadedBefore);
  }
  for (const line of border.schedule.lines) add(line.from, line.until, line.known);
  for (const one of border.column2) add(one.from, one.until, one.known);
  return [...days].sort();
}

export function dayClasses(border: Border): DayClasses {
  const turning = turningDays(border);
  const known = new Map<IsoDate, number>();
  return (day) => {
    const held = known.get(day);
    if (held !== undefined) return held;
    let [low, high] = [0, turning.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((turning[middle] as IsoDate) <= day) low = middle + 1;
      else high = middle;
    }
    if (known.size >= MOST_DAYS) known.clear();
    known.set(day, low);
    return low;
  };
}

const MOST_DAYS = 20_000;
