import { HIT_BELOW, type Shock, type Supply, USUAL_UTILISATION, WEEKS_TO_REFILL } from "./supply.ts";

/** What becomes of one firm. Weeks count from 0; shares are of what it made before. */
export interface FirmImpact {
  /** First week with an output below 95 % of the baseline; null: none. */
  readonly hitIn: number | null;
  /** Weeks at full output before the first that is not; null: all. */
  readonly fullWeeks: number | null;
  readonly trough: number;
  readonly troughIn: number;
  /** First week after the trough with at least 95 % again; null where it stays below, or was never hit. */
  readonly backIn: number | null;
  /** Output that is missing in all weeks, in weeks of the baseline's output. */
  readonly lostWeeks: number;
  /** Share of the baseline's output in each week. */
  readonly output: Float64Array;
}

export interface ImpactRun {
  readonly firms: readonly FirmImpact[];
  /** By week: what was shipped, and what was received of earlier shipments. */
  readonly shipped: Float64Array;
  readonly received: Float64Array;
  /** What is still under way after the last week. */
  readonly underWay: number;
  /** The least that any stock came to, in the unit of the amounts. */
  readonly leastStock: number;
}

/** Losses smaller than this share are rounding. */
const FULL = 1 - 1e-9;

/**
 * Lets the weeks pass after a shock. In each week a firm plans the baseline's output, or last week's orders if they were
 * lower; orders of each input its planned use and a quarter of what the stock lacks, of its suppliers as it bought before;
 * makes the least of capacity, orders and what its essential inputs allow; ships in proportion to orders. What a supplier
 * cannot serve goes in one round to firms with spare capacity that sell the same product. Prices do not move, and nobody
 * changes a recipe: it tells when, not at what price.
 *
 * @param weeks at least 1
 */
export function timeToImpact(supply: Supply, shock: Shock, weeks: number): ImpactRun {
  const world = baselineOf(supply);
  const { firms, inputs, links } = supply;
  const { output, capacity, use, stock } = world;
  const longest = Math.max(1, ...inputs.map(({ leadWeeks }) => leadWeeks));
  /** What arrives of each input, by week modulo the longest lead. */
  const arriving = Array.from({ length: longest + 1 }, () => new Float64Array(inputs.length));
  inputs.forEach(({ leadWeeks }, input) => {
    for (let week = 0; week < leadWeeks; week++) (arriving[week] as Float64Array)[input] = use[input] as number;
  });
  const share = firms.map(() => new Float64Array(weeks));
  const shipped = new Float64Array(weeks);
  const received = new Float64Array(weeks);
  let ordersBefore: Float64Array = output.slice();
  let leastStock = Number.POSITIVE_INFINITY;

  for (let week = 0; week < weeks; week++) {
    const arrived = arriving[week % (longest + 1)] as Float64Array;
    for (let input = 0; input < inputs.length; input++) {
      received[week] = (received[week] as number) + (arrived[input] as number);
      stock[input] = (stock[input] as number) + (arrived[input] as number);
    }
    arrived.fill(0);
    const planned = output.map((made, firm) => Math.min(made, ordersBefore[firm] as number));
    const asked = ordersOf(supply, world, planned);
    const may = (link: number) => {
      const { seller, input } = links[link] as Supply["links"][number];
      return shock.saleLeft(seller, (inputs[input] as Supply["inputs"][number]).buyer, week);
    };
    const orders = Float64Array.from(firms, ({ finalDemand }) => finalDemand);
    const wanted = new Float64Array(links.length);
    const unserved = new Float64Array(inputs.length);
    links.forEach(({ seller, input }, link) => {
      const order = asked[link] as number;
      wanted[link] = order * may(link);
      unserved[input] = (unserved[input] as number) + order - (wanted[link] as number);
      orders[seller] = (orders[seller] as number) + (wanted[link] as number);
    });
    const possible = Float64Array.from(firms, (_, firm) =>
      Math.min((capacity[firm] as number) * shock.capacityLeft(firm, week), madeOfStocks(world, firm)),
    );
    const served = possible.map((most, firm) => Math.min(most, orders[firm] as number));
    const delivered = new Float64Array(inputs.length);
    links.forEach(({ seller, input }, link) => {
      const all = orders[seller] as number;
      const got = all === 0 ? 0 : ((wanted[link] as number) * (served[seller] as number)) / all;
      delivered[input] = (delivered[input] as number) + got;
      unserved[input] = (unserved[input] as number) + (wanted[link] as number) - got;
    });
    standIn({ supply, world, shock, week, possible, served, unserved, delivered });
    for (let firm = 0; firm < firms.length; firm++) {
      const made = output[firm] as number;
      (share[firm] as Float64Array)[week] = made === 0 ? 1 : Math.min(1, (served[firm] as number) / made);
      const intensity = made === 0 ? 0 : (served[firm] as number) / made;
      for (const input of world.inputsOf[firm] as readonly number[]) {
        const left = Math.max(0, (stock[input] as number) - (use[input] as number) * intensity);
        stock[input] = left;
        leastStock = Math.min(leastStock, left);
      }
    }
    for (let input = 0; input < inputs.length; input++) {
      const lead = (inputs[input] as Supply["inputs"][number]).leadWeeks;
      const slot = arriving[(week + lead) % (longest + 1)] as Float64Array;
      slot[input] = (slot[input] as number) + (delivered[input] as number);
      shipped[week] = (shipped[week] as number) + (delivered[input] as number);
    }
    ordersBefore = orders;
  }
  const underWay = arriving.reduce((sum, slot) => sum + slot.reduce((all, one) => all + one, 0), 0);
  return {
    firms: share.map(impactOf),
    shipped,
    received,
    underWay,
    leastStock: inputs.length === 0 ? 0 : leastStock,
  };
}

