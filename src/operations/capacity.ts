import { z } from "zod";
import type { Book } from "../book/book.ts";
import { readFigures, type StatedFigure } from "../book/market-book.ts";
import { InvalidInput } from "../errors.ts";
import { BASES } from "../evidence/basis.ts";
import type { Explanation } from "../evidence/explanation.ts";
import { ratioOf } from "../market/concentration.ts";
import { BOUNDS } from "../market/market-figure.ts";
import type { FigureOfProduct } from "../store/queries/figures-of-products.ts";
import { decimal, format, sum, trim } from "../vocab/decimal.ts";
import { commandLine } from "./core/command-line.ts";
import type { Context } from "./core/context.ts";
import { amount } from "./core/fields.ts";
import { hasStore } from "./core/has-store.ts";
import { type Days, defineOperation } from "./core/operation.ts";
import { controllerOf } from "./market/controller-of.ts";
import {
  costOfCapacity,
  costsOfCapacity,
  type MakerFigure,
  makersRanked,
  makersRanking,
  RANKED_BY,
  type RankedBy,
  WORLD,
} from "./market/makers-ranking.ts";
import { countryLabel } from "./trade/labels.ts";
import { placeField } from "./trade/trade-fields.ts";

const PHASES = ["nameplate", "operational", "under_construction", "planned", "investment"] as const;
const FLOWS = ["production", "sales", "inventory", "revenue"] as const;
const MEASURES: readonly string[] = [...PHASES, ...FLOWS];
const MOST_ROWS = 2000;
const MOST_RANKINGS = 200;

const input = z.object({
  product: z
    .string()
    .trim()
    .min(1)
    .optional()
    .describe("words that the product's name holds, such as anode or gallium")
    .meta({ placeholder: "WORDS" }),
  country: placeField("where the plant stands, or where the party sits").optional(),
  measure: z
    .enum([...PHASES, ...FLOWS])
    .optional()
    .describe("one measure alone: a phase of capacity, what was made, sold or held, or money"),
  by: z
    .enum(Object.keys(RANKED_BY) as [RankedBy, ...RankedBy[]])
    .optional()
    .describe("rank the makers by this alone; by all of them unless it is said"),
});

const place = z.object({ key: z.string(), label: z.string() });

const row = z.object({
  period: z.string().nullable(),
  measure: z.enum([...PHASES, ...FLOWS]),
  stage: z.string().nullable(),
  product: z.string(),
  facility: z.string().nullable(),
  party: z.string().nullable(),
  country: place.nullable(),
  control: z
    .object({ label: z.string(), country: place.nullable() })
    .nullable()
    .describe("where majority stakes lead up to on the day; null where none is recorded"),
  quantity: amount().nullable().describe("null where the source gives a mark in place of a figure"),
  unit: z.string().nullable(),
  bound: z.enum(BOUNDS).nullable().describe("where the source says over or at most"),
  basis: z.enum(BASES).nullable(),
  mark: z.string().nullable(),
  source: z.string(),
  locator: z.string().nullable(),
});

const capacityResult = z.object({
  product: z.string().nullable(),
  country: place.nullable(),
  rows: z.array(row),
  totals: z
    .array(
      z.object({
        period: z.string().nullable(),
        measure: z.enum([...PHASES, ...FLOWS]),
        product: z.string(),
        source: z.string(),
        unit: z.string(),
        countries: z.array(place.extend({ quantity: amount(), share: amount().nullable() })),
        control: z.array(place.extend({ quantity: amount(), share: amount().nullable() })),
        quantity: amount().describe(
          "of makers, or of countries where no maker is named; plants of a maker with a figure of its own are in it",
        ),
      }),
    )
    .describe("by period, measure, product and source"),
  utilisation: z.array(z.object({ party: z.string(), period: z.string(), share: amount(), source: z.string() })),
  rankings: z
    .array(makersRanking)
    .describe("makers by size, each source and period by itself; countries where no maker is named"),
  costs: z.array(costOfCapacity).describe("investment over capacity, where one source states both of a plant"),
  truncated: z.boolean(),
});

export type CapacityResult = z.output<typeof capacityResult>;
type Row = CapacityResult["rows"][number];

