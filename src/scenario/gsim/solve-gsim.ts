import { residualOf, solveDense } from "./dense-system.ts";
import type { GsimModel, GsimSolution, OutOfRange } from "./gsim-model.ts";

/**
 * The global simulation model of trade policy: one product, told apart by source, in partial equilibrium (Francois and
 * Hall 2003, "Global Simulation Analysis of Industry-Level Trade Policy").
 *
 * It is linear: of small changes it is a first-order answer, of a change that would take more than all of a flow it is
 * none, and `outOfRange` says so. A ban holds its flow at zero: the buyer's price of it is what nobody would pay, a price
 * that brings in no revenue, and what was bought is spent as the elasticities say. Null where nothing pins the prices.
 */
export function solveGsim(model: GsimModel): GsimSolution | null {
  const size = model.countries.length;
  const shares = sharesOf(model);
  const held = heldFlows(model);
  const { matrix, right } = systemOf(model, shares, held);
  const unknown = solveDense(matrix.slice(), right.slice());
  if (unknown === null) return null;
  // Elimination leaves a rounding error where a price is fixed, and an infinite supply would make it large.
  const worldPrice = model.elasticities.supply.map((supply, at) => (Number.isFinite(supply) ? value(unknown, at) : 0));
  const price = model.trade.map((_, flow) => {
    const at = held.get(flow);
    return at === undefined
      ? tariffChange(model, flow) + value(worldPrice, Math.floor(flow / size))
      : value(unknown, at);
  });
  const quantity = model.trade.map((before, flow) => {
    if (held.has(flow)) return -1;
    return before === 0 ? 0 : demanded(model, shares.market, price, flow);
  });
  const changes = { worldPrice, price, quantity };
  return {
    ...consequences(model, shares, held, changes),
    worldPrice,
    quantity,
    residual: residualOf(matrix, right, unknown),
    outOfRange: outOfRange(model, held, changes),
  };
}

const value = (array: Float64Array, at: number): number => array[at] as number;

/** Of tariffs alone, relative to the power before. */
const tariffChange = ({ powerBefore, powerAfter }: GsimModel, flow: number): number =>
  value(powerAfter, flow) / value(powerBefore, flow) - 1;

interface Shares {
  /** Of a source in what a market spends at its own prices. */
  readonly market: Float64Array;
  /** Of a market in what a source sells. */
  readonly sales: Float64Array;
}

function sharesOf({ countries: { length: size }, trade, powerBefore }: GsimModel): Shares {
  const spent = new Float64Array(size);
  const sold = new Float64Array(size);
  const market = trade.map((amount, flow) => amount * value(powerBefore, flow));
  trade.forEach((amount, flow) => {
    spent[flow % size] = value(spent, flow % size) + value(market, flow);
    const seller = Math.floor(flow / size);
    sold[seller] = value(sold, seller) + amount;
  });
  const part = (of: number, all: number) => (all === 0 ? 0 : of / all);
  return {
    market: market.map((amount, flow) => part(amount, value(spent, flow % size))),
    sales: trade.map((amount, flow) => part(amount, value(sold, Math.floor(flow / size)))),
  };
}

/** What the quantity of `flow` changes by for a change of the price of `source` in the same market. */
function response(model: GsimModel, market: Float64Array, flow: number, source: number): number {
  const { demand, substitution } = model.elasticities;
  const size = model.countries.length;
  const buyer = flow % size;
  const share = value(market, source * size + buyer);
  const cross = share * (value(demand, buyer) + value(substitution, buyer));
  return source === Math.floor(flow / size) ? cross - value(substitution, buyer) : cross;
}

function demanded(model: GsimModel, market: Float64Array, price: Float64Array, flow: number): number {
  const size = model.countries.length;
  let change = 0;
  for (let source = 0; source < size; source++) {
    change += response(model, market, flow, source) * value(price, source * size + (flow % size));
  }
  return change;
}

/** Flows that a ban holds at zero, each with the place of its price among the unknowns: after the world prices. */
type Held = ReadonlyMap<number, number>;

function heldFlows({ countries: { length: size }, trade, banned }: GsimModel): Held {
  const flows = [...banned.keys()].filter((flow) => banned[flow] === 1 && value(trade, flow) > 0);
  return new Map(flows.map((flow, at) => [flow, size + at]));
}

