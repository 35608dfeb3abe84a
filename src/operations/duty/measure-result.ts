import { z } from "zod";
import { formatRate } from "../../tariff/duty-rate.ts";
import { conditionsInWords } from "../../tariff/in-words.ts";
import type { RateRow } from "../../tariff/measure.ts";
import { format } from "../../vocab/decimal.ts";
import { sourceResult, writeSource } from "./duty-result.ts";

export const rateRowResult = z.object({
  from: z.string(),
  until: z.string().nullable(),
  known: z.string().describe("first day on which anyone could have known it"),
  inForce: z.boolean().describe("on the day of the answer, as known on the day of its knowledge"),
  rate: z.string().nullable().describe("as the law writes it; null asks nothing"),
  heading: z.string().nullable(),
  status: z.string(),
  when: z.string().nullable().describe("the conditions of the row, in words"),
  because: z.string().nullable(),
  needs: z.string().nullable().describe("what a claim needs"),
  floor: z.string().nullable(),
  cap: z.string().nullable(),
  confidence: z.enum(["high", "medium", "low"]),
  note: z.string().nullable(),
  source: sourceResult,
});

export function writeRateRow(row: RateRow, inForce: boolean): z.output<typeof rateRowResult> {
  return {
    from: row.from,
    until: row.until,
    known: row.known,
    inForce,
    rate: row.rate === null ? null : formatRate(row.rate),
    heading: row.heading,
    status: row.status,
    when: conditionsInWords(row.when),
    because: row.because,
    needs: row.needs,
    floor: row.floor === null ? null : format(row.floor),
    cap: row.cap === null ? null : format(row.cap),
    confidence: row.confidence,
    note: row.note,
    source: writeSource(row.source),
  };
}
