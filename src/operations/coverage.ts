import { z } from "zod";
import type { Book } from "../book/book.ts";
import type { Explanation } from "../evidence/explanation.ts";
import type { Source } from "../evidence/source.ts";
import { inputMap } from "../network/input-map.ts";
import { type Network, rowAddress } from "../network/network.ts";
import { reach } from "../network/reach.ts";
import { divide, format, fromUnits, trim } from "../vocab/decimal.ts";
import { formatHs } from "../vocab/hs-code.ts";
import { fromEpochDay } from "../vocab/iso-date.ts";
import { commandLine } from "./core/command-line.ts";
import { amount } from "./core/fields.ts";
import { defineOperation } from "./core/operation.ts";
import { coverageYears, type OutlierRow, type YearSums } from "./trade/coverage-years.ts";
import { blindSpots, factsOf, sourceOfDataset } from "./trade/dataset-facts.ts";
import { countryLabel, productLabel } from "./trade/labels.ts";
import { type OfficialStatistics, officialStatistics } from "./trade/official-statistics.ts";
import { openNetwork } from "./trade/open-network.ts";
import { partOfPurchases } from "./trade/part-needed.ts";
import { partyLabel } from "./trade/party.ts";
import { requireProduct, revisionOf } from "./trade/product.ts";
import { writeCents, writeGrams } from "./trade/split-parts.ts";
import { asNetworkDataset, chooseDataset, type TradeDataset } from "./trade/trade-dataset.ts";
import { datasetFacts, datasetFields, hsField, placeField, topField } from "./trade/trade-fields.ts";

const input = z.object({
  product: hsField("the product by its HS code, six digits, in any spelling such as 8505.11"),
  to: placeField("the country that imports"),
  source: datasetFields.source.describe("one source of shipments by its id; needed only when several hold the product"),
  statistics: z
    .string()
    .min(1)
    .optional()
    .describe("one source of official statistics by its id, instead of the best that the store holds")
    .meta({ placeholder: "ID" }),
  top: topField,
});

const figures = {
  rows: z.number().int().describe("shipments"),
  usd: amount().describe("of the shipments, observed and estimated"),
  observedUsd: amount(),
  estimatedUsd: amount(),
  kg: amount(),
  officialUsd: amount().nullable(),
  officialKg: amount().nullable(),
  ratio: amount().nullable().describe("usd / officialUsd; above 1 when the shipments hold more than was reported"),
  observedRatio: amount().nullable().describe("observedUsd / officialUsd"),
  weightRatio: amount().nullable().describe("kg / officialKg"),
  outliers: z.number().int().describe("shipments whose unit value is far from that of the same product and year"),
};

const coverageResult = z.object({
  dataset: datasetFacts,
  statistics: z
    .object({
      source: z.string(),
      title: z.string(),
      side: z.enum(["import", "reconciled", "export"]).describe("whose reports these are"),
      frequency: z.string(),
      valuation: z.string().nullable(),
      hsRevision: z.number().int().nullable(),
    })
    .nullable()
    .describe("null when the store holds no statistics to compare with"),
  product: z.object({ code: z.string(), label: z.string(), revision: z.number().int() }),
  importer: z.object({ key: z.string(), label: z.string() }),
  years: z.array(
    z.object({
      year: z.string(),
      officialDays: z.number().int().describe("days of the year that the statistics cover; only these are compared"),
      ...figures,
    }),
  ),
  total: z.object(figures).describe("over the years that the statistics cover"),
  outliers: z.array(
    z.object({
      file: z.string(),
      sourceRow: z.number().int().describe("record of that file, from 1"),
      day: z.string(),
      seller: z.string(),
      usd: amount(),
      kg: amount(),
      unitValue: z.number().describe("USD per kg"),
      times: z.number().nullable().describe("of the median of that year's shipments; below 1 where cheaper"),
    }),
  ),
});

export type CoverageResult = z.output<typeof coverageResult>;
type Figures = CoverageResult["total"];

/** Six places: two sums of trade say no more. */
function ratio(part: bigint, whole: bigint | null): string | null {
  if (whole === null || whole === 0n) return null;
  return format(trim(divide(fromUnits(part, 0), fromUnits(whole, 0), 6)));
}

function figuresOf(sums: Omit<YearSums, "year" | "officialDays">): Figures {
  const usd = sums.observed + sums.estimated;
  const official = sums.official?.usd ?? null;
  const officialKg = sums.official?.kg ?? null;
  return {
    rows: sums.rows,
    usd: writeCents(usd),
    observedUsd: writeCents(sums.observed),
    estimatedUsd: writeCents(sums.estimated),
    kg: writeGrams(sums.kg),
    officialUsd: official === null ? null : writeCents(official),
    officialKg: officialKg === null ? null : writeGrams(officialKg),
    ratio: ratio(usd, official),
    observedRatio: ratio(sums.observed, official),
    weightRatio: ratio(sums.kg, officialKg),
    outliers: sums.outliers,
  };
}

