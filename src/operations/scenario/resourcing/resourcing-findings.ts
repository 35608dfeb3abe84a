import type { Resourcing } from "../../../scenario/resourcing/resource.ts";
import type { BaselineFault } from "../../../scenario/resourcing/resourcing-baseline.ts";
import type { Limit } from "../../../scenario/resourcing/resourcing-limits.ts";
import type { NotChosen } from "../../../scenario/resourcing/resourcing-plan.ts";
import type { ResourcingProblem } from "../../../scenario/resourcing/resourcing-problem.ts";
import { switchingGaps } from "../../../scenario/resourcing/switching-gaps.ts";
import { countryLabel } from "../../trade/labels.ts";
import { figureText, tonnesText, usdText } from "../figure-text.ts";
import type { ResourcingResult } from "./resourcing-result.ts";
import { LEAST_PART, type Supply } from "./resourcing-supply.ts";

/** A plan, or what is missing for one. */
export type Solved = Exclude<Resourcing, { readonly state: "out-of-time" }>;

/** What the question sets; shares from 0 to 1, money in USD per t. */
export interface ResourcingTerms {
  /** Of what a supplier sells to others, what could come to the buyer. */
  readonly redirect: number;
  readonly freight: number;
  readonly switching: number;
  readonly penalty: number;
  /** Of the demand; 1: all of it. */
  readonly mostUnmet: number;
  /** The most that one country may bring of the demand; null: no cap. */
  readonly most: number | null;
  /** Which end of what may be owed counts. */
  readonly duty: "least" | "most";
  /** Whether what goes now stays as far as every rule allows, or all is bought anew at the least cost. */
  readonly keep: boolean;
  /** What switching to a supplier costs beside, by its key, USD per t: as much as its goods seem too cheap to be like. */
  readonly gaps: ReadonlyMap<string, number>;
}

const DEMAND = "demand";

/**
 * What could go the way: what goes it now, a part of what is sold elsewhere, and what stands idle or is added; where a ban
 * limits the way, what it leaves of now and of what is added.
 */
export function capacityOf(supply: Supply, redirect: number): number {
  const { now, elsewhere, idle, added, left, running, otherGoods } = supply;
  if (left < 1) return running * left * (now + added);
  return running * (now + added + idle + (otherGoods ? 0 : redirect * elsewhere));
}

/** USD per t. */
export const dutyOf = ({ price, dutyRate }: Supply, end: ResourcingTerms["duty"]): number =>
  price * Number((end === "most" ? dutyRate?.high : dutyRate?.low) ?? 0);

const switchingOf = (key: string, { switching, gaps }: ResourcingTerms): number => switching + (gaps.get(key) ?? 0);

/** What keeps a supplier out, each a sentence. */
const barredOf = ({ barred, left, running }: Supply): readonly string[] =>
  left === 0 || running === 0 ? [...barred, "The scenario stops it."] : barred;

/**
 * What switching costs by supplier where what goes now stays. Found in the world as it is: what a scenario makes cheaper is
 * cheaper, and a capacity that it adds without a price costs no less than what falls away.
 */
export function gapsOf(
  asItIs: readonly Supply[],
  asked: readonly Supply[],
  { redirect, duty }: Pick<ResourcingTerms, "redirect" | "duty">,
): ReadonlyMap<string, number> {
  const own = new Map(asked.map((supply) => [supply.key, supply]));
  const priced = (supply: Supply) => ({ key: supply.key, landed: supply.price + dutyOf(supply, duty) });
  const sold = asItIs.map((supply) => {
    const left = own.get(supply.key);
    const stays = left === undefined || barredOf(left).length > 0 ? 0 : capacityOf(left, redirect);
    return { ...priced(supply), now: supply.now, stays };
  });
  const added = asked.filter(({ added: tonnes, priceOf }) => tonnes > 0 && priceOf !== "supposed");
  return switchingGaps(sold, added.map(priced));
}

