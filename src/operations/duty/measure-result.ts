import { z } from "zod";
import { formatRate } from "../../tariff/duty-rate.ts";
import type { Conditions, Measure, RateRow } from "../../tariff/measure.ts";
import { format } from "../../vocab/decimal.ts";
import { formatHs } from "../../vocab/hs-code.ts";
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

const FEW = 6;

function few(codes: readonly string[], write: (code: string) => string): string {
  const shown = codes.slice(0, FEW).map(write).join(", ");
  return codes.length > FEW ? `${shown} and ${codes.length - FEW} more` : shown;
}

/** The conditions of a row as a person says them; null when there are none. */
export function conditionsInWords(when: Conditions): string | null {
  const words = [
    when.hs === undefined ? null : `codes ${few(when.hs.codes, formatHs)}`,
    when.origin === undefined ? null : `origin ${few(when.origin, (code) => code)}`,
    when.exceptOrigin === undefined ? null : `not origin ${few(when.exceptOrigin, (code) => code)}`,
    when.article === undefined ? null : `article ${when.article.join(", ")}`,
    when.claim === undefined ? null : `claimed under ${when.claim}`,
    when.loadedBefore === undefined ? null : `loaded before ${when.loadedBefore}`,
    when.mode === undefined ? null : `by ${when.mode.join(", ")}`,
    when.producer === undefined ? null : `made by ${when.producer}`,
    when.exporter === undefined ? null : `exported by ${when.exporter}`,
    when.metalWeightBelow === undefined ? null : `metal under ${format(when.metalWeightBelow)} of the weight`,
    when.usContentFrom === undefined
      ? null
      : `${format(when.usContentFrom)} or more of the metal melted in the importing country`,
    when.control === undefined ? null : `plant that is ${when.control}`,
  ].filter((part) => part !== null);
  return words.length === 0 ? null : words.join("; ");
}

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

/** Which goods a measure is about, in words. */
export function goodsInWords({ goods, importer }: Measure): string {
  const codes = goods.hs === null ? "all codes" : `codes ${few(goods.hs, formatHs)}`;
  const but = goods.exceptHs.length === 0 ? "" : ` but not ${few(goods.exceptHs, formatHs)}`;
  const from = goods.origin === null ? `all origins but ${importer}` : `of ${few(goods.origin, (code) => code)}`;
  return `${codes}${but}, ${from}`;
}

/** Of what a measure's rate is taken, in words. */
export function baseInWords({ base }: Measure): string {
  if (base.of === "customs-value") return "the customs value";
  if (base.of === "rest") return `the customs value less what ${base.without.join(", ")} take`;
  return `the value of the ${base.content} inside`;
}
