import type { IsoDate } from "../vocab/iso-date.ts";
import type { Measure } from "./measure.ts";
import type { Border } from "./tariff-book.ts";

/** Spans between turning days: days of one span are answered alike. */
export interface DayClasses {
  /** The days on which a span begins, in order; before the first is span 0. */
  readonly turning: readonly IsoDate[];
  /** The number of the span that a day lies in. */
  of(day: IsoDate): number;
}

type Days = readonly (IsoDate | null | undefined)[];

/** Every day on which anything of a measure begins, ends or becomes known. */
export function turningDaysOf(measure: Measure): Days {
  return [
    ...measure.rates.flatMap((row): Days => [row.from, row.until, row.known, row.untilKnown, row.when.loadedBefore]),
    ...measure.scope.flatMap((row): Days => [row.from, row.known]),
    ...measure.later.flatMap((event): Days => [event.known, event.entriesFrom, event.entriesUntil]),
    ...measure.caveats.flatMap((one): Days => [one.from, one.until, one.known, one.when.loadedBefore]),
  ];
}

/** The same of ordinary duty. */
export function turningDaysOfSchedule({ schedule, column2 }: Border): Days {
  return [...schedule.lines, ...column2].flatMap((one): Days => [one.from, one.until, one.known]);
}

export function dayClasses(days: Days): DayClasses {
  const turning = [...new Set(days)].filter((day): day is IsoDate => day !== null && day !== undefined).sort();
  const known = new Map<IsoDate, number>();
  const of = (day: IsoDate): number => {
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
  return { turning, of };
}

const MOST_DAYS = 20_000;
