import { type FirmImpact, FULL, firmImpact, type Shortage } from "./firm-impact.ts";
import { standIn } from "./stand-in.ts";
import { type Shock, type Supply, WEEKS_TO_REFILL } from "./supply.ts";
import { planSupply, type SupplyPlan } from "./supply-plan.ts";

export interface ImpactRun {
  readonly firms: readonly FirmImpact[];
  /** By firm: the same for want of inputs alone, whatever else it loses. */
  readonly shortages: readonly Shortage[];
  /** By week: what was shipped, and what was received of earlier shipments. */
  readonly shipped: Float64Array;
  readonly received: Float64Array;
  /** What is still under way after the last week. */
  readonly underWay: number;
  /** The least that any stock came to, in the unit of the amounts. */
  readonly leastStock: number;
}

/** Rounding that is no want of anything, as a share of what is made. */
const TINY = 1 - FULL;

/**
 * Lets the weeks pass after a shock. In each week a firm plans the baseline's output, or last week's orders if they were
 * lower; orders of each input its planned use and a quarter of what the stock lacks, of its suppliers as it bought before;
 * makes the least of capacity, orders and what its stocks allow; ships in proportion to orders. What a supplier cannot
 * serve goes in one round to the buyer's other suppliers of the input that have spare capacity. Prices do not move,
 * nobody changes a recipe or finds a supplier that no link gives it: it tells when, not at what price. A larger shock
 * costs no less, but where firms supply each other in a ring: there rationing may once in a while give to those who
 * make more of it.
 *
 * @param weeks at least 1
 */
export function timeToImpact(supply: Supply, shock: Shock, weeks: number): ImpactRun {
  const plan = planSupply(supply);
  const { output, use, lead, seller, into, buyer } = plan;
  const [firms, inputs, links] = [output.length, use.length, seller.length];
  const stock = plan.target.slice();
  const slots = lead.reduce((most, one) => Math.max(most, one), 1) + 1;
  /** What arrives of each input, by week modulo the longest lead. */
  const arriving = Array.from({ length: slots }, () => new Float64Array(inputs));
  lead.forEach((leadWeeks, input) => {
    for (let week = 0; week < leadWeeks; week++) (arriving[week] as Float64Array)[input] = use[input] as number;
  });
  const share = Array.from(output, () => new Float64Array(weeks));
  const supplied = Array.from(output, () => new Float64Array(weeks).fill(1));
  const lacked: (number | null)[] = Array.from(output, () => null);
  const shipped = new Float64Array(weeks);
  const received = new Float64Array(weeks);
  let ordersBefore: Float64Array = output.slice();
  let leastStock = inputs === 0 ? 0 : Infinity;

  for (let week = 0; week < weeks; week++) {
    const arrived = arriving[week % slots] as Float64Array;
    for (let input = 0; input < inputs; input++) {
      received[week] = (received[week] as number) + (arrived[input] as number);
      stock[input] = (stock[input] as number) + (arrived[input] as number);
    }
    arrived.fill(0);
    const asked = ordersOf(plan, stock, ordersBefore);
    const limit = limitsOf(plan, shock, week);
    const orders = Float64Array.from(supply.firms, ({ finalDemand }) => finalDemand);
    const unserved = asked.slice();
    const wanted = new Float64Array(links);
    for (let link = 0; link < links; link++) {
      const want = Math.min(
        (asked[into[link] as number] as number) * (plan.share[link] as number),
        limit[link] as number,
      );
      wanted[link] = want;
      orders[seller[link] as number] = (orders[seller[link] as number] as number) + want;
    }
    const able = plan.capacity.map((most, firm) => {
      return most * (shock.capacityLeft.get(firm)?.[week] ?? 1) + (shock.capacityAdded.get(firm)?.[week] ?? 0);
    });
    const possible = able.map((most, firm) => Math.min(most, madeOfStocks(plan, stock, firm)));
    const served = possible.map((most, firm) => Math.min(most, orders[firm] as number));
    const delivered = new Float64Array(inputs);
    for (let link = 0; link < links; link++) {
      const [from, input] = [seller[link] as number, into[link] as number];
      const all = orders[from] as number;
      const got = all === 0 ? 0 : ((wanted[link] as number) * (served[from] as number)) / all;
      delivered[input] = (delivered[input] as number) + got;
    }
    for (let input = 0; input < inputs; input++) {
      const open = (asked[input] as number) - (delivered[input] as number);
      unserved[input] = open > (asked[input] as number) * TINY ? open : 0;
    }
    standIn(plan, { possible, served, unserved, delivered, limit });
    for (let firm = 0; firm < firms; firm++) {
      const made = output[firm] as number;
      (share[firm] as Float64Array)[week] = made === 0 ? 1 : Math.min(1, (served[firm] as number) / made);
      const lack = Math.min(made, able[firm] as number, orders[firm] as number) - (served[firm] as number);
      if (made === 0 || lack <= made * TINY) continue;
      (supplied[firm] as Float64Array)[week] = 1 - lack / made;
      lacked[firm] ??= scarcest(plan, stock, firm);
    }
    for (let input = 0; input < inputs; input++) {
      const made = output[buyer[input] as number] as number;
      const used = made === 0 ? 0 : ((use[input] as number) * (served[buyer[input] as number] as number)) / made;
      const left = Math.max(0, (stock[input] as number) - used);
      stock[input] = left;
      leastStock = Math.min(leastStock, left);
      const slot = arriving[(week + (lead[input] as number)) % slots] as Float64Array;
      slot[input] = (slot[input] as number) + (delivered[input] as number);
      shipped[week] = (shipped[week] as number) + (delivered[input] as number);
    }
    ordersBefore = orders;
  }
  return {
    firms: share.map(firmImpact),
    shortages: supplied.map((one, firm) => ({ ...firmImpact(one), lacked: lacked[firm] ?? null })),
    shipped,
    received,
    underWay: arriving.reduce((sum, slot) => sum + slot.reduce((all, one) => all + one, 0), 0),
    leastStock,
  };
}

