import { z } from "zod";
import type { Book } from "../book/book.ts";
import { InvalidInput } from "../errors.ts";
import type { Explanation } from "../evidence/explanation.ts";
import { type Holding, sharesOf } from "../market/concentration.ts";
import { geoDepOverYears } from "../market/dependency.ts";
import type { TradePartner } from "../store/queries/trade-partners.ts";
import { decimal, format, shareOf, sum, trim } from "../vocab/decimal.ts";
import { formatHs, type Hs6 } from "../vocab/hs-code.ts";
import { isoDate } from "../vocab/iso-date.ts";
import { commandLine } from "./core/command-line.ts";
import type { Context } from "./core/context.ts";
import { parsedText } from "./core/fields.ts";
import { defineOperation } from "./core/operation.ts";
import { type ConcentrationResult, concentrationResult } from "./market/concentration-result.ts";
import { dependencyTests } from "./market/dependency-tests.ts";
import { byCountry, mineralsOfCode, seriesOf, yearsOf } from "./market/production-of.ts";
import { byEnd, type Place, placeOf, tradeOfProduct } from "./market/trade-of-product.ts";
import { withoutEach } from "./market/without-one.ts";
import { factsOf } from "./trade/dataset-facts.ts";
import { countryLabel, productLabel } from "./trade/labels.ts";
import { requireProduct, revisionOf } from "./trade/product.ts";
import { chooseDataset, type TradeDataset } from "./trade/trade-dataset.ts";
import { datasetFields, hsField, topField } from "./trade/trade-fields.ts";

const MOST_WITHOUT = 5;

const groupOrCountry = (about: string) =>
  parsedText((text) => placeOf(text).key)
    .describe(about)
    .meta({ placeholder: "CC" });

const input = z.object({
  product: hsField("the product by its HS code, six digits, in any spelling such as 8505.11"),
  of: z
    .enum(["imports", "exports", "production"])
    .default("imports")
    .describe("imports by origin, exports by destination (of the world: by exporter), or production by country"),
  to: groupOrCountry("whose imports: a country, or a group such as EU27 as one").optional(),
  origin: groupOrCountry("whose exports: a country, or a group as one").optional(),
  inputs: z
    .enum(["all", "same"])
    .default("same")
    .describe("what is left without one origin: follow the inputs of the map, or the product itself alone"),
  source: datasetFields.source,
  side: datasetFields.side,
  frequency: datasetFields.frequency,
  top: topField,
});

type Question = z.output<typeof input>;

export const concentrationOperation = defineOperation({
  name: "concentration",
  summary:
    "How far imports, exports or production of a product rest on few countries, and which tests of dependency that meets.",
  description:
    "Use it to rank dependence: shares and the Herfindahl-Hirschman index by year, the indicators of the European " +
    "Commission and of CEPII's GeoDep, import reliance where a source states it, and what purchases are left without each " +
    "of the largest origins, at face and through all tiers that the data trace. It looks at trade statistics, and at " +
    "production of the minerals that the book knows.",
  examples: [
    {
      command: "headwater concentration --product 850511 --to US --source cepii-baci",
      about: "how far American magnets rest on one origin, at face and through others",
    },
    {
      command: "headwater concentration --product 250490 --to EU27",
      about: "the Commission's three indicators for natural graphite other than powder",
    },
    {
      command: "headwater concentration --product 283691 --of exports",
      about: "who exports the lithium carbonate of the world",
    },
  ],
  input,
  output: concentrationResult,
  async run(context, question, days) {
    const { product, of, to, origin, top } = question;
    if (of === "imports" && origin !== undefined) {
      throw new InvalidInput("Imports are asked of a buyer, not of an origin.", {
        hint: "Use --to CC, or --of exports.",
      });
    }
    if (of !== "imports" && to !== undefined) {
      throw new InvalidInput(`A question of ${of} takes no buyer.`, { hint: "Use --origin CC, or --of imports." });
    }
    if (of === "production" && origin !== undefined) {
      throw new InvalidInput("Production is that of the world.", { hint: "Leave --origin out." });
    }
    const book = await context.openBook();
    const place = to === undefined ? (origin === undefined ? null : placeOf(origin)) : placeOf(to);
    const notes: string[] = [];
    const warnings: string[] = [];
    const result =
      of === "production"
        ? await ofProduction(context, book, product, top, warnings)
        : await ofTrade({ context, book, question, place, days, notes, warnings });
    return {
      result,
      coverage: {
        made: result.dataset?.made ?? false,
        from: asDay(result.dataset?.from),
        until: asDay(result.dataset?.until),
        notes: [...NOTES[of], ...notes],
      },
      warnings,
      explain: () =>
        explainConcentration(book, result, commandLine({ name: "concentration", input }, question, vintageOf(context))),
    };
  },
});

