import { compare, type Decimal } from "../vocab/decimal.ts";
import type { IsoDate } from "../vocab/iso-date.ts";
import type { DutyLine } from "./duty-line.ts";
import { type DutyStack, dutyStack } from "./duty-stack.ts";
import type { GoodsAmounts, GoodsKind } from "./goods.ts";
import type { Border } from "./tariff-book.ts";

/** A measure whose amount is not what it was the day before. */
export interface Change {
  readonly measure: string;
  readonly title: string;
  readonly before: Decimal;
  readonly after: Decimal;
  /** The line after the change. */
  readonly line: DutyLine;
}

/** Days on which the same is owed: from the first, up to but not including the last. */
export interface Step {
  readonly from: IsoDate;
  readonly until: IsoDate | null;
  readonly stack: DutyStack;
  /** What changed on the first day; of the first step nothing did. */
  readonly changes: readonly Change[];
}

/** Every day on which something about the goods may begin or end. */
export function turningDays(border: Border, kind: GoodsKind, from: IsoDate, until: IsoDate): readonly IsoDate[] {
  const days = new Set<IsoDate>([from]);
  const add = (day: IsoDate | null): void => {
    if (day !== null && day > from && day < until) days.add(day);
  };
  for (const { measure } of border.measures) {
    for (const row of measure.rates) for (const day of [row.from, row.until]) add(day);
    for (const row of measure.scope) add(row.from);
    for (const event of measure.later) for (const day of [event.entriesFrom, event.entriesUntil]) add(day);
  }
  for (const one of border.agreements) for (const day of [one.from, one.until]) add(day);
  for (const line of border.schedule.allOf(kind.hts)) for (const day of [line.from, line.until]) add(day);
  for (const one of border.column2) if (one.origin === kind.origin) for (const day of [one.from, one.until]) add(day);
  return [...days].sort();
}

/** What is owed on the goods from day to day, as known on one day: a step for each day on which an amount changes. */
export function timeline(
  border: Border,
  kind: GoodsKind,
  amounts: GoodsAmounts,
  window: { readonly from: IsoDate; readonly until: IsoDate; readonly known: IsoDate },
  kindOn: (day: IsoDate) => GoodsKind = () => kind,
): readonly Step[] {
  const steps: { from: IsoDate; stack: DutyStack; changes: readonly Change[] }[] = [];
  for (const day of turningDays(border, kind, window.from, window.until)) {
    const stack = dutyStack(border, kindOn(day), amounts, { on: day, known: window.known });
    const before = steps.at(-1)?.stack;
    const changes = before === undefined ? [] : changesBetween(before, stack);
    if (before !== undefined && changes.length === 0 && compare(before.refundable, stack.refundable) === 0) continue;
    steps.push({ from: day, stack, changes });
  }
  return steps.map((step, at) => ({ ...step, until: steps[at + 1]?.from ?? window.until }));
}

function changesBetween(before: DutyStack, after: DutyStack): readonly Change[] {
  const was = new Map(before.lines.map((line) => [line.measure, line]));
  const is = new Map(after.lines.map((line) => [line.measure, line]));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((id) => {
    const [old, line] = [was.get(id), is.get(id)];
    const shown = line ?? old;
    if (shown === undefined) return [];
    const [from, to] = [old?.amount ?? NONE, line?.amount ?? NONE];
    return compare(from, to) === 0 ? [] : [{ measure: id, title: shown.title, before: from, after: to, line: shown }];
  });
}

const NONE: Decimal = { units: 0n, scale: 2 };