export const demandOf = (supplies: readonly Supply[]): number => supplies.reduce((sum, { now }) => sum + now, 0);

/** The problem of one buyer: all of one product, in t and USD. */
export function problemOf(supplies: readonly Supply[], product: string, terms: ResourcingTerms): ResourcingProblem {
  const quantity = demandOf(supplies);
  return {
    offers: supplies.map((supply) => ({
      id: supply.key,
      supplier: supply.label,
      country: supply.origin,
      product,
      capacity: capacityOf(supply, terms.redirect),
    })),
    demands: [{ id: DEMAND, product, quantity, penalty: terms.penalty, mostUnmet: terms.mostUnmet * quantity }],
    routes: supplies.map((supply) => ({
      offer: supply.key,
      demand: DEMAND,
      price: supply.price,
      freight: terms.freight,
      duty: dutyOf(supply, terms.duty),
      switching: switchingOf(supply.key, terms),
      barred: barredOf(supply),
    })),
    keep: terms.keep,
    caps: terms.most === null ? [] : [{ product, country: null, share: terms.most }],
    baseline: supplies
      .filter(({ now }) => now > 0)
      .map(({ key, now }) => ({ offer: key, demand: DEMAND, quantity: now })),
  };
}

const tonnes = (value: number): string => `${figureText(value, value < 10 ? 3 : 1)} t`;

type Names = ReadonlyMap<string, Supply>;

const namesOf = (supplies: readonly Supply[]): Names => new Map(supplies.map((one) => [one.key, one] as const));

function supplyOf(names: Names, key: string): Supply {
  const supply = names.get(key);
  if (supply === undefined) throw new Error(`No supply "${key}".`);
  return supply;
}

function faultSentence(fault: BaselineFault, names: Names): string {
  const amount = tonnes(fault.quantity);
  if (fault.what === "barred")
    return `${supplyOf(names, fault.offer).label} sells ${amount}: ${fault.because.join(" ")}`;
  if (fault.what === "above-capacity") {
    return `${supplyOf(names, fault.offer).label} sells ${amount}, and could sell ${tonnes(fault.most)}.`;
  }
  if (fault.what === "above-country-cap") {
    return `${countryLabel(fault.country)} sells ${amount}, above the cap of ${tonnes(fault.most)}.`;
  }
  return `${amount} come or are missing where ${tonnes(fault.most)} may.`;
}

function limitLine(limit: Limit) {
  const [key, label] =
    limit.what === "capacity" ? [limit.offer.id, limit.offer.supplier] : [limit.country, countryLabel(limit.country)];
  return { what: limit.what, key, label, most: tonnesText(limit.most) };
}

const WHY: Readonly<Record<Exclude<NotChosen["why"], "barred">, string>> = {
  "no-capacity": "It has nothing that it could sell.",
  "country-cap": "It would be cheaper, but the cap on any one country is reached.",
  "capacity-elsewhere": "What it could sell is worth more elsewhere.",
  dearer: "It costs more than the dearest that the plan needs.",
  equal: "It would cost the same as what is chosen.",
};

function sentence(why: NotChosen["why"], because: readonly string[], otherGoods: boolean): string {
  if (why === "barred") return because.join(" ");
  const other = otherGoods ? " Its unit value is far from the usual: its goods are taken to be others." : "";
  return `${WHY[why]}${other}`;
}

/** Who is barred and sells now comes first, then who could sell, in the plan's order, then who could not. */
function rankOf({ offer, why }: NotChosen, supplies: Names): number {
  if (why === "barred") return supplyOf(supplies, offer).now > 0 ? 0 : 3;
  return why === "no-capacity" ? 2 : 1;
}

type Plan = NonNullable<ResourcingResult["plan"]>;
type Planned = Extract<Resourcing, { readonly state: "planned" }>;