const asDay = (day: string | null | undefined) => (day == null ? null : isoDate(day));

const vintageOf = (context: Context) => {
  const vintage = context.vintageUsed();
  return vintage === null ? {} : { vintage };
};

const NOTES = {
  imports: ["Shares are of value as the statistics state it; a flow without a value takes no part."],
  exports: ["Shares are of value as the statistics state it; a flow without a value takes no part."],
  production: ["What sources give together as other countries is no country, and takes no part in the index."],
} as const;

interface TradeAsked {
  readonly context: Context;
  readonly book: Book;
  readonly question: Question;
  readonly place: Place | null;
  readonly days: Parameters<typeof withoutEach>[4];
  readonly notes: string[];
  readonly warnings: string[];
}

async function ofTrade(asked: TradeAsked): Promise<ConcentrationResult> {
  const { context, book, question, place, warnings } = asked;
  const { product, of, top } = question;
  const { source, side, frequency } = question;
  const dataset = await chooseDataset(context, book, product, { data: "flows", source, side, frequency });
  const revision = revisionOf(dataset.hsRevision);
  requireProduct(book, product, revision);
  const rows = await tradeOfProduct(context, dataset, product);
  const silent = rows.filter(({ usd }) => usd === null).length;
  if (silent > 0)
    warnings.push(`Of ${silent} of ${rows.length} pairs of countries no value is stated; they take no part.`);
  const years = [...new Set(rows.map(({ year }) => year))].sort();
  const found = years.map((year) => {
    const own = rows.filter((row) => row.year === year);
    const counted = own.filter(countedIn(of, place));
    const end = of === "imports" || place === null ? "seller" : "buyer";
    return {
      ...yearOf(year, byEnd(counted, end), top),
      source: dataset.source,
      series: null,
      tests: of === "imports" && place !== null ? dependencyTests(own, place) : [],
    };
  });
  if (found.every(({ hhi }) => hhi === null)) {
    warnings.push(`The data hold no ${of} of HS ${formatHs(product)} by ${place?.label ?? "anybody"} with a value.`);
  }
  const geoDep =
    of === "imports" && place !== null
      ? geoDepOverYears(
          found.map(({ year, tests }) => ({
            year,
            dependent: tests.find(({ id }) => id === "cepii-geodep")?.dependent ?? null,
          })),
        )
      : null;
  return {
    dataset: factsOf(book, dataset, NOTHING_COMPILED),
    product: { code: product, label: productLabel(book, product, revision), revision },
    of,
    place: place === null ? null : { key: place.key, label: place.label },
    unit: "USD",
    years: found,
    geoDep,
    reliance: place === null ? [] : await reliance(context, product, place),
    without: await withoutOrigins(asked, dataset, found.at(-1)),
  };
}

/** These questions compile no network: statistics have no master bills to leave out. */
const NOTHING_COMPILED = { masters: 0 } as Parameters<typeof factsOf>[2];

/** Trade among the members of a group is inside it. */
function countedIn(of: Question["of"], place: Place | null): (row: TradePartner) => boolean {
  if (place === null) return () => true;
  const has = (code: string) => place.members.has(code);
  if (of === "imports") return ({ buyer, seller }) => has(buyer) && !has(seller);
  return ({ buyer, seller }) => has(seller) && !has(buyer);
}

