import { type Supply, USUAL_LEAD_WEEKS, USUAL_STOCK_DAYS, USUAL_UTILISATION } from "../../../scenario/impact/supply.ts";
import { planSupply } from "../../../scenario/impact/supply-plan.ts";
import { timeToImpact } from "../../../scenario/impact/time-to-impact.ts";
import type { CountryCode } from "../../../vocab/country.ts";
import { figureText, usdText } from "../figure-text.ts";
import { type Moved, type TornadoOf, tornadosOf } from "../tornado-of.ts";
import { buyersOf, type ImpactFound } from "./impact-hits.ts";

/** Networks with more links are not run again for each assumption. */
const MOST_LINKS = 60_000;
const [LESS_STOCK, MORE_STOCK] = [0.5, 2];
const [LOW_UTILISATION, FULL_UTILISATION] = [0.7, 1];
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
  const moved: Moved<Outcome>[] = [
    {
      assumption: "other stocks",
      low: [daysText(LESS_STOCK), outcomeAt(withStocks(found, LESS_STOCK))],
      high: [daysText(MORE_STOCK), outcomeAt(withStocks(found, MORE_STOCK))],
    },
    {
      assumption: `utilisation, ${USUAL_UTILISATION} as it is`,
      low: [String(LOW_UTILISATION), outcomeAt(withUtilisation(supply, LOW_UTILISATION))],
      high: [String(FULL_UTILISATION), outcomeAt(withUtilisation(supply, FULL_UTILISATION))],
    },
    {
      assumption: "lead time",
      low: [`${USUAL_LEAD_WEEKS} week`, base],
      high: [`${LONGEST_LEAD} weeks`, outcomeAt(withLead(supply, LONGEST_LEAD))],
    },
  ];
  return [
    ...tornadosOf(base, moved, {
      figure: "first week in which a buyer runs short",
      unit: "week",
      of: ({ first }) => first,
      text: figureText,
    }),
    ...tornadosOf(base, moved, {
      figure: "what buyers that run short lose",
      unit: "USD",
      of: ({ lostUsd }) => lostUsd,
      text: usdText,
    }),
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