export const capacityOperation = defineOperation({
  name: "capacity",
  summary: "What can be made of a product or in a country, by phase, stage, period, country and who controls it.",
  description:
    "Use it to see capacity over time: nameplate, operational, under construction and planned, beside what was made, sold " +
    "and held, with who controls the maker where stakes are recorded. Figures are those of the store and those that " +
    "documents state in the book; sources stand side by side and are never added up together. Makers are ranked by " +
    "production, sales, capacity, expansion, revenue, utilisation and implied price; the cost of capacity is investment " +
    "over capacity where one source states both.",
  examples: [
    {
      command: "headwater capacity --product anode",
      about: "the anode makers of China, their plants abroad and phases",
    },
    { command: "headwater capacity --product anode --by sales", about: "the same makers, ranked by what they sold" },
    { command: "headwater capacity --country ID", about: "what stands and what is built in Indonesia" },
  ],
  input,
  output: capacityResult,
  async run(context, question, days) {
    const { product, country, measure, by } = question;
    if (product === undefined && country === undefined) {
      throw new InvalidInput("The question needs a product or a country.", {
        hint: "Add --product WORDS or --country CC.",
      });
    }
    const book = await context.openBook();
    const wanted = (each: Row) =>
      (product === undefined || each.product.toLowerCase().includes(product.toLowerCase())) &&
      (country === undefined || each.country?.key === country);
    const stored = (await hasStore(context)) ? await figuresOfStore(context, country ?? null) : [];
    const all = [...(await readFigures(book)).flatMap(ofBook), ...stored.flatMap(ofStore)].filter(wanted);
    const shown = all.filter((each) => measure === undefined || each.measure === measure).sort(inOrder);
    const rows = await withControl(context, book, shown.slice(0, MOST_ROWS), days);
    const makers = all.flatMap(makerFigure);
    const result: CapacityResult = {
      product: product ?? null,
      country: country === undefined ? null : { key: country, label: countryLabel(country) },
      rows,
      totals: totalsOf(rows),
      utilisation: utilisationOf(rows),
      rankings: makersRanked(makers, by ?? null).slice(0, MOST_RANKINGS),
      costs: [...costsOfCapacity(makers)],
      truncated: shown.length > MOST_ROWS,
    };
    return {
      result,
      coverage: {
        made: false,
        from: null,
        until: null,
        notes: [
          "Only plants and makers that a source names are seen; a country may have more.",
          "A maker's own figure counts where the maker sits, with its plants abroad in it.",
          "Announced capacity is not capacity: planned and under construction may never run.",
        ],
      },
      warnings: [
        ...(rows.length === 0
          ? ["Neither the store nor the book holds such a figure: import capacities with headwater import."]
          : []),
        ...(result.truncated ? [`Only the first ${MOST_ROWS} of ${shown.length} figures are shown.`] : []),
      ],
      explain: () =>
        explainCapacity(book, result, commandLine({ name: "capacity", input }, question, vintageOf(context))),
    };
  },
});

const vintageOf = (context: Context) => {
  const vintage = context.vintageUsed();
  return vintage === null ? {} : { vintage };
};

async function figuresOfStore(context: Context, country: string | null): Promise<readonly FigureOfProduct[]> {
  const { figuresOfProducts } = await import("../store/queries/figures-of-products.ts");
  return await (await context.openEngine()).rows<FigureOfProduct>(figuresOfProducts(null, country), context.signal);
}

const placeOfCode = (code: string | null) => (code === null ? null : { key: code, label: countryLabel(code) });
const isMeasure = (text: string): text is Row["measure"] => MEASURES.includes(text);

function ofBook(figure: StatedFigure): Row[] {
  const { measure, period, stage, product, facility, subject, country, quantity, unit, basis, source, locator, note } =
    figure;
  if (!isMeasure(measure)) return [];
  return [
    {
      ...{ period, measure, stage, product, facility, party: subject, country: placeOfCode(country), control: null },
      ...{ quantity, unit, bound: figure.bound, basis, mark: note, source, locator },
    },
  ];
}

function ofStore(figure: FigureOfProduct): Row[] {
  const { measure, period, product, quantity, unit, mark } = figure;
  if (!isMeasure(measure)) return [];
  const basis = BASES.find((each) => each === figure.basis) ?? null;
  return [
    {
      ...{ period: period ?? figure.valid_from, measure, stage: figure.stage, product, facility: figure.facility_name },
      ...{ party: figure.party_name, country: placeOfCode(figure.country), control: null },
      quantity: quantity === null ? null : format(trim(decimal(quantity))),
      ...{ unit, bound: null, basis, mark, source: figure.source_id ?? "" },
      locator: figure.source_row === null ? null : `record ${figure.source_row}`,
    },
  ];
}

/** A row as a figure that can be put into a formula; none where it has no period, quantity or unit. */
function makerFigure(row: Row): MakerFigure[] {
  const { product, facility, measure, period, quantity, unit, bound, basis, source, locator, mark } = row;
  if (period === null || quantity === null || unit === null) return [];
  const party =
    mark === "world total" ? WORLD : (row.party ?? (facility === null ? (row.country?.label ?? null) : null));
  const isWhole = facility === null && (row.country === null || party === row.country.label);
  return [
    {
      ...{ product, facility, measure, period, quantity: decimal(quantity), unit, bound, basis: basis ?? "reported" },
      ...{ source, locator, party, isWhole },
    },
  ];
}

