import type { Book } from "../../book/book.ts";
import { inputsFor } from "../../book/inputs-for.ts";
import type { PeriodSums } from "../../flows/flow-series.ts";
import { periodOf, type Step } from "../../flows/periods.ts";
import { steadyWeights } from "../../flows/steady.ts";
import type { LegSeries, ThirdSeries, TriangleSeries } from "../../flows/triangle.ts";
import type { BillLine } from "../../store/queries/trade-legs.ts";
import type { Hs6 } from "../../vocab/hs-code.ts";
import type { Context } from "../core/context.ts";
import { revisionOf } from "../trade/product.ts";
import { asNetworkDataset, type TradeDataset } from "../trade/trade-dataset.ts";
import { type Legs, legsOf, ownStep } from "./legs-of.ts";
import { missingRows } from "./missing-rows.ts";

/** The legs between a source, a destination and all countries between them, as series over the same periods. */
export interface Triangle {
  readonly step: Step;
  /** The first period of every series. */
  readonly from: number;
  readonly periods: number;
  readonly unit: "kg" | "usd";
  readonly series: TriangleSeries;
  readonly direct: ReadonlyMap<number, PeriodSums>;
  /** Sums of a leg of the product by period, as the rows state them. */
  sums(exporter: string, importer: string, hs6?: string): ReadonlyMap<number, PeriodSums>;
  readonly legs: Legs;
  readonly bills: readonly BillLine[];
  /** Bills whose weight counts as less than they say. */
  readonly cut: number;
  /** Whether the data can show a leg at all. */
  shows(exporter: string, importer: string): boolean;
  readonly missing: string;
  readonly inputs: readonly string[];
}

interface Asked {
  readonly product: Hs6;
  readonly origin: string;
  readonly to: string;
}

const MATERIAL = ["material", "component"];

/** Codes of the inputs of a product that are in the dataset, without itself and without equipment. */
function inputCodes(book: Book, dataset: TradeDataset, product: string): string[] {
  const links = inputsFor(book, revisionOf(dataset.hsRevision));
  const codes = links.filter((link) => link.outputHs === product && MATERIAL.includes(link.kind));
  return [...new Set(codes.map((link) => link.inputHs as string))]
    .filter((code) => code !== product && dataset.products.includes(code))
    .sort();
}

/** Reads the legs of a product and of its inputs from a dataset. Weight where nearly all rows state it, else value. */
export async function triangleSeries(
  context: Context,
  book: Book,
  dataset: TradeDataset,
  asked: Asked,
): Promise<Triangle> {
  const { product, origin, to } = asked;
  const step = ownStep(dataset);
  const inputs = inputCodes(book, dataset, product);
  const own = await legsOf(context, dataset, { products: [product], exporter: origin, importer: to, both: false });
  const fed =
    inputs.length === 0
      ? null
      : await legsOf(context, dataset, { products: inputs, exporter: origin, importer: null, both: false });
  const { speakers } = await import("../../store/queries/trade-legs.ts");
  const engine = await context.openEngine();
  const spoke = await engine.rows<{ country: string }>(speakers(asNetworkDataset(dataset)), context.signal);
  const heard = new Set(spoke.map(({ country }) => country));
  const byExporter = dataset.side === "export";
  const shows = (exporter: string, importer: string): boolean => heard.has(byExporter ? exporter : importer);
  const from = periodOf(dataset.from ?? "", step);
  const periods = Math.max(0, periodOf(dataset.until ?? "", step) - from);
  const unit = own.withoutKg > 0.1 * own.rows ? "usd" : "kg";
  const steady = steadyWeights(
    [...own.bills, ...(fed?.bills ?? [])].map((bill) => ({
      leg: `${bill.exporter} ${bill.importer} ${bill.hs6}`,
      period: periodOf(bill.day, step),
      weight: bill[unit] === null ? null : Number(bill[unit]),
    })),
  );
  const held = new Map(
    [...own.all, ...(fed?.all ?? [])].map((leg) => [`${leg.exporter} ${leg.importer} ${leg.hs6}`, leg]),
  );
  const zeros = new Map<string, (period: number) => boolean>();
  const missing = await missingRows(context, book, dataset, { exporter: origin, importer: to }, step);
  if (dataset.data === "flows" && missing.isNone) {
    const reporters = byExporter ? new Set([...held.values()].map(({ exporter }) => exporter)) : null;
    for (const country of reporters ?? new Set([...held.values()].map(({ importer }) => importer))) {
      const ends = { exporter: country, importer: country };
      zeros.set(country, (await missingRows(context, book, dataset, ends, step)).reported);
    }
  }
  const series = (exporter: string, importer: string, hs6: string): LegSeries => {
    if (!shows(exporter, importer)) return null;
    const key = `${exporter} ${importer} ${hs6}`;
    const sums = held.get(key)?.periods;
    const weights = steady.legs.get(key);
    const reported = zeros.get(byExporter ? exporter : importer);
    return Array.from({ length: periods }, (_, at) => {
      if (dataset.data === "shipments") return weights?.get(from + at) ?? 0;
      const text = sums?.get(from + at)?.[unit];
      if (text != null) return Number(text);
      return missing.isNone && reported?.(from + at) === true ? 0 : null;
    });
  };
  const countries = new Set<string>();
  for (const leg of own.all) countries.add(leg.exporter === origin ? leg.importer : leg.exporter);
  for (const no of [origin, to, ""]) countries.delete(no);
  const thirds = [...countries].sort().map((country): [string, ThirdSeries] => [
    country,
    {
      third: series(country, to, product),
      feed: series(origin, country, product),
      inputs: new Map(inputs.map((code) => [code, series(origin, country, code)])),
    },
  ]);
  const sums = (exporter: string, importer: string, hs6: string = product) =>
    held.get(`${exporter} ${importer} ${hs6}`)?.periods ?? new Map<number, PeriodSums>();
  return {
    step,
    from,
    periods,
    unit,
    series: { direct: series(origin, to, product), thirds: new Map(thirds) },
    direct: sums(origin, to),
    sums,
    legs: own,
    bills: own.bills,
    cut: steady.cut,
    shows,
    missing: missing.because,
    inputs,
  };
}
