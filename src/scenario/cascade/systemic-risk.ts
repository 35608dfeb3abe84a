import type { Spread, Spreader, Stop } from "./cascade.ts";
import type { CascadePlan } from "./cascade-plan.ts";

/** Shares of all sales that are lost: each firm by the larger of its two losses, then by either alone. */
export interface EconomyLoss {
  readonly loss: number;
  readonly downstream: number;
  readonly upstream: number;
}

/** What a cascade costs the whole economy, each firm weighted with its share of all sales. */
export function economyLoss({ weight }: CascadePlan, { reached, downstream, upstream }: Spread): EconomyLoss {
  const sum = { loss: 0, downstream: 0, upstream: 0 };
  for (const firm of reached) {
    const [share, down, up] = [weight[firm] as number, downstream[firm] as number, upstream[firm] as number];
    sum.loss += share * Math.max(down, up);
    sum.downstream += share * down;
    sum.upstream += share * up;
  }
  return sum;
}

/** Loss, downstream, upstream and steps of a firm in the table that `failEach` fills. */
export const RISK_COLUMNS = 4;

/**
 * Lets each of `firms` fail on its own, wholly, and writes what that costs the economy: RISK_COLUMNS numbers a firm, in
 * their order: loss, downstream, upstream, steps. The loss of firm f is its systemic risk (ESRI).
 */
export function failEach(plan: CascadePlan, spread: Spreader, firms: Int32Array, stop: Stop): Float64Array {
  const table = new Float64Array(firms.length * RISK_COLUMNS);
  firms.forEach((firm, at) => {
    const found = spread([{ firm, lost: 1 }], stop);
    const { loss, downstream, upstream } = economyLoss(plan, found);
    table.set([loss, downstream, upstream, found.steps], at * RISK_COLUMNS);
  });
  return table;
}
