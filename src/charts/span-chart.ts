import { estimateTextWidth } from "./svg.ts";

/** Something that holds on some days: days since 1970-01-01, null where an end is not known or there is none. */
export interface Span {
  readonly id: string;
  readonly label: string;
  /** What stands on its bar. */
  readonly text: string;
  readonly from: number | null;
  readonly until: number | null;
}

/** A day on which something happened that is no span. */
export interface SpanMark {
  readonly id: string;
  readonly label: string;
  readonly day: number;
}

export interface PlacedSpan extends Span {
  readonly row: number;
  /** Top of the row. */
  readonly y: number;
  readonly x: number;
  readonly width: number;
  readonly textAt: { readonly x: number; readonly inside: boolean };
}

export interface PlacedMark extends SpanMark {
  /** Its label, with the year where the day lies before the picture. */
  readonly text: string;
  readonly x: number;
  /** The text ends at the day. */
  readonly before: boolean;
  /** Marks whose names would cover each other are one below the other. */
  readonly line: number;
}

export interface SpanChart {
  readonly width: number;
  readonly height: number;
  /** Where bars begin below the marks, and where they end. */
  readonly top: number;
  readonly foot: number;
  readonly first: number;
  readonly last: number;
  readonly spans: readonly PlacedSpan[];
  readonly marks: readonly PlacedMark[];
  readonly years: readonly { readonly year: number; readonly x: number }[];
  readonly x: (day: number) => number;
  readonly dayAt: (x: number) => number;
}

export interface SpanOptions {
  readonly width: number;
  /** Days that are in the picture in any case, such as the chosen one. */
  readonly days: readonly number[];
}

export const SPAN_ROW = 42;
export const SPAN_TEXT = 12;
export const MARK_LINE = 16;
const INSET = 8;
const FOOT = 24;
const LEAST_YEAR = 44;
const PER_YEAR = 365.25;
/** Marked days that lie further back, in years, do not stretch the picture: they stand at its left edge. */
const MARKS_BACK = 10;

const yearOf = (day: number): number => new Date(day * 86_400_000).getUTCFullYear();
const startOf = (year: number): number => Math.round(Date.UTC(year, 0, 1) / 86_400_000);

/** Marks one below another where their names would touch. A name without room to the right ends at its day. */
function markLines(marks: readonly SpanMark[], x: (day: number) => number, first: number, width: number): PlacedMark[] {
  const ends: number[] = [];
  return marks
    .toSorted((a, b) => a.day - b.day)
    .map((mark) => {
      const text = mark.day < first ? `‹ ${yearOf(mark.day)} ${mark.label}` : mark.label;
      const long = estimateTextWidth(text, SPAN_TEXT) + 10;
      const at = x(mark.day);
      const before = at + long > width;
      const start = before ? at - long : at;
      const free = ends.findIndex((end) => end <= start);
      const line = free < 0 ? ends.length : free;
      ends[line] = start + long;
      return { ...mark, text, x: at, line, before };
    });
}

/** Bars over the years, one a row, with marked days above them. An open end runs to the edge, as does a day long ago. */
export function spanChart(spans: readonly Span[], marks: readonly SpanMark[], { width, days }: SpanOptions): SpanChart {
  const said = [...spans.flatMap(({ from, until }) => [from, until]).filter((day) => day !== null), ...days];
  const latest = Math.max(...said, ...marks.map(({ day }) => day));
  const near = marks.map(({ day }) => day).filter((day) => day > latest - MARKS_BACK * PER_YEAR);
  const named = [...said, ...near];
  const first = startOf(yearOf(Math.min(latest, ...named)));
  const last = startOf(yearOf(latest) + 1);
  const inner = Math.max(1, width - 2 * INSET);
  const x = (day: number): number => INSET + ((Math.min(last, Math.max(first, day)) - first) / (last - first)) * inner;
  const dayAt = (place: number): number => {
    return Math.round(first + Math.min(1, Math.max(0, (place - INSET) / inner)) * (last - first));
  };
  const placedMarks = markLines(marks, x, first, width);
  const lines = Math.max(0, ...placedMarks.map(({ line }) => line + 1));
  const top = lines * MARK_LINE + 10;
  const step = Math.ceil(LEAST_YEAR / ((inner / (last - first)) * PER_YEAR));
  const years = [];
  for (let year = yearOf(first); startOf(year) < last; year += Math.max(1, step)) {
    years.push({ year, x: x(startOf(year)) });
  }
  const placed = spans.map((span, row): PlacedSpan => {
    const from = span.from === null ? first : span.from;
    const until = span.until === null ? last : span.until;
    const left = x(from);
    const wide = Math.max(2, x(until) - left);
    const long = estimateTextWidth(span.text, SPAN_TEXT) + 12;
    const inside = long <= wide;
    const beside = left + wide + long <= width ? left + wide + 6 : Math.max(0, left - long + 6);
    return {
      ...span,
      row,
      y: top + row * SPAN_ROW,
      x: left,
      width: wide,
      textAt: { x: inside ? left + 6 : beside, inside },
    };
  });
  const foot = top + spans.length * SPAN_ROW + 4;
  return { width, height: foot + FOOT, top, foot, first, last, spans: placed, marks: placedMarks, years, x, dayAt };
}
