import type { LegChange } from "./leg-change.ts";

/** From where on a signal counts: chosen on made worlds, see docs/diversion.md. */
export interface WorkingPoint {
  /** The direct leg fell by at least this share of what was expected, */
  readonly fall: number;
  /** at a score of at most minus this, with stops of one month and without. */
  readonly fallScore: number;
  /** The third leg, and what feeds it, rose at a score of at least this, */
  readonly riseScore: number;
  /** the third leg by at least this share of what the direct leg lost, */
  readonly riseOfFall: number;
  /** what feeds it by at least this share of what the third leg gained. */
  readonly feedOfRise: number;
  /** Where the direct leg fell within its interval alone: this share of it now takes the way round. */
  readonly through: number;
  /** Where the third leg is not seen: the feed rose by at least this share of what the direct leg would have been. */
  readonly unseenRise: number;
}

export const WORKING_POINT: WorkingPoint = {
  fall: 0.15,
  fallScore: 1.645,
  riseScore: 2,
  riseOfFall: 0.1,
  feedOfRise: 0.3,
  through: 0.1,
  unseenRise: 0.1,
};

/** Whether a signal is there. `weak`: its sign is, but not beyond chance. `unknown`: the data cannot say. */
export type SignalState = "yes" | "weak" | "no" | "unknown";

/** The changes that the verdict on one third country rests on; `null` where the data hold no such leg to judge. */
export interface Legs {
  readonly direct: LegChange | null;
  /** From the third country to the destination. */
  readonly third: LegChange | null;
  /** From the source to the third country, of the product. */
  readonly feed: LegChange | null;
  /** The same of each input of the product. */
  readonly inputs: readonly LegChange[];
}

export interface TriangleSignals {
  readonly fall: SignalState;
  /** The direct leg fell only while it stopped for one month. */
  readonly briefStop: boolean;
  readonly rise: SignalState;
  readonly feed: SignalState;
  readonly inputs: SignalState;
  /** What the third leg and its feed both gained, as a share of what the direct leg would have been. */
  readonly through: number | null;
}

/** A fall that counts without its months of standstill, one that does not, and whether it was such a month alone. */
export function fallOf(direct: LegChange | null, point: WorkingPoint): Pick<TriangleSignals, "fall" | "briefStop"> {
  if (direct === null || direct.expected <= 0) return { fall: "unknown", briefStop: false };
  const brief = direct.stops.some(({ periods, over }) => periods === 1 && over);
  const long = direct.stops.some(({ periods, over }) => periods > 1 || !over);
  const isLarge = -direct.change >= point.fall * direct.expected;
  const counts = isLarge && direct.score <= -point.fallScore && direct.scoreWithoutStops <= -point.fallScore;
  const isWeak = direct.change < 0 && direct.scoreWithoutStops < 0;
  return { fall: counts ? "yes" : isWeak ? "weak" : "no", briefStop: brief && !long && !counts };
}

export function triangleSignals(legs: Legs, point: WorkingPoint): TriangleSignals {
  const { direct, third, feed, inputs } = legs;
  const lost = direct === null ? 0 : Math.max(0, -direct.change);
  const would = direct?.expected ?? 0;
  const rose = (leg: LegChange, least: number) => leg.score >= point.riseScore && leg.change > 0 && leg.change >= least;
  const needed = third === null ? point.unseenRise * would : point.feedOfRise * Math.max(0, third.change);
  const { fall, briefStop } = fallOf(direct, point);
  const enough = fall === "yes" ? point.riseOfFall * lost : point.unseenRise * would;
  return {
    fall,
    briefStop,
    rise: third === null ? "unknown" : rose(third, enough) ? "yes" : "no",
    feed: feed === null ? "unknown" : rose(feed, needed) ? "yes" : "no",
    through:
      third === null || feed === null || would <= 0 ? null : Math.max(0, Math.min(third.change, feed.change)) / would,
    inputs: inputs.length === 0 ? "unknown" : inputs.some((leg) => rose(leg, 0)) ? "yes" : "no",
  };
}

export type Diversion = "none" | "possible" | "likely";

/** By which line of the rule the legs say what they say. */
export type Route =
  | "fall-and-way-round"
  | "weak-fall-and-way-round"
  | "way-round-without-fall"
  | "first-leg-not-seen"
  | "inputs-in-place"
  | "second-leg-not-seen"
  | "none";

export interface LegsVerdict {
  readonly diversion: Diversion;
  readonly route: Route;
}

/**
 * What the three legs say together.
 *
 * Likely: the third leg rose, so did what feeds it, of the product itself, and the direct leg fell beyond chance, or fell
 * while a part of it that matters took the way round. Possible: the same way round beside a direct leg that did not fall
 * or is not seen; a third leg that rose while the direct one fell, its feed not seen or of inputs alone; a feed that rose
 * towards a third leg that is not seen. None: otherwise.
 */
export function legsVerdict({ fall, rise, feed, inputs, through }: TriangleSignals, point: WorkingPoint): LegsVerdict {
  const matters = through !== null && through >= point.through;
  if (rise === "yes" && feed === "yes") {
    if (fall === "yes") return { diversion: "likely", route: "fall-and-way-round" };
    if (fall === "weak" && matters) return { diversion: "likely", route: "weak-fall-and-way-round" };
    if (matters || fall === "unknown") return { diversion: "possible", route: "way-round-without-fall" };
  }
  if (fall === "yes" && rise === "yes") {
    if (feed === "unknown") return { diversion: "possible", route: "first-leg-not-seen" };
    if (inputs === "yes") return { diversion: "possible", route: "inputs-in-place" };
  }
  if (rise === "unknown" && feed === "yes") return { diversion: "possible", route: "second-leg-not-seen" };
  return { diversion: "none", route: "none" };
}
