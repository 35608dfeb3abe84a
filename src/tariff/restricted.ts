import type { AsOf } from "../vocab/as-of.ts";
import { comparePhysical, convertPhysical, formatPhysical, type PhysicalValue } from "../vocab/physical-unit.ts";
import type { Membership } from "./code-set.ts";
import {
  ASKS,
  type Asks,
  type LimitKind,
  type RestrictedItem,
  type Restriction,
  type RestrictionKind,
  type StateOn,
  stateOn,
  type Threshold,
} from "./restriction.ts";
import type { Specification } from "./specification.ts";

/** What is to cross the border. */
export interface Crossing {
  readonly kind: RestrictionKind;
  /** Code of the goods, or of what the technology makes; null where it is not stated. */
  readonly code: string | null;
  readonly spec: Specification;
  /** Where it comes from; null is read as the country of each measure that is about its own exports. */
  readonly origin: string | null;
  readonly to: string | null;
}

export type Verdict = "met" | "not met" | "not stated";

export interface ThresholdFinding {
  readonly threshold: Threshold;
  readonly verdict: Verdict;
  /** What was stated, in the unit of the threshold. */
  readonly stated: string | null;
  readonly note: string | null;
}

export type Covers = "yes" | "no" | "open";

export interface ItemFinding {
  readonly item: RestrictedItem;
  readonly covers: Covers;
  readonly thresholds: readonly ThresholdFinding[];
  /** What would decide it. */
  readonly undecided: readonly string[];
}

export type RestrictionOutcome = "controlled" | "not controlled" | "open";

export interface MeasureFinding {
  readonly measure: Restriction;
  readonly state: StateOn;
  readonly items: readonly ItemFinding[];
  readonly covers: Covers;
  readonly outcome: RestrictionOutcome;
  /** What it asks where it covers, or may cover, the crossing. */
  readonly asks: Asks | null;
  readonly because: string;
  readonly undecided: readonly string[];
}

const HOLDS: Readonly<Record<LimitKind, (order: -1 | 0 | 1) => boolean>> = {
  at_least: (order) => order >= 0,
  more_than: (order) => order > 0,
  at_most: (order) => order <= 0,
  less_than: (order) => order < 0,
};

const LIMIT_WORDS: Readonly<Record<LimitKind, string>> = {
  at_least: "at least",
  more_than: "more than",
  at_most: "at most",
  less_than: "less than",
};

/** "energy-density at least 300 Wh/kg", "article flake-graphite or spherical-graphite". */
export function thresholdInWords({ property, test, measuredAt }: Threshold): string {
  const asked = "anyOf" in test ? test.anyOf.join(" or ") : `${LIMIT_WORDS[test.limit]} ${formatPhysical(test.value)}`;
  return `${property.id} ${asked}${measuredAt === null ? "" : ` at ${measuredAt}`}`;
}

function thresholdFinding(threshold: Threshold, spec: Specification): ThresholdFinding {
  const { property, test, measuredAt } = threshold;
  const stated = spec.get(property.id);
  if (stated === undefined) return { threshold, verdict: "not stated", stated: null, note: null };
  if ("anyOf" in test) {
    const verdict = stated.words.some((word) => test.anyOf.includes(word)) ? "met" : "not met";
    return { threshold, verdict, stated: stated.words.join(", "), note: null };
  }
  const [low, high] = [stated.low as PhysicalValue, stated.high as PhysicalValue];
  const [least, most] = [low, high].map((each) => HOLDS[test.limit](comparePhysical(each, test.value)));
  const [from, until] = [low, high].map((each) => convertPhysical(each, test.value.unit)) as [
    PhysicalValue,
    PhysicalValue,
  ];
  const shown = low === high ? formatPhysical(from) : `${formatPhysical(from)} to ${formatPhysical(until)}`;
  if (measuredAt !== null && stated.measuredAt !== null && !sameCondition(measuredAt, stated.measuredAt)) {
    const note = `stated at ${stated.measuredAt}; the law measures at ${measuredAt}`;
    return { threshold, verdict: "not stated", stated: shown, note };
  }
  const note = measuredAt !== null && stated.measuredAt === null ? `taken as measured at ${measuredAt}` : null;
  if (least !== most) {
    return { threshold, verdict: "not stated", stated: shown, note: "the stated range lies on both sides" };
  }
  return { threshold, verdict: least ? "met" : "not met", stated: shown, note };
}

const sameCondition = (a: string, b: string): boolean =>
  a.replaceAll(/\s+/g, "").toLowerCase() === b.replaceAll(/\s+/g, "").toLowerCase();

/** Whether the code, or the words that stand in for one, bring the crossing to this item; null when they do not. */
function reaches(item: RestrictedItem, { code, kind }: Crossing, named: boolean): Membership | null {
  if (!item.kinds.includes(kind) && !asTechnology(item, kind)) return null;
  if (item.hs === null || code === null) return named ? "in" : null;
  const within = item.hs.of(code);
  return within === "out" ? null : within;
}

/** Whether an investment brings a technology of which the book does not say that an investment exports it. */
const asTechnology = ({ kinds }: RestrictedItem, kind: RestrictionKind): boolean =>
  kind === "investment" && kinds.includes("technology") && !kinds.includes("investment");

