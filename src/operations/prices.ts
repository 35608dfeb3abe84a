import { z } from "zod";
import type { Book } from "../book/book.ts";
import { readContents } from "../book/contents.ts";
import { NotFound } from "../errors.ts";
import type { Explanation } from "../evidence/explanation.ts";
import { DELIVERY_TERMS } from "../pricing/delivery-terms.ts";
import { type PriceRow, pricesIn, type RateRow, ratesOf } from "../store/queries/price-series.ts";
import { decimal, format, trim } from "../vocab/decimal.ts";
import { type IsoDate, isoDate } from "../vocab/iso-date.ts";
import { currencyCode } from "../vocab/money.ts";
import { nearest } from "../vocab/nearest.ts";
import { calendarPeriod } from "../vocab/period.ts";
import { parseUnit } from "../vocab/quantity.ts";
import { commandLine } from "./core/command-line.ts";
import type { Context } from "./core/context.ts";
import { amount, parsedText } from "./core/fields.ts";
import { hasStore } from "./core/has-store.ts";
import { defineOperation } from "./core/operation.ts";
import { type PriceConversion, priceConversion, type WantedPrice } from "./pricing/convert-price.ts";
import { gapsOf } from "./pricing/price-gaps.ts";
import { figureText } from "./scenario/figure-text.ts";
import { windowFields } from "./trade/trade-fields.ts";

const PLACES = 6;

const names = (about: string) =>
  z
    .array(z.string().trim().min(1).max(300))
    .max(50)
    .default([])
    .describe(about)
    .meta({ placeholder: "NAME", repeated: true });
const cost = (about: string) =>
  parsedText((text): string => format(decimal(text)))
    .optional()
    .describe(`${about}, a unit, in the unit and currency that are asked`)
    .meta({ placeholder: "AMOUNT" });

const input = z.object({
  series: names("series of the store by their names; headwater prices lists them"),
  product: names("all series of a product, as their source calls it, such as Nickel"),
  ...windowFields,
  unit: parsedText(parseUnit)
    .optional()
    .describe("unit of weight to bring prices to")
    .meta({ placeholder: "t|kg|lb…" }),
  currency: parsedText(currencyCode)
    .optional()
    .describe("currency to bring prices to, by the rates of the store")
    .meta({ placeholder: "CODE" }),
  basis: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe("count a price by what is in the goods: lithium carbonate equivalent, lithium, nickel …")
    .meta({ placeholder: "NAME" }),
  of: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe(
      "what the price is of, where the series does not say it as the book does: lithium hydroxide monohydrate …",
    )
    .meta({ placeholder: "NAME" }),
  terms: z
    .enum(DELIVERY_TERMS)
    .optional()
    .describe("terms of delivery to bring prices to, with the costs between stated"),
  inland: cost("carriage from the works to the ship"),
  freight: cost("freight by sea"),
  insurance: cost("insurance"),
  duty: cost("duty"),
});

const point = z.object({
  period: z.string(),
  day: z.string().nullable().describe("first day of the period"),
  stated: amount().describe("as the source has it"),
  value: amount().nullable().describe("converted; null in a period without a rate of exchange"),
});

const pricesResult = z.object({
  series: z.array(
    z.object({
      series: z.string(),
      product: z.string().nullable(),
      grade: z.string().nullable(),
      source: z.string().nullable(),
      stated: z.object({ unit: z.string().nullable(), currency: z.string(), terms: z.string().nullable() }),
      unit: z.string().nullable().describe("of `value`"),
      currency: z.string().describe("of `value`"),
      terms: z
        .enum(DELIVERY_TERMS)
        .nullable()
        .describe("of `value`; null where the source states none that can be read"),
      basis: z
        .object({ name: z.string(), of: z.string(), factor: amount(), source: z.string() })
        .nullable()
        .describe("what is counted in place of the goods"),
      steps: z.array(z.string()).describe("how `value` follows from what is stated"),
      first: z.string(),
      last: z.string(),
      periods: z.number().int(),
      gaps: z.array(z.string()).describe("periods between the first and the last without a price"),
      latest: amount().nullable().describe("value of the last period"),
      points: z.array(point).describe("empty where neither series nor product is asked: only the list is given"),
    }),
  ),
});