const orderOf = ({ product, period, measure, source, country, party, facility }: Row): string =>
  [
    product,
    period ?? "",
    String(MEASURES.indexOf(measure)),
    source,
    country?.key ?? "~",
    party ?? "",
    facility ?? "",
  ].join("\u0000");
const inOrder = (a: Row, b: Row): number => (orderOf(a) < orderOf(b) ? -1 : 1);

/** Who stands behind each party that is a company, asked once for each. */
async function withControl(context: Context, book: Book, rows: readonly Row[], days: Days): Promise<Row[]> {
  if (!(await hasStore(context))) return [...rows];
  const names = [...new Set(rows.flatMap(({ party }) => party ?? []))].slice(0, MOST_NAMES);
  const found = new Map<string, Row["control"]>();
  for (const name of names) {
    const controller = await controllerOf(context, book, name, days);
    found.set(name, controller === null ? null : { label: controller.label, country: placeOfCode(controller.country) });
  }
  return rows.map((each) => ({ ...each, control: each.party === null ? null : (found.get(each.party) ?? null) }));
}

/** Parties whose control is asked; beyond it the answer leaves it open. */
const MOST_NAMES = 40;

function totalsOf(rows: readonly Row[]): CapacityResult["totals"] {
  const groups = new Map<string, Row[]>();
  for (const each of rows) {
    if (each.quantity === null || each.unit === null || each.country === null) continue;
    const key = JSON.stringify([each.product, each.period, each.measure, each.source, each.unit]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].map(eachOnce).map((own) => {
    const [first] = own as [Row];
    return {
      ...{ period: first.period, measure: first.measure, product: first.product, source: first.source },
      unit: first.unit as string,
      countries: sharesBy(own, ({ country }) => country),
      control: sharesBy(own, ({ control }) => control?.country ?? null),
      quantity: format(trim(sum(own.map(({ quantity }) => decimal(quantity as string))))),
    };
  });
}

const isNational = ({ party, facility, country }: Row): boolean =>
  facility === null && (party === null || party === country?.label);

/** Rows that do not hold each other: a country's figure holds its makers', and a maker's own that of its plants. */
function eachOnce(rows: readonly Row[]): readonly Row[] {
  const makers = rows.filter((each) => !isNational(each));
  if (makers.length === 0) return rows;
  const whole = new Set(makers.flatMap(({ party, facility }) => (facility === null ? (party ?? []) : [])));
  return makers.filter(({ party, facility }) => facility === null || party === null || !whole.has(party));
}

function sharesBy(rows: readonly Row[], of: (row: Row) => { key: string; label: string } | null) {
  const whole = sum(rows.map(({ quantity }) => decimal(quantity as string)));
  const keys = [...new Map(rows.flatMap((each) => of(each) ?? []).map((each) => [each.key, each])).values()];
  return keys
    .map(({ key, label }) => {
      const own = sum(rows.filter((each) => of(each)?.key === key).map(({ quantity }) => decimal(quantity as string)));
      return { key, label, quantity: format(trim(own)), share: ratioOf(own, whole) };
    })
    .sort((a, b) => Number(b.quantity) - Number(a.quantity) || (a.key < b.key ? -1 : 1));
}

/** Production over operational capacity, of one maker by one source in one period. */
function utilisationOf(rows: readonly Row[]): CapacityResult["utilisation"] {
  return rows
    .filter(({ measure, quantity, party, facility }) => measure === "production" && quantity && party && !facility)
    .flatMap((made) => {
      const capacity = rows.find(
        (each) =>
          each.measure === "operational" &&
          each.facility === null &&
          each.party === made.party &&
          each.product === made.product &&
          each.period === made.period &&
          each.source === made.source &&
          each.unit === made.unit &&
          each.quantity !== null,
      );
      if (capacity === undefined || made.period === null) return [];
      const share = ratioOf(decimal(made.quantity as string), decimal(capacity.quantity as string));
      return share === null ? [] : [{ party: made.party as string, period: made.period, share, source: made.source }];
    });
}

function explainCapacity(book: Book, result: CapacityResult, command: string): Explanation {
  const names = [...new Set(result.rows.map(({ source }) => source))];
  return {
    sentence: `${result.rows.length} figures of ${names.length} sources, each as its source has it.`,
    formula:
      "totals add the rows of one product, period, measure and source; utilisation = production / operational; price = " +
      "revenue / sales; cost of capacity = investment / capacity; share = of those that are ranked",
    inputs: result.totals.slice(0, 20).map(({ period, measure, product, quantity, source }) => ({
      name: `${product}, ${measure}, ${period ?? "no period"}`,
      value: quantity,
      source,
    })),
    basis: "reported",
    sources: names.map((id) => book.sources.get(id) ?? { id, title: id }),
    command,
  };
}
