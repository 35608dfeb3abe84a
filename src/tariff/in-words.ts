import { format } from "../vocab/decimal.ts";
import { formatHs } from "../vocab/hs-code.ts";
import { formatRate } from "./duty-rate.ts";
import type { Conditions, Measure, RateRow } from "./measure.ts";

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
    when.control === undefined ? null : `producer that is under ${when.control.rule}`,
  ].filter((part) => part !== null);
  return words.length === 0 ? null : words.join("; ");
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

/** What a row asks, of what goods. */
export function rowInWords({ rate, when }: RateRow): string {
  const asked =
    rate === null
      ? "nothing is asked"
      : rate === "unknown"
        ? "something is asked, at a rate not known,"
        : formatRate(rate);
  const goods = conditionsInWords(when);
  return goods === null ? asked : `${asked} (${goods})`;
}
