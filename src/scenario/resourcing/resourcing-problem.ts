import { InvalidInput } from "../../errors.ts";

/** What one supplier or facility can sell of one product to the sites that ask, in all: what it sells them now included. */
export interface Offer {
  readonly id: string;
  readonly supplier: string;
  readonly country: string;
  readonly product: string;
  /** In units of the product, such as tonnes a year. */
  readonly capacity: number;
}

export interface Demand {
  readonly id: string;
  readonly product: string;
  readonly quantity: number;
  /** Cost of one unit that nobody brings. */
  readonly penalty: number;
  /** So much at most may stay unmet; null where all of it may. */
  readonly mostUnmet: number | null;
}

/** A way from an offer to a demand, in money for one unit. */
export interface Route {
  readonly offer: string;
  readonly demand: string;
  readonly price: number;
  readonly freight: number;
  readonly duty: number;
  /** Of a unit beyond what goes this way now: a new supplier has to be found, tested and admitted. */
  readonly switching: number;
  /** Rules that keep this way shut, each a sentence; none where it is open. */
  readonly barred: readonly string[];
}

/** No more of what is asked of a product may come from one country than this share of it, brought or not. */
export interface CountryCap {
  readonly product: string;
  /** Null: whichever country. */
  readonly country: string | null;
  readonly share: number;
}

/** What goes a way now. */
export interface BaselineFlow {
  readonly offer: string;
  readonly demand: string;
  readonly quantity: number;
}

export interface ResourcingProblem {
  readonly offers: readonly Offer[];
  readonly demands: readonly Demand[];
  readonly routes: readonly Route[];
  readonly caps: readonly CountryCap[];
  readonly baseline: readonly BaselineFlow[];
  /** What goes a way now stays, as far as every rule allows, whatever it costs; else all is free to move. */
  readonly keep?: boolean;
}

/** A route with its ends, and what goes it now. */
export interface OpenedRoute {
  readonly route: Route;
  readonly offer: Offer;
  readonly demand: Demand;
  readonly now: number;
}

export const landedCost = ({ price, freight, duty }: Route): number => price + freight + duty;

/** The routes with their ends; what contradicts itself is an InvalidInput that names it. */
export function openRoutes({ offers, demands, routes, caps, baseline }: ResourcingProblem): readonly OpenedRoute[] {
  const offerOf = byId(offers, "offer");
  const demandOf = byId(demands, "demand");
  for (const { id, capacity } of offers) amount(capacity, `The capacity of “${id}”`);
  for (const { id, quantity, penalty, mostUnmet } of demands) {
    amount(quantity, `The quantity of “${id}”`);
    amount(penalty, `The penalty of “${id}”`);
    amount(mostUnmet ?? 0, `What may stay unmet of “${id}”`);
  }
  for (const { country, product, share } of caps) {
    if (share >= 0 && share <= 1) continue;
    throw new InvalidInput(
      `The cap on ${country ?? "any one country"} for “${product}” is “${share}”, no share from 0 to 1.`,
    );
  }
  const now = new Map<string, number>();
  for (const { offer, demand, quantity } of baseline) {
    amount(quantity, `What goes from “${offer}” to “${demand}” now`);
    now.set(pairOf(offer, demand), (now.get(pairOf(offer, demand)) ?? 0) + quantity);
  }
  const opened = new Map<string, OpenedRoute>();
  for (const route of routes) {
    const [offer, demand] = [offerOf(route.offer), demandOf(route.demand)];
    const way = `the way from “${offer.id}” to “${demand.id}”`;
    if (offer.product !== demand.product) {
      throw new InvalidInput(`On ${way} “${offer.product}” is offered where “${demand.product}” is asked.`);
    }
    for (const cost of [landedCost(route), route.switching]) amount(cost, `A cost on ${way}`);
    const pair = pairOf(offer.id, demand.id);
    if (opened.has(pair)) throw new InvalidInput(`Costs on ${way} are stated twice.`);
    opened.set(pair, { route, offer, demand, now: now.get(pair) ?? 0 });
  }
  for (const { offer, demand } of baseline) {
    if (opened.has(pairOf(offer, demand))) continue;
    throw new InvalidInput(`What goes from “${offer}” to “${demand}” now has no cost.`, {
      hint: "Give that way its price, freight and duty.",
    });
  }
  return [...opened.values()];
}

const pairOf = (offer: string, demand: string): string => JSON.stringify([offer, demand]);

function byId<T extends { readonly id: string }>(items: readonly T[], what: string): (id: string) => T {
  const found = new Map<string, T>();
  for (const item of items) {
    if (found.has(item.id)) throw new InvalidInput(`There are two ${what}s “${item.id}”.`);
    found.set(item.id, item);
  }
  return (id) => {
    const item = found.get(id);
    if (item !== undefined) return item;
    throw new InvalidInput(`There is no ${what} “${id}”.`, { hint: `There are ${[...found.keys()].join(", ")}.` });
  };
}

function amount(value: number, what: string): void {
  if (Number.isFinite(value) && value >= 0) return;
  throw new InvalidInput(`${what} is “${value}”, no amount from 0.`);
}