export type PricesResult = z.output<typeof pricesResult>;
type PriceQuestion = z.output<typeof input>;

export const pricesOperation = defineOperation({
  name: "prices",
  summary: "Prices of the store by series: product, grade, terms, currency and unit, brought to those that are asked.",
  description:
    "Use it to see which series of prices the store holds, and to bring them to one unit, currency, terms of delivery or content " +
    "of metal. Factors are cited, rates of exchange are those of the store, freight, insurance and duty are those that you " +
    "state. Nothing is filled in: a period without a price is a gap, and a series without terms is not converted to any.",
  examples: [
    { command: "headwater prices", about: "every series of the store, with its last price" },
    {
      command: "headwater prices --product Nickel --unit lb --since 2024-01-01",
      about: "nickel by the pound, once the World Bank's prices are imported",
    },
  ],
  input,
  output: pricesResult,
  async run(context, question, days) {
    const stored = await hasStore(context);
    const { tables } = stored ? await context.openVintage() : { tables: null };
    const held = (tables?.prices?.files.length ?? 0) > 0;
    const book = await context.openBook();
    const rows = held ? await rowsOf(context, question, days.known) : [];
    const groups = seriesIn(rows);
    const wanted = wantedOf(question);
    const grounds = {
      contents: question.basis === undefined ? [] : await readContents(book),
      rates: held ? await ratesFor(context, question.currency, rows, days.known) : [],
    };
    const asked = question.series.length + question.product.length > 0;
    const series = groups.flatMap((all) => {
      const own = all.filter((row) => isIn(row, question));
      const [first] = own;
      return first === undefined ? [] : [seriesOf(own, priceConversion(first, wanted, grounds), asked)];
    });
    const result: PricesResult = { series };
    const known = rows.flatMap(({ valid_from, valid_until }) => [valid_from, valid_until]).flatMap((day) => day ?? []);
    return {
      result,
      coverage: {
        made: false,
        ...spanOf(known),
        notes: [
          "A price is as its source states it: quality, place and tax behind it are those of the source, as far as it says them.",
        ],
      },
      warnings: warningsOf(result, held, wanted),
      explain: () => explain(book, result, commandLine({ name: "prices", input }, question, { known: days.known })),
    };
  },
});

const keyOf = ({ series, product, grade, terms, unit, currency, source_id }: PriceRow): string =>
  JSON.stringify([series, product, grade, terms, unit, currency, source_id]);

/** Rows of one series, product, grade, terms, unit, currency and source each. */
function seriesIn(rows: readonly PriceRow[]): readonly (readonly PriceRow[])[] {
  const found = new Map<string, PriceRow[]>();
  for (const row of rows) {
    const own = found.get(keyOf(row));
    if (own === undefined) found.set(keyOf(row), [row]);
    else own.push(row);
  }
  return [...found.values()];
}

async function rowsOf(
  context: Context,
  { series, product }: PriceQuestion,
  known: IsoDate,
): Promise<readonly PriceRow[]> {
  const engine = await context.openEngine();
  const products = product.map((each) => each.toLowerCase());
  const query = { series: series.length === 0 ? null : series, products: products.length === 0 ? null : products };
  const rows = await engine.rows<PriceRow>(pricesIn(query, known), context.signal);
  if (rows.length > 0 || series.length + product.length === 0) return rows;
  const all = await engine.rows<PriceRow>(pricesIn({ series: null, products: null }, known), context.signal);
  const names = [...new Set(all.flatMap((row) => [row.series, row.product ?? row.series]))];
  const near = nearest([...series, ...product][0] ?? "", names, 3);
  throw new NotFound(
    `The store holds no prices of ${[...series, ...product].map((each) => `“${each}”`).join(" and ")}.`,
    {
      hint: near.length === 0 ? "headwater prices lists its series." : `Near it: ${near.join("; ")}.`,
    },
  );
}

