import type { PeriodSums } from "../../flows/flow-series.ts";
import { periodOf, type Step } from "../../flows/periods.ts";
import type { BillLine, LegLine, LegsAsked } from "../../store/queries/trade-legs.ts";
import { type Decimal, decimal, format, plus } from "../../vocab/decimal.ts";
import type { Context } from "../core/context.ts";
import { asNetworkDataset, type TradeDataset } from "../trade/trade-dataset.ts";

/** Sums of one pair of countries and one code by period. */
export interface Leg {
  readonly exporter: string;
  readonly importer: string;
  readonly hs6: string;
  readonly periods: ReadonlyMap<number, PeriodSums>;
}

/** The legs of a dataset that a question asks for, and how much of their rows is silent. */
export interface Legs {
  readonly step: Step;
  readonly all: readonly Leg[];
  readonly rows: number;
  /** Rows without a value, and those without a weight. */
  readonly withoutUsd: number;
  readonly withoutKg: number;
  /** How the statistics value goods, where their rows say it: fob, cif. */
  readonly valuations: readonly string[];
  /** The single bills, where the dataset has bills. */
  readonly bills: readonly BillLine[];
}

/** Periods of a dataset's figures; bills are summed by month. */
export function ownStep(dataset: TradeDataset): Step {
  return dataset.frequency === "annual" || dataset.frequency === "quarterly" ? dataset.frequency : "monthly";
}

interface Draft {
  rows: number;
  usd: Decimal | null;
  kg: Decimal | null;
}

/** Reads the legs asked for from flows or from bills, summed by the periods of `step`. */
export async function legsOf(
  context: Context,
  dataset: TradeDataset,
  asked: LegsAsked,
  step: Step = ownStep(dataset),
): Promise<Legs> {
  const { flowLegs, billLegs } = await import("../../store/queries/trade-legs.ts");
  const engine = await context.openEngine();
  const rows = asNetworkDataset(dataset);
  if (dataset.data === "flows") {
    return { ...sumLines(await engine.rows<LegLine>(flowLegs(rows, asked), context.signal), step), bills: [] };
  }
  const bills = await engine.rows<BillLine>(billLegs(rows, asked), context.signal);
  return { ...sumLines(bills.map(asLine), step), bills };
}

const asLine = ({ day, usd, kg, ...bill }: BillLine): LegLine => ({
  ...bill,
  first_day: day,
  line_rows: 1,
  usd,
  kg,
  usd_rows: usd === null ? 0 : 1,
  kg_rows: kg === null ? 0 : 1,
  valuation: null,
});

function sumLines(lines: readonly LegLine[], step: Step): Omit<Legs, "bills"> {
  const drafts = new Map<string, { readonly line: LegLine; readonly periods: Map<number, Draft> }>();
  let [rows, withoutUsd, withoutKg] = [0, 0, 0];
  for (const line of lines) {
    const count = Number(line.line_rows);
    rows += count;
    withoutUsd += count - Number(line.usd_rows);
    withoutKg += count - Number(line.kg_rows);
    const key = `${line.exporter} ${line.importer} ${line.hs6}`;
    const leg = drafts.get(key) ?? { line, periods: new Map<number, Draft>() };
    drafts.set(key, leg);
    const period = periodOf(line.first_day, step);
    const draft = leg.periods.get(period) ?? { rows: 0, usd: null, kg: null };
    leg.periods.set(period, draft);
    draft.rows += count;
    draft.usd = added(draft.usd, line.usd);
    draft.kg = added(draft.kg, line.kg);
  }
  const all = [...drafts.values()].map(({ line: { exporter, importer, hs6 }, periods }): Leg => {
    const sums = [...periods].map(([period, draft]): [number, PeriodSums] => [period, sumsOf(period, draft)]);
    return { exporter, importer, hs6, periods: new Map(sums) };
  });
  const valuations = [...new Set(lines.flatMap(({ valuation }) => valuation ?? []))].sort();
  return { step, all, rows, withoutUsd, withoutKg, valuations };
}

const written = (value: Decimal | null): string | null => (value === null ? null : format(value));
const sumsOf = (period: number, { rows, usd, kg }: Draft): PeriodSums => ({
  period,
  rows,
  usd: written(usd),
  kg: written(kg),
});

function added(sum: Decimal | null, text: string | null): Decimal | null {
  if (text === null) return sum;
  return sum === null ? decimal(text) : plus(sum, decimal(text));
}

/** One leg over several others, period by period. */
export function sumOfLegs(legs: readonly Leg[]): ReadonlyMap<number, PeriodSums> {
  const drafts = new Map<number, Draft>();
  for (const { periods } of legs) {
    for (const [period, { rows, usd, kg }] of periods) {
      const draft = drafts.get(period) ?? { rows: 0, usd: null, kg: null };
      drafts.set(period, draft);
      draft.rows += rows;
      draft.usd = added(draft.usd, usd);
      draft.kg = added(draft.kg, kg);
    }
  }
  return new Map([...drafts].map(([period, draft]) => [period, sumsOf(period, draft)]));
}
