import type { LinearOutcome } from "../linear-programme.ts";
import { counts, type Limit } from "./resourcing-limits.ts";
import { type Demand, landedCost, type OpenedRoute } from "./resourcing-problem.ts";
import { isOpen, type Variable } from "./resourcing-programme.ts";

export interface PlannedFlow {
  readonly offer: string;
  readonly demand: string;
  readonly quantity: number;
  /** Of it, what goes this way now. */
  readonly kept: number;
  /** Landed and switching. */
  readonly cost: number;
}

/** Why the plan does not go a way, the nearest first. */
export interface NotChosen {
  readonly offer: string;
  readonly demand: string;
  readonly why: "barred" | "no-capacity" | "country-cap" | "capacity-elsewhere" | "dearer" | "equal";
  /** Landed and switching cost of a unit. */
  readonly unitCost: number;
  /** What the plan would cost more for a unit brought this way; null where none can be brought. */
  readonly dearerBy: number | null;
  readonly because: readonly string[];
}

/** What one more unit of a limit saves; where more limits bind than the plan needs, one of several such prices. */
export interface ShadowPrice {
  readonly limit: Limit;
  readonly worth: number;
}

export interface Plan {
  readonly cost: number;
  readonly landed: number;
  readonly switching: number;
  readonly penalty: number;
  readonly flows: readonly PlannedFlow[];
  readonly unmet: readonly { readonly demand: string; readonly quantity: number }[];
  /** What one more unit asked would cost. */
  readonly marginalCosts: readonly { readonly demand: string; readonly cost: number }[];
  /** Of the limits that bind, what one more unit would save. */
  readonly shadowPrices: readonly ShadowPrice[];
  readonly notChosen: readonly NotChosen[];
}

/** Below it a quantity or a price is the rounding of the solver. */
const TINY = 1e-7;
const clean = (value: number): number => (Math.abs(value) < TINY ? 0 : value);

/** Of a cost: two that differ by less cost the same. */
const ALIKE = 1e-6;

type Solved = Extract<LinearOutcome, { readonly state: "optimal" }>;

export function planOf(
  routes: readonly OpenedRoute[],
  demands: readonly Demand[],
  limits: readonly Limit[],
  variables: readonly Variable[],
  { values, duals }: Solved,
): Plan {
  const quantities = new Map<OpenedRoute | Demand, number>();
  variables.forEach(({ at }, index) => {
    quantities.set(at, (quantities.get(at) ?? 0) + (values[index] ?? 0));
  });
  const quantityOf = (at: OpenedRoute | Demand): number => clean(quantities.get(at) ?? 0);
  const carried = routes.filter(isOpen).map((at) => {
    const quantity = quantityOf(at);
    const kept = Math.min(at.now, quantity);
    return { at, quantity, kept, more: quantity - kept };
  });
  const unmet = demands.map((at) => ({ demand: at.id, quantity: quantityOf(at), penalty: at.penalty }));
  const marginal = new Map(demands.map(({ id }, at) => [id, clean(duals[at] ?? 0)]));
  const shadowPrices = limits.map((limit, at) => ({ limit, worth: clean(-(duals[demands.length + at] ?? 0)) }));
  const sum = (of: readonly number[]) => of.reduce((total, value) => total + value, 0);
  const landed = sum(carried.map(({ at, quantity }) => quantity * landedCost(at.route)));
  const switching = sum(carried.map(({ at, more }) => more * at.route.switching));
  const penalty = sum(unmet.map((one) => one.quantity * one.penalty));
  const used = new Set(carried.filter(({ quantity }) => quantity > 0).map(({ at }) => at));
  return {
    cost: landed + switching + penalty,
    landed,
    switching,
    penalty,
    flows: carried
      .filter(({ quantity }) => quantity > 0)
      .map(({ at: { route }, kept, more, quantity }) => ({
        offer: route.offer,
        demand: route.demand,
        quantity,
        kept,
        cost: quantity * landedCost(route) + more * route.switching,
      })),
    unmet: unmet.filter(({ quantity }) => quantity > 0).map(({ demand, quantity }) => ({ demand, quantity })),
    marginalCosts: demands.map(({ id }) => ({ demand: id, cost: marginal.get(id) ?? 0 })),
    shadowPrices: shadowPrices.filter(({ worth }) => worth > 0),
    notChosen: routes
      .filter((route) => !used.has(route))
      .map((route) => notChosen(route, marginal.get(route.demand.id) ?? 0, shadowPrices))
      .sort((a, b) => (a.dearerBy ?? a.unitCost) - (b.dearerBy ?? b.unitCost)),
  };
}

function notChosen(opened: OpenedRoute, marginal: number, prices: readonly ShadowPrice[]): NotChosen {
  const { route, offer } = opened;
  const unitCost = landedCost(route) + route.switching;
  const one = { offer: route.offer, demand: route.demand, unitCost, because: route.barred };
  if (route.barred.length > 0) return { ...one, why: "barred", dearerBy: null };
  const worthOf = (what: Limit["what"]) =>
    prices
      .filter(({ limit }) => limit.what === what && counts(limit, opened))
      .reduce((sum, { worth }) => sum + worth, 0);
  const [capacity, cap] = [worthOf("capacity"), worthOf("country-cap")];
  const dearerBy = Math.max(0, clean(unitCost - marginal + capacity + cap));
  if (offer.capacity === 0) return { ...one, why: "no-capacity", dearerBy: null };
  // Without the worth of a limit the way would pay: it is the limit, and no lower cost elsewhere, that keeps it shut.
  if (cap > 0 && clean(unitCost - marginal + capacity) < 0) return { ...one, why: "country-cap", dearerBy };
  if (capacity > 0 && clean(unitCost - marginal + cap) < 0) return { ...one, why: "capacity-elsewhere", dearerBy };
  return { ...one, why: dearerBy > ALIKE * unitCost ? "dearer" : "equal", dearerBy };
}