function totalOf(years: readonly YearSums[]): Figures {
  const compared = years.filter((year) => year.official !== null);
  const add = (pick: (year: YearSums) => bigint): bigint => compared.reduce((sum, year) => sum + pick(year), 0n);
  const count = (pick: (year: YearSums) => number): number => compared.reduce((sum, year) => sum + pick(year), 0);
  const stated = (pick: "usd" | "kg"): bigint | null =>
    compared.some((year) => year.official?.[pick] != null) ? add((year) => year.official?.[pick] ?? 0n) : null;
  return figuresOf({
    rows: count((year) => year.rows),
    observed: add((year) => year.observed),
    estimated: add((year) => year.estimated),
    estimatedRows: count((year) => year.estimatedRows),
    outliers: count((year) => year.outliers),
    kg: add((year) => year.kg),
    official: { usd: stated("usd"), kg: stated("kg") },
  });
}

function listOutliers(network: Network, dataset: TradeDataset, rows: readonly OutlierRow[], top: number) {
  const { columns, runs, sell, imports } = network;
  const size = ({ entry }: OutlierRow): number => columns.usd[entry] as number;
  const largest = [...rows].sort((a, b) => size(b) - size(a) || a.entry - b.entry).slice(0, top);
  for (const { entry } of largest) network.need(entry, entry + 1);
  return largest.map(({ entry, run, unitValue, times }) => {
    const { importId, sourceRow } = rowAddress(imports, columns.row[entry] as number);
    const seller = sell.party[runs.sellNode[run] as number] as number;
    return {
      file: dataset.imports.find((each) => each.import_id === importId)?.file ?? importId,
      sourceRow,
      day: fromEpochDay(columns.day[entry] as number),
      seller: partyLabel(network, network.parties.id(seller)),
      usd: writeCents(BigInt(columns.usd[entry] as number)),
      kg: writeGrams(BigInt(columns.kg[entry] as number)),
      unitValue: Number(unitValue.toPrecision(6)),
      times: times === null ? null : Number(times.toPrecision(4)),
    };
  });
}

function sourceOf(book: Book, official: OfficialStatistics): Source {
  return book.sources.get(official.source) ?? { id: official.source, title: official.source };
}

const SIDE_WORDS = {
  import: "what the importer reported",
  reconciled: "what a publisher reconciled of both reports",
  export: "what the exporters reported, for want of the importer's own report",
} as const;

/** What a reader of the ratios must know of the statistics. */
function statisticsNotes(official: OfficialStatistics | null, others: readonly OfficialStatistics[]): string[] {
  if (official === null) return [];
  const valued = official.valuation === null ? "" : `, valued ${official.valuation}`;
  return [
    `The statistics are ${official.source}: ${SIDE_WORDS[official.side]}, ${official.frequency}${valued}.`,
    ...(official.valuation === "cif"
      ? [
          "Values cif hold freight and insurance, which a bill often leaves out: a ratio a little below 1 may be complete.",
        ]
      : []),
    ...(others.length === 0
      ? []
      : [
          `Other statistics would fit as well: ${[...new Set(others.map((each) => each.source))].join(", ")} (--statistics ID).`,
        ]),
  ];
}

function coverageWarnings(
  result: CoverageResult,
  held: readonly OfficialStatistics[],
  wanted: string | undefined,
): string[] {
  const { product, importer, statistics, dataset, total, years } = result;
  const what = `imports of HS ${formatHs(product.code)} by ${importer.label}`;
  const warnings: string[] = [];
  if (statistics === null) {
    const kind = dataset.made ? "made " : "";
    const other = wanted !== undefined && held.length > 0 ? ` of the source "${wanted}"` : "";
    warnings.push(
      `The store holds no ${kind}trade statistics${other} on ${what}, so nothing can be said of coverage: bring some in as "flows" with their values${dataset.made ? " (a made world has statistics.csv)" : ""}.`,
    );
  } else if (
    statistics.hsRevision !== null &&
    dataset.hsRevision !== null &&
    statistics.hsRevision !== dataset.hsRevision
  ) {
    warnings.push(
      `The statistics are in HS ${statistics.hsRevision} and the shipments in HS ${dataset.hsRevision}: the code may not mean the same goods.`,
    );
  }
  const above = years.filter((year) => year.ratio !== null && Number(year.ratio) > 1).map(({ year }) => year);
  if (above.length > 0) {
    warnings.push(
      `In ${above.join(", ")} the shipments come to more than the statistics: bills may be counted twice, stay under another code or year in the statistics, or have estimates that are too high.`,
    );
  }
  const silent = years.filter((year) => statistics !== null && year.officialUsd === null).map(({ year }) => year);
  if (silent.length > 0) warnings.push(`The statistics say nothing of ${silent.join(", ")}.`);
  if (total.outliers > 0 && total.weightRatio !== null) {
    warnings.push(
      "Shipments with an odd unit value are in the sums: where a weight is wrong, so is the ratio of weights.",
    );
  }
  return warnings;
}

