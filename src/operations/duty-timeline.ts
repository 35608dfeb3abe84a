import { z } from "zod";
import { InvalidInput } from "../errors.ts";
import type { GoodsKind } from "../tariff/goods.ts";
import { hasControlMeasures } from "../tariff/producer-control.ts";
import { type Step, timeline, turningDays } from "../tariff/timeline.ts";
import { decimal, format, shareOf } from "../vocab/decimal.ts";
import { formatHs } from "../vocab/hs-code.ts";
import { addDays, type IsoDate, isoDate } from "../vocab/iso-date.ts";
import { commandLine } from "./core/command-line.ts";
import { amount, dayField } from "./core/fields.ts";
import { defineOperation } from "./core/operation.ts";
import { sourceResult, writeSource } from "./duty/duty-result.ts";
import { goodsFields } from "./duty/goods-fields.ts";
import { borderOf, goodsOf, tariffLineOf } from "./duty/goods-of.ts";
import { goodsFacts, goodsResult } from "./duty/goods-result.ts";
import { producersControl } from "./duty/producer-control.ts";

const input = z.object({
  ...goodsFields,
  since: dayField().prefault("2025-01-01").describe("first day of entry").meta({ placeholder: "DATE" }),
  until: dayField()
    .optional()
    .describe("first day of entry that is no longer shown; a year after the day of the answer when left out")
    .meta({ placeholder: "DATE" }),
});

const timelineResult = z.object({
  goods: goodsResult,
  steps: z.array(
    z.object({
      from: z.string(),
      until: z.string().describe("first day of the next step"),
      total: amount(),
      rate: amount().describe("share of the customs value"),
      refundable: amount(),
      changes: z.array(
        z.object({
          measure: z.string(),
          title: z.string(),
          before: amount(),
          after: amount(),
          because: z.string(),
          status: z.string().nullable(),
          source: sourceResult.nullable(),
        }),
      ),
    }),
  ),
});

export type DutyTimelineResult = z.output<typeof timelineResult>;

function writeStep({ from, until, stack, changes }: Step, value: string): DutyTimelineResult["steps"][number] {
  return {
    from,
    until: until ?? "",
    total: format(stack.total),
    rate: shareOf(stack.total, decimal(value)),
    refundable: format(stack.refundable),
    changes: changes.map(({ measure, title, before, after, line }) => ({
      measure,
      title,
      before: format(before),
      after: format(after),
      because: line.because,
      status: line.status,
      source: line.source === null ? null : writeSource(line.source),
    })),
  };
}

export const dutyTimelineOperation = defineOperation({
  name: "duty-timeline",
  summary: "Every day on which what is owed on the same goods changes, by how much and why.",
  description:
    "Use it to see the history of a duty, or what is due to change: each step names the measures that began, ended or " +
    "changed. All days are answered as known on one day (--known, today when left out).",
  examples: [
    {
      command: "headwater duty-timeline --product 3801.10.50 --origin CN --value 10000 --exporter separate-rate",
      about: "synthetic anode graphite from China since 2025, step by step",
    },
    {
      command: "headwater duty-timeline --product 8507.60.00.20 --origin KR --value 10000 --since 2026-01-01",
      about: "Korean batteries in 2026",
    },
  ],
  input,
  output: timelineResult,
  async run(context, question, days) {
    const until = question.until ?? addDays(isoDate(days.on), 366);
    if (until <= question.since) {
      throw new InvalidInput(`The days from ${question.since} until ${until} are none.`, {
        hint: "Let --until be after --since.",
      });
    }
    const book = await context.openBook();
    const border = borderOf(book, question.to);
    const hts = tariffLineOf(book, border, question.product, days);
    const { kind, amounts } = goodsOf(question, hts);
    const window = { from: question.since, until, known: days.known };
    const controlled = new Map<IsoDate, GoodsKind>();
    const said: string[] = [];
    for (const on of hasControlMeasures(border) ? turningDays(border, kind, window.from, window.until) : []) {
      const asOf = { on, known: days.known };
      const found = await producersControl(context, book, border, [question.producer], asOf);
      controlled.set(on, found.filled(kind, said));
    }
    const steps = timeline(border, kind, amounts, window, (day) => controlled.get(day) ?? kind);
    const result: DutyTimelineResult = {
      goods: goodsFacts(book, border, question, hts, days),
      steps: steps.map((step) => writeStep(step, question.value)),
    };
    const warnings = [...new Set([...said, ...steps.flatMap(({ stack }) => stack.warnings)])];
    return {
      result,
      coverage: {
        made: false,
        from: question.since,
        until,
        notes: ["Rates are those of the book: a measure that the book does not hold is not in a total."],
      },
      warnings,
      explain: () => ({
        sentence: `The total on ${formatHs(hts)} from ${question.origin} changes on ${Math.max(0, steps.length - 1)} days between ${question.since} and ${until}, as known on ${days.known}.`,
        formula: "total of a day = sum of the lines of duty on that day",
        basis: "reported",
        sources: [],
        command: commandLine({ name: "duty-timeline", input }, question, { on: days.on, known: days.known }),
        because: result.steps.map((step) => ({
          sentence: `From ${step.from}: ${step.total} USD.`,
          formula: step.changes.map(({ title, before, after }) => `${title} ${before} → ${after}`).join("; "),
          basis: "reported" as const,
          sources: [],
        })),
      }),
    };
  },
});
