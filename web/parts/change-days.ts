import { addDays, epochDay, isoDate } from "../../src/vocab/iso-date.ts";
import type { TimelineStep } from "../state/duty-question.ts";

/** The days that a timeline shows. */
export interface DaySpan {
  readonly first: string;
  /** The last day shown. */
  readonly last: string;
  readonly days: number;
}

/** The days of a timeline; null when it has none. */
export function spanOf(steps: readonly TimelineStep[]): DaySpan | null {
  const [first, last] = [steps[0]?.from, steps.at(-1)?.until];
  if (first === undefined || last === undefined || last === "") return null;
  const days = epochDay(isoDate(last)) - epochDay(isoDate(first));
  return days < 1 ? null : { first, last: addDays(isoDate(last), -1), days };
}

/** Which day of the span a date is, held within it. */
export function dayIn({ first, days }: DaySpan, date: string): number {
  const day = epochDay(isoDate(date)) - epochDay(isoDate(first));
  return Math.min(days - 1, Math.max(0, day));
}

/** The step that a day lies in. */
export const stepAt = (steps: readonly TimelineStep[], date: string): number =>
  Math.max(
    0,
    steps.findLastIndex(({ from }) => from <= date),
  );

/** The change day after a date, or the one before it; the date itself where there is none. */
export function changeDay(changes: readonly string[], date: string, towards: "later" | "earlier"): string {
  const found = towards === "later" ? changes.find((day) => day > date) : changes.findLast((day) => day < date);
  return found ?? date;
}

/** Where days and amounts lie in a picture above a slider, whose thumb keeps `inset` from either end. */
export function stepPaths(
  steps: readonly TimelineStep[],
  span: DaySpan,
  box: { readonly width: number; readonly height: number; readonly inset: number },
): {
  readonly x: (date: string) => number;
  readonly y: (amount: number) => number;
  readonly line: string;
  readonly refundable: string;
} {
  const most = Math.max(...steps.map(({ total }) => Number(total)), 0.01);
  const room = Math.max(1, box.width - 2 * box.inset);
  const x = (date: string) => box.inset + (room * dayIn(span, date)) / Math.max(1, span.days - 1);
  const y = (amount: number) => box.height * (1 - amount / most);
  const ends = steps.map(({ from, until }) => [x(from), until === "" || until > span.last ? x(span.last) : x(until)]);
  const point = (at: number) => at.toFixed(1);
  const line = steps
    .map(({ total }, at) => {
      const [from = 0, to = 0] = ends[at] ?? [];
      const height = point(y(Number(total)));
      return `${at === 0 ? "M" : "L"}${point(from)} ${height}L${point(to)} ${height}`;
    })
    .join("");
  const refundable = steps
    .flatMap(({ refundable: part }, at) => {
      const [from = 0, to = 0] = ends[at] ?? [];
      if (Number(part) <= 0) return [];
      return [`M${point(from)} ${box.height}V${point(y(Number(part)))}H${point(to)}V${box.height}Z`];
    })
    .join("");
  return { x, y, line, refundable };
}
