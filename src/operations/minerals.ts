import { z } from "zod";
import type { Book } from "../book/book.ts";
import { type MineralSeries, readMinerals } from "../book/market-book.ts";
import { NotFound } from "../errors.ts";
import { BASES } from "../evidence/basis.ts";
import type { Explanation } from "../evidence/explanation.ts";
import { decimal, format, trim } from "../vocab/decimal.ts";
import { nearest } from "../vocab/nearest.ts";
import { commandLine } from "./core/command-line.ts";
import type { Context } from "./core/context.ts";
import { hasStore } from "./core/has-store.ts";
import { type Days, defineOperation } from "./core/operation.ts";
import { controlOfMakers } from "./market/control-of-makers.ts";
import { lawFor } from "./market/mineral-law.ts";
import { loopOf } from "./market/mineral-loop.ts";
import { pricesFor, tradeFor } from "./market/mineral-markets.ts";
import { type MineralResult, type MineralsResult, mineralsResult } from "./market/mineral-result.ts";
import { conflictsOf, tablesOf } from "./market/mineral-tables.ts";
import { type SourceSeries, seriesOf } from "./market/production-of.ts";
import { computedForStated } from "./market/reliance-of.ts";
import { countryLabel } from "./trade/labels.ts";
import { topField } from "./trade/trade-fields.ts";

const input = z.object({
  mineral: z
    .string()
    .trim()
    .min(1)
    .optional()
    .describe("one mineral, such as graphite; all that the book has a map of when left out")
    .meta({ placeholder: "NAME" }),
  years: z
    .number()
    .int()
    .min(1)
    .max(60)
    .default(2)
    .describe("how many years of each series, counted back from its last")
    .meta({ placeholder: "N" }),
  top: topField,
});

export const mineralsOperation = defineOperation({
  name: "minerals",
  summary:
    "A board by mineral: production, control, reserves, reliance, prices, trade, measures in force, sources' conflicts.",
  description:
    "Use it to see who makes a mineral and how sure that is: production and reserves by country as each source has them, " +
    "their shares and concentration, whose the named makers are in the end, import reliance as stated and as production and " +
    "trade give it, prices, trade of the codes it crosses borders under, the duties and export controls on them with their " +
    "days, and of black mass the loop from waste to material. Sources stand side by side; where they contradict each " +
    "other, both figures are shown.",
  examples: [
    { command: "headwater minerals --mineral graphite", about: "natural graphite by every source of the store" },
    {
      command: "headwater minerals --mineral 'black mass'",
      about: "made, exported, refined and returned: what is stated, and what is not",
    },
    { command: "headwater minerals --top 3", about: "the board of all minerals, the largest three of each" },
  ],
  input,
  output: mineralsResult,
  async run(context, question, days) {
    const book = await context.openBook();
    const all = await readMinerals(book);
    const known = [...new Set(all.map(({ mineral }) => mineral))];
    const name = question.mineral?.toLowerCase();
    if (name !== undefined && !known.includes(name)) {
      const near = nearest(name, known, 1).map((one) => ` Did you mean ${one}?`);
      throw new NotFound(`The book has no map of the mineral "${question.mineral}".`, {
        hint: `It has: ${known.join(", ")}.${near.join("")}`,
      });
    }
    const stored = await hasStore(context);
    const minerals: MineralResult[] = [];
    for (const mineral of name === undefined ? known : [name]) {
      const rows = all.filter((row) => row.mineral === mineral);
      minerals.push(await mineralOf(context, book, { ...question, mineral, rows, stored }, days));
    }
    const result: MineralsResult = { known, minerals };
    const mapped = new Set(all.filter(({ kind }) => kind === "production").map(({ mineral }) => mineral));
    const silent = minerals
      .filter(({ mineral, production }) => production.length === 0 && mapped.has(mineral))
      .map(({ mineral }) => mineral);
    return {
      result,
      coverage: {
        made: false,
        from: null,
        until: null,
        notes: [
          "Figures are in tonnes as each source counts: content of metal, oxide or ore is said by the name of its series.",
          "Shares and the index are over the countries that a source lists; what it withholds or pools takes no part.",
          "A code may hold more than the mineral: its trade and measures are of the whole code.",
        ],
      },
      warnings:
        silent.length === 0
          ? []
          : [
              `The store holds no production of ${silent.join(", ")}: import the tables of the USGS or the BGS with headwater import.`,
            ],
      explain: () =>
        explainMinerals(book, result, commandLine({ name: "minerals", input }, question, vintageOf(context))),
    };
  },
});

const vintageOf = (context: Context) => {
  const vintage = context.vintageUsed();
  return vintage === null ? {} : { vintage };
};

interface Asked {
  readonly mineral: string;
  readonly rows: readonly MineralSeries[];
  readonly stored: boolean;
  readonly years: number;
  readonly top: number;
}

async function mineralOf(
  context: Context,
  book: Book,
  { mineral, rows, stored, years, top }: Asked,
  days: Days,
): Promise<MineralResult> {
  const of = (kind: MineralSeries["kind"]) => rows.filter((row) => row.kind === kind);
  const series = async (kind: MineralSeries["kind"], measure: string): Promise<readonly SourceSeries[]> =>
    stored ? await seriesOf(context, of(kind), measure) : [];
  const production = await series("production", "production");
  const reserves = await series("reserves", "reserves");
  const reliance = await series("reliance", "import_reliance");
  const trade = of("trade");
  return {
    mineral,
    production: tablesOf(production, years, top),
    reserves: tablesOf(reserves, years, top),
    conflicts: conflictsOf(production, years).slice(0, top),
    reliance: reliance.flatMap(({ row, figures }) =>
      figures.slice(-years).map(({ period, country, quantity, mark, basis }) => ({
        year: period ?? "",
        country: countryLabel(country ?? ""),
        percent: quantity === null ? null : format(trim(decimal(quantity))),
        mark,
        basis: BASES.find((each) => each === basis) ?? null,
        source: row.source,
      })),
    ),
    prices: stored ? await pricesFor(context, of("price")) : [],
    trade: stored ? await tradeFor(context, book, trade, top) : [],
    control: await controlOfMakers(
      context,
      book,
      of("makers").map(({ series: product }) => product),
      { top, days },
    ),
    relianceComputed: stored ? await computedForStated(context, rows) : [],
    loop: await loopOf(book, mineral),
    ...(await lawFor(
      context,
      book,
      trade.map(({ series: code }) => code),
      days,
    )),
  };
}

function explainMinerals(book: Book, { minerals }: MineralsResult, command: string): Explanation {
  const tables = minerals.flatMap(({ production, reserves }) => [...production, ...reserves]);
  const names = [...new Set(tables.map(({ source }) => source))];
  return {
    sentence: `${tables.length} tables of ${names.length} sources for ${minerals.map(({ mineral }) => mineral).join(", ")}.`,
    formula: "share = country / sum of the countries listed; HHI = sum of the squares of exact shares",
    inputs: tables
      .slice(0, 20)
      .flatMap(({ series, source, years }) =>
        years.slice(-1).map(({ year, total }) => ({ name: `${series}, ${year}, t`, value: total, source })),
      ),
    basis: "reported",
    sources: names.map((id) => book.sources.get(id) ?? { id, title: id }),
    command,
  };
}
