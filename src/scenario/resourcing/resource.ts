import type { LinearSolver } from "../linear-programme.ts";
import { type Baseline, baselineOf } from "./resourcing-baseline.ts";
import { counts, type Limit, limitsOf } from "./resourcing-limits.ts";
import { type Plan, planOf } from "./resourcing-plan.ts";
import { type Demand, type OpenedRoute, openRoutes, type ResourcingProblem } from "./resourcing-problem.ts";
import { isOpen, resourcingProgramme, type Variable } from "./resourcing-programme.ts";

/** What nobody can bring of a demand beyond what may stay unmet, and what stands in the way. */
export interface Missing {
  readonly demand: string;
  readonly quantity: number;
  /** Limits that are used up on ways to it. */
  readonly limits: readonly Limit[];
  /** Ways to it that are barred. */
  readonly barred: readonly { readonly offer: string; readonly because: readonly string[] }[];
}

export type Resourcing =
  | { readonly state: "planned"; readonly plan: Plan; readonly baseline: Baseline }
  | { readonly state: "infeasible"; readonly missing: readonly Missing[]; readonly baseline: Baseline }
  | { readonly state: "out-of-time" };

/**
 * The cheapest way to bring what is asked: landed cost, the cost of switching and a penalty of what stays unmet, within
 * what each supplier can sell, caps on countries and rules of eligibility. A linear programme: quantities are divisible,
 * unit costs do not depend on them, and no price moves because of the plan. A problem that keeps what goes now finds first
 * how much of it can stay, then the cheapest plan that keeps as much.
 */
export async function resource(problem: ResourcingProblem, solve: LinearSolver): Promise<Resourcing> {
  const routes = openRoutes(problem);
  const limits = limitsOf(problem);
  const { demands } = problem;
  const stays = problem.keep === true ? await whatStays(routes, demands, limits, solve) : undefined;
  const { programme, variables } = resourcingProgramme(routes, demands, limits, "cost", stays);
  const outcome = await solve(programme);
  if (outcome.state === "out-of-time") return { state: "out-of-time" };
  if (outcome.state === "unbounded") throw new Error("Costs are at least 0, so that the least cost has a bound.");
  const baseline = baselineOf(routes, demands, limits);
  if (outcome.state === "optimal") {
    return { state: "planned", plan: planOf(routes, demands, limits, variables, outcome), baseline };
  }
  const missing = await missingOf(routes, demands, limits, solve);
  return missing === null ? { state: "out-of-time" } : { state: "infeasible", missing, baseline };
}

/** Rounding of the solver. */
const TINY = 1e-7;
/** Of sums: far below what the solver tells apart, so that what stays is not given up for a lower cost. */
const ROUNDING = 1e-12;

/**
 * The most that can stay as it goes now, way by way as it costs least; undefined where there is no plan at all. The plan that
 * holds each way to it has as duals what one more unit is worth beside it.
 */
async function whatStays(
  routes: readonly OpenedRoute[],
  demands: readonly Demand[],
  limits: readonly Limit[],
  solve: LinearSolver,
): Promise<ReadonlyMap<OpenedRoute, number> | undefined> {
  const most = resourcingProgramme(routes, demands, limits, "keep");
  const found = await solve(most.programme);
  if (found.state !== "optimal") return undefined;
  const total = [...keptOf(most.variables, found.values).values()].reduce((sum, kept) => sum + kept, 0);
  const least = resourcingProgramme(routes, demands, limits, "cost", total * (1 - ROUNDING));
  const outcome = await solve(least.programme);
  return outcome.state === "optimal" ? keptOf(least.variables, outcome.values) : undefined;
}

function keptOf(variables: readonly Variable[], values: readonly number[]): ReadonlyMap<OpenedRoute, number> {
  return new Map(
    variables.flatMap((variable, at) =>
      variable.what === "kept" ? [[variable.at, Math.max(0, (values[at] ?? 0) * (1 - ROUNDING))] as const] : [],
    ),
  );
}

async function missingOf(
  routes: readonly OpenedRoute[],
  demands: readonly Demand[],
  limits: readonly Limit[],
  solve: LinearSolver,
): Promise<readonly Missing[] | null> {
  const { programme, variables } = resourcingProgramme(routes, demands, limits, "missing");
  const outcome = await solve(programme);
  if (outcome.state !== "optimal") return null;
  const { values } = outcome;
  const usedOf = (limit: Limit): number =>
    variables.reduce(
      (sum, variable, at) =>
        (variable.what === "kept" || variable.what === "new") && counts(limit, variable.at)
          ? sum + (values[at] ?? 0)
          : sum,
      0,
    );
  const full = limits.filter((limit) => usedOf(limit) >= limit.most - TINY);
  return variables.flatMap((variable, at) => {
    const quantity = values[at] ?? 0;
    if (variable.what !== "missing" || quantity < TINY) return [];
    const own = routes.filter(({ demand }) => demand === variable.at);
    return [
      {
        demand: variable.at.id,
        quantity,
        limits: full.filter((limit) => own.some((route) => isOpen(route) && counts(limit, route))),
        barred: own
          .filter((route) => !isOpen(route))
          .map(({ route }) => ({ offer: route.offer, because: route.barred })),
      },
    ];
  });
}