function yearOf(year: string, holdings: readonly Holding[], top: number) {
  const { total, parts, hhi } = sharesOf(holdings);
  const shown = parts.slice(0, top);
  const rest = parts.slice(top);
  const pooled = sum(rest.map(({ amount }) => amount));
  return {
    year,
    total: format(trim(total)),
    hhi,
    parts: shown.map(({ key, amount, share }) => ({
      key,
      label: countryLabel(key),
      amount: format(trim(amount)),
      share,
    })),
    others: {
      count: rest.length,
      amount: format(trim(pooled)),
      share: shareOf(pooled, total),
    },
  };
}

async function withoutOrigins(
  { context, question, place, days, notes }: TradeAsked,
  dataset: TradeDataset,
  last: ConcentrationResult["years"][number] | undefined,
): Promise<ConcentrationResult["without"]> {
  if (question.of !== "imports" || place === null || last === undefined || last.parts.length === 0) return [];
  if (place.group) {
    notes.push("What is left without one origin is asked of one country, not of a group.");
    return [];
  }
  notes.push(
    "What is left without one origin takes nothing to be replaced, and sees no further than the tiers that the data trace.",
  );
  const asked = { product: question.product, to: place.key, inputs: question.inputs, year: last.year };
  const origins = last.parts.slice(0, MOST_WITHOUT).map(({ key }) => key);
  return await withoutEach(context, dataset, asked, origins, days);
}

async function reliance(context: Context, product: Hs6, place: Place): Promise<ConcentrationResult["reliance"]> {
  const rows = (await mineralsOfCode(context, product)).filter(({ kind }) => kind === "reliance");
  const series = await seriesOf(context, rows, "import_reliance");
  return series.flatMap(({ row, figures }) =>
    figures
      .filter(({ country }) => country !== null && place.members.has(country) && !place.group)
      .map(({ period, quantity, mark, basis }) => ({
        year: period ?? "",
        percent: quantity === null ? null : format(trim(decimal(quantity))),
        mark,
        basis,
        series: row.series,
        source: row.source,
      })),
  );
}

async function ofProduction(
  context: Context,
  book: Book,
  product: Hs6,
  top: number,
  warnings: string[],
): Promise<ConcentrationResult> {
  const revision = 2022;
  requireProduct(book, product, revision);
  const rows = (await mineralsOfCode(context, product)).filter(({ kind }) => kind === "production");
  const series = await seriesOf(context, rows, "production");
  if (rows.length === 0)
    warnings.push(`The book's map of minerals has none that is traded as HS ${formatHs(product)}.`);
  else if (series.length === 0) {
    warnings.push(
      "The store holds no production of it: import the tables of the USGS or the BGS with headwater import.",
    );
  }
  return {
    dataset: null,
    product: { code: product, label: productLabel(book, product, revision), revision },
    of: "production",
    place: null,
    unit: "t",
    years: series
      .flatMap(({ row, figures }) =>
        yearsOf(figures).map((year) => ({
          ...yearOf(year, byCountry(figures, year), top),
          source: row.source,
          series: row.series,
          tests: [],
        })),
      )
      .filter(({ hhi }) => hhi !== null)
      .sort((a, b) => (a.year < b.year ? -1 : a.year > b.year ? 1 : 0)),
    geoDep: null,
    reliance: [],
    without: [],
  };
}

function explainConcentration(book: Book, result: ConcentrationResult, command: string): Explanation {
  const last = result.years.at(-1);
  const names = [...new Set(result.years.map(({ source }) => source))];
  return {
    sentence:
      last === undefined
        ? `Nothing is known of ${result.of} of HS ${formatHs(result.product.code)}.`
        : `In ${last.year} the shares of ${last.total} ${result.unit} give an index of ${last.hhi ?? "nothing"}.`,
    formula: "HHI = Σ vᵢ² / (Σ vᵢ)², on exact amounts, rounded once",
    inputs: (last?.parts ?? []).map(({ label, amount: value }) => ({
      name: `${label}, ${result.unit}`,
      value,
      basis: "reported" as const,
      source: last?.source ?? "",
    })),
    basis: "reported",
    sources: names.map((id) => book.sources.get(id) ?? { id, title: id }),
    ...(result.dataset === null ? {} : { rows: { used: result.dataset.rows, rejected: result.dataset.rejected } }),
    command,
  };
}
