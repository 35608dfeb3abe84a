import { InvalidInput } from "../../errors.ts";
import { type CurvePoint, type CurveStep, costCurve, meet } from "../../pricing/cost-curve.ts";
import { costAt, type Side, type Spread } from "../../pricing/spread.ts";
import { offerOf, type Tranche } from "../../pricing/tranche.ts";
import type { ReferenceInput } from "./reference-input.ts";
import type { Candidate, PriceGround } from "./stated-tranches.ts";

/** What is demanded in a year; null where the file names none. */
export interface DemandYear {
  readonly year: number | null;
  readonly quantity: Spread;
}

/** What is supposed otherwise in a run of the sensitivity. */
export interface Change {
  /** As a share of the demand; rate and utilisation in points. */
  readonly demand?: number;
  readonly rate?: number;
  readonly utilisation?: number;
}

/** The curve of a year at one side of what is in doubt, and where it meets the demand. */
export interface YearCurve extends CurvePoint {
  readonly curve: readonly CurveStep[];
  readonly demand: number;
}

/** The demand of every year that is asked, in the unit of the price. Throws InvalidInput for years out of order. */
export function demandYears(
  { demand }: Pick<ReferenceInput, "demand">,
  ground: Pick<PriceGround, "weight">,
): readonly DemandYear[] {
  const factor = demand.unit === undefined ? 1 : ground.weight(demand.unit);
  const { year: first = null, growth = 0, until, by_year: later = [] } = demand;
  const scaled = ({ low, central, high }: Spread, by: number): Spread => {
    return { low: low * by, central: central * by, high: high * by };
  };
  const start = { year: first, quantity: scaled(demand.quantity, factor) };
  if (later.length > 0) {
    if (until !== undefined || growth !== 0) {
      throw new InvalidInput("The demand has both growth and by_year: one of them says what later years need.");
    }
    const years = [start, ...later.map(({ year, quantity }) => ({ year, quantity: scaled(quantity, factor) }))];
    const numbers = years.map(({ year }) => year);
    if (first === null || numbers.some((year, at) => at > 0 && (year ?? 0) <= (numbers[at - 1] ?? 0))) {
      throw new InvalidInput("Demand by year begins after the year of the quantity, each year once and in order.", {
        hint: "Add year: to demand, and years after it to by_year.",
      });
    }
    return years;
  }
  if (until === undefined) {
    if (growth === 0) return [start];
    throw new InvalidInput("The demand grows, and no year is said at which it ends.", { hint: "Add until: 2031." });
  }
  if (first === null || until <= first || until - first > 60) {
    throw new InvalidInput("The years of the demand cannot be read.", {
      hint: "Give year: and a later until:, at most 60 years on.",
    });
  }
  return Array.from({ length: until - first }, (_, at) => ({
    year: first + at,
    quantity: scaled(start.quantity, (1 + growth) ** at),
  }));
}

/** Whether a plant supplies in a year; all do where no year is asked. */
export const supplies = ({ from, until }: Candidate, year: number | null): boolean =>
  year === null || ((from === null || from <= year) && (until === null || year < until));

const clamped = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

const moved = (spread: Spread, by: number, least: number, most: number): Spread => ({
  low: clamped(spread.low + by, least, most),
  central: clamped(spread.central + by, least, most),
  high: clamped(spread.high + by, least, most),
});

function changed(tranche: Tranche, { rate = 0, utilisation = 0 }: Change): Tranche {
  if (rate === 0 && utilisation === 0) return tranche;
  const { asks } = tranche;
  return {
    ...tranche,
    utilisation: moved(tranche.utilisation, utilisation, 0.01, 1),
    asks: "price" in asks ? asks : { costs: { ...asks.costs, rate: moved(asks.costs.rate, rate, 0, 0.99) } },
  };
}

/** The curve of the eligible plants in a year; at the cheap side demand is at its lowest as well. */
export function yearCurve(
  candidates: readonly Candidate[],
  { year, quantity }: DemandYear,
  side: Side,
  change: Change = {},
): YearCurve {
  const offers = candidates
    .filter((candidate) => supplies(candidate, year))
    .flatMap(({ built }) => (built.tranche === null ? [] : [offerOf(changed(built.tranche, change), side)]));
  const curve = costCurve(offers);
  const demand = costAt(quantity, side) * (1 + (change.demand ?? 0));
  return { curve, demand, ...meet(curve, demand) };
}
