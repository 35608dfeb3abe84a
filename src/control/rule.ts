import type { Confidence } from "../evidence/confidence.ts";
import type { IsoDate } from "../vocab/iso-date.ts";
import type { Cited, Interest } from "./facts.ts";

/** Who counts as a holder, or what a party must be: any one of the conditions is enough. */
export interface Group {
  /** On one of these lists. */
  readonly lists: readonly string[];
  /** A government of one of these countries. */
  readonly governmentsOf: readonly string[];
  /** A person of one of these countries. */
  readonly nationalsOf: readonly string[];
  /** Organised under the law of one of these countries; where that is not known, seated there. */
  readonly organisedIn: readonly string[];
  readonly headquarteredIn: readonly string[];
  /** Has a plant in one of these places. */
  readonly placedIn: readonly Place[];
  /** Another rule says yes of it. */
  readonly rules: readonly string[];
  /** Earlier tests of the same rule say yes of it. */
  readonly tests: readonly string[];
  /** Nobody is known to hold anything of it: the end of a chain. */
  readonly ultimate: boolean;
}

export interface Place {
  readonly country: string;
  /** Province or state as written, any where null. */
  readonly region: string | null;
}

/**
 * How holdings pass through the firms between.
 *
 * - `direct`: they do not.
 * - `cascade`: a firm that the group holds to the threshold joins the group, with all that it holds (31 CFR; OFAC FAQ 401).
 * - `look-through`: what a firm holds counts whole once the group directly holds `passAt` of it, else times what the
 *   group has of it.
 * - `look-through-as-one`: as that, and a firm held to `passAt` by any firm has at least what that parent has.
 * - `attributed`: what a corporation holds counts to an owner of `passAt` of it, in proportion; what a partnership holds
 *   to every partner (26 USC 318(a)(2)).
 * - `multiplied`: shares multiply along every path and add up over paths, rings included: D(I − D)⁻¹.
 */
export const THROUGH = [
  "direct",
  "cascade",
  "look-through",
  "look-through-as-one",
  "attributed",
  "multiplied",
] as const;

export type Through = (typeof THROUGH)[number];

/** What a test measures and asks. */
export interface Measured {
  readonly through: Through;
  /** Whether the holdings of the whole group are added up, or the largest holder's alone counts. */
  readonly together: boolean;
  /** In parts of 10^12. */
  readonly threshold: number;
  /** Whether the share must be more than the threshold, not just at it. */
  readonly moreThan: boolean;
  readonly passAt: number;
}

/** Another way to read the same words of the law. */
export interface Reading extends Measured, Cited {
  readonly id: string;
  readonly title: string;
}

interface TestBase extends Cited {
  readonly id: string;
  readonly title: string;
  readonly confidence: Confidence;
}

/** What the party itself is. */
export interface PartyTest extends TestBase {
  readonly kind: "party";
  readonly party: Group;
}

/** What the group holds of the party; of several interests each is measured alone, and the highest counts. */
export interface HoldingTest extends TestBase, Measured {
  readonly kind: "holding";
  readonly holders: Group;
  readonly interests: readonly Interest[];
  readonly readings: readonly Reading[];
  /** How the default reading is called where there are others. */
  readonly reading: string | null;
}

/** Whether goods of the group are in what the party buys, at any tier. */
export interface SupplyTest extends TestBase {
  readonly kind: "supply";
  readonly sellers: Group;
}

export type Test = PartyTest | HoldingTest | SupplyTest;

/** Who a test asks about. */
export function askedGroup(test: Test): Group {
  if (test.kind === "party") return test.party;
  return test.kind === "holding" ? test.holders : test.sellers;
}

/** What a rule was from a day on. */
export interface RuleStatus extends Cited {
  readonly from: IsoDate;
  readonly known: IsoDate;
  readonly state: "proposed" | "not yet in force" | "in force" | "suspended" | "ended";
  readonly confidence: Confidence;
  readonly note: string | null;
}

export interface Rule extends Cited {
  readonly id: string;
  readonly title: string;
  readonly authority: string;
  /** What a party is of which the rule says yes. */
  readonly means: string;
  /** The day on which the rule, or its threshold, became public. */
  readonly published: IsoDate;
  readonly confidence: Confidence;
  readonly statuses: readonly RuleStatus[];
  readonly tests: readonly [Test, ...Test[]];
  readonly note: string | null;
}

/** The status in force on `on` as anyone could know it on `known`; null before the first. */
export function statusOn(rule: Rule, on: IsoDate, known: IsoDate): RuleStatus | null {
  let found: RuleStatus | null = null;
  for (const status of rule.statuses) {
    if (status.from <= on && status.known <= known && (found === null || status.from >= found.from)) found = status;
  }
  return found;
}
