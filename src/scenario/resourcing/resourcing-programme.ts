import type { LinearProgramme, LinearRow } from "../linear-programme.ts";
import { counts, type Limit } from "./resourcing-limits.ts";
import { type Demand, landedCost, type OpenedRoute } from "./resourcing-problem.ts";

/** A variable of the programme: units that go a way, as they do now or beyond it, or units that nobody brings. */
export type Variable =
  | { readonly what: "kept" | "new"; readonly at: OpenedRoute }
  | { readonly what: "unmet" | "missing"; readonly at: Demand };

export interface Programme {
  readonly programme: LinearProgramme;
  readonly variables: readonly Variable[];
}

export const isOpen = ({ route }: OpenedRoute): boolean => route.barred.length === 0;

/** What a programme asks for the least of; or the most that can stay as it goes now. */
export type Aim = "cost" | "missing" | "keep";

/**
 * The least landed and switching cost and penalty, each demand brought or unmet, no limit passed, no barred way used.
 *
 * Rows are the demands in their order, then the limits in theirs. A demand that may not stay unmet beyond a bound can make
 * it infeasible: the programme that aims at "missing" then asks for the least that is missing beyond the bounds, at no
 * cost. `stays` holds units to the ways that they go now: in all, by a last row, or way by way.
 */
export function resourcingProgramme(
  routes: readonly OpenedRoute[],
  demands: readonly Demand[],
  limits: readonly Limit[],
  aim: Aim,
  stays?: number | ReadonlyMap<OpenedRoute, number>,
): Programme {
  const open = routes.filter(isOpen);
  const variables: Variable[] = [
    ...open.filter(({ now }) => now > 0).map((at): Variable => ({ what: "kept", at })),
    ...open.map((at): Variable => ({ what: "new", at })),
    ...demands.map((at): Variable => ({ what: "unmet", at })),
    ...(aim === "missing" ? demands.map((at): Variable => ({ what: "missing", at })) : []),
  ];
  const row = (holds: (variable: Variable) => boolean, least: number, most: number): LinearRow => ({
    terms: variables.flatMap((variable, at) => (holds(variable) ? [[at, 1] as const] : [])),
    least,
    most,
  });
  const rows = [
    ...demands.map((demand) => row((variable) => demandOf(variable) === demand.id, demand.quantity, demand.quantity)),
    ...limits.map((limit) =>
      row((variable) => isFlow(variable) && counts(limit, variable.at), Number.NEGATIVE_INFINITY, limit.most),
    ),
    ...(typeof stays === "number" ? [row(({ what }) => what === "kept", stays, Number.POSITIVE_INFINITY)] : []),
  ];
  const aimed = { cost: costOf, missing: countOf("missing", 1), keep: countOf("kept", -1) }[aim];
  return {
    variables,
    programme: {
      cost: variables.map(aimed),
      lower: variables.map(({ what, at }) =>
        what === "kept" && typeof stays === "object" ? Math.min(at.now, stays.get(at) ?? 0) : 0,
      ),
      upper: variables.map(mostOf),
      rows,
    },
  };
}

type FlowVariable = Extract<Variable, { readonly what: "kept" | "new" }>;

const isFlow = (variable: Variable): variable is FlowVariable => variable.what === "kept" || variable.what === "new";

const demandOf = (variable: Variable): string => (isFlow(variable) ? variable.at.demand.id : variable.at.id);

const countOf =
  (what: Variable["what"], weight: number) =>
  (variable: Variable): number =>
    variable.what === what ? weight : 0;

function costOf(variable: Variable): number {
  if (!isFlow(variable)) return variable.at.penalty;
  const { route } = variable.at;
  return landedCost(route) + (variable.what === "new" ? route.switching : 0);
}

function mostOf(variable: Variable): number {
  if (variable.what === "kept") return variable.at.now;
  if (variable.what === "unmet") return variable.at.mostUnmet ?? variable.at.quantity;
  return Number.POSITIVE_INFINITY;
}
