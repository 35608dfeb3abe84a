import type { Book } from "../../book/book.ts";
import type { PeriodSums } from "../../flows/flow-series.ts";
import { periodOf, type Step } from "../../flows/periods.ts";
import { steadyWeights } from "../../flows/steady.ts";
import type { LegSeries } from "../../flows/triangle.ts";
import type { BillLine } from "../../store/queries/trade-legs.ts";
import type { Hs6 } from "../../vocab/hs-code.ts";
import type { Context } from "../core/context.ts";
import { asNetworkDataset, type TradeDataset } from "../trade/trade-dataset.ts";
import { type Legs, legsOf } from "./legs-of.ts";
import { type MissingRows, missingRows } from "./missing-rows.ts";

/** One dataset with the legs of a product and of its inputs that it holds. A leg is read wholly from one of them. */
export interface LegSource {
  readonly dataset: TradeDataset;
  /** Joined to the dataset that the question runs on. */
  readonly joined: boolean;
  readonly legs: Legs;
  /** Bills of the product, where the dataset has bills. */
  readonly bills: readonly BillLine[];
  /** Bills whose weight counts as less than they say. */
  cut(unit: Unit): number;
  readonly missing: string;
  /** Whether nine of ten rows of the product state the unit. */
  states(unit: Unit): boolean;
  /** Whether the data can show a leg at all. */
  shows(exporter: string, importer: string): boolean;
  series(exporter: string, importer: string, hs6: string, window: SeriesWindow): LegSeries;
  /** Sums of a leg by period, as the rows state them. */
  sums(exporter: string, importer: string, hs6: string): ReadonlyMap<number, PeriodSums>;
  /** What a bill counts as, in the unit. */
  weightOf(bill: BillLine, unit: Unit): number;
}

export type Unit = "kg" | "usd";

/** The periods that series are given over, and the unit of their amounts. */
export interface SeriesWindow {
  readonly from: number;
  readonly periods: number;
  readonly unit: Unit;
}

export interface LegsWanted {
  readonly product: Hs6;
  readonly inputs: readonly string[];
  readonly origin: string;
  readonly to: string;
  readonly step: Step;
}

const MOST_SILENT = 0.1;
const keyOf = (exporter: string, importer: string, hs6: string): string => `${exporter} ${importer} ${hs6}`;

/** Reads what a dataset holds of the legs of a product and of what the source sells of its inputs. */
export async function openLegSource(
  context: Context,
  book: Book,
  dataset: TradeDataset,
  { product, inputs, origin, to, step }: LegsWanted,
  joined: boolean,
): Promise<LegSource> {
  const read = (products: readonly string[], importer: string | null): Promise<Legs> =>
    legsOf(context, dataset, { products, exporter: origin, importer, both: false }, step);
  const own = await read([product], to);
  const held = inputs.filter((code) => dataset.products.includes(code));
  const fed = held.length === 0 ? null : await read(held, null);
  const byExporter = dataset.side === "export";
  const heard = await speakersOf(context, dataset);
  const shows = (exporter: string, importer: string): boolean => heard.has(byExporter ? exporter : importer);
  const legs = new Map(
    [...own.all, ...(fed?.all ?? [])].map((leg) => [keyOf(leg.exporter, leg.importer, leg.hs6), leg.periods]),
  );
  const states = (unit: Unit): boolean =>
    (unit === "kg" ? own.withoutKg : own.withoutUsd) <= MOST_SILENT * Math.max(1, own.rows);
  const bills = [...own.bills, ...(fed?.bills ?? [])];
  const steadied = new Map<Unit, ReturnType<typeof steadyWeights>>();
  const steady = (unit: Unit): ReturnType<typeof steadyWeights> => {
    const known = steadied.get(unit);
    if (known !== undefined) return known;
    const found = steadyWeights(
      bills.map((bill) => ({
        leg: keyOf(bill.exporter, bill.importer, bill.hs6),
        period: periodOf(bill.day, step),
        weight: bill[unit] === null ? null : Number(bill[unit]),
      })),
    );
    steadied.set(unit, found);
    return found;
  };
  const ends = new Set(
    [...own.all, ...(fed?.all ?? [])].map(({ exporter, importer }) => (byExporter ? exporter : importer)),
  );
  const missing = await missingRows(context, book, dataset, { exporter: origin, importer: to }, step);
  const zeros = new Map<string, MissingRows["reported"]>();
  if (dataset.data === "flows" && missing.isNone) {
    for (const end of ends) {
      zeros.set(end, (await missingRows(context, book, dataset, { exporter: end, importer: end }, step)).reported);
    }
  }
  const [first, end] = [periodOf(dataset.from ?? "", step), periodOf(dataset.until ?? "", step)];
  const nothing: ReadonlyMap<number, PeriodSums> = new Map();
  return {
    dataset,
    joined,
    legs: own,
    bills: own.bills,
    cut: (unit) => steady(unit).cut,
    missing: missing.because,
    states,
    shows,
    sums: (exporter, importer, hs6) => legs.get(keyOf(exporter, importer, hs6)) ?? nothing,
    weightOf: (bill, unit) => steady(unit).counted(keyOf(bill.exporter, bill.importer, bill.hs6), Number(bill[unit])),
    series(exporter, importer, hs6, { from, periods, unit }) {
      if (!shows(exporter, importer)) return null;
      const key = keyOf(exporter, importer, hs6);
      const [sums, weights] = [legs.get(key), steady(unit).legs.get(key)];
      const reported = zeros.get(byExporter ? exporter : importer);
      return Array.from({ length: periods }, (_, at) => {
        const period = from + at;
        if (period < first || period >= end) return null;
        if (dataset.data === "shipments") return weights?.get(period) ?? 0;
        const text = sums?.get(period)?.[unit];
        if (text != null) return Number(text);
        return missing.isNone && reported?.(period) === true ? 0 : null;
      });
    },
  };
}

async function speakersOf(context: Context, dataset: TradeDataset): Promise<ReadonlySet<string>> {
  const { speakers } = await import("../../store/queries/trade-legs.ts");
  const engine = await context.openEngine();
  const spoke = await engine.rows<{ country: string }>(speakers(asNetworkDataset(dataset)), context.signal);
  return new Set(spoke.map(({ country }) => country));
}
