import { counts, type Limit } from "./resourcing-limits.ts";
import { type Demand, landedCost, type OpenedRoute } from "./resourcing-problem.ts";

/** How what goes now breaks a constraint that the plan keeps. */
export type BaselineFault =
  | {
      readonly what: "barred";
      readonly offer: string;
      readonly demand: string;
      readonly quantity: number;
      readonly because: readonly string[];
    }
  | { readonly what: "above-capacity"; readonly offer: string; readonly quantity: number; readonly most: number }
  | {
      readonly what: "above-country-cap";
      readonly country: string;
      readonly product: string;
      readonly quantity: number;
      readonly most: number;
    }
  | {
      readonly what: "more-than-asked" | "less-than-allowed";
      readonly demand: string;
      readonly quantity: number;
      readonly most: number;
    };

export interface Baseline {
  /** Landed cost of what goes now, and the penalty of what does not come. */
  readonly cost: number;
  readonly unmet: number;
  /** None: the plan costs no more than this. */
  readonly faults: readonly BaselineFault[];
}

/** Rounding of sums of quantities. */
const TOLERANCE = 1e-9;

export function baselineOf(
  routes: readonly OpenedRoute[],
  demands: readonly Demand[],
  limits: readonly Limit[],
): Baseline {
  const total = (of: readonly OpenedRoute[]) => of.reduce((sum, { now }) => sum + now, 0);
  const above = (quantity: number, most: number) => quantity > most + TOLERANCE * Math.max(1, most);
  const faults: BaselineFault[] = routes
    .filter(({ route, now }) => now > 0 && route.barred.length > 0)
    .map(({ route, now }) => ({
      what: "barred",
      offer: route.offer,
      demand: route.demand,
      quantity: now,
      because: route.barred,
    }));
  for (const limit of limits) {
    const quantity = total(routes.filter((route) => counts(limit, route)));
    if (!above(quantity, limit.most)) continue;
    faults.push(
      limit.what === "capacity"
        ? { what: "above-capacity", offer: limit.offer.id, quantity, most: limit.most }
        : { what: "above-country-cap", country: limit.country, product: limit.product, quantity, most: limit.most },
    );
  }
  let cost = routes.reduce((sum, { route, now }) => sum + now * landedCost(route), 0);
  let unmet = 0;
  for (const { id, quantity, penalty, mostUnmet } of demands) {
    const brought = total(routes.filter(({ demand }) => demand.id === id));
    const missing = Math.max(0, quantity - brought);
    unmet += missing;
    cost += missing * penalty;
    if (above(brought, quantity))
      faults.push({ what: "more-than-asked", demand: id, quantity: brought, most: quantity });
    const allowed = mostUnmet ?? quantity;
    if (above(missing, allowed))
      faults.push({ what: "less-than-allowed", demand: id, quantity: missing, most: allowed });
  }
  return { cost, unmet, faults };
}
