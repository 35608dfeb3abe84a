import { epochDay, type IsoDate } from "../vocab/iso-date.ts";
import type { Interest, StakeInTime } from "./facts.ts";
import type { Rule } from "./rule.ts";

/** A stake that came to stand on the other side of a threshold near the day on which the rule became public. */
export interface Crossing {
  readonly rule: string;
  readonly test: string;
  readonly threshold: number;
  readonly holder: number;
  readonly held: number;
  readonly interest: Interest;
  readonly before: Shares;
  readonly after: Shares;
  readonly day: IsoDate;
  /** Days after the rule's publication, negative before. */
  readonly days: number;
}

const A_YEAR = 365;

interface Shares {
  readonly low: number;
  readonly high: number;
}

const NOTHING: Shares = { low: 0, high: 0 };

/**
 * Stakes that moved across a threshold of the rule within a year of its publication. A share that is not known on one
 * side moves across only where its whole range does. Says that a stake moved, not why.
 */
export function crossings(rule: Rule, stakes: readonly StakeInTime[]): readonly Crossing[] {
  const found: Crossing[] = [];
  for (const [first, ...others] of seriesOf(stakes)) {
    for (const { day, before, after } of changesOf([first, ...others])) {
      const days = epochDay(day) - epochDay(rule.published);
      // The first that is recorded of a stake is its beginning, or that of the record: it moved from nowhere.
      if (Math.abs(days) > A_YEAR || before === NOTHING) continue;
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
function side({ low, high }: Shares, threshold: number, moreThan: boolean): -1 | 0 | 1 {
  const meets = (share: number) => (moreThan ? share > threshold : share >= threshold);
  return meets(low) ? 1 : meets(high) ? 0 : -1;
}

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

/** The days on which what is known of a stake changes, with the shares before and from then on. */
function changesOf(rows: readonly StakeInTime[]) {
  const days = new Set(rows.flatMap(({ from, until }) => [from, until]).filter((day) => day !== null));
  let before = sharesOn(rows, null);
  return [...days].sort().map((day) => {
    const change = { day, before, after: sharesOn(rows, day) };
    before = change.after;
    return change;
  });
}

/**
 * What the rows say of a day, or of the time before all days: what those in force share, or all that they span where they
 * contradict each other. A row without an end ends where a later one begins.
 */
function sharesOn(rows: readonly StakeInTime[], day: IsoDate | null): Shares {
  const inForce = rows.filter(({ from, until }) => {
    if (day === null) return from === null;
    return (from === null || from <= day) && (until === null || day < until);
  });
  const newest = inForce.reduce((latest, { from }) => ((from ?? "") > latest ? (from as string) : latest), "");
  const said = inForce.filter(({ from, until }) => until !== null || (from ?? "") === newest);
  if (said.length === 0) return NOTHING;
  const [lows, highs] = [said.map(({ low }) => low), said.map(({ high }) => high)];
  const [low, high] = [Math.max(...lows), Math.min(...highs)];
  return low <= high ? { low, high } : { low: Math.min(...lows), high: Math.max(...highs) };
}