async function ratesFor(
  context: Context,
  currency: string | undefined,
  rows: readonly PriceRow[],
  known: IsoDate,
): Promise<readonly RateRow[]> {
  if (currency === undefined) return [];
  const codes = [...new Set([currency, ...rows.map((row) => row.currency)])];
  return (await context.openEngine()).rows<RateRow>(ratesOf(codes, known), context.signal);
}

function wantedOf({ unit, currency, terms, basis, of, inland, freight, insurance, duty }: PriceQuestion): WantedPrice {
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  const costs = { inland: number(inland), freight: number(freight), insurance: number(insurance), duty: number(duty) };
  return { unit, currency, terms, basis, of, costs };
}

const isIn = ({ valid_from: day }: PriceRow, { since, until }: PriceQuestion): boolean =>
  day === null || ((since === undefined || day >= since) && (until === undefined || day < until));

const plain = (text: string): string => format(trim(decimal(text)));

function seriesOf(
  rows: readonly PriceRow[],
  conversion: PriceConversion,
  asked: boolean,
): PricesResult["series"][number] {
  const [first, last] = [rows[0] as PriceRow, rows.at(-1) as PriceRow];
  const points = rows.map((row) => {
    const value = conversion.steps.length === 0 ? plain(row.value) : textOf(conversion.of(row));
    return { period: row.period, day: row.valid_from, stated: plain(row.value), value };
  });
  const { series, product, grade, terms, unit, currency, source_id } = first;
  const { factor } = conversion;
  return {
    ...{ series, product, grade, source: source_id },
    stated: { unit, currency, terms },
    unit: conversion.unit,
    currency: conversion.currency,
    terms: conversion.terms,
    basis:
      factor === null
        ? null
        : {
            name: factor.basis,
            of: factor.product,
            factor: factor.factor,
            source: factor.locator === null ? factor.source : `${factor.source}, ${factor.locator}`,
          },
    steps: [...conversion.steps],
    first: first.period,
    last: last.period,
    periods: rows.length,
    gaps: gapsOf(rows.map(({ period }) => calendarPeriod(period))),
    latest: points.at(-1)?.value ?? null,
    points: asked ? points : [],
  };
}

const textOf = (value: number | null): string | null => (value === null ? null : figureText(value, PLACES));

function spanOf(days: readonly string[]): { readonly from: IsoDate | null; readonly until: IsoDate | null } {
  const sorted = [...days].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  return { from: first === undefined ? null : isoDate(first), until: last === undefined ? null : isoDate(last) };
}

const list = (all: readonly { readonly series: string }[]): string => {
  const some = [...new Set(all.map(({ series }) => series))];
  return some.length > 3 ? `${some.slice(0, 3).join(", ")} and ${some.length - 3} more` : some.join(", ");
};

function warningsOf({ series }: PricesResult, held: boolean, { terms }: WantedPrice): readonly string[] {
  if (!held) return ["The store holds no prices: bring some in with headwater import FILE --as prices."];
  const silent = series.filter((each) => each.terms === null);
  const gaps = series.filter((each) => each.gaps.length > 0);
  const rateless = series.filter(({ points }) => points.some(({ value }) => value === null));
  return [
    ...(silent.length === 0 || terms !== undefined
      ? []
      : [`Terms of delivery that can be converted are not stated of ${list(silent)}.`]),
    ...(gaps.length === 0 ? [] : [`Periods are missing in ${list(gaps)}: they stay gaps.`]),
    ...(rateless.length === 0
      ? []
      : [`Some periods have no rate of exchange in ${list(rateless)}: no price is given there.`]),
  ];
}

function explain({ sources }: Book, { series }: PricesResult, command: string): Explanation {
  const ids = [...new Set(series.flatMap(({ source }) => source ?? []))];
  return {
    sentence: `${series.length} series of prices, each as its source states it${series.some(({ steps }) => steps.length > 0) ? ", converted" : ""}.`,
    inputs: series.flatMap(({ series: name, steps, source }) =>
      steps.map((step) => ({ name, value: step, ...(source === null ? {} : { source }) })),
    ),
    basis: "reported",
    sources: ids.map((id) => sources.get(id) ?? { id, title: id }),
    command,
  };
}
