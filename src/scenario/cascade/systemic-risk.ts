import { createSpreader, type Spread } from "./cascade.ts";
import type { CascadePlan } from "./cascade-plan.ts";
import { LANES } from "./lane-kernels.ts";
import { createLanes } from "./lanes.ts";

/** Shares of all sales that are lost: each firm by the larger of its two losses, then by either alone. */
export interface EconomyLoss {
  readonly loss: number;
  readonly downstream: number;
  readonly upstream: number;
}

/** What a cascade costs the whole economy, each firm weighted with its share of all sales. */
export function economyLoss({ weight }: CascadePlan, { reached, downstream, upstream }: Spread): EconomyLoss {
  let loss = 0;
  let byInputs = 0;
  let bySales = 0;
  for (const firm of reached) {
    const share = weight[firm] as number;
    const down = downstream[firm] as number;
    const up = upstream[firm] as number;
    loss += share * Math.max(down, up);
    byInputs += share * down;
    bySales += share * up;
  }
  return { loss, downstream: byInputs, upstream: bySales };
}

/** Loss, downstream, upstream and steps of a firm in the table that `failEach` fills. */
export const RISK_COLUMNS = 4;

/** The share of all links that a sparse step may follow before a dense one, of eight cascades at once, costs less. */
const DENSE = 0.05;

/** Lets every firm of a list fail on its own, wholly; made once for a plan, it holds the memory that cascades use. */
export type FailEach = (firms: Int32Array, eps: number) => Float64Array;

/**
 * What the failure of each firm costs the economy: RISK_COLUMNS numbers a firm, in their order: loss, downstream,
 * upstream, steps. The loss of firm f is its systemic risk (ESRI). A cascade begins on its own, among the few firms that
 * it touches; once its front is a good part of the network it goes on in a lane beside others.
 */
export function failuresOf(plan: CascadePlan): FailEach {
  const spread = createSpreader(plan);
  const lanes = createLanes(plan);
  const links = Math.ceil(DENSE * (plan.downBuyer.length + plan.upSupplier.length));

  return (firms, eps) => {
    const table = new Float64Array(firms.length * RISK_COLUMNS);
    const write = (at: number, { loss, downstream, upstream }: EconomyLoss, steps: number) =>
      table.set([loss, downstream, upstream, steps], at * RISK_COLUMNS);
    const held = new Int32Array(LANES).fill(-1);
    const steps = new Int32Array(LANES);
    let next = 0;

    /** Puts the next cascade that grows large into a lane; false if there is none. */
    const refill = (lane: number): boolean => {
      for (; next < firms.length; next++) {
        const found = spread([{ firm: firms[next] as number, lost: 1 }], { eps, links });
        if (found.settled) {
          write(next, economyLoss(plan, found), found.steps);
          continue;
        }
        lanes.load(lane, found);
        steps[lane] = found.steps;
        held[lane] = next++;
        return true;
      }
      held[lane] = -1;
      lanes.empty(lane);
      return false;
    };

    let going = 0;
    for (let lane = 0; lane < LANES; lane++) going += refill(lane) ? 1 : 0;
    while (going > 0) {
      const falling = lanes.step(eps);
      for (let lane = 0; lane < LANES; lane++) {
        const at = held[lane] as number;
        if (at === -1) continue;
        steps[lane] = (steps[lane] as number) + 1;
        if ((falling & (1 << lane)) !== 0) continue;
        write(at, lanes.loss(lane), steps[lane] as number);
        if (!refill(lane)) going--;
      }
    }
    return table;
  };
}
