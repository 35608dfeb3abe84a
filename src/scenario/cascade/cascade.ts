import type { CascadePlan } from "./cascade-plan.ts";
import { createMarket } from "./market-left.ts";

/** A firm and the share of its output that it loses at once: 1 when it is gone. */
export interface Shock {
  readonly firm: number;
  /** 0 to 1. */
  readonly lost: number;
}

/** When a cascade has come to its end. */
export interface Stop {
  /** The largest one-step fall of any firm's output that still counts as rest: 0.01 as published, 1e-10 the fixed point. */
  readonly eps: number;
  /** Steps after which it ends in any case; no bound by default. */
  readonly steps?: number;
  /** Links of firms whose losses have just grown, at or above which it is left under way; no bound by default. */
  readonly links?: number;
}

/** What a cascade left behind. The arrays are the spreader's own and stand until its next run. */
export interface Spread {
  /** Steps until the largest one-step fall was no more than eps. */
  readonly steps: number;
  /** Whether it ended because the largest fall was no more than eps. */
  readonly settled: boolean;
  /** The firms that lost anything, in no order. */
  readonly reached: Int32Array;
  /** Of each firm, the share of output lost for want of inputs, and of customers; 0 to 1. */
  readonly downstream: Float64Array;
  readonly upstream: Float64Array;
}

/** Lets one or more shocks that come at once spread until they stop. */
export type Spreader = (shocks: readonly Shock[], stop: Stop) => Spread;

/**
 * Lets shocks spread through a network, one after another, in memory of its own. A step touches only customers and
 * suppliers of firms that lost more in the step before: losses never shrink, so that every sum of lost inputs is kept
 * and only what came on top is added. Both directions use the state before the step, and stop together.
 */
export function createSpreader(plan: CascadePlan): Spreader {
  const { firms, downOffsets, downBuyer, downSlot, downShare, slotOffsets, upOffsets, upSupplier, upShare } = plan;
  const down = new Float64Array(firms);
  const up = new Float64Array(firms);
  /** Losses of the step that is being computed. */
  const downNext = new Float64Array(firms);
  const upNext = new Float64Array(firms);
  /** What is lost to a buyer of each of its slots, and to a supplier of its sales. */
  const slotLoss = new Float64Array(slotOffsets[firms] as number);
  const upSum = new Float64Array(firms);
  const reached = new Int32Array(firms);
  /** What each front firm's customers or suppliers have not yet felt of its loss. */
  const downFront = new Int32Array(firms);
  const downFresh = new Float64Array(firms);
  const upFront = new Int32Array(firms);
  const upFresh = new Float64Array(firms);
  const touched = new Int32Array(firms);
  const isTouched = new Uint8Array(firms);
  const isReached = new Uint8Array(firms);
  const market = plan.replaceability ? createMarket(plan, down) : null;
  let reachedCount = 0;
  let fall = 0;

  const reach = (firm: number) => {
    if (isReached[firm] === 1) return;
    isReached[firm] = 1;
    reached[reachedCount++] = firm;
  };

  /** Nothing but what firms that were reached hold is other than 0. */
  const clear = () => {
    for (let at = 0; at < reachedCount; at++) {
      const firm = reached[at] as number;
      down[firm] = 0;
      downNext[firm] = 0;
      up[firm] = 0;
      upNext[firm] = 0;
      upSum[firm] = 0;
      slotLoss.fill(0, slotOffsets[firm], slotOffsets[firm + 1]);
      isReached[firm] = 0;
      market?.forget(firm);
    }
    reachedCount = 0;
  };

  /** Takes over the losses of touched firms as the state; how many firms lost more, now the front. */
  const settle = (
    count: number,
    state: Float64Array,
    next: Float64Array,
    front: Int32Array,
    fresh: Float64Array,
  ): number => {
    let size = 0;
    for (let at = 0; at < count; at++) {
      const firm = touched[at] as number;
      isTouched[firm] = 0;
      const before = state[firm] as number;
      let after = next[firm] as number;
      if (after > 1) {
        after = 1;
        next[firm] = 1;
      }
      const more = after - before;
      if (more <= 0) continue;
      if (more > fall) fall = more;
      state[firm] = after;
      front[size] = firm;
      fresh[size] = more;
      size++;
      if (isReached[firm] === 0) reach(firm);
    }
    return size;
  };

  const stepDown = (size: number): number => {
    let count = 0;
    for (let at = 0; at < size; at++) {
      const firm = downFront[at] as number;
      const fresh = downFresh[at] as number;
      const end = downOffsets[firm + 1] as number;
      for (let link = downOffsets[firm] as number; link < end; link++) {
        const slot = downSlot[link] as number;
        const lost = (slotLoss[slot] as number) + (downShare[link] as number) * fresh;
        slotLoss[slot] = lost;
        const buyer = downBuyer[link] as number;
        if (lost > (downNext[buyer] as number)) {
          downNext[buyer] = lost;
          if (isTouched[buyer] === 0) {
            isTouched[buyer] = 1;
            touched[count++] = buyer;
          }
        }
      }
    }
    return settle(count, down, downNext, downFront, downFresh);
  };

  const stepUp = (size: number): number => {
    let count = 0;
    for (let at = 0; at < size; at++) {
      const firm = upFront[at] as number;
      const fresh = upFresh[at] as number;
      const end = upOffsets[firm + 1] as number;
      for (let link = upOffsets[firm] as number; link < end; link++) {
        const supplier = upSupplier[link] as number;
        const lost = (upSum[supplier] as number) + (upShare[link] as number) * fresh;
        upSum[supplier] = lost;
        if (lost > (upNext[supplier] as number)) {
          upNext[supplier] = lost;
          if (isTouched[supplier] === 0) {
            isTouched[supplier] = 1;
            touched[count++] = supplier;
          }
        }
      }
    }
    return settle(count, up, upNext, upFront, upFresh);
  };

  const linksOf = (front: Int32Array, size: number, offsets: Int32Array): number => {
    let sum = 0;
    for (let at = 0; at < size; at++) {
      const firm = front[at] as number;
      sum += (offsets[firm + 1] as number) - (offsets[firm] as number);
    }
    return sum;
  };

  const whole = Number.POSITIVE_INFINITY;
  return (shocks, { eps, steps: most = whole, links = whole }) => {
    clear();
    let [downSize, upSize, steps] = [0, 0, 0];
    for (const { firm, lost } of shocks) {
      if (lost <= 0) continue;
      reach(firm);
      for (const losses of [down, downNext, up, upNext]) losses[firm] = Math.max(losses[firm] as number, lost);
    }
    for (let at = 0; at < reachedCount; at++) {
      const firm = reached[at] as number;
      downFront[downSize] = firm;
      downFresh[downSize++] = down[firm] as number;
      upFront[upSize] = firm;
      upFresh[upSize++] = up[firm] as number;
    }
    let settled = false;
    while (!settled && steps < most) {
      if (links < whole && linksOf(downFront, downSize, downOffsets) + linksOf(upFront, upSize, upOffsets) >= links)
        break;
      fall = 0;
      steps++;
      if (market !== null) downSize = market.front(downFront, downFresh, downSize);
      downSize = stepDown(downSize);
      upSize = stepUp(upSize);
      settled = fall <= eps;
    }
    return { steps, settled, reached: reached.subarray(0, reachedCount), downstream: down, upstream: up };
  };
}
