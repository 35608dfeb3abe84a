import type { Spread } from "./cascade.ts";
import type { CascadePlan } from "./cascade-plan.ts";
import { LANES, laneKernels, STRIDE } from "./lane-kernels.ts";
import { NO_MARKET } from "./market-left.ts";
import type { EconomyLoss } from "./systemic-risk.ts";

/** For every firm, what its loss is made of: the largest of its slots, each the sum of shares of other firms' losses. */
interface Pull {
  /** firms + 1: the slots of each firm. */
  readonly slotOffsets: Int32Array;
  /** slots + 1: the links of each slot. */
  readonly linkOffsets: Int32Array;
  /** Bytes from the first firm's losses to those of the firm at the other end. */
  readonly source: Int32Array;
  readonly share: Float64Array;
}

interface Links {
  /** Links by the firm that they lead from. */
  readonly offsets: Int32Array;
  /** The slot that each leads to. */
  readonly slot: Int32Array;
  readonly share: Float64Array;
}

/** Turns links by the firm that they lead from into links by the slot that they lead to. */
function pullOf(slotOffsets: Int32Array, { offsets, slot, share }: Links): Pull {
  const firms = slotOffsets.length - 1;
  const slots = slotOffsets[firms] as number;
  const linkOffsets = new Int32Array(slots + 1);
  for (const one of slot) linkOffsets[one + 1] = (linkOffsets[one + 1] as number) + 1;
  for (let one = 0; one < slots; one++) {
    linkOffsets[one + 1] = (linkOffsets[one + 1] as number) + (linkOffsets[one] as number);
  }
  const next = linkOffsets.slice(0, slots);
  const pull = { slotOffsets, linkOffsets, source: new Int32Array(slot.length), share: new Float64Array(slot.length) };
  for (let firm = 0; firm < firms; firm++) {
    for (let link = offsets[firm] as number; link < (offsets[firm + 1] as number); link++) {
      const one = slot[link] as number;
      const at = next[one] as number;
      pull.source[at] = firm * STRIDE;
      pull.share[at] = share[link] as number;
      next[one] = at + 1;
    }
  }
  return pull;
}

/** Lays arrays out in memory one after another, each where a line of the cache begins. */
function layout() {
  let bytes = 0;
  const place = (size: number): number => {
    const start = bytes;
    bytes = Math.ceil((start + size) / STRIDE) * STRIDE;
    return start;
  };
  return { place, size: () => bytes };
}

/** Cascades in a step together, each at a point of its own. */
export interface Lanes {
  /** Puts the state of a cascade that is under way into a lane. */
  load(lane: number, spread: Spread): void;
  /** Leaves a lane without losses: it falls no more. */
  empty(lane: number): void;
  /** One step of every lane; bit k is set if a loss of lane k grew by more than `eps`. */
  step(eps: number): number;
  /** What the cascade in a lane costs, as `economyLoss`. */
  loss(lane: number): EconomyLoss;
}

/** Cascades that have reached much of the network go on here, where every firm is computed at every step, eight at once. */
export function createLanes(plan: CascadePlan): Lanes {
  const { firms, weight, sector, sales, memberOffsets } = plan;
  const pulls = [
    pullOf(plan.slotOffsets, { offsets: plan.downOffsets, slot: plan.downSlot, share: plan.downShare }),
    pullOf(
      new Int32Array(firms + 1).map((_, firm) => firm),
      { offsets: plan.upOffsets, slot: plan.upSupplier, share: plan.upShare },
    ),
  ] as const;
  const { place, size } = layout();
  const states = Array.from({ length: 5 }, () => place(firms * STRIDE));
  const placed = pulls.map((pull) => ({
    slots: place(pull.slotOffsets.byteLength),
    links: place(pull.linkOffsets.byteLength),
    source: place(pull.source.byteLength),
    share: place(pull.share.byteLength),
  }));
  const sectors = memberOffsets.length - 1;
  const [sectorAt, salesAt, marketAt] = [place(firms * 4), place(firms * 8), place(sectors * STRIDE)];
  const { kernels, memory } = laneKernels(size());
  pulls.forEach((pull, at) => {
    const { slots, links, source, share } = placed[at] as (typeof placed)[number];
    new Int32Array(memory, slots).set(pull.slotOffsets);
    new Int32Array(memory, links).set(pull.linkOffsets);
    new Int32Array(memory, source).set(pull.source);
    new Float64Array(memory, share).set(pull.share);
  });
  new Int32Array(memory, sectorAt).set(sector.map((one) => one * STRIDE));
  new Float64Array(memory, salesAt).set(sales);
  const market = new Float64Array(memory, marketAt, sectors * LANES);
  let [down, downNext, up, upNext, felt] = states as [number, number, number, number, number];

  const views = new Map(states.map((start) => [start, new Float64Array(memory, start, firms * LANES)]));
  const losses = (start: number) => views.get(start) as Float64Array;
  const fill = (start: number, lane: number, of: Float64Array | null) => {
    const into = losses(start);
    for (let firm = 0; firm < firms; firm++) into[firm * LANES + lane] = of === null ? 0 : (of[firm] as number);
  };

  /** Where the losses of inputs are as customers feel them: less, where others of a sector stand in. */
  const feltLosses = (): number => {
    if (!plan.replaceability) return down;
    market.fill(0);
    const [from, until] = [sectorAt, sectorAt + firms * 4];
    kernels.addMarket(from, until, salesAt, down, marketAt, felt);
    for (let at = 0; at < market.length; at++) if ((market[at] as number) <= NO_MARKET) market[at] = 1;
    kernels.feel(from, until, salesAt, down, marketAt, felt);
    return felt;
  };

  const pullAll = (which: 0 | 1, feltAt: number, before: number, after: number, eps: number): number => {
    const { slots, links, source, share } = placed[which] as (typeof placed)[number];
    return kernels.pull(slots, slots + firms * 4, links, source, share, feltAt, before, after, eps);
  };

  return {
    load(lane, { downstream, upstream }) {
      fill(down, lane, downstream);
      fill(up, lane, upstream);
    },
    empty(lane) {
      fill(down, lane, null);
      fill(up, lane, null);
    },
    step(eps) {
      const falling = pullAll(0, feltLosses(), down, downNext, eps) | pullAll(1, up, up, upNext, eps);
      [down, downNext, up, upNext] = [downNext, down, upNext, up];
      return falling;
    },
    loss(lane) {
      let loss = 0;
      let downstream = 0;
      let upstream = 0;
      const byInputs = losses(down);
      const bySales = losses(up);
      for (let firm = 0; firm < firms; firm++) {
        const share = weight[firm] as number;
        const inputs = byInputs[firm * LANES + lane] as number;
        const customers = bySales[firm * LANES + lane] as number;
        loss += share * Math.max(inputs, customers);
        downstream += share * inputs;
        upstream += share * customers;
      }
      return { loss, downstream, upstream };
    },
  };
}
