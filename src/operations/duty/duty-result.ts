import { z } from "zod";
import type { Source } from "../../evidence/source.ts";
import type { DutyLine } from "../../tariff/duty-line.ts";
import { formatRate } from "../../tariff/duty-rate.ts";
import { format, shareOf } from "../../vocab/decimal.ts";
import { amount } from "../core/fields.ts";

export const sourceResult = z.object({
  id: z.string(),
  title: z.string(),
  publisher: z.string().nullable(),
  date: z.string().nullable(),
  locator: z.string().nullable(),
  url: z.string().nullable(),
});

export const dutyLineResult = z.object({
  measure: z.string(),
  title: z.string(),
  programme: z.string(),
  kind: z.enum(["ordinary", "additional", "remedy", "fee"]),
  heading: z.string().nullable().describe("tariff line, heading of chapter 99 or case number to file"),
  outcome: z.enum(["applied", "skipped"]),
  reason: z.string().nullable().describe("why it is skipped, as a code"),
  rate: amount().nullable().describe("share of the base that the amount is"),
  rateText: z.string().nullable().describe("the rate as the law writes it"),
  base: amount().nullable().describe("USD that the rate is taken of"),
  amount: amount().describe("USD, to the cent"),
  because: z.string(),
  arithmetic: z.string().nullable(),
  status: z.string().nullable(),
  refundable: z.boolean(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  confidence: z.enum(["high", "medium", "low"]).nullable(),
  source: sourceResult.nullable(),
  book: z.string().nullable().describe("whose book says so: shipped, or the folder of the user's own"),
});

export type DutyLineResult = z.output<typeof dutyLineResult>;

export function writeSource({ id, title, publisher, date, locator, url }: Source): z.output<typeof sourceResult> {
  return { id, title, publisher: publisher ?? null, date: date ?? null, locator: locator ?? null, url: url ?? null };
}

/** A line as JSON has it; `book` is whose book the measure is of. */
export function writeLine(line: DutyLine, book: string | null): DutyLineResult {
  const { rate, base, source } = line;
  const plain = rate !== null && rate.specific.length === 0 && rate.topUpTo === null && line.arithmetic === null;
  return {
    measure: line.measure,
    title: line.title,
    programme: line.programme,
    kind: line.kind,
    heading: line.heading,
    outcome: line.outcome,
    reason: line.reason,
    rate: rate === null || base === null ? null : plain ? format(rate.adValorem) : shareOf(line.amount, base),
    rateText: rate === null ? null : formatRate(rate),
    base: base === null ? null : format(base),
    amount: format(line.amount),
    because: line.because,
    arithmetic: line.arithmetic,
    status: line.status,
    refundable: line.refundable,
    from: line.from,
    until: line.until,
    confidence: line.confidence,
    source: source === null ? null : writeSource(source),
    book,
  };
}