interface Baseline {
  /** By firm, a week. */
  readonly output: Float64Array;
  readonly capacity: Float64Array;
  /** By input: use a week, what lies in stock now, and what should. */
  readonly use: Float64Array;
  readonly stock: Float64Array;
  readonly target: Float64Array;
  /** By link: its part of what the buyer buys of the input. */
  readonly linkShare: Float64Array;
  readonly inputsOf: readonly (readonly number[])[];
  readonly sellersOf: ReadonlyMap<number, readonly number[]>;
  readonly inputsOfProduct: ReadonlyMap<number, readonly number[]>;
  readonly essential: readonly boolean[];
}

function baselineOf({ firms, inputs, links }: Supply): Baseline {
  const output = Float64Array.from(firms, ({ finalDemand }) => finalDemand);
  const use = new Float64Array(inputs.length);
  for (const { seller, input, amount } of links) {
    output[seller] = (output[seller] as number) + amount;
    use[input] = (use[input] as number) + amount;
  }
  const target = use.map((week, input) => (week * (inputs[input]?.stockDays ?? 0)) / 7);
  const inputsOf: number[][] = firms.map(() => []);
  inputs.forEach(({ buyer }, input) => {
    inputsOf[buyer]?.push(input);
  });
  return {
    output,
    capacity: output.map((made, firm) => Math.max(made, firms[firm]?.capacity ?? made / USUAL_UTILISATION)),
    use,
    stock: target.slice(),
    target,
    linkShare: Float64Array.from(links, ({ input, amount }) => amount / (use[input] as number)),
    inputsOf,
    sellersOf: groups(firms.map(({ product }) => product)),
    inputsOfProduct: groups(inputs.map(({ product }) => product)),
    essential: inputs.map(({ essential }) => essential),
  };
}

/** The places of each value in a list. */
function groups(values: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  values.forEach((value, at) => {
    const places = found.get(value);
    if (places === undefined) found.set(value, [at]);
    else places.push(at);
  });
  return found;
}

