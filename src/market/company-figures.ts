import { type Decimal, decimal, divide, minus, sum, times } from "../vocab/decimal.ts";
import { compoundGrowth, growthBetween, levelBefore, priceChange } from "./growth.ts";
import { boundOf, type ComputedFigure, isCalendarYear, type MarketFigure, written } from "./market-figure.ts";

const SHARE_PLACES = 12;
const MONEY_PLACES = 6;

const CAPACITY_PHASES = ["nameplate", "operational", "under_construction", "planned"] as const;
const LEVELS = ["production", "sales", "inventory", "revenue", ...CAPACITY_PHASES];

/** What was made, of what can be: the phases of capacity that stand. */
const STANDING = ["operational", "nameplate"];

/**
 * All that the figures of one maker come to. Only figures of one source, product and facility are put together, so that no
 * figure of one document is measured by another's.
 */
export function computedFigures(figures: readonly MarketFigure[]): ComputedFigure[] {
  const found = groupsOf(figures).flatMap((own) => [
    ...changes(own),
    ...years(own).flatMap((year) => [
      ...impliedPrice(year),
      ...utilisation(year),
      ...margins(year),
      ...unitCost(year),
      ...statedGrowth(year),
      ...stockAgainstFlow(own, year),
    ]),
  ]);
  return found.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

const orderOf = ({ product, facility, measure, period, inputs }: ComputedFigure): string =>
  [product, facility ?? "", period, measure, inputs[0]?.source ?? ""].join("\u0000");

function groupsOf(figures: readonly MarketFigure[]): readonly (readonly MarketFigure[])[] {
  const groups = new Map<string, MarketFigure[]>();
  for (const each of figures) {
    const key = JSON.stringify([each.product, each.facility, each.source]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}

function years(figures: readonly MarketFigure[]): readonly (readonly MarketFigure[])[] {
  const periods = new Map<string, MarketFigure[]>();
  for (const each of figures) periods.set(each.period, [...(periods.get(each.period) ?? []), each]);
  return [...periods.values()];
}

/** The one figure of a measure; a measure given twice has none that stands for it. */
function only(figures: readonly MarketFigure[], measure: string): MarketFigure | undefined {
  const found = figures.filter((each) => each.measure === measure);
  return found.length === 1 ? found[0] : undefined;
}

interface Computed {
  readonly measure: string;
  readonly value: Decimal | null;
  readonly unit: string;
  readonly formula: string;
  readonly inputs: readonly [MarketFigure, ...MarketFigure[]];
  readonly bound?: ComputedFigure["bound"] | undefined;
  readonly period?: string;
}

function result({ measure, value, unit, formula, inputs, bound = null, period }: Computed): ComputedFigure[] {
  if (value === null) return [];
  const [{ product, facility, period: own }] = inputs;
  return [
    { measure, product, facility, period: period ?? own, value: written(value), unit, bound, formula, inputs } as const,
  ];
}

/** Part over whole as it stands in a table; nothing where the bounds of the two pull both ways. */
function quotient(
  measure: string,
  part: MarketFigure | undefined,
  whole: MarketFigure | undefined,
  { unit, places }: { readonly unit: string; readonly places: number },
): ComputedFigure[] {
  if (part === undefined || whole === undefined || whole.quantity.units === 0n) return [];
  const bound = boundOf([part.bound], [whole.bound]);
  if (bound === undefined) return [];
  const value = divide(part.quantity, whole.quantity, places);
  return result({ measure, value, unit, bound, formula: `${part.measure} / ${whole.measure}`, inputs: [part, whole] });
}

function impliedPrice(year: readonly MarketFigure[]): ComputedFigure[] {
  const revenue = only(year, "revenue");
  const sales = only(year, "sales");
  const unit = `${revenue?.unit}/${sales?.unit}`;
  return quotient("implied_price", revenue, sales, { unit, places: MONEY_PLACES });
}

function utilisation(year: readonly MarketFigure[]): ComputedFigure[] {
  const capacity = STANDING.flatMap((phase) => only(year, phase) ?? [])[0];
  const share = { unit: "share", places: SHARE_PLACES };
  const made = only(year, "production");
  if (capacity === undefined) return [];
  if (made !== undefined && made.unit === capacity.unit) return quotient("utilisation", made, capacity, share);
  const sold = only(year, "sales");
  return sold?.unit === capacity.unit ? quotient("sales_of_capacity", sold, capacity, share) : [];
}

/** Margins by revenue where profit is stated, and profit where the margin is. */
function margins(year: readonly MarketFigure[]): ComputedFigure[] {
  const revenue = only(year, "revenue");
  if (revenue === undefined) return [];
  const share = { unit: "share", places: SHARE_PLACES };
  const money = ["net_profit", "gross_profit"].flatMap((profit) => {
    const own = only(year, profit);
    return own?.unit === revenue.unit ? quotient(profit.replace("profit", "margin"), own, revenue, share) : [];
  });
  const gross = only(year, "gross_margin");
  const profit =
    gross === undefined
      ? []
      : result({
          measure: "gross_profit",
          value: times(revenue.quantity, ofHundred(gross)),
          unit: revenue.unit,
          formula: "revenue × gross margin",
          inputs: [revenue, gross],
        });
  const part = only(year, "share_of_revenue");
  const whole =
    part === undefined || part.quantity.units === 0n
      ? []
      : result({
          measure: "total_revenue",
          value: divide(revenue.quantity, ofHundred(part), 2),
          unit: revenue.unit,
          formula: "revenue / its share of all revenue",
          inputs: [revenue, part],
        });
  return [...money, ...profit, ...whole];
}

const ofHundred = ({ quantity }: MarketFigure): Decimal => times(quantity, decimal("0.01"));

/** What a tonne of capacity costs to build; the bound of the outlay is kept. */
function unitCost(year: readonly MarketFigure[]): ComputedFigure[] {
  const outlay = only(year, "investment");
  if (outlay === undefined) return [];
  return CAPACITY_PHASES.flatMap((phase) => {
    const capacity = only(year, phase);
    if (capacity === undefined) return [];
    const unit = `${outlay.unit}/${capacity.unit}`;
    return quotient("cost_of_capacity", outlay, capacity, { unit, places: MONEY_PLACES });
  });
}

/** What stated growth says of the year before, and of the price. */
function statedGrowth(year: readonly MarketFigure[]): ComputedFigure[] {
  const levels = LEVELS.flatMap((measure) => {
    const [now, growth] = [only(year, measure), only(year, `${measure}_growth`)];
    if (now === undefined || growth === undefined || !isCalendarYear(now.period)) return [];
    return result({
      measure,
      value: rounded(levelBefore(now.quantity, growth.quantity)),
      unit: now.unit,
      bound: now.bound,
      formula: `${measure} / (1 + its growth)`,
      inputs: [now, growth],
      period: yearBefore(now.period),
    });
  });
  const [revenue, sales] = [only(year, "revenue_growth"), only(year, "sales_growth")];
  if (revenue === undefined || sales === undefined) return levels;
  return [
    ...levels,
    ...result({
      measure: "implied_price_growth",
      value: priceChange(revenue.quantity, sales.quantity),
      unit: "share",
      formula: "(1 + revenue growth) / (1 + sales growth) - 1",
      inputs: [revenue, sales],
    }),
  ];
}

const rounded = (value: Decimal | null): Decimal | null => (value === null ? null : divide(value, decimal("1"), 6));
const yearBefore = (period: string): string => String(Number(period) - 1);

/** Growth from year to year, and from the first to the last, of every measure of which several years are given. */
function changes(figures: readonly MarketFigure[]): ComputedFigure[] {
  return LEVELS.flatMap((measure) => {
    const series = figures
      .filter((each) => each.measure === measure && isCalendarYear(each.period))
      .sort((a, b) => Number(a.period) - Number(b.period));
    const years = new Set(series.map(({ period }) => period));
    const [first, last] = [series[0], series.at(-1)];
    if (first === undefined || last === undefined || years.size !== series.length) return [];
    if (series.some(({ unit }) => unit !== first.unit)) return [];
    const yearly = series.flatMap((now, at) => {
      const before = series[at - 1];
      if (before === undefined || Number(now.period) - Number(before.period) !== 1) return [];
      return change(`${measure}_growth`, before, now, growthBetween(before.quantity, now.quantity), "now / before - 1");
    });
    const span = Number(last.period) - Number(first.period);
    if (span < 2) return yearly;
    const compound = compoundGrowth(first.quantity, last.quantity, span);
    return [
      ...yearly,
      ...change(`${measure}_compound_growth`, first, last, compound, `(last / first)^(1 / ${span}) - 1`),
    ];
  });
}

function change(
  measure: string,
  before: MarketFigure,
  now: MarketFigure,
  value: Decimal | null,
  formula: string,
): ComputedFigure[] {
  const bound = boundOf([now.bound], [before.bound]);
  if (bound === undefined) return [];
  return result({ measure, value, unit: "share", bound, formula, inputs: [now, before] });
}

/**
 * What was made less what was sold less what was laid in: nothing where stock and flow agree. Inventory of the year before is
 * the figure given of it, else what the stated growth says.
 */
function stockAgainstFlow(all: readonly MarketFigure[], year: readonly MarketFigure[]): ComputedFigure[] {
  const [made, sold, held] = ["production", "sales", "inventory"].map((measure) => only(year, measure));
  if (made === undefined || sold === undefined || held === undefined) return [];
  if (made.unit !== sold.unit || made.unit !== held.unit || !isCalendarYear(made.period)) return [];
  const earlier = only(
    all.filter(({ period }) => period === yearBefore(made.period)),
    "inventory",
  );
  const growth = only(year, "inventory_growth");
  const before = earlier?.quantity ?? (growth === undefined ? null : levelBefore(held.quantity, growth.quantity));
  const beside = earlier ?? growth;
  if (before === null || beside === undefined) return [];
  const laidIn = minus(held.quantity, before);
  return result({
    measure: "stock_gap",
    value: rounded(minus(made.quantity, sum([sold.quantity, laidIn]))),
    unit: made.unit,
    formula: "production - sales - (inventory - inventory before)",
    inputs: [made, sold, held, beside],
  });
}
