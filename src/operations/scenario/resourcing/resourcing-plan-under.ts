import { InvalidInput } from "../../../errors.ts";
import { resource } from "../../../scenario/resourcing/resource.ts";
import type { Context } from "../../core/context.ts";
import { demandOf, dutyOf, gapsOf, problemOf, type ResourcingTerms, type Solved } from "./resourcing-findings.ts";
import type { MarketAsked } from "./resourcing-ground.ts";
import { type Market, openMarket } from "./resourcing-market.ts";
import type { Supply } from "./resourcing-supply.ts";

/** What a plan is made by; shares from 0 to 1, money in USD per t. */
export interface PlanTerms extends Omit<ResourcingTerms, "penalty" | "gaps"> {
  /** Null: ten times what a t costs now, landed, in the world as it is. */
  readonly penalty: number | null;
}

/** What is assumed where nobody says anything else: only what falls away is bought anew. */
export const USUAL_TERMS: PlanTerms = {
  redirect: 0.25,
  freight: 0,
  switching: 0,
  penalty: null,
  mostUnmet: 1,
  most: null,
  duty: "most",
  keep: true,
};

/** Without a stated penalty a t that is missing costs so many times what a t costs now. */
const PENALTY = 10;

/** Assumptions in the place of those that the plans were made by. */
export interface Assumed extends Partial<Pick<PlanTerms, "redirect" | "freight" | "switching" | "duty" | "keep">> {
  /** USD per t. */
  readonly penalty?: number;
  /** What each ban that holds stops, 0 to 1. */
  readonly banShare?: number;
}

/** What a plan comes to; USD and t. */
export interface Outcome {
  readonly state: Solved["state"];
  /** Landed, switching and penalty; null where what is asked cannot be met. */
  readonly cost: number | null;
  /** What stays unmet; where it cannot be, what is missing beyond what may. */
  readonly unmet: number;
  readonly suppliers: number;
  /** Cost and unmet above those of the plan in the world as it is, by the same assumptions; null where one has no cost. */
  readonly more: { readonly cost: number | null; readonly unmet: number };
}

/** The plans for one product and buyer with and without the scenario, by the same terms. */
export interface PlansUnder {
  readonly market: Market;
  readonly terms: ResourcingTerms;
  /** In the world as it is; the same as `plan` without a scenario. */
  readonly baselinePlan: Solved;
  readonly plan: Solved;
  /** Solves again, without reading anything: two linear programmes of some ms. */
  outcomeAt(assumed: Assumed): Promise<Outcome>;
}

/**
 * The cheapest plans of who brings what, in the world as it is and under the scenario of the context. Throws NotFound where
 * the buyer bought nothing, InvalidInput for what the data cannot be asked.
 */
export async function planUnder(
  context: Context,
  asked: MarketAsked & { readonly terms: PlanTerms },
): Promise<PlansUnder> {
  const market = await openMarket(context, asked);
  const { asItIs, asked: own } = market;
  const { solveLinearProgramme } = await import("../../../solve/linear-programme.ts");
  const gapped = (supplies: readonly Supply[], by: ResourcingTerms): ResourcingTerms =>
    by.keep ? { ...by, gaps: gapsOf(asItIs.supplies, supplies, by) } : by;
  const solve = async (supplies: readonly Supply[], by: ResourcingTerms): Promise<Solved> => {
    const found = await resource(problemOf(supplies, asked.product, by), solveLinearProgramme);
    if (found.state !== "out-of-time") return found;
    throw new InvalidInput("The plan took longer than it may.", { hint: "Ask of another dataset or of one year." });
  };
  const terms = gapped(own.supplies, termsOf(asked.terms, asItIs.supplies));
  const baselinePlan = await solve(asItIs.supplies, terms);
  return {
    market,
    terms,
    baselinePlan,
    plan: own === asItIs ? baselinePlan : await solve(own.supplies, terms),
    async outcomeAt({ banShare, ...others }) {
      const supplies = banShare === undefined ? own.supplies : own.withBans(banShare);
      const by = gapped(supplies, { ...terms, ...others });
      const before = figuresOf(await solve(asItIs.supplies, by));
      const after = supplies === asItIs.supplies ? before : figuresOf(await solve(supplies, by));
      const more = before.cost === null || after.cost === null ? null : after.cost - before.cost;
      return { ...after, more: { cost: more, unmet: after.unmet - before.unmet } };
    },
  };
}

function figuresOf(found: Solved): Omit<Outcome, "more"> {
  const total = (of: readonly { readonly quantity: number }[]) => of.reduce((sum, { quantity }) => sum + quantity, 0);
  const { state } = found;
  if (found.state === "infeasible") return { state, cost: null, unmet: total(found.missing), suppliers: 0 };
  const { cost, unmet, flows } = found.plan;
  return { state, cost, unmet: total(unmet), suppliers: flows.length };
}

function termsOf({ penalty, ...terms }: PlanTerms, supplies: readonly Supply[]): ResourcingTerms {
  const landed = supplies.reduce(
    (sum, supply) => sum + supply.now * (supply.price + dutyOf(supply, "most") + terms.freight),
    0,
  );
  return { ...terms, gaps: new Map(), penalty: penalty ?? (PENALTY * landed) / demandOf(supplies) };
}
