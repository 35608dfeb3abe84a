import { z } from "zod";
import { NotFound } from "../errors.ts";
import { formatRate } from "../tariff/duty-rate.ts";
import { baseInWords, goodsInWords } from "../tariff/in-words.ts";
import type { Measure } from "../tariff/measure.ts";
import { rowsInForce } from "../tariff/rate-in-force.ts";
import { nearest } from "../vocab/nearest.ts";
import { commandLine } from "./core/command-line.ts";
import { type Days, defineOperation } from "./core/operation.ts";
import { sourceResult, writeSource } from "./duty/duty-result.ts";
import { rateRowResult, writeRateRow } from "./duty/measure-result.ts";

const input = z.object({
  id: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .describe("the case by its number, such as A-570-194, or by the id of its measure")
    .meta({ placeholder: "ID", positional: true }),
});

const caseResult = z.object({
  id: z.string(),
  case: z.string().nullable(),
  title: z.string(),
  importer: z.string(),
  authority: z.string(),
  goods: z.string(),
  base: z.string(),
  status: z.string().describe("the last stage that was known on the day"),
  stages: z.array(
    z.object({
      on: z.string(),
      stage: z.string(),
      what: z.string(),
      rates: z.array(z.object({ company: z.string(), rate: z.string() })),
      source: sourceResult,
    }),
  ),
  rates: z.array(rateRowResult).describe("what was to be deposited, by company and period"),
  scope: z.array(
    z.object({
      article: z.string(),
      covered: z.boolean(),
      from: z.string(),
      confidence: z.enum(["high", "medium", "low"]),
      note: z.string().nullable(),
      source: sourceResult,
    }),
  ),
  later: z.array(
    z.object({
      known: z.string(),
      entriesFrom: z.string(),
      entriesUntil: z.string(),
      status: z.string(),
      because: z.string(),
      source: sourceResult,
    }),
  ),
  expected: z.array(
    z.object({
      by: z.string(),
      what: z.string(),
      settled: z.string().nullable(),
      outcome: z.string().nullable(),
      source: sourceResult,
    }),
  ),
});

export type CaseResult = z.output<typeof caseResult>;

function findCase(measures: readonly Measure[], id: string): Measure {
  const key = id.toLowerCase();
  const cases = measures.filter(({ kind }) => kind === "remedy");
  const found = cases.find((one) => one.id === key || one.heading?.toLowerCase() === key);
  if (found !== undefined) return found;
  const names = cases.flatMap((one) => [one.heading ?? one.id, one.id]);
  const near = nearest(id.toUpperCase(), names, 3);
  throw new NotFound(`There is no case “${id}” in the book.`, {
    hint: `${near.length > 0 ? `Near it: ${near.join(", ")}. ` : ""}headwater measures --all lists every case.`,
  });
}

function write(measure: Measure, days: Days): CaseResult {
  const stages = measure.stages.filter(({ on }) => on <= days.known);
  const current = rowsInForce(measure.rates, days);
  return {
    id: measure.id,
    case: measure.heading,
    title: measure.title,
    importer: measure.importer,
    authority: measure.authority,
    goods: goodsInWords(measure),
    base: baseInWords(measure),
    status: stages.at(-1)?.what ?? "Nothing was known of it on that day.",
    stages: stages.map(({ on, stage, what, rates, source }) => ({
      on,
      stage,
      what,
      rates: rates.map(({ company, rate }) => ({ company, rate: formatRate(rate) })),
      source: writeSource(source),
    })),
    rates: measure.rates
      .filter(({ known }) => known <= days.known)
      .map((row) => writeRateRow(row, current.includes(row))),
    scope: measure.scope
      .filter(({ known }) => known <= days.known)
      .flatMap(({ articles, covered, from, confidence, note, source }) =>
        articles.map((article) => ({ article, covered, from, confidence, note, source: writeSource(source) })),
      ),
    later: measure.later
      .filter(({ known }) => known <= days.known)
      .map(({ known, entriesFrom, entriesUntil, status, because, source }) => ({
        known,
        entriesFrom,
        entriesUntil,
        status,
        because,
        source: writeSource(source),
      })),
    expected: measure.expected
      .filter(({ known }) => known <= days.known)
      .map(({ by, what, settled, outcome, source }) => {
        const done = settled !== null && settled <= days.known;
        return {
          by,
          what,
          settled: done ? settled : null,
          outcome: done ? outcome : null,
          source: writeSource(source),
        };
      }),
  };
}

export const caseOperation = defineOperation({
  name: "case",
  summary: "One trade-remedy case: its stages, rates by company and period, scope by article and date, and outcome.",
  description:
    "Use it for the history of an antidumping or countervailing case, as known on a day. What is owed on goods under it " +
    "is said by duty.",
  examples: [
    { command: "headwater case A-570-194", about: "the antidumping case on active anode material from China" },
    {
      command: "headwater case C-570-195 --known 2025-08-01",
      about: "the countervailing case as known in August 2025",
    },
  ],
  input,
  output: caseResult,
  async run(context, question, days) {
    const book = await context.openBook();
    const measure = findCase(book.tariff.measures, question.id);
    const result = write(measure, days);
    const warnings = measure.caveats.filter(({ known }) => known <= days.known).map(({ text }) => text);
    return {
      result,
      coverage: {
        made: false,
        from: null,
        until: null,
        notes: ["The book holds what its sources say of the case; the official record is the agency's."],
      },
      warnings,
      explain: () => ({
        sentence: `${result.title}: ${result.stages.length} stages were known on ${days.known}.`,
        basis: "reported",
        sources: measure.stages.map(({ source }) => source),
        command: commandLine({ name: "case", input }, question, { on: days.on, known: days.known }),
      }),
    };
  },
});