function itemFinding(item: RestrictedItem, crossing: Crossing): ItemFinding | null {
  const thresholds = item.thresholds.map((threshold) => thresholdFinding(threshold, crossing.spec));
  const named = thresholds.some(({ threshold, verdict }) => threshold.property.names && verdict === "met");
  const within = reaches(item, crossing, named);
  if (within === null) return null;
  if (thresholds.some(({ verdict }) => verdict === "not met")) return { item, covers: "no", thresholds, undecided: [] };
  const undecided = thresholds
    .filter(({ verdict }) => verdict === "not stated")
    .map(({ threshold, note }) => `${thresholdInWords(threshold)}${note === null ? "" : ` (${note})`}`);
  if (asTechnology(item, crossing.kind)) undecided.push("whether bringing it as an investment counts as exporting it");
  if (within === "part") undecided.push(`a longer code: ${item.hs?.codes.join(", ")}`);
  return { item, covers: undecided.length === 0 ? "yes" : "open", thresholds, undecided };
}

/** Whether the crossing leaves from and goes to places that the measure is about. */
function places(measure: Restriction, { origin, to }: Crossing): { readonly covers: Covers; readonly why: string } {
  if (to === measure.by) return { covers: "no", why: `what goes to ${to} does not leave it` };
  const from = origin ?? (measure.origin?.includes(measure.by) ? measure.by : null);
  if (from !== null && (measure.exceptOrigin.includes(from) || measure.origin?.includes(from) === false)) {
    const asked = measure.origin === null ? `not from ${measure.exceptOrigin.join(", ")}` : measure.origin.join(", ");
    return { covers: "no", why: `it is about origin ${asked}` };
  }
  if (to !== null && measure.to?.includes(to) === false) {
    return { covers: "no", why: `it is about what goes to ${measure.to.join(", ")}` };
  }
  const open = [
    ...(from === null ? [`the origin: the measure is about all but ${measure.exceptOrigin.join(", ")}`] : []),
    ...(to === null && measure.to !== null ? [`the destination: the measure is about ${measure.to.join(", ")}`] : []),
  ];
  return { covers: open.length === 0 ? "yes" : "open", why: open.join("; ") };
}

const strictest = (asks: readonly Asks[]): Asks | null =>
  asks.reduce<Asks | null>((held, one) => (held === null || ASKS.indexOf(one) > ASKS.indexOf(held) ? one : held), null);

/** What one measure says of a crossing on a day; null when nothing of it is known yet, or the crossing is not near it. */
function measureFinding(measure: Restriction, crossing: Crossing, days: AsOf): MeasureFinding | null {
  const state = stateOn(measure, days);
  const items = measure.items
    .map((item) => itemFinding(item, crossing))
    .filter((found): found is ItemFinding => found !== null);
  if (state === null || items.length === 0) return null;
  const place = places(measure, crossing);
  const alive = items.filter(({ covers }) => covers !== "no");
  const whole = items.some(({ covers }) => covers === "yes");
  const covers: Covers =
    place.covers === "no" || alive.length === 0 ? "no" : whole && place.covers === "yes" ? "yes" : "open";
  const common = { measure, state, items, covers };
  if (covers === "no") {
    const because = place.covers === "no" ? place.why : "a threshold of each item is not met";
    return { ...common, outcome: "not controlled", asks: null, because, undecided: [] };
  }
  const asks = strictest(alive.filter((each) => !whole || each.covers === "yes").map(({ item }) => item.asks));
  if (state.state !== "in force") {
    return { ...common, outcome: "not controlled", asks, because: stateInWords(state), undecided: [] };
  }
  const undecided = [
    ...(place.covers === "open" ? [place.why] : []),
    ...(whole ? [] : [...new Set(alive.flatMap((each) => each.undecided))]),
    ...(state.confirmed ? [] : [`whether its suspension, which ran to ${state.row.last}, was extended`]),
  ];
  if (undecided.length > 0) {
    const because = whole && place.covers === "yes" ? stateInWords(state) : "not all that decides it is stated";
    return { ...common, outcome: "open", asks, because, undecided };
  }
  return { ...common, outcome: "controlled", asks, because: "every threshold of an item is met", undecided };
}

/** "suspended to 2026-11-10", "in force again by its own terms". */
export function stateInWords({ state, row, confirmed }: StateOn): string {
  if (!confirmed) return `in force again by its own terms: the suspension ran to ${row.last}`;
  if (state === "suspended") return `suspended${row.last === null ? "" : ` to ${row.last}`}`;
  if (state === "not yet in force") return `not in force before ${row.from}`;
  return `${state} from ${row.from}`;
}

export interface Restricted {
  readonly outcome: RestrictionOutcome;
  /** What the measures that decide the outcome ask, the strictest last; nothing where none does. */
  readonly asks: readonly Asks[];
  /** Controlling measures first, then open ones. */
  readonly measures: readonly MeasureFinding[];
  /** What would decide the measures that are open. */
  readonly undecided: readonly string[];
}

const RANK: readonly RestrictionOutcome[] = ["controlled", "open", "not controlled"];

/** What all measures say of a crossing: controlled if one controls it, else open if one may. */
export function restricted(measures: readonly Restriction[], crossing: Crossing, days: AsOf): Restricted {
  const found = measures
    .map((measure) => measureFinding(measure, crossing, days))
    .filter((one): one is MeasureFinding => one !== null)
    .sort((a, b) => RANK.indexOf(a.outcome) - RANK.indexOf(b.outcome));
  const outcome = found[0]?.outcome ?? "not controlled";
  const deciding = outcome === "not controlled" ? [] : found.filter((one) => one.outcome === outcome);
  return {
    outcome,
    asks: ASKS.filter((one) => deciding.some(({ asks }) => asks === one)),
    measures: found,
    undecided: [...new Set(found.flatMap(({ undecided }) => undecided))],
  };
}
