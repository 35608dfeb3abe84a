import { InvalidInput } from "../errors.ts";
import { type Month, month, monthAfter, monthsBetween } from "./month.ts";

/** A figure by month; null where it is said that nobody knows it. */
export type ByMonth = ReadonlyMap<Month, number | null>;

/** The most months that a path may have: a hundred years. */
const MOST_MONTHS = 1200;

/**
 * Reads figures by month, or by stretches of months of one figure, the last one included: `{"2026-01": 63,
 * "2026-02..2026-12": 65, "2027-01": null}`. Throws InvalidInput for what is no month, and for a month stated twice.
 */
export function readByMonth(given: Readonly<Record<string, number | null>>): ByMonth {
  const read = new Map<Month, number | null>();
  for (const [key, figure] of Object.entries(given)) {
    const [from = "", to = from, ...more] = key.split("..").map((part) => part.trim());
    const [first, last] = [month(from), month(to)];
    if (more.length > 0 || last < first) {
      throw new InvalidInput(`“${key}” is not a month or a stretch of months.`, {
        hint: "Write 2026-01, or the first and the last month: 2026-01..2026-12.",
      });
    }
    const months = monthsBetween(first, monthAfter(last));
    if (read.size + months.length > MOST_MONTHS) throw tooLong();
    for (const each of months) {
      if (read.has(each)) throw new InvalidInput(`The month “${each}” is stated twice.`);
      read.set(each, figure);
    }
  }
  return read;
}

const tooLong = () => new InvalidInput(`The path is longer than ${MOST_MONTHS} months: ask about a shorter one.`);

/**
 * Every month from the first to the last that is stated, with what is stated of it: a month left out is a gap. Throws
 * InvalidInput for more months than a path may have.
 */
export function withGaps(stated: ByMonth): readonly { readonly month: Month; readonly figure: number | null }[] {
  const months = [...stated.keys()].sort();
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (monthAfter(first, MOST_MONTHS) <= last) throw tooLong();
  return monthsBetween(first, monthAfter(last)).map((each) => ({ month: each, figure: stated.get(each) ?? null }));
}
