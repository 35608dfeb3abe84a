import type { Book } from "../../book/book.ts";
import { inputsFor } from "../../book/inputs-for.ts";
import type { PeriodSums } from "../../flows/flow-series.ts";
import { periodOf, type Step } from "../../flows/periods.ts";
import type { LegSeries, ThirdSeries, TriangleSeries } from "../../flows/triangle.ts";
import type { BillLine } from "../../store/queries/trade-legs.ts";
import type { Hs6 } from "../../vocab/hs-code.ts";
import type { Context } from "../core/context.ts";
import { revisionOf } from "../trade/product.ts";
import type { TradeDataset } from "../trade/trade-dataset.ts";
import { type JoinChoice, joinedSources } from "./joined-sources.ts";
import { type LegSource, openLegSource, type Unit } from "./leg-source.ts";
import { ownStep } from "./legs-of.ts";

/** The legs between a source, a destination and all countries between them, as series over the same periods. */
export interface Triangle {
  readonly step: Step;
  /** The first period of every series. */
  readonly from: number;
  readonly periods: number;
  readonly unit: Unit;
  readonly series: TriangleSeries;
  /** Sums of the direct leg by period, as the rows state them. */
  readonly direct: ReadonlyMap<number, PeriodSums>;
  /** The dataset that the question runs on. */
  readonly main: LegSource;
  /** Every dataset that a leg is read from, the main one first. */
  readonly used: readonly LegSource[];
  /** Datasets that might show more and are not joined, since too many of their rows do not state the unit. */
  readonly silent: readonly LegSource[];
  /** The dataset that a leg is wholly read from; null where none shows it. */
  sourceOf(exporter: string, importer: string, hs6?: string): LegSource | null;
  /** Datasets that show a leg as well and that it is not read from. */
  passedOver(exporter: string, importer: string): readonly LegSource[];
  /** Sums of a leg by period, as the rows of its one dataset state them. */
  sums(exporter: string, importer: string, hs6?: string): ReadonlyMap<number, PeriodSums>;
  /** Bills of the product in the main dataset. */
  readonly bills: readonly BillLine[];
  readonly inputs: readonly string[];
  /** The place of a day in the series. */
  placeOf(day: string): number;
}

interface Asked {
  readonly product: Hs6;
  readonly origin: string;
  readonly to: string;
}

/** A country that nobody is: a leg with it is shown only where the other end alone decides. */
const ANY_COUNTRY = "any";
const MATERIAL = ["material", "component"];

/** Codes of the inputs of a product, without itself and without equipment. */
function inputCodes(book: Book, dataset: TradeDataset, product: string): string[] {
  const links = inputsFor(book, revisionOf(dataset.hsRevision));
  const codes = links.filter((link) => link.outputHs === product && MATERIAL.includes(link.kind));
  return [...new Set(codes.map((link) => link.inputHs as string))].filter((code) => code !== product).sort();
}

/**
 * Reads the legs of a product and of its inputs from a dataset, and those that it cannot show from the other datasets of the
 * store; a leg wholly from one of them. Weight where nearly all rows of the dataset state it, else value.
 */
export async function triangleSeries(
  context: Context,
  book: Book,
  dataset: TradeDataset,
  { product, origin, to }: Asked,
  choice: JoinChoice = {},
): Promise<Triangle> {
  const step = ownStep(dataset);
  const codes = inputCodes(book, dataset, product);
  const wanted = { product, inputs: codes, origin, to, step };
  const main = await openLegSource(context, book, dataset, wanted, false);
  const unit: Unit = main.states("kg") ? "kg" : "usd";
  const others = await joinedSources(context, book, dataset, wanted, choice);
  const silent = new Set<LegSource>();
  const usable = (sources: readonly LegSource[]) => {
    for (const source of sources) if (!source.states(unit)) silent.add(source);
    return sources.filter((source) => !silent.has(source));
  };
  const seesThirds = main.shows(ANY_COUNTRY, to) && choice.thirdSource === undefined;
  const seesFeeds = main.shows(origin, ANY_COUNTRY) && choice.feedSource === undefined;
  const joined = {
    third: seesThirds ? [] : usable(await others.of("third")),
    feed: seesFeeds ? [] : usable(await others.of("feed")),
  };
  const holds = (source: LegSource, hs6: string) => hs6 === product || source.dataset.products.includes(hs6);
  const able = (exporter: string, importer: string, hs6: string): readonly LegSource[] => {
    const more = exporter === origin ? (importer === to ? [] : joined.feed) : joined.third;
    return [main, ...more].filter((source) => source.shows(exporter, importer) && holds(source, hs6));
  };
  const sourceOf = (exporter: string, importer: string, hs6: string = product): LegSource | null =>
    able(exporter, importer, hs6)[0] ?? null;
  const from = periodOf(dataset.from ?? "", step);
  const window = { from, periods: Math.max(0, periodOf(dataset.until ?? "", step) - from), unit };
  const series = (exporter: string, importer: string, hs6: string): LegSeries =>
    sourceOf(exporter, importer, hs6)?.series(exporter, importer, hs6, window) ?? null;
  const countries = new Set<string>();
  for (const source of new Set([main, ...joined.third, ...joined.feed])) {
    for (const { exporter, importer } of source.legs.all) {
      if (sourceOf(exporter, importer) === source) countries.add(exporter === origin ? importer : exporter);
    }
  }
  for (const no of [origin, to, ""]) countries.delete(no);
  const inputs = codes.filter((code) =>
    [main, ...joined.feed].some(({ dataset: { products } }) => products.includes(code)),
  );
  const thirds = [...countries].sort().map((country): [string, ThirdSeries] => [
    country,
    {
      third: series(country, to, product),
      feed: series(origin, country, product),
      inputs: new Map(inputs.map((code) => [code, series(origin, country, code)])),
    },
  ]);
  const used = new Set([main]);
  for (const [country] of thirds) {
    for (const [exporter, importer, hs6] of [
      [country, to, product],
      ...[product, ...inputs].map((code) => [origin, country, code] as const),
    ] as const) {
      const source = sourceOf(exporter, importer, hs6);
      if (source !== null) used.add(source);
    }
  }
  const sums = (exporter: string, importer: string, hs6: string = product): ReadonlyMap<number, PeriodSums> =>
    sourceOf(exporter, importer, hs6)?.sums(exporter, importer, hs6) ?? new Map<number, PeriodSums>();
  return {
    step,
    from,
    periods: window.periods,
    unit,
    series: { direct: series(origin, to, product), thirds: new Map(thirds) },
    direct: sums(origin, to),
    main,
    used: [...used],
    silent: [...silent],
    sourceOf,
    passedOver: (exporter, importer) => able(exporter, importer, product).slice(1),
    sums,
    bills: main.bills,
    inputs,
    placeOf: (day) => periodOf(day, step) - from,
  };
}
