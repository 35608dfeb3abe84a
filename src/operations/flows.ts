import { z } from "zod";
import { InvalidInput } from "../errors.ts";
import type { Explanation } from "../evidence/explanation.ts";
import { type FlowPoint, flowSeries, unitValueOf } from "../flows/flow-series.ts";
import { firstDayOf, periodOf, periodText, type Step } from "../flows/periods.ts";
import { decimal, format, sum } from "../vocab/decimal.ts";
import { formatHs } from "../vocab/hs-code.ts";
import { inSentence } from "../vocab/in-sentence.ts";
import { commandLine } from "./core/command-line.ts";
import { amount } from "./core/fields.ts";
import { defineOperation } from "./core/operation.ts";
import { flowsFacts, flowsFactsOf, sideNotes, silentWarnings } from "./flows/flows-facts.ts";
import { legsOf, ownStep, sumOfLegs } from "./flows/legs-of.ts";
import { measureDay, measureDays } from "./flows/measure-days.ts";
import { missingRows } from "./flows/missing-rows.ts";
import { sourceOfDataset, windowWarnings } from "./trade/dataset-facts.ts";
import { countryLabel, productLabel } from "./trade/labels.ts";
import { requireProduct, revisionOf } from "./trade/product.ts";
import { chooseDataset, type TradeDataset } from "./trade/trade-dataset.ts";
import { datasetFields, hsField, placeField, windowFields } from "./trade/trade-fields.ts";

const input = z.object({
  product: hsField("the product by its HS code, six digits, in any spelling such as 2504.10"),
  origin: placeField("the country that sells"),
  to: placeField("the country that buys"),
  ...windowFields,
  period: z
    .enum(["monthly", "quarterly", "annual"])
    .optional()
    .describe("length of a period; by default that of the figures, and months of shipments"),
  ...datasetFields,
});

const moving = z.object({
  periods: z.number().int(),
  usd: amount().nullable(),
  kg: amount().nullable(),
});

const flowPoint = z.object({
  period: z.string().describe("2024-03, 2024-Q1 or 2024"),
  day: z.string().describe("first day of the period"),
  state: z
    .enum(["stated", "none", "gap"])
    .describe("stated: there are rows; none: no row, which means no trade by what the source says; gap: not known"),
  rows: z.number().int(),
  usd: amount().nullable(),
  kg: amount().nullable(),
  unitValue: amount().nullable().describe("USD per kg"),
  moving: z.array(moving).describe("totals over the periods that end with this one; null unless all are known"),
  usdOnYear: amount().nullable().describe("change of the value against a year before, as a share"),
  kgOnYear: amount().nullable().describe("change of the weight against a year before, as a share"),
  usdShare: amount().nullable().describe("of all that the exporter sold of the product in the data, by value"),
  kgShare: amount().nullable().describe("the same by weight"),
});

const flowsResult = z.object({
  dataset: flowsFacts,
  product: z.object({ code: z.string(), label: z.string(), revision: z.number().int() }),
  exporter: z.object({ key: z.string(), label: z.string() }),
  importer: z.object({ key: z.string(), label: z.string() }),
  period: z.enum(["monthly", "quarterly", "annual"]),
  missing: z.string().describe("what a period without a row is taken for, and why"),
  total: z.object({
    periods: z.number().int(),
    stated: z.number().int(),
    none: z.number().int(),
    gaps: z.number().int(),
    rows: z.number().int(),
    usd: amount().nullable(),
    kg: amount().nullable(),
    unitValue: amount().nullable(),
  }),
  points: z.array(flowPoint),
  measures: z.array(measureDay).describe("days in the window on which a measure of the book on this pair began"),
});

export type FlowsResult = z.output<typeof flowsResult>;

const SHORTER: readonly Step[] = ["monthly", "quarterly", "annual"];
const TOTALS: Readonly<Record<Step, readonly number[]>> = { monthly: [3, 12], quarterly: [4], annual: [3] };

function stepOf(dataset: TradeDataset, wanted: Step | undefined): Step {
  const own = ownStep(dataset);
  if (wanted === undefined || SHORTER.indexOf(wanted) >= SHORTER.indexOf(own)) return wanted ?? own;
  throw new InvalidInput(`The figures of "${dataset.source}" are ${own}, so they cannot be shown as "${wanted}".`, {
    hint: `Leave --period out, or choose another dataset with --source and --frequency.`,
  });
}

/** The first period of the data or the window, and the first after them. */
function spanOf(dataset: TradeDataset, window: { since?: string | undefined; until?: string | undefined }, step: Step) {
  const [first, end] = [dataset.from ?? "", dataset.until ?? ""];
  const since = window.since !== undefined && window.since > first ? window.since : first;
  const until = window.until !== undefined && window.until < end ? window.until : end;
  const from = periodOf(since, step);
  const last = periodOf(until, step);
  return { from, until: firstDayOf(last, step) < until ? last + 1 : last };
}

