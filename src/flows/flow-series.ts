import { type Decimal, decimal, divide, format, minus, ONE, plus, shareOf, trim, ZERO } from "../vocab/decimal.ts";
import { firstDayOf, PER_YEAR, periodText, type Step } from "./periods.ts";

/** Sums of the rows of one period. Decimals as text; null where no row states one. */
export interface PeriodSums {
  readonly period: number;
  readonly rows: number;
  readonly usd: string | null;
  readonly kg: string | null;
}

/**
 * What is known of a period. `stated`: there are rows. `none`: there is no row, and the source says that this means no
 * trade. `gap`: there is no row, and nothing says that this means no trade.
 */
export type PeriodState = "stated" | "none" | "gap";

/** Totals over the periods that end with this one; null unless all of them are known. */
export interface MovingTotal {
  readonly periods: number;
  readonly usd: string | null;
  readonly kg: string | null;
}

export interface FlowPoint {
  readonly period: string;
  /** First day of the period. */
  readonly day: string;
  readonly state: PeriodState;
  readonly rows: number;
  readonly usd: string | null;
  readonly kg: string | null;
  /** USD per kg, six places. */
  readonly unitValue: string | null;
  readonly moving: readonly MovingTotal[];
  /** Change against the same period a year before, as a share; null unless both are known and the earlier is not zero. */
  readonly usdOnYear: string | null;
  readonly kgOnYear: string | null;
  /** Of all that the exporter sold in the period, by value and by weight. */
  readonly usdShare: string | null;
  readonly kgShare: string | null;
}

export interface SeriesQuestion {
  readonly step: Step;
  /** First period, and the first that no longer counts. */
  readonly from: number;
  readonly until: number;
  /** Whether a period without a row, in which `reported` holds, is a period without trade. */
  readonly missingIsNone: boolean;
  /** Whether the reporter reported anything at all in a period. */
  readonly reported: (period: number) => boolean;
  /** What the exporter sold to all in a period. */
  readonly world: (period: number) => PeriodSums | undefined;
  readonly totals: readonly number[];
}

const RATIO_PLACES = 6;

/** Value by weight, six places; null where either is not known or the weight is zero. */
export function unitValueOf(usd: string | null, kg: string | null): string | null {
  if (usd === null || kg === null) return null;
  const weight = decimal(kg);
  return weight.units === 0n ? null : format(trim(divide(decimal(usd), weight, RATIO_PLACES)));
}

/** The series of a flow: every period of the window, in order, with what is not known left open. */
export function flowSeries(lines: readonly PeriodSums[], question: SeriesQuestion): readonly FlowPoint[] {
  const { step, from, until, missingIsNone, reported, world, totals } = question;
  const byPeriod = new Map(lines.map((line) => [line.period, line]));
  const stateOf = (period: number): PeriodState => {
    if (byPeriod.has(period)) return "stated";
    return missingIsNone && reported(period) ? "none" : "gap";
  };
  const figure = (period: number, of: "usd" | "kg"): Decimal | null => {
    const state = stateOf(period);
    if (state === "gap") return null;
    const text = byPeriod.get(period)?.[of];
    return state === "none" ? ZERO : text == null ? null : decimal(text);
  };
  const written = (value: Decimal | null): string | null => (value === null ? null : format(value));
  const total = (last: number, periods: number, of: "usd" | "kg"): string | null => {
    let sum = ZERO;
    for (let period = last - periods + 1; period <= last; period++) {
      const each = period < from ? null : figure(period, of);
      if (each === null) return null;
      sum = plus(sum, each);
    }
    return format(sum);
  };
  const onYear = (period: number, of: "usd" | "kg"): string | null => {
    const before = period - PER_YEAR[step] < from ? null : figure(period - PER_YEAR[step], of);
    const now = figure(period, of);
    if (before === null || now === null || before.units <= 0n) return null;
    return format(trim(minus(divide(now, before, RATIO_PLACES), ONE)));
  };
  const share = (period: number, of: "usd" | "kg"): string | null => {
    const whole = world(period)?.[of];
    const own = figure(period, of);
    if (whole == null || own === null || decimal(whole).units === 0n) return null;
    return shareOf(own, decimal(whole));
  };
  return Array.from({ length: Math.max(0, until - from) }, (_, at) => {
    const period = from + at;
    const [usd, kg] = [written(figure(period, "usd")), written(figure(period, "kg"))];
    return {
      period: periodText(period, step),
      day: firstDayOf(period, step),
      state: stateOf(period),
      rows: byPeriod.get(period)?.rows ?? 0,
      usd,
      kg,
      unitValue: unitValueOf(usd, kg),
      moving: totals.map((periods) => ({
        periods,
        usd: total(period, periods, "usd"),
        kg: total(period, periods, "kg"),
      })),
      usdOnYear: onYear(period, "usd"),
      kgOnYear: onYear(period, "kg"),
      usdShare: share(period, "usd"),
      kgShare: share(period, "kg"),
    };
  });
}
