import { type Supply, USUAL_LEAD_WEEKS, USUAL_STOCK_DAYS, USUAL_UTILISATION } from "../../../scenario/impact/supply.ts";
import { planSupply } from "../../../scenario/impact/supply-plan.ts";
import { timeToImpact } from "../../../scenario/impact/time-to-impact.ts";
import type { CountryCode } from "../../../vocab/country.ts";
import { figureText, usdText } from "../figure-text.ts";
import { byWidth, type TornadoOf } from "../whatif/whatif-sensitivity.ts";
import { buyersOf, type ImpactFound } from "./impact-hits.ts";

/** Networks with more links are not run again for each assumption. */
const MOST_LINKS = 60_000;
const STOCK_FACTORS = [0.5, 2] as const;
const UTILISATIONS = [0.7, 1] as const;
const LONGEST_LEAD = 6;

interface Outcome {
  /** First week in which a buyer is hit; null: none. */
  readonly first: number | null;
  readonly lostUsd: number;
}

/** What moves the weeks to impact most, one assumption at a time: when the first buyer is hit, and what all lose. */
export function weeksTornados(found: ImpactFound, to: CountryCode | null): TornadoOf[] {
  const { recorded, shock, weeks } = found;
  const { supply } = recorded;
  if (supply.links.length > MOST_LINKS) return [];
  const outcomeOf = ({ hits }: Pick<ReturnType<typeof buyersOf>, "hits">): Outcome => {
    const own = hits.filter(({ node }) => to === null || node.country === to);
    return {
      first: own.length === 0 ? null : own.reduce((so, { hitIn }) => Math.min(so, hitIn), Infinity),
      lostUsd: own.reduce((sum, { lostUsd }) => sum + lostUsd, 0),
    };
  };
  const outcomeAt = (varied: Supply): Outcome => {
    const run = timeToImpact(varied, shock, weeks.count);
    return outcomeOf(buyersOf({ ...found, ...run, recorded: { ...recorded, supply: varied } }));
  };
  const base = outcomeOf(buyersOf(found));
  const { component, material, equipment } = USUAL_STOCK_DAYS;
  const daysText = (factor: number): string => {
    return `${[component, material, equipment].map((days) => figureText(days * factor, 1)).join("/")} days`;
  };
  const runs = [
    {
      assumption: "other stocks",
      ends: STOCK_FACTORS.map((factor) => [daysText(factor), outcomeAt(withStocks(found, factor))] as const),
    },
    {
      assumption: `utilisation, ${USUAL_UTILISATION} as it is`,
      ends: UTILISATIONS.map((share) => [String(share), outcomeAt(withUtilisation(supply, share))] as const),
    },
    {
      assumption: "lead time",
      ends: [
        [`${USUAL_LEAD_WEEKS} week`, base] as const,
        [`${LONGEST_LEAD} weeks`, outcomeAt(withLead(supply, LONGEST_LEAD))] as const,
      ],
    },
  ];
  const tornado = (
    figure: string,
    unit: TornadoOf["unit"],
    of: (outcome: Outcome) => number | null,
    text: (value: number) => string,
  ): TornadoOf[] => {
    const own = of(base);
    if (own === null) return [];
    const at = (outcome: Outcome | undefined): string | null => {
      const value = outcome === undefined ? null : of(outcome);
      return value === null ? null : text(value);
    };
    const moved = runs.map(({ assumption, ends: [low, high] }) => ({
      assumption,
      low: low?.[0] ?? "",
      high: high?.[0] ?? "",
      atLow: at(low?.[1]),
      atHigh: at(high?.[1]),
    }));
    return [{ figure, unit, base: text(own), runs: byWidth(Number(text(own)), moved) }];
  };
  return [
    ...tornado("first week in which a buyer runs short", "week", ({ first }) => first, figureText),
    ...tornado("what buyers that run short lose", "USD", ({ lostUsd }) => lostUsd, usdText),
  ];
}

/** Stocks that the scenario states stay. */
const withStocks = ({ recorded: { supply, bought } }: ImpactFound, factor: number): Supply => ({
  ...supply,
  inputs: supply.inputs.map((input, at) => {
    return bought[at]?.stock.of === "usual" ? { ...input, stockDays: input.stockDays * factor } : input;
  }),
});

function withUtilisation(supply: Supply, share: number): Supply {
  const { output } = planSupply(supply);
  return { ...supply, firms: supply.firms.map((firm, at) => ({ ...firm, capacity: (output[at] as number) / share })) };
}

const withLead = (supply: Supply, leadWeeks: number): Supply => ({
  ...supply,
  inputs: supply.inputs.map((input) => ({ ...input, leadWeeks })),
});
