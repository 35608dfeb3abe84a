import { periodOf, periodText, type Step } from "../../flows/periods.ts";
import type { CalendarPeriod } from "../../vocab/period.ts";

const STEPS: Readonly<Record<string, Step>> = { monthly: "monthly", quarterly: "quarterly", annual: "annual" };

/** Periods between the first and the last that are not there, by the step of the first; of days none: markets close. */
export function gapsOf(periods: readonly CalendarPeriod[]): string[] {
  const [first] = periods;
  const step = first === undefined ? undefined : STEPS[first.frequency];
  if (first === undefined || step === undefined || periods.some(({ frequency }) => frequency !== step)) return [];
  const there = new Set(periods.map(({ from }) => periodOf(from, step)));
  const [least, most] = [Math.min(...there), Math.max(...there)];
  const gaps: string[] = [];
  for (let at = least; at <= most; at++) if (!there.has(at)) gaps.push(periodText(at, step));
  return gaps;
}