export const coverageOperation = defineOperation({
  name: "coverage",
  summary: "How much of the official imports of a product the shipments of the store explain, year by year.",
  description:
    "Use it before trusting shares from shipment records: it sets their value and weight beside official import " +
    "statistics of the same store, with what is observed and what is estimated apart, and lists shipments whose unit " +
    "value looks wrong. The ratio is not cut at 1. It never mixes made and real data.",
  examples: [
    {
      command: "headwater coverage --product 850760 --to US",
      about: "how much of the imports of lithium-ion batteries the bills of lading show",
    },
    {
      command: "headwater coverage --product 850511 --to DE --json",
      about: "permanent magnets to Germany, for a program to read",
    },
  ],
  input,
  output: coverageResult,
  async run(context, question) {
    const { product, to, source, statistics: wanted, top } = question;
    const book = await context.openBook();
    const dataset = await chooseDataset(context, book, product, { data: "shipments", source });
    const revision = revisionOf(dataset.hsRevision);
    requireProduct(book, product, revision);
    const part = partOfPurchases(context, { products: [product], countries: [to], party: undefined });
    const network = await openNetwork(context, asNetworkDataset(dataset), part);
    const held = await officialStatistics(context, dataset.made, product, to);
    const fitting = wanted === undefined ? held : held.filter((each) => each.source === wanted);
    const [official = null, ...others] = fitting;
    const found = reach(network, inputMap(network.products, []), {
      products: [product],
      direction: "up",
      depth: 1,
      inputs: "none",
      countries: [to],
    });
    const { years, outliers } = coverageYears(found.walk, official);
    const result: CoverageResult = {
      dataset: factsOf(book, dataset, network.compiled),
      statistics:
        official === null
          ? null
          : {
              source: official.source,
              title: sourceOf(book, official).title,
              side: official.side,
              frequency: official.frequency,
              valuation: official.valuation,
              hsRevision: official.hsRevision,
            },
      product: { code: product, label: productLabel(book, product, revision), revision },
      importer: { key: to, label: countryLabel(to) },
      years: years.map((year) => ({ year: year.year, officialDays: year.officialDays, ...figuresOf(year) })),
      total: totalOf(years),
      outliers: listOutliers(network, dataset, outliers, top),
    };
    const sources = [sourceOfDataset(book, dataset), ...(official === null ? [] : [sourceOf(book, official)])];
    const vintage = context.vintageUsed();
    return {
      result,
      coverage: {
        made: dataset.made,
        from: dataset.from,
        until: dataset.until,
        notes: [...statisticsNotes(official, others), ...blindSpots(dataset, network)],
      },
      warnings: coverageWarnings(result, held, wanted),
      explain: (): Explanation =>
        explainCoverage(
          result,
          sources,
          commandLine({ name: "coverage", input }, question, vintage === null ? {} : { vintage }),
        ),
    };
  },
});

function explainCoverage(result: CoverageResult, sources: readonly Source[], command: string): Explanation {
  const { total, product, importer, statistics } = result;
  const none = "nothing to compare with";
  return {
    sentence: `Shipments of HS ${formatHs(product.code)} to ${importer.label} come to ${total.ratio ?? none} of the official value, over the periods that the statistics cover.`,
    formula: `ratio = (observed + estimated) / official = (${total.observedUsd} + ${total.estimatedUsd}) / ${total.officialUsd ?? "?"}`,
    inputs: [
      { name: "observed value of shipments, USD", value: total.observedUsd, basis: "reported" },
      { name: "estimated value of shipments, USD", value: total.estimatedUsd, basis: "estimated" },
      {
        name: "official imports, USD",
        value: total.officialUsd ?? "none",
        basis: "reported",
        ...(statistics === null ? {} : { source: statistics.source }),
      },
    ],
    basis: /^0\.0+$/.test(total.estimatedUsd) ? "reported" : "estimated",
    sources,
    rows: { used: total.rows, rejected: result.dataset.rejected },
    command,
  };
}