function totalOf(points: readonly FlowPoint[]): FlowsResult["total"] {
  const count = (state: FlowPoint["state"]) => points.filter((point) => point.state === state).length;
  const add = (of: "usd" | "kg"): string | null => {
    const stated = points.flatMap((point) => (point.state === "stated" && point[of] !== null ? [point[of]] : []));
    return stated.length === 0 ? null : format(sum(stated.map(decimal)));
  };
  const [usd, kg] = [add("usd"), add("kg")];
  return {
    periods: points.length,
    stated: count("stated"),
    none: count("none"),
    gaps: count("gap"),
    rows: points.reduce((rows, point) => rows + point.rows, 0),
    usd,
    kg,
    unitValue: unitValueOf(usd, kg),
  };
}

export const flowsOperation = defineOperation({
  name: "flows",
  summary:
    "What one country sold another of a product, period by period: value, weight, unit value, totals and changes.",
  description:
    "Use it to see a flow over time, from trade statistics or from shipments summed by month. A period without a row is a " +
    "gap unless the source says that it means no trade. Measures of the book on the pair are lines on the chart. Whether a " +
    "flow went another way round is asked with diversion, the partner's own report with mirror.",
  examples: [
    {
      command: "headwater flows --product 250410 --origin CN --to US",
      about: "China's natural graphite to the United States by month",
    },
    {
      command: "headwater flows --product 380110 --origin CN --to ID --since 2023-01-01 --csv",
      about: "artificial graphite to Indonesia as a table for a program",
    },
  ],
  input,
  output: flowsResult,
  async run(context, question, days) {
    const { product, origin, to, since, until } = question;
    if (origin === to) {
      throw new InvalidInput("A flow needs two countries.", { hint: "Sales inside a country are not trade." });
    }
    const book = await context.openBook();
    const dataset = await chooseDataset(context, book, product, question);
    const revision = revisionOf(dataset.hsRevision);
    requireProduct(book, product, revision);
    const step = stepOf(dataset, question.period);
    const legs = await legsOf(
      context,
      dataset,
      { products: [product], exporter: origin, importer: null, both: false },
      step,
    );
    const missing = await missingRows(context, book, dataset, { exporter: origin, importer: to }, step);
    const own = legs.all.find((leg) => leg.importer === to)?.periods ?? new Map();
    const world = sumOfLegs(legs.all);
    const { from, until: end } = spanOf(dataset, { since, until }, step);
    const points = flowSeries([...own.values()], {
      step,
      from,
      until: end,
      missingIsNone: missing.isNone,
      reported: missing.reported,
      world: (period) => world.get(period),
      totals: TOTALS[step],
    });
    const result: FlowsResult = {
      dataset: flowsFactsOf(book, dataset),
      product: { code: product, label: productLabel(book, product, revision), revision },
      exporter: { key: origin, label: countryLabel(origin) },
      importer: { key: to, label: countryLabel(to) },
      period: step,
      missing: missing.because,
      total: totalOf(points),
      points: points.map((point) => ({ ...point, moving: point.moving.map((each) => ({ ...each })) })),
      measures: measureDays(book, { product, origin, to }, days).filter(
        ({ day }) => points.length > 0 && day >= (points[0]?.day ?? "") && periodOf(day, step) < end,
      ),
    };
    const vintage = context.vintageUsed();
    return {
      result,
      coverage: {
        made: dataset.made,
        from: dataset.from,
        until: dataset.until,
        notes: [
          missing.because,
          `Shares are of what ${inSentence(countryLabel(origin))} sold of the product in these data, to ${new Set(legs.all.map(({ importer }) => importer)).size} countries.`,
          ...sideNotes(dataset),
          ...partialYears(dataset, step),
        ],
      },
      warnings: [
        ...windowWarnings(dataset, { since, until }),
        ...(result.total.stated === 0
          ? [
              `The data hold no row of HS ${formatHs(product)} from ${inSentence(countryLabel(origin))} to ${inSentence(countryLabel(to))} in the window.`,
            ]
          : []),
        ...silentWarnings(legs),
        ...(book.tariff.border(to) === null
          ? [`The book has no duties of ${inSentence(countryLabel(to))}, so none is a line here.`]
          : []),
      ],
      explain: (): Explanation => ({
        sentence: `${result.total.stated} of ${result.total.periods} periods have rows, ${result.total.none} are known to be without trade, ${result.total.gaps} are gaps.`,
        formula:
          "unit value = value / weight; change on the year = value / value a year before - 1; share = value / all sales of the exporter",
        basis: "reported",
        inputs: [
          { name: "value, USD", value: result.total.usd ?? "none", basis: "reported" },
          { name: "weight, kg", value: result.total.kg ?? "none", basis: "reported" },
        ],
        sources: [sourceOfDataset(book, dataset)],
        rows: { used: result.total.rows, rejected: result.dataset.rejected },
        command: commandLine({ name: "flows", input }, question, vintage === null ? {} : { vintage }),
      }),
    };
  },
});

/** A year that the data begin or end in is not whole. */
function partialYears({ from, until }: TradeDataset, step: Step): string[] {
  if (step !== "annual" || from === null || until === null) return [];
  const cut = [
    ...(from.endsWith("-01-01") ? [] : [periodText(periodOf(from, step), step)]),
    ...(until.endsWith("-01-01") ? [] : [periodText(periodOf(until, step), step)]),
  ];
  return cut.length === 0 ? [] : [`The data hold only part of ${cut.join(" and ")}.`];
}