/** Demand less supply of every source, and one equation for each flow held at zero: its quantity falls by all of it. */
function systemOf(model: GsimModel, shares: Shares, held: Held) {
  const size = model.countries.length;
  const unknowns = size + held.size;
  const matrix = new Float64Array(unknowns * unknowns);
  const right = new Float64Array(unknowns);
  const addDemand = (row: number, flow: number, weight: number) => {
    for (let source = 0; source < size; source++) {
      const from = source * size + (flow % size);
      const by = weight * response(model, shares.market, flow, source);
      increase(matrix, row * unknowns + (held.get(from) ?? source), by);
      if (!held.has(from)) increase(right, row, -by * tariffChange(model, from));
    }
  };
  for (let seller = 0; seller < size; seller++) {
    const supply = value(model.elasticities.supply, seller);
    const diagonal = seller * unknowns + seller;
    if (supply === Number.POSITIVE_INFINITY) {
      matrix[diagonal] = 1;
      continue;
    }
    for (let buyer = 0; buyer < size; buyer++) {
      const flow = seller * size + buyer;
      const part = value(shares.sales, flow);
      if (held.has(flow)) increase(right, seller, part);
      else if (part > 0) addDemand(seller, flow, part);
    }
    increase(matrix, diagonal, -supply);
  }
  for (const [flow, row] of held) {
    addDemand(row, flow, 1);
    increase(right, row, -1);
  }
  return { matrix, right };
}

interface Changes {
  readonly worldPrice: Float64Array;
  /** First-order changes of what buyers pay, as the equations have them. */
  readonly price: Float64Array;
  readonly quantity: Float64Array;
}

/** Trade, prices and surpluses by the formulas of the paper, which are not first-order but follow from its solution. */
function consequences(model: GsimModel, { market }: Shares, held: Held, { worldPrice, price, quantity }: Changes) {
  const size = model.countries.length;
  const { trade, powerBefore, powerAfter, elasticities } = model;
  const compositePrice = new Float64Array(size);
  const spent = new Float64Array(size);
  const sold = new Float64Array(size);
  const tariffRevenue = new Float64Array(size);
  const deliveredPrice = new Float64Array(size * size);
  const tradeAfter = new Float64Array(size * size);
  trade.forEach((before, flow) => {
    const [seller, buyer] = [Math.floor(flow / size), flow % size];
    const [power, powerThen] = [value(powerBefore, flow), value(powerAfter, flow)];
    const grown = 1 + value(worldPrice, seller);
    const after = before * (1 + value(quantity, flow)) * grown;
    deliveredPrice[flow] = held.has(flow) ? value(price, flow) : (powerThen / power) * grown - 1;
    tradeAfter[flow] = after;
    increase(compositePrice, buyer, value(market, flow) * value(deliveredPrice, flow));
    increase(spent, buyer, before * power);
    increase(tariffRevenue, buyer, after * (powerThen - 1) - before * (power - 1));
    increase(sold, seller, before);
  });
  const producerSurplus = worldPrice.map((change, at) =>
    change === 0 ? 0 : change * value(sold, at) * (1 + (value(elasticities.supply, at) * change) / 2),
  );
  const consumerSurplus = compositePrice.map((change, at) => {
    const triangle = (change ** 2 * Math.sign(change) * value(elasticities.demand, at)) / 2;
    return value(spent, at) * (triangle - change);
  });
  const netWelfare = producerSurplus.map(
    (surplus, at) => surplus + value(consumerSurplus, at) + value(tariffRevenue, at),
  );
  return { compositePrice, producerSurplus, consumerSurplus, tariffRevenue, netWelfare, deliveredPrice, tradeAfter };
}

function outOfRange({ countries, trade }: GsimModel, held: Held, { worldPrice, quantity }: Changes): OutOfRange[] {
  const size = countries.length;
  const prices = [...worldPrice.entries()]
    .filter(([, change]) => change <= -1)
    .map(([seller, change]) => ({ what: "price" as const, seller, change }));
  const flows = [...quantity.entries()]
    .filter(([flow, change]) => change <= -1 && value(trade, flow) > 0 && !held.has(flow))
    .map(([flow, change]) => ({
      what: "quantity" as const,
      seller: Math.floor(flow / size),
      buyer: flow % size,
      change,
    }));
  return [...prices, ...flows];
}

function increase(sums: Float64Array, at: number, by: number): void {
  sums[at] = value(sums, at) + by;
}
