import type { AsOf } from "../vocab/as-of.ts";
import type { Dated, StakeInTime } from "./facts.ts";

/** Whether something dated holds on the day, as anyone could know it. */
export function holdsOn({ from, until, known: since }: Dated, { on, known }: AsOf): boolean {
  if (since !== null && since > known) return false;
  return (from === null || from <= on) && (until === null || on < until);
}

/**
 * Which of the stakes hold on the day, by place. A row that says no end gives way to a later one of the same source on the
 * same stake: who publishes a new share seldom writes an end beside the old one.
 */
export function stakesInForce(stakes: readonly (StakeInTime & { readonly source: string })[], asOf: AsOf): number[] {
  const keys = stakes.map(({ holder, held, interest, source }) => `${holder} ${held} ${interest} ${source}`);
  const holding = stakes.flatMap((stake, at) => (holdsOn(stake, asOf) ? [at] : []));
  const beginning = (at: number): string => stakes[at]?.from ?? "";
  const latest = new Map<string | undefined, string>();
  for (const at of holding) {
    const key = keys[at];
    if (beginning(at) >= (latest.get(key) ?? "")) latest.set(key, beginning(at));
  }
  return holding.filter((at) => stakes[at]?.until !== null || beginning(at) === latest.get(keys[at]));
}
