import { weakest } from "../../evidence/basis.ts";
import { combinedPrice, floorPrice, PRICE_SOURCES, type PriceSources } from "../../pricing/combined-price.ts";
import type { CurvePoint, CurveStep } from "../../pricing/cost-curve.ts";
import { SIDES, type Side } from "../../pricing/spread.ts";
import { offerOf } from "../../pricing/tranche.ts";
import { figureText } from "../scenario/figure-text.ts";
import { countryLabel } from "../trade/labels.ts";
import { type Change, type DemandYear, type YearCurve, yearCurve } from "./reference-curve.ts";
import type { ReferenceInput } from "./reference-input.ts";
import type { ReferenceResult } from "./reference-result.ts";
import type { Candidate } from "./stated-tranches.ts";

/** Prices to the hundredth of a cent, quantities to the gram of a tonne. */
export const priceText = (value: number): string => figureText(value, 4);
export const quantityText = (value: number): string => figureText(value, 6);
export const orNull = (value: number | null): string | null => (value === null ? null : priceText(value));

export type SidedCurves = Readonly<Record<Side, YearCurve>>;

/** The curve of a year at every side of what is in doubt. */
export const sidedCurves = (candidates: readonly Candidate[], year: DemandYear): SidedCurves =>
  Object.fromEntries(SIDES.map((side) => [side, yearCurve(candidates, year, side)])) as Record<Side, YearCurve>;

export const referenceRange = ({ cheap, central, dear }: SidedCurves): ReferenceResult["reference"] => ({
  low: orNull(cheap.price),
  central: orNull(central.price),
  high: orNull(dear.price),
});

export const demandRange = ({ quantity: { low, central, high } }: DemandYear): ReferenceResult["demand"] => ({
  low: quantityText(low),
  central: quantityText(central),
  high: quantityText(high),
});

export const suppliedBy = (curve: readonly CurveStep[]): number => curve.at(-1)?.cumulative ?? 0;

export const namedStep = (step: CurveStep | null): ReferenceResult["marginal"] =>
  step === null ? null : { name: step.key, price: priceText(step.price) };

export function curveSteps(
  candidates: readonly Candidate[],
  { curve, marginal, next }: YearCurve,
): ReferenceResult["curve"] {
  const byName = new Map(candidates.map((candidate) => [candidate.stated.name, candidate]));
  const margin = marginal === null ? curve.length : curve.indexOf(marginal);
  return curve.flatMap((step, at): ReferenceResult["curve"] => {
    const candidate = byName.get(step.key);
    if (candidate === undefined || candidate.built.tranche === null) return [];
    const { stated, built } = candidate;
    const { country } = stated;
    return [
      {
        name: step.key,
        party: stated.party,
        country: country === null ? null : { key: country, label: countryLabel(country) },
        status: stated.status,
        place: at < margin ? "below" : step === marginal ? "marginal" : step === next ? "next" : "beyond",
        price: priceText(step.price),
        low: priceText(offerOf(built.tranche, "cheap").price),
        high: priceText(offerOf(built.tranche, "dear").price),
        supply: quantityText(step.supply),
        cumulative: quantityText(step.cumulative),
        parts:
          step.parts === null
            ? null
            : {
                capital: priceText(step.parts.capital),
                fixed: priceText(step.parts.fixed),
                variable: priceText(step.parts.variable),
                freight: priceText(step.parts.freight),
                byproduct: priceText(step.parts.byproduct),
              },
        basis: weakest(built.used.map(({ basis }) => basis)),
        confidential: stated.confidential,
      },
    ];
  });
}

export function yearLine(candidates: readonly Candidate[], year: DemandYear): ReferenceResult["years"][number] {
  const curves = sidedCurves(candidates, year);
  const { central } = curves;
  return {
    year: year.year,
    demand: quantityText(year.quantity.central),
    reference: referenceRange(curves),
    marginal: central.marginal?.key ?? null,
    next: central.next?.key ?? null,
    supply: quantityText(suppliedBy(central.curve)),
    unmet: quantityText(central.unmet),
  };
}

const ALL_CHANGES = ["demand", "rate", "utilisation"] as const;
/** Where no plant must earn its capital, no rate moves anything. */
const WITHOUT_RATE = ["demand", "utilisation"] as const;

/** One figure changed at a time, in the year of the headline. */
export function sensitivityLines(
  candidates: readonly Candidate[],
  year: DemandYear,
  { sensitivity }: ReferenceInput,
): ReferenceResult["sensitivity"] {
  const isBuilt = candidates.some(({ built }) => built.tranche?.status === "new" && "costs" in built.tranche.asks);
  return (isBuilt ? ALL_CHANGES : WITHOUT_RATE).flatMap((of) =>
    [...new Set(sensitivity[of])]
      .filter((change) => change !== 0)
      .sort((a, b) => a - b)
      .map((by) => {
        const change: Change = { [of]: by };
        const point: CurvePoint = yearCurve(candidates, year, "central", change);
        return {
          of,
          change: figureText(by),
          reference: orNull(point.price),
          marginal: point.marginal?.key ?? null,
          unmet: quantityText(point.unmet),
        };
      }),
  );
}

export function combinedLine({ combine }: ReferenceInput, prices: PriceSources): ReferenceResult["combined"] {
  const { rule, weights } = combine;
  const price = combinedPrice(rule, prices, weights ?? null);
  return {
    rule,
    price: orNull(price),
    parts: PRICE_SOURCES.map((part) => ({
      part,
      price: orNull(prices[part]),
      weight: rule === "weighted" ? figureText(weights?.[part] ?? 0) : null,
    })),
  };
}

export function floorLine(
  { floor }: ReferenceInput,
  price: number | null,
  index: number | null,
): ReferenceResult["floor"] {
  if (floor === undefined) return null;
  return {
    alpha: figureText(floor.alpha),
    index: orNull(index),
    price: price === null ? null : priceText(floorPrice(floor.alpha, price, index)),
  };
}

export function figureLines(candidates: readonly Candidate[]): ReferenceResult["figures"] {
  return candidates.flatMap(({ stated, built }) =>
    built.tranche === null
      ? []
      : built.used.map(({ figure, value, basis, source, locator, from }) => ({
          tranche: stated.name,
          figure,
          low: figureText(value.low),
          central: figureText(value.central),
          high: figureText(value.high),
          basis,
          source: locator === null ? source : `${source}, ${locator}`,
          from,
        })),
  );
}
