import { z } from "zod";
import { InvalidInput } from "../errors.ts";
import { codeSet, codesOrEvery } from "../tariff/code-set.ts";
import { baseInWords, goodsInWords } from "../tariff/in-words.ts";
import type { Measure, RateRow } from "../tariff/measure.ts";
import { rowsInForce } from "../tariff/rate-in-force.ts";
import { formatHs } from "../vocab/hs-code.ts";
import { nearest } from "../vocab/nearest.ts";
import { commandLine } from "./core/command-line.ts";
import { countryField } from "./core/fields.ts";
import { type Days, defineOperation } from "./core/operation.ts";
import { codeField } from "./duty/goods-fields.ts";
import { borderOf } from "./duty/goods-of.ts";
import { rateRowResult, writeRateRow } from "./duty/measure-result.ts";

const input = z.object({
  product: codeField()
    .optional()
    .describe("only measures on this code, four to ten digits")
    .meta({ placeholder: "HTS" }),
  origin: countryField().optional().describe("only measures on goods of this country").meta({ placeholder: "CC" }),
  to: countryField().prefault("US").describe("country of entry").meta({ placeholder: "CC" }),
  programme: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .optional()
    .describe("only one programme, such as section-232-metals")
    .meta({ placeholder: "ID" }),
  all: z.boolean().default(false).describe("those that are not in force on the day as well, with every row"),
});

const measuresResult = z.object({
  to: z.string(),
  programmes: z.array(z.object({ programme: z.string(), measures: z.number().int() })),
  measures: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      programme: z.string(),
      kind: z.enum(["ordinary", "additional", "remedy", "fee"]),
      heading: z.string().nullable(),
      authority: z.string(),
      goods: z.string().describe("in words"),
      base: z.string().describe("in words"),
      inForce: z.boolean().describe("some rate of it is in force on the day"),
      rates: z.array(rateRowResult),
      note: z.string().nullable(),
      book: z.string(),
    }),
  ),
  lines: z.number().int().describe("lines of the schedule of ordinary duty in the book"),
});

export type MeasuresResult = z.output<typeof measuresResult>;

/** Whether a measure may fall on goods of a code and an origin; either may be left out. */
export function touches(measure: Measure, code: string | undefined, origin: string | undefined): boolean {
  const { goods } = measure;
  if (code !== undefined) {
    if (codesOrEvery(goods.hs).of(code) === "out" || codeSet(goods.exceptHs).of(code) === "in") return false;
  }
  if (origin === undefined) return true;
  if (goods.exceptOrigin.includes(origin)) return false;
  return goods.origin === null ? origin !== measure.importer : goods.origin.includes(origin);
}

type Asked = { readonly product: string | undefined; readonly origin: string | undefined; readonly all: boolean };

/** Whether a row may be about the code and the origin that were asked for. */
export function concerns({ when }: RateRow, { product, origin }: Omit<Asked, "all">): boolean {
  if (product !== undefined && when.hs !== undefined && when.hs.of(product) === "out") return false;
  if (origin === undefined) return true;
  return (when.origin === undefined || when.origin.includes(origin)) && !(when.exceptOrigin?.includes(origin) ?? false);
}

function write(measure: Measure, days: Days, asked: Asked): MeasuresResult["measures"][number] {
  const current = rowsInForce(measure.rates, days);
  const about = measure.rates.filter((row) => concerns(row, asked));
  const shown = asked.all ? about : about.filter((row) => current.includes(row));
  return {
    id: measure.id,
    title: measure.title,
    programme: measure.programme,
    kind: measure.kind,
    heading: measure.heading,
    authority: measure.authority,
    goods: goodsInWords(measure),
    base: baseInWords(measure),
    inForce: about.some((row) => row.rate !== null && current.includes(row)),
    rates: shown.map((row) => writeRateRow(row, current.includes(row))),
    note: measure.note,
    book: measure.book,
  };
}

export const measuresOperation = defineOperation({
  name: "measures",
  summary: "The duties, trade-remedy cases and fees of the book, by code, origin, programme and day.",
  description:
    "Use it to search the law that duty works with: each measure with its goods, base, rates, periods, sources and " +
    "confidence. What is owed on goods is said by duty; the history of a case by case.",
  examples: [
    {
      command: "headwater measures --product 8507.60 --origin CN --on 2026-08-01",
      about: "what is on Chinese batteries on a day",
    },
    {
      command: "headwater measures --programme ad-cvd --all",
      about: "every trade-remedy case of the book, ended ones too",
    },
  ],
  input,
  output: measuresResult,
  async run(context, question, days) {
    const { product, origin, programme, all } = question;
    const book = await context.openBook();
    const border = borderOf(book, question.to);
    const every = border.measures.map(({ measure }) => measure);
    const programmes = [...new Set(every.map((measure) => measure.programme))].sort();
    if (programme !== undefined && !programmes.includes(programme)) {
      const near = nearest(programme, programmes, 2);
      throw new InvalidInput(`There is no programme “${programme}” in the book of ${question.to}.`, {
        hint: near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `Programmes: ${programmes.join(", ")}.`,
      });
    }
    const found = every
      .filter(
        (measure) => (programme === undefined || measure.programme === programme) && touches(measure, product, origin),
      )
      .map((measure) => write(measure, days, { product, origin, all }))
      .filter((measure) => all || measure.inForce);
    const result: MeasuresResult = {
      to: question.to,
      programmes: programmes.map((one) => ({
        programme: one,
        measures: every.filter((measure) => measure.programme === one).length,
      })),
      measures: found,
      lines: border.schedule.size,
    };
    const about = product === undefined ? "" : ` on ${formatHs(product)}`;
    return {
      result,
      coverage: {
        made: false,
        from: null,
        until: null,
        notes: ["The book holds the programmes listed; others are not in it."],
      },
      warnings:
        found.length === 0
          ? [`No measure of the book${about} is in force on ${days.on}; --all shows those of other days.`]
          : [],
      explain: () => ({
        sentence: `${found.length} of ${every.length} measures of the book of ${question.to}${about} fit, as known on ${days.known}.`,
        basis: "reported",
        sources: [],
        command: commandLine({ name: "measures", input }, question, { on: days.on, known: days.known }),
      }),
    };
  },
});
