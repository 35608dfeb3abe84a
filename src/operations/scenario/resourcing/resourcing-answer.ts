import type { Book } from "../../../book/book.ts";
import type { Hs6 } from "../../../vocab/hs-code.ts";
import { inSentence } from "../../../vocab/in-sentence.ts";
import { productLabel } from "../../trade/labels.ts";
import { figureText, tonnesText, usdText } from "../figure-text.ts";
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
  const more = cost === null || own === null ? null : own - cost;
  const planned = baselinePlan.state === "planned" ? baselinePlan.plan : null;
  const missing = baselinePlan.state === "planned" ? baselinePlan.plan.unmet : baselinePlan.missing;
  const unmet = missing.reduce((sum, { quantity }) => sum + quantity, 0);
  const bought = planned === null ? null : planned.landed + planned.switching;
  const byKey = new Map(asItIs.supplies.map((supply): [string, Supply] => [supply.key, supply]));
  return {
    because: asItIsSentence({ bought, unmet, more }),
    state: baselinePlan.state,
    baseline: usdText(baselinePlan.baseline.cost),
    cost: cost === null ? null : usdText(cost),
    bought: bought === null ? null : usdText(bought),
    unmet: tonnesText(unmet),
    more: more === null ? null : usdText(more),
    flows: [...(planned?.flows ?? [])]
      .filter(({ quantity }) => quantity >= LEAST_PART * asked)
      .sort((a, b) => b.quantity - a.quantity)
      .map(({ offer, quantity }) => {
        const { label = offer, origin = "" } = byKey.get(offer) ?? {};
        return { key: offer, label, origin: origin === "" ? null : origin, quantity: tonnesText(quantity) };
      }),
  };
}

/** Of a cost: the rounding of two plans. */
const NOTHING = 1e-6;

function asItIsSentence({ bought, unmet, more }: Record<"bought" | "more", number | null> & { unmet: number }): string {
  if (bought === null) return `Without the scenario the demand cannot be met either: ${tonnes(unmet)} are missing.`;
  const left = unmet === 0 ? "nothing stays unmet" : `${tonnes(unmet)} stay unmet`;
  const without = `Without the scenario the plan by the same terms costs ${dollars(bought)} landed, and ${left}`;
  if (more === null) return `${without}.`;
  if (Math.abs(more) < NOTHING * bought) return `${without}: the scenario changes its cost by nothing.`;
  return `${without}: the scenario makes it ${dollars(Math.abs(more))} ${more > 0 ? "dearer" : "cheaper"}, the penalty of what is unmet included.`;
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
      about: terms.keep
        ? "of what goes beyond today's trade, and as much as somebody seems cheaper than what falls away"
        : "of what goes beyond today's trade",
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
    {
      name: "keep",
      value: terms.keep ? "what goes now stays" : "all may move",
      basis: "assumed",
      about: terms.keep
        ? "as far as rules and limits allow; only what falls away is bought anew"
        : "to whoever is cheapest by unit value, also where nothing falls away",
    },
  ];
}

/** Amounts for a sentence: small ones in full. */
const tonnes = (value: number): string => `${figureText(value, value < 10 ? 3 : 1)} t`;
const dollars = (value: number): string =>
  value < 1e5 ? `USD ${figureText(value, 0)}` : `USD ${figureText(value / 1e6, 1)} million`;

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
    `Of the ${asked}, ${left}${largest}: ${dollars(bought)} landed${Number(plan.switching) > 0 ? ", switching included" : ""}, against ${dollars(Number(baseline.cost))} ` +
    "for what is bought now, at the duties of the day."
  );
}