export function planLines(
  { plan, baseline }: Planned,
  supplies: readonly Supply[],
  terms: ResourcingTerms,
  top: number,
): Plan {
  const names = namesOf(supplies);
  const asked = demandOf(supplies);
  const cells = (key: string) => {
    const supply = supplyOf(names, key);
    const { label, origin, now, price, priceOf, dutyRate } = supply;
    const duty = dutyOf(supply, terms.duty);
    return {
      key,
      label,
      origin: origin === "" ? null : origin,
      now: tonnesText(now),
      capacity: tonnesText(capacityOf(supply, terms.redirect)),
      price: usdText(price),
      priceOf,
      freight: usdText(terms.freight),
      duty: usdText(duty),
      dutyRate,
      landed: usdText(price + terms.freight + duty),
      switching: usdText(switchingOf(key, terms)),
    };
  };
  const flows = [...plan.flows].sort((a, b) => b.quantity - a.quantity);
  const brought = plan.flows.reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    cost: usdText(plan.cost),
    landed: usdText(plan.landed),
    switching: usdText(plan.switching),
    penalty: usdText(plan.penalty),
    perTonne: brought === 0 ? null : usdText((plan.landed + plan.switching) / brought),
    more: usdText(plan.cost - baseline.cost),
    unmet: tonnesText(plan.unmet[0]?.quantity ?? 0),
    marginalCost: usdText(plan.marginalCosts[0]?.cost ?? 0),
    flows: flows.slice(0, top).map(({ offer, quantity }) => ({
      ...cells(offer),
      quantity: tonnesText(quantity),
      share: figureText(quantity / asked),
    })),
    otherFlows: {
      suppliers: Math.max(0, flows.length - top),
      quantity: tonnesText(flows.slice(top).reduce((sum, { quantity }) => sum + quantity, 0)),
    },
    worth: plan.shadowPrices
      .filter(({ limit }) => limit.most >= LEAST_PART * asked)
      .sort((a, b) => b.worth - a.worth)
      .slice(0, top)
      .map(({ limit, worth }) => ({ ...limitLine(limit), worth: usdText(worth) })),
    notChosen: [...plan.notChosen]
      .sort((a, b) => rankOf(a, names) - rankOf(b, names))
      .slice(0, top)
      .map(({ offer, why, because, dearerBy }) => ({
        ...cells(offer),
        why,
        because: sentence(why, because, supplyOf(names, offer).otherGoods),
        dearerBy: dearerBy === null ? null : usdText(dearerBy),
      })),
    others: Math.max(0, plan.notChosen.length - top),
  };
}

export function missingLines(
  found: Solved,
  supplies: readonly Supply[],
  terms: ResourcingTerms,
): ResourcingResult["missing"] {
  if (found.state !== "infeasible") return [];
  const asked = demandOf(supplies);
  const names = namesOf(supplies);
  return found.missing.map(({ quantity, limits, barred }) => ({
    quantity: tonnesText(quantity),
    usedUp: limits
      .filter(({ most }) => most >= LEAST_PART * asked)
      .sort((a, b) => b.most - a.most)
      .map(limitLine),
    barred: barred.map(({ offer, because }) => {
      const supply = supplyOf(names, offer);
      const capacity = tonnesText(capacityOf(supply, terms.redirect));
      return { key: offer, label: supply.label, because: because.join(" "), capacity };
    }),
  }));
}

export function baselineLines({ baseline }: Solved, supplies: readonly Supply[]): ResourcingResult["baseline"] {
  const names = namesOf(supplies);
  const barred = new Set(baseline.faults.flatMap((fault) => (fault.what === "barred" ? [fault.offer] : [])));
  // Of one who is kept out it says nothing more that it has no capacity left.
  const faults = baseline.faults.filter((fault) => fault.what !== "above-capacity" || !barred.has(fault.offer));
  return { cost: usdText(baseline.cost), faults: faults.map((fault) => faultSentence(fault, names)) };
}