/** By link: planned use and a part of what the stock lacks, of the suppliers as before. Stocks hold this week's arrivals. */
function ordersOf({ inputs, links }: Supply, world: Baseline, planned: Float64Array): Float64Array {
  const { output, use, target, stock, linkShare } = world;
  return Float64Array.from(links, ({ input }, link) => {
    const buyer = inputs[input]?.buyer as number;
    const made = output[buyer] as number;
    const need = made === 0 ? 0 : ((use[input] as number) * (planned[buyer] as number)) / made;
    const gap = ((target[input] as number) - ((stock[input] as number) - need)) / WEEKS_TO_REFILL;
    return Math.max(0, need + gap) * (linkShare[link] as number);
  });
}

/** The most that a firm can make of what lies in its stocks. */
function madeOfStocks({ output, use, stock, inputsOf, essential }: Baseline, firm: number): number {
  const made = output[firm] as number;
  let most = Number.POSITIVE_INFINITY;
  let all = 0;
  let lacking = 0;
  for (const input of inputsOf[firm] as readonly number[]) {
    const week = use[input] as number;
    const weeks = (stock[input] as number) / week;
    all += week;
    if (essential[input]) most = Math.min(most, made * weeks);
    else if (weeks < FULL) lacking += week * (1 - weeks);
  }
  return lacking === 0 ? most : Math.min(most, made * Math.max(0, 1 - lacking / all));
}

interface StandIn {
  readonly supply: Supply;
  readonly world: Baseline;
  readonly shock: Shock;
  readonly week: number;
  readonly possible: Float64Array;
  /** Written: what stand-ins sell is added. */
  readonly served: Float64Array;
  readonly unserved: Float64Array;
  readonly delivered: Float64Array;
}

/** One round: what was not served is asked of all that sell the product, in proportion to their spare capacity. */
function standIn({ supply, world, shock, week, possible, served, unserved, delivered }: StandIn): void {
  for (const [product, inputs] of world.inputsOfProduct) {
    const open = inputs.filter((input) => (unserved[input] as number) > 0);
    const sellers = (world.sellersOf.get(product) ?? []).filter(
      (firm) => (served[firm] as number) < (possible[firm] as number),
    );
    if (open.length === 0 || sellers.length === 0) continue;
    const spare = sellers.map((firm) => (possible[firm] as number) - (served[firm] as number));
    const asked = new Float64Array(sellers.length);
    const asks = open.map((input) => {
      const buyer = supply.inputs[input]?.buyer as number;
      const open = sellers.map((seller, at) => {
        return seller === buyer ? 0 : (spare[at] as number) * shock.saleLeft(seller, buyer, week);
      });
      const all = open.reduce((sum, one) => sum + one, 0);
      return open.map((one, at) => {
        const ask = all === 0 ? 0 : ((unserved[input] as number) * one) / all;
        asked[at] = (asked[at] as number) + ask;
        return ask;
      });
    });
    sellers.forEach((seller, at) => {
      const all = asked[at] as number;
      if (all === 0) return;
      const given = Math.min(1, (spare[at] as number) / all);
      open.forEach((input, of) => {
        const got = ((asks[of] as readonly number[])[at] as number) * given;
        delivered[input] = (delivered[input] as number) + got;
      });
      served[seller] = (served[seller] as number) + all * given;
    });
  }
}

function impactOf(output: Float64Array): FirmImpact {
  let trough = 1;
  let troughIn = 0;
  let lostWeeks = 0;
  output.forEach((share, week) => {
    lostWeeks += 1 - share;
    if (share < trough) [trough, troughIn] = [share, week];
  });
  const weekOf = (holds: (share: number, week: number) => boolean) => {
    const found = output.findIndex(holds);
    return found < 0 ? null : found;
  };
  const hitIn = weekOf((share) => share < HIT_BELOW);
  return {
    hitIn,
    fullWeeks: weekOf((share) => share < FULL),
    trough,
    troughIn,
    backIn: hitIn === null ? null : weekOf((share, week) => week > troughIn && share >= HIT_BELOW),
    lostWeeks,
    output,
  };
}