/** By input: planned use and a part of what the stock lacks. Stocks hold this week's arrivals. */
function ordersOf({ output, use, target, buyer }: SupplyPlan, stock: Float64Array, ordersBefore: Float64Array) {
  return use.map((week, input) => {
    const firm = buyer[input] as number;
    const made = output[firm] as number;
    const need = made === 0 ? 0 : (week * Math.min(made, ordersBefore[firm] as number)) / made;
    const gap = ((target[input] as number) - ((stock[input] as number) - need)) / WEEKS_TO_REFILL;
    return Math.max(0, need + gap);
  });
}

/** By link: the most that may be sold along it this week. */
function limitsOf({ amount }: SupplyPlan, { saleLeft }: Shock, week: number): Float64Array {
  const limit = new Float64Array(amount.length).fill(Infinity);
  for (const [link, left] of saleLeft) {
    const share = left[week] ?? 1;
    if (share < 1) limit[link] = share * (amount[link] as number);
  }
  return limit;
}

/** The most that a firm can make of what lies in its stocks. */
function madeOfStocks({ output, use, needed, inputsFrom, inputs }: SupplyPlan, stock: Float64Array, firm: number) {
  const made = output[firm] as number;
  let most = Infinity;
  let lacking = 0;
  for (let at = inputsFrom[firm] as number; at < (inputsFrom[firm + 1] as number); at++) {
    const input = inputs[at] as number;
    const weeks = (stock[input] as number) / (use[input] as number);
    if (needed[input] === 1) most = Math.min(most, made * weeks);
    else if (weeks < FULL) lacking += (needed[input] as number) * (1 - weeks);
  }
  return lacking === 0 ? most : Math.min(most, made * Math.max(0, 1 - lacking));
}

/** The input that costs a firm the most of its output now. */
function scarcest({ use, needed, inputsFrom, inputs }: SupplyPlan, stock: Float64Array, firm: number): number | null {
  let found: number | null = null;
  let most = -Infinity;
  for (let at = inputsFrom[firm] as number; at < (inputsFrom[firm + 1] as number); at++) {
    const input = inputs[at] as number;
    const cost = (needed[input] as number) * (1 - (stock[input] as number) / (use[input] as number));
    if (cost > most) [found, most] = [input, cost];
  }
  return found;
}
