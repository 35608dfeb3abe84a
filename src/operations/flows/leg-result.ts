import type { LegChange } from "../../flows/leg-change.ts";
import { periodText } from "../../flows/periods.ts";
import type { LegSeries } from "../../flows/triangle.ts";
import type { LegResult, LegSourceResult } from "./diversion-result.ts";
import type { Triangle } from "./triangle-series.ts";

/** Months before the event that a leg is shown with. */
const SHOWN_BEFORE = 24;

/** Whole units: what is expected is no more exact than that. */
export const whole = (value: number): string => {
  const text = value.toFixed(0);
  return text === "-0" ? "0" : text;
};

/** A share with four places. */
export const ratio = (value: number): string => {
  const text = value.toFixed(4);
  return /^-0\.0+$/.test(text) ? text.slice(1) : text;
};

const score = (value: number): number => Math.round(value * 100) / 100;

/** The one dataset that a leg is read from, and whose report it is. */
export function legSourceOf(
  triangle: Triangle,
  { from, to, code }: { readonly from: string; readonly to: string; readonly code: string },
): LegSourceResult | null {
  const found = triangle.sourceOf(from, to, code);
  if (found === null) return null;
  const { dataset, joined, legs } = found;
  return {
    source: dataset.source,
    data: dataset.data,
    side: dataset.side,
    reporter: dataset.side === "export" ? from : dataset.side === "import" ? to : null,
    valuation: [...legs.valuations],
    hsRevision: dataset.hsRevision,
    joined,
  };
}

/** A leg as an answer shows it, two years before the event with it. */
export function legResultOf(
  triangle: Triangle,
  ends: { readonly from: string; readonly to: string; readonly code: string },
  series: LegSeries,
  change: LegChange | null,
  at: number,
  months: number,
): LegResult {
  const month = (place: number): string => periodText(triangle.from + place, triangle.step);
  const expected = new Map(change?.periods.map((each) => [each.at, each]));
  const first = Math.max(0, at - SHOWN_BEFORE);
  const last = Math.min(series?.length ?? 0, at + months);
  const text = (value: number | null | undefined): string | null => (value == null ? null : whole(value));
  return {
    ...ends,
    seen: series !== null,
    source: legSourceOf(triangle, ends),
    judged: change !== null,
    expected: text(change?.expected),
    low: text(change?.low),
    high: text(change?.high),
    actual: text(change?.actual),
    change: text(change?.change),
    changeShare: change === null || change.expected <= 0 ? null : ratio(change.change / change.expected),
    score: change === null ? null : score(change.score),
    scoreWithoutStops: change === null ? null : score(change.scoreWithoutStops),
    baseMonths: change?.basePeriods ?? 0,
    seasonal: change?.seasonal ?? false,
    stops: change?.stops.map(({ from, periods, over }) => ({ month: month(from), months: periods, over })) ?? [],
    points: Array.from({ length: Math.max(0, last - first) }, (_, n) => {
      const place = first + n;
      const known = expected.get(place);
      return {
        month: month(place),
        actual: text(series?.[place]),
        expected: text(known?.expected),
        low: text(known?.low),
        high: text(known?.high),
      };
    }),
  };
}
