import type { Book } from "../../book/book.ts";
import type { Hs6 } from "../../vocab/hs-code.ts";
import { inSentence } from "../../vocab/in-sentence.ts";
import { productLabel } from "../trade/labels.ts";
import { figureText, tonnesText, usdText } from "./figure-text.ts";
import { baselineLines, demandOf, missingLines, planLines, type Solved } from "./resourcing-findings.ts";
import type { PlansUnder, PlanTerms } from "./resourcing-plan-under.ts";
import type { AlternativesResult, ResourcingResult } from "./resourcing-result.ts";
import { LEAST_PART, type Supply } from "./resourcing-supply.ts";

interface Asked {
  readonly book: Book;
  readonly product: Hs6;
  readonly revision: number;
  /** Lines of each table. */
  readonly top: number;
}

/** The plan under the scenario as an answer, beside the one of the world as it is. */
export function resourcingAnswer(plans: PlansUnder, { book, product, revision, top }: Asked): ResourcingResult {
  const { market, plan, terms } = plans;
  const { supplies, silent } = market.asked;
  const facts = {
    product: { code: product, label: productLabel(book, product, revision), revision },
    buyer: market.buyer,
    by: market.by,
    year: market.window.label,
    demand: {
      quantity: tonnesText(demandOf(supplies)),
      usd: usdText(supplies.reduce((sum, { now, price }) => sum + now * price, 0)),
      withoutWeight: silent,
    },
    state: plan.state,
    baseline: baselineLines(plan, supplies),
    plan: plan.state === "planned" ? planLines(plan, supplies, terms, top) : null,
    missing: missingLines(plan, supplies, terms),
  };
  return { ...facts, because: sentenceOf(facts), asItIs: asItIsOf(plans) };
}

function asItIsOf({ market, baselinePlan, plan }: PlansUnder): ResourcingResult["asItIs"] {
  const { asItIs } = market;
  if (asItIs === market.asked) return null;
  const asked = demandOf(asItIs.supplies);
  const [cost, own] = [costOf(baselinePlan), costOf(plan)];
  const found = {
    state: baselinePlan.state,
    baseline: usdText(baselinePlan.baseline.cost),
    cost: cost === null ? null : usdText(cost),
    more: cost === null || own === null ? null : usdText(own - cost),
  };
  if (baselinePlan.state === "infeasible") {
    const missing = baselinePlan.missing.reduce((sum, { quantity }) => sum + quantity, 0);
    return { ...found, bought: null, unmet: tonnesText(missing), flows: [] };
  }
  const { flows, unmet, landed, switching } = baselinePlan.plan;
  const byKey = new Map(asItIs.supplies.map((supply): [string, Supply] => [supply.key, supply]));
  return {
    ...found,
    bought: usdText(landed + switching),
    unmet: tonnesText(unmet[0]?.quantity ?? 0),
    flows: flows
      .filter(({ quantity }) => quantity >= LEAST_PART * asked)
      .sort((a, b) => b.quantity - a.quantity)
      .map(({ offer, quantity }) => {
        const { label = offer, origin = "" } = byKey.get(offer) ?? {};
        return { key: offer, label, origin: origin === "" ? null : origin, quantity: tonnesText(quantity) };
      }),
  };
}

const costOf = (found: Solved): number | null => (found.state === "planned" ? found.plan.cost : null);

/** What the plans assume, in words. */
export function resourcingAssumptions(
  asked: PlanTerms,
  { terms, market }: Pick<PlansUnder, "terms" | "market">,
): AlternativesResult["assumptions"] {
  const perTonne = (value: number): string => `${usdText(value)} USD a t`;
  return [
    {
      name: "redirect",
      value: figureText(terms.redirect),
      basis: "assumed",
      about: `share of what a ${market.by} sells to others that could come to the buyer`,
    },
    { name: "freight", value: perTonne(terms.freight), basis: "assumed", about: "the same from everywhere" },
    {
      name: "switching",
      value: perTonne(terms.switching),
      basis: "assumed",
      about: "of what goes beyond today's trade",
    },
    {
      name: "penalty",
      value: perTonne(terms.penalty),
      basis: "assumed",
      about: asked.penalty === null ? "ten times the average landed cost of now" : "as asked",
    },
    {
      name: "duty",
      value: `the ${terms.duty} that is owed`,
      basis: "estimated",
      about: "over tariff lines and makers, on the day",
    },
  ];
}

/** Amounts for a sentence: small ones in full. */
const tonnes = (value: number): string => `${figureText(value, value < 10 ? 3 : 1)} t`;
const dollars = (value: number): string =>
  value < 1e6 ? `USD ${figureText(value, 0)}` : `USD ${figureText(value / 1e6, 1)} million`;

function sentenceOf({
  plan,
  missing,
  demand,
  buyer,
  baseline,
}: Pick<ResourcingResult, "plan" | "missing" | "demand" | "buyer" | "baseline">): string {
  const asked = `${tonnes(Number(demand.quantity))} that ${inSentence(buyer.label)} bought`;
  if (plan === null) {
    return `Of the ${asked}, ${tonnes(Number(missing[0]?.quantity ?? 0))} have no source beyond what may stay unmet.`;
  }
  const unmet = Number(plan.unmet);
  const first = plan.flows[0];
  const largest =
    first === undefined ? "" : `, ${figureText(Number(first.share) * 100, 1)} % from ${inSentence(first.label)}`;
  const left =
    unmet === 0
      ? "all can be brought"
      : `${tonnes(Number(demand.quantity) - unmet)} can be brought and ${tonnes(unmet)} stay unmet`;
  const bought = Number(plan.landed) + Number(plan.switching);
  return (
    `Of the ${asked}, ${left}${largest}: ${dollars(bought)} landed, against ${dollars(Number(baseline.cost))} ` +
    "for what is bought now, at the duties of the day."
  );
}
