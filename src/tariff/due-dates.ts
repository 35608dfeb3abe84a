import type { Source } from "../evidence/source.ts";
import type { IsoDate } from "../vocab/iso-date.ts";
import type { CalendarEvent } from "./calendar.ts";
import { rowInWords } from "./in-words.ts";
import type { Measure } from "./measure.ts";

/** A day on which something is due, begins or ends, as known on a day. */
export interface DueDate {
  /** Stays the same whatever is known. */
  readonly id: string;
  readonly day: IsoDate;
  readonly kind: "due" | "begins" | "ends";
  readonly what: string;
  readonly programme: string;
  /** The measure that says so; null for an event of the calendar. */
  readonly measure: string | null;
  /** Parties that it names. */
  readonly names: readonly string[];
  readonly source: Source;
  /** True when its outcome was known. */
  readonly settled: boolean;
}

/** The days that a measure names: what is expected of it, and where its rates begin and end. */
export function datesOfMeasure(measure: Measure, known: IsoDate): readonly DueDate[] {
  const { id, title, programme } = measure;
  const common = { programme, measure: id, names: namesIn(measure), settled: false };
  const due = measure.expected.flatMap((one, at): DueDate[] => {
    if (one.known > known) return [];
    const settled = one.settled !== null && one.settled <= known;
    const { by: day, source } = one;
    return [{ ...common, id: `${id}-due-${at}`, day, kind: "due", what: `${title}: ${one.what}`, source, settled }];
  });
  const turns = measure.rates.flatMap((row, at) => {
    if (row.rate === null || row.known > known) return [];
    const about = `${title}, ${rowInWords(row)}`;
    const turn = (kind: "begins" | "ends", day: IsoDate): DueDate => ({
      ...common,
      id: `${id}-${kind}-${at}`,
      day,
      kind,
      what: `${about} ${kind}`,
      source: row.source,
    });
    const begins = turn("begins", row.from);
    return row.until === null || row.untilKnown > known ? [begins] : [begins, turn("ends", row.until)];
  });
  return [...due, ...turns];
}

function namesIn(measure: Measure): readonly string[] {
  return measure.rates
    .flatMap(({ when }) => [when.producer, when.exporter])
    .flatMap((names) => names?.split("|") ?? [])
    .map((name) => name.trim());
}

/** The day of an event of the calendar. */
export function dateOfEvent(event: CalendarEvent, known: IsoDate): DueDate {
  const { id, by, what, programme, parties, source, settled } = event;
  const isSettled = settled !== null && settled <= known;
  return { id, day: by, kind: "due", what, programme, measure: null, names: parties, source, settled: isSettled };
}
