import { LARGEST_VALUE } from "./exact-sum.ts";
import { VALUE_ESTIMATED } from "./network.ts";
import { admittedPart, tierOfRun } from "./reach-question.ts";
import { eachCountedRun, isCounted, type Walk } from "./walk.ts";

/** Entries of one run that a walk counted at one tier. The same object is used again: read it, do not keep it. */
export interface CountedPart {
  run: number;
  tier: number;
  nearNode: number;
  rows: number;
  /** Cents and grams, each at most `LARGEST_EXACT` in size. */
  usd: number;
  kg: number;
  estimatedUsd: number;
}

export const ALL_TIERS = 0xff;

/**
 * Calls `visit` with what was counted of each run: its sums where they stand for it, otherwise its entries added up, in
 * several parts where they come to more than a number holds. `tiers` (bit k - 1 for tier k) leaves out near nodes that no
 * such tier visited; those left may have runs of other tiers.
 */
export function eachCountedPart(walk: Walk, tiers: number, visit: (part: CountedPart) => void): void {
  const { network, plan, visited } = walk;
  const { near, order } = plan;
  const { offsets, sums } = network.runs;
  const wholeRuns = sums !== null && plan.wholeTime && !plan.observedOnly;
  const part: CountedPart = { run: 0, tier: 0, nearNode: 0, rows: 0, usd: 0, kg: 0, estimatedUsd: 0 };
  if (walk.tierOf !== null) {
    eachCountedRun(walk, (run, tier, nearNode) => {
      Object.assign(part, { run, tier, nearNode });
      visitEntries(walk, part, visit);
    });
    return;
  }
  for (let node = 0; node < near.count; node++) {
    const seen = visited[node] as number;
    if ((seen & tiers) === 0) continue;
    part.nearNode = node;
    const until = near.offsets[node + 1] as number;
    for (let at = near.offsets[node] as number; at < until; at++) {
      const run = order === null ? at : (order[at] as number);
      part.tier = tierOfRun(plan, seen, run);
      if (part.tier === 0) continue;
      part.run = run;
      if (sums !== null) {
        part.usd = sums.usd[run] as number;
        part.kg = sums.kg[run] as number;
        const isWhole = wholeRuns && !Number.isNaN(part.usd) && !Number.isNaN(part.kg);
        const admitted = isWhole ? "all" : admittedPart(network, plan, run);
        if (admitted === "none") continue;
        if (admitted === "all") {
          part.rows = (offsets[run + 1] as number) - (offsets[run] as number);
          part.estimatedUsd = sums.estimatedUsd[run] as number;
          visit(part);
          continue;
        }
      }
      visitEntries(walk, part, visit);
    }
  }
}

/** The walk has brought these entries into memory already. */
function visitEntries(walk: Walk, part: CountedPart, visit: (part: CountedPart) => void) {
  const { columns, runs } = walk.network;
  const until = runs.offsets[part.run + 1] as number;
  part.rows = part.usd = part.kg = part.estimatedUsd = 0;
  for (let entry = runs.offsets[part.run] as number; entry < until; entry++) {
    if (!isCounted(walk, entry, part.tier)) continue;
    if (Math.abs(part.usd) > LARGEST_VALUE || Math.abs(part.kg) > LARGEST_VALUE) {
      visit(part);
      part.rows = part.usd = part.kg = part.estimatedUsd = 0;
    }
    const usd = columns.usd[entry] as number;
    const kg = columns.kg[entry] as number;
    part.rows++;
    if (!Number.isNaN(kg)) part.kg += kg;
    if (Number.isNaN(usd)) continue;
    part.usd += usd;
    if (((columns.flags[entry] as number) & VALUE_ESTIMATED) !== 0) part.estimatedUsd += usd;
  }
  if (part.rows > 0) visit(part);
}
