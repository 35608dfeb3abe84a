import { InvalidInput, NotFound } from "../../errors.ts";
import type { BandRule, BandTerms } from "../../pricing/band.ts";
import type { BandLaw } from "../../pricing/band-law.ts";
import { nearest } from "../../vocab/nearest.ts";
import type { ToolAsked } from "./tool-input.ts";
import type { ToolTerms } from "./tool-terms.ts";
import { requireOrder } from "./tool-units.ts";

type BandAsked = Extract<ToolAsked, { kind: "band" }>;

/** The terms of a band, from the proposal or from a law of the book, but for what holds of every tool at a border. */
export function bandTermsOf(
  asked: BandAsked,
  terms: ToolTerms,
  what: string,
  laws: readonly BandLaw[],
): Omit<BandTerms, "duty" | "passThrough"> & { readonly law: BandLaw | null } {
  const { law: id, floor, over, trigger, release } = asked;
  if ([id, floor, over].filter((one) => one !== undefined).length !== 1) {
    throw new InvalidInput(`${what} needs one of law, floor and over.`);
  }
  const law = id === undefined ? null : lawOf(id, laws);
  const rule = law === null ? ruleOf(asked, terms, what) : ruleOfLaw(law, terms);
  const [begins, ends] = [
    trigger === undefined ? null : terms.price("begins below", trigger),
    release === undefined ? null : terms.price("ends above", release),
  ];
  const stated = rule.of === "stated" ? rule : null;
  requireOrder(begins, ends ?? stated?.floor ?? null, what, "trigger", "release");
  requireOrder(ends, stated?.ceiling ?? null, what, "release", "ceiling");
  const bound = asked.bound ?? law?.bound ?? null;
  return {
    law,
    rule,
    trigger: begins,
    release: ends,
    bound: bound === null ? null : terms.share("duty and charge at most", bound),
    reviewMonths: terms.amount(
      "price taken anew every so many months",
      asked.review_months ?? law?.reviewMonths ?? 1,
      null,
    ),
    bandMonths: asked.band_months ?? law?.bandMonths ?? 1,
  };
}

function lawOf(id: string, laws: readonly BandLaw[]): BandLaw {
  const law = laws.find((one) => one.id === id);
  if (law !== undefined) return law;
  const ids = laws.map((one) => one.id);
  const near = nearest(id, ids, 1).map((one) => `Did you mean ${one}? `);
  throw new NotFound(`The book has no band “${id}”.`, { hint: `${near.join("")}It has: ${ids.join(", ")}.` });
}

function ruleOf({ floor, ceiling, over }: BandAsked, terms: ToolTerms, what: string): BandRule {
  if (over !== undefined) {
    if (ceiling !== undefined) throw new InvalidInput(`${what} takes its ceiling from earlier prices and states one.`);
    if (!("dropped" in over)) {
      if (over.months < 2) throw new InvalidInput(`${what} takes a deviation over fewer than two months.`);
      terms.amount("mean of so many months before", over.months, null);
      terms.amount("ceiling, deviations above it", over.deviations, null);
      return { of: "mean", ...over };
    }
    if (over.dropped >= 0.5) throw new InvalidInput(`${what} drops all earlier prices: less than half at either end.`);
    terms.amount("extremes of so many months before", over.months, null);
    terms.share("dropped at either end", over.dropped);
    return { of: "extremes", ...over };
  }
  const low = floor === undefined ? 0 : terms.price("floor", floor);
  const high = ceiling === undefined ? null : terms.price("ceiling", ceiling);
  requireOrder(low, high, what, "floor", "ceiling");
  return { of: "stated", floor: low, ceiling: high };
}

/** The figures of a law are in its own currency, unit and terms. */
function ruleOfLaw({ id, rule, unit, currency, terms: delivery }: BandLaw, terms: ToolTerms): BandRule {
  terms.word("law", id);
  const price = (name: string, amount: number) => terms.price(name, { price: amount, unit, currency, terms: delivery });
  if (rule.of === "stated") {
    return {
      of: "stated",
      floor: price("floor", rule.floor),
      ceiling: rule.ceiling === null ? null : price("ceiling", rule.ceiling),
    };
  }
  terms.amount(`${rule.of} of so many months before`, rule.months, null);
  if (rule.of === "extremes") terms.share("dropped at either end", rule.dropped);
  else terms.amount("ceiling, deviations above it", rule.deviations, null);
  return rule;
}
