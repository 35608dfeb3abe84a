import { z } from "zod";
import type { Explanation } from "../evidence/explanation.ts";
import type { Source } from "../evidence/source.ts";
import type { DutyLine } from "../tariff/duty-line.ts";
import { formatRate } from "../tariff/duty-rate.ts";
import { dutyStack } from "../tariff/duty-stack.ts";
import { type MakerRange, makerRange } from "../tariff/maker-range.ts";
import { controlRange } from "../tariff/producer-control.ts";
import { decimal, format, minus, round, shareOf, sum } from "../vocab/decimal.ts";
import { formatHs } from "../vocab/hs-code.ts";
import { commandLine } from "./core/command-line.ts";
import { amount } from "./core/fields.ts";
import { type Days, defineOperation } from "./core/operation.ts";
import { bookDayWarnings } from "./duty/book-days.ts";
import { dutyLineResult, writeLine } from "./duty/duty-result.ts";
import { goodsFields } from "./duty/goods-fields.ts";
import { borderOf, goodsOf, tariffLineOf } from "./duty/goods-of.ts";
import { goodsFacts, goodsResult } from "./duty/goods-result.ts";
import {
  controlTotals,
  openWarnings,
  producerControlResult,
  totalsOf,
  withProducerControl,
} from "./duty/producer-control.ts";

const input = z.object(goodsFields);

const rangeEnd = z.object({
  total: amount(),
  rate: amount(),
  producer: z.string().nullable(),
  exporter: z.string().nullable(),
});

const dutyResult = z.object({
  goods: goodsResult,
  total: amount().describe("USD owed or deposited, fees included when the mode of transport is stated"),
  rate: amount().describe("the total as a share of the customs value"),
  duties: amount().describe("the total without fees"),
  fees: amount(),
  refundable: amount().describe("the part of the total that can be had back, as known on the day"),
  lines: z.array(dutyLineResult).describe("every measure of the border: applied, or skipped with the reason"),
  control: z
    .object({ asked: z.array(producerControlResult), range: controlTotals.nullable() })
    .optional()
    .describe("what rules of control say of the producer, where a measure in force asks"),
  range: z
    .object({ low: rangeEnd, high: rangeEnd })
    .nullable()
    .describe("when the producer is not stated and rates differ by company: the least and the most"),
});

export type DutyResult = z.output<typeof dutyResult>;

function rangeResult(range: MakerRange | null, value: string): DutyResult["range"] {
  if (range === null) return null;
  const end = ({ total, producer, exporter }: MakerRange["low"]) => ({
    total: format(total),
    rate: shareOf(total, decimal(value)),
    producer,
    exporter,
  });
  return { low: end(range.low), high: end(range.high) };
}

const applied = (line: DutyLine) => line.outcome === "applied";

function lineExplanation(line: DutyLine): Explanation {
  const rate = line.rate === null ? "" : formatRate(line.rate);
  const base = line.base === null ? "" : format(line.base);
  const basis = line.status === "assumed" ? "assumed" : "reported";
  return {
    sentence: `${line.title}: ${format(line.amount)} USD. ${line.because}`,
    formula: line.arithmetic ?? `${rate} of ${base} = ${format(line.amount)}`,
    basis,
    inputs: [
      { name: "rate", value: rate, basis },
      { name: "base, USD", value: base, basis: "reported" },
    ],
    sources: line.source === null ? [] : [line.source],
  };
}

function explanation(
  question: z.output<typeof input>,
  result: DutyResult,
  lines: readonly DutyLine[],
  days: Days,
): Explanation {
  const owed = lines.filter(applied);
  const sources = owed.map((line) => line.source).filter((source): source is Source => source !== null);
  return {
    sentence: `${result.total} USD is owed on goods of ${result.goods.origin.label} under ${formatHs(result.goods.code)} worth ${result.goods.value} USD, entered on ${days.on}, as known on ${days.known}.`,
    formula: `${owed.map((line) => format(line.amount)).join(" + ") || "0"} = ${result.total}`,
    basis: "reported",
    inputs: [{ name: "customs value, USD", value: result.goods.value, basis: "reported" }],
    sources: [...new Map(sources.map((source) => [`${source.id} ${source.locator ?? ""}`, source])).values()],
    command: commandLine({ name: "duty", input }, question, { on: days.on, known: days.known }),
    because: owed.map(lineExplanation),
  };
}

