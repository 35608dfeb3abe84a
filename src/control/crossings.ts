import { epochDay, type IsoDate } from "../vocab/iso-date.ts";
import type { Interest } from "./facts.ts";
import type { Rule } from "./rule.ts";

/** What is known of one stake over time. */
export interface StakeInTime {
  readonly holder: number;
  readonly held: number;
  readonly interest: Interest;
  readonly low: number;
  readonly high: number;
  readonly from: IsoDate | null;
  readonly until: IsoDate | null;
}

/** A stake that came to stand on the other side of a threshold near the day on which the rule became public. */
export interface Crossing {
  readonly rule: string;
  readonly test: string;
  readonly threshold: number;
  readonly holder: number;
  readonly held: number;
  readonly interest: Interest;
  readonly before: { readonly low: number; readonly high: number };
  readonly after: { readonly low: number; readonly high: number };
  readonly day: IsoDate;
  /** Days after the rule's publication, negative before. */
  readonly days: number;
}

const A_YEAR = 365;
const NOTHING = { low: 0, high: 0 };

/**
 * Stakes that moved across a threshold of the rule within a year of its publication. A share that is not known on one
 * side moves across only where its whole range does. Says that a stake moved, not why.
 */
export function crossings(rule: Rule, stakes: readonly StakeInTime[]): readonly Crossing[] {
  const found: Crossing[] = [];
  for (const [first, ...others] of seriesOf(stakes)) {
    const rows = [first, ...others].sort((a, b) => text(a.from).localeCompare(text(b.from)));
    for (const { day, before, after } of changesOf(rows)) {
      const days = epochDay(day) - epochDay(rule.published);
      if (Math.abs(days) > A_YEAR) continue;
      for (const test of rule.tests) {
        if (test.kind !== "holding" || !test.interests.includes(first.interest)) continue;
        const thresholds = new Set([test.threshold, ...(test.through.startsWith("look") ? [test.passAt] : [])]);
        for (const threshold of thresholds) {
          const moreThan = test.moreThan && threshold === test.threshold;
          if (side(before, threshold, moreThan) * side(after, threshold, moreThan) !== -1) continue;
          const { holder, held, interest } = first;
          found.push({ rule: rule.id, test: test.id, threshold, holder, held, interest, before, after, day, days });
        }
      }
    }
  }
  return found;
}

/** 1 where the whole range meets the threshold, -1 where none of it does, 0 where that is not known. */
function side({ low, high }: { low: number; high: number }, threshold: number, moreThan: boolean): -1 | 0 | 1 {
  const meets = (share: number) => (moreThan ? share > threshold : share >= threshold);
  return meets(low) ? 1 : meets(high) ? 0 : -1;
}

const text = (day: IsoDate | null): string => day ?? "";

function seriesOf(stakes: readonly StakeInTime[]): readonly (readonly [StakeInTime, ...StakeInTime[]])[] {
  const series = new Map<string, [StakeInTime, ...StakeInTime[]]>();
  for (const stake of stakes) {
    const key = `${stake.holder} ${stake.held} ${stake.interest}`;
    const known = series.get(key);
    if (known === undefined) series.set(key, [stake]);
    else known.push(stake);
  }
  return [...series.values()];
}

function changesOf(rows: readonly StakeInTime[]) {
  return rows.flatMap((row, at) => {
    const next = rows[at + 1];
    const changes: { day: IsoDate; before: StakeInTime | typeof NOTHING; after: StakeInTime | typeof NOTHING }[] = [];
    const joins = at > 0 && text(rows[at - 1]?.until ?? null) >= text(row.from);
    if (row.from !== null && !joins) changes.push({ day: row.from, before: NOTHING, after: row });
    if (row.until !== null) {
      const follows = next?.from != null && next.from <= row.until;
      changes.push({ day: follows ? (next.from as IsoDate) : row.until, before: row, after: follows ? next : NOTHING });
    } else if (next?.from != null) {
      changes.push({ day: next.from, before: row, after: next });
    }
    return changes.map(({ day, before, after }) => ({
      day,
      before: { low: before.low, high: before.high },
      after: { low: after.low, high: after.high },
    }));
  });
}
