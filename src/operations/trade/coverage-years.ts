import { logUnitValue, quantile } from "../../network/estimate-unit-values.ts";
import { UNIT_VALUE_OUTLIER, VALUE_ESTIMATED } from "../../network/network.ts";
import { eachCounted, type Walk } from "../../network/walk.ts";
import { decimal } from "../../vocab/decimal.ts";
import { addDays, epochDay, fromEpochDay, isoDate } from "../../vocab/iso-date.ts";
import type { OfficialStatistics } from "./official-statistics.ts";
import { endOfPeriod } from "./trade-dataset.ts";

/** Cents and grams. */
export interface YearSums {
  readonly year: string;
  rows: number;
  observed: bigint;
  estimated: bigint;
  estimatedRows: number;
  outliers: number;
  kg: bigint;
  /** Null where the statistics say nothing of the year. */
  official: { usd: bigint | null; kg: bigint | null } | null;
  /** Days of the year that the statistics cover; only these are compared. */
  officialDays: number;
}

/** A row whose unit value is far from that of the same product and year. */
export interface OutlierRow {
  readonly entry: number;
  readonly run: number;
  /** USD per kg. */
  readonly unitValue: number;
  /** How many times the median of the rows counted that year; below one where it is cheaper. */
  readonly times: number | null;
}

function emptyYear(year: string): YearSums {
  return {
    year,
    rows: 0,
    observed: 0n,
    estimated: 0n,
    estimatedRows: 0,
    outliers: 0,
    kg: 0n,
    official: null,
    officialDays: 0,
  };
}

/**
 * The shipments counted by the walk beside the statistics, year by year. In a year that the statistics cover in part
 * only the shipments of the same periods count; in a year that they do not cover, all.
 */
export function coverageYears(
  walk: Walk,
  official: OfficialStatistics | null,
): { years: YearSums[]; outliers: OutlierRow[] } {
  const years = new Map<string, YearSums>();
  const of = (year: string): YearSums => {
    const known = years.get(year) ?? emptyYear(year);
    years.set(year, known);
    return known;
  };
  const covered = new Set<number>();
  const { firstDay, lastDay } = walk.network;
  for (const line of official?.lines ?? []) {
    const from = isoDate(line.first_day);
    const until = endOfPeriod(line.first_day, official?.frequency ?? "daily") ?? addDays(from, 1);
    if (epochDay(until) <= firstDay || epochDay(from) > lastDay) continue;
    const year = of(line.first_day.slice(0, 4));
    year.official ??= { usd: null, kg: null };
    if (line.usd !== null) year.official.usd = (year.official.usd ?? 0n) + scaled(line.usd, 2);
    if (line.kg !== null) year.official.kg = (year.official.kg ?? 0n) + scaled(line.kg, 3);
    year.officialDays += epochDay(until) - epochDay(from);
    for (let day = epochDay(from); day < epochDay(until); day++) covered.add(day);
  }
  const { day, usd, kg, flags } = walk.network.columns;
  const logs = new Map<string, number[]>();
  const logOf = (year: string): number[] => {
    const known = logs.get(year) ?? [];
    logs.set(year, known);
    return known;
  };
  const flagged: { entry: number; run: number; log: number; year: string }[] = [];
  const yearOf = new Map<number, string>();
  eachCounted(walk, (entry, _tier, run) => {
    const on = day[entry] as number;
    const name = yearOf.get(on) ?? fromEpochDay(on).slice(0, 4);
    yearOf.set(on, name);
    const year = of(name);
    if (year.official !== null && !covered.has(on)) return;
    const [cents, grams, bits] = [usd[entry] as number, kg[entry] as number, flags[entry] as number];
    const estimated = (bits & VALUE_ESTIMATED) !== 0;
    year.rows++;
    if (estimated) year.estimatedRows++;
    if (!Number.isNaN(cents)) {
      if (estimated) year.estimated += BigInt(cents);
      else year.observed += BigInt(cents);
    }
    if (!Number.isNaN(grams)) year.kg += BigInt(grams);
    const log = logUnitValue(cents, grams);
    if (!estimated && !Number.isNaN(log)) logOf(name).push(log);
    if ((bits & UNIT_VALUE_OUTLIER) === 0) return;
    year.outliers++;
    flagged.push({ entry, run, log, year: name });
  });
  const medians = new Map([...logs].map(([year, own]) => [year, quantile(Float64Array.from(own).sort(), 0.5)]));
  const outliers = flagged.map(({ entry, run, log, year }): OutlierRow => {
    const median = medians.get(year);
    const times = median === undefined ? null : Math.exp(log - median);
    return { entry, run, unitValue: 10 * Math.exp(log), times };
  });
  return { years: [...years.values()].sort((a, b) => (a.year < b.year ? -1 : 1)), outliers };
}

function scaled(text: string, scale: number): bigint {
  const { units, scale: own } = decimal(text);
  return own <= scale ? units * 10n ** BigInt(scale - own) : units / 10n ** BigInt(own - scale);
}