export const dutyOperation = defineOperation({
  name: "duty",
  summary:
    "What is owed on goods at the border on a day, as known on a day, measure by measure, and why not the others.",
  description:
    "Use it for one line of an entry: ordinary duty, every additional duty, trade-remedy deposits and fees, each with its " +
    "rate, base, heading, status and source. Measures that do not apply stay in the answer with the reason. Rates are data " +
    "of the book with a confidence; check the official notice before filing.",
  examples: [
    {
      command:
        "headwater duty --product 3801.10.50.90 --origin CN --value 3700 --exporter separate-rate --on 2025-07-25",
      about: "a tonne of Chinese synthetic anode graphite in July 2025",
    },
    {
      command: "headwater duty --product 8507.60.00.20 --origin CN --value 100000 --mode sea --on 2026-08-01",
      about: "Chinese batteries for storage in August 2026, with the fees of an entry by sea",
    },
    {
      command:
        "headwater duty --product 3801.10.50.90 --origin CN --value 3700 --exporter separate-rate --on 2025-07-25 --known 2026-04-15",
      about: "the first entry as known in April 2026: what was deposited and can be had back",
    },
  ],
  input,
  output: dutyResult,
  async run(context, question, days) {
    const book = await context.openBook();
    const border = borderOf(book, question.to);
    const hts = tariffLineOf(book, border, question.product, days);
    const { kind: stated, amounts } = goodsOf(question, hts);
    const control = await withProducerControl(context, book, border, stated, days);
    const { kind } = control;
    const stack = dutyStack(border, kind, amounts, days);
    const open = controlRange(border, kind, (decided) => dutyStack(border, decided, amounts, days));
    const range = makerRange(border, kind, amounts, days, stack);
    const bookOf = new Map(border.measures.map(({ measure }) => [measure.id, measure.book]));
    const line = border.schedule.line(hts, days);
    const fees = round(sum(stack.lines.filter((one) => one.kind === "fee").map((one) => one.amount)), 2);
    const result: DutyResult = {
      goods: goodsFacts(book, border, question, hts, days),
      total: format(stack.total),
      rate: shareOf(stack.total, amounts.value),
      duties: format(minus(stack.total, fees)),
      fees: format(fees),
      refundable: format(stack.refundable),
      lines: stack.lines.map((one) =>
        writeLine(one, one.programme === "ordinary" ? (line?.book ?? null) : (bookOf.get(one.measure) ?? null)),
      ),
      range: rangeResult(range, question.value),
      ...(control.asked.length === 0
        ? {}
        : { control: { asked: [...control.asked], range: totalsOf(open, amounts.value) } }),
    };
    const unresolved =
      result.range === null
        ? []
        : [
            `The producer is not stated and rates differ by company: from ${result.range.low.total} USD (${maker(result.range.low)}) to ${result.range.high.total} USD (${maker(result.range.high)}).`,
          ];
    return {
      result,
      coverage: {
        made: control.made,
        from: null,
        until: null,
        notes: ["Rates are those of the book: a measure that the book does not hold is not in the total."],
      },
      warnings: [
        ...bookDayWarnings(border, days),
        ...unresolved,
        ...openWarnings(open),
        ...control.warnings,
        ...stack.warnings,
      ],
      explain: () => explanation(question, result, stack.lines, days),
    };
  },
});

function maker({ producer, exporter }: { readonly producer: string | null; readonly exporter: string | null }): string {
  const named = [
    producer === null ? null : `made by ${producer}`,
    exporter === null ? null : `exported by ${exporter}`,
  ];
  return named.filter((part) => part !== null).join(", ") || "no company with a rate of its own";
}
