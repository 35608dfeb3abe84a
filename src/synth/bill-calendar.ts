import { epochDay, isoDate } from "../vocab/iso-date.ts";
import type { BillPlan } from "./bill-plan.ts";
import { FIRST_YEAR, MONTHS } from "./options.ts";
import type { Random } from "./random.ts";
import { monthText } from "./world.ts";

/** The bills of a month: for each of its days the links that ship, those of one link together. */
export interface MonthOfBills {
  /** Days since 1970 of the first of the month. */
  readonly firstDay: number;
  readonly days: readonly Int32Array[];
}

/** How often a bill of a link arrives on the day of the one before. */
const SAME_DAY = 0.25;

export function billsOfMonth(plan: BillPlan, month: number, random: Random): MonthOfBills {
  const firstDay = firstDayOf(month);
  const length = firstDayOf(month + 1) - firstDay;
  let links = new Int32Array(1024);
  let days = new Uint8Array(1024);
  let count = 0;
  const starts = new Int32Array(length + 1);
  for (let link = 0; link < plan.counts.length; link++) {
    for (let bills = plan.billsIn(link, month); bills > 0; bills--) {
      if (count === links.length) {
        links = grown(links, new Int32Array(count * 2));
        days = grown(days, new Uint8Array(count * 2));
      }
      const together = count > 0 && links[count - 1] === link && random.unit() < SAME_DAY;
      const day = together ? (days[count - 1] as number) : random.below(length);
      links[count] = link;
      days[count] = day;
      starts[day + 1] = (starts[day + 1] as number) + 1;
      count++;
    }
  }
  for (let day = 0; day < length; day++) starts[day + 1] = (starts[day + 1] as number) + (starts[day] as number);
  const sorted = new Int32Array(count);
  const next = starts.slice();
  for (let at = 0; at < count; at++) {
    const day = days[at] as number;
    sorted[next[day] as number] = links[at] as number;
    next[day] = (next[day] as number) + 1;
  }
  return { firstDay, days: Array.from({ length }, (_, day) => sorted.subarray(starts[day], starts[day + 1])) };
}

function firstDayOf(month: number): number {
  const text = month < MONTHS ? monthText(month) : `${FIRST_YEAR + MONTHS / 12}-01`;
  return epochDay(isoDate(`${text}-01`));
}

function grown<T extends Int32Array | Uint8Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
