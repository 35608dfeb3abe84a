import { epochDay } from "../../vocab/iso-date.ts";
import { type Network, UNIT_VALUE_OUTLIER, VALUE_ESTIMATED } from "../network.ts";
import type { AttributionQuestion } from "./attribution-question.ts";

/** What the entries of a run add up to, as far as the question counts them. Cents and grams. */
export interface RunReading {
  usd: number;
  estimatedUsd: number;
  /** Of entries whose unit value is far from the usual. */
  outlierUsd: number;
  kg: number;
  /** The value of the entries that have a weight too. */
  weighedUsd: number;
  /** Entries with a value. */
  bills: number;
  withoutValue: number;
}

/** Reads runs by their sums where these say all that is asked, and entry by entry where they do not. */
export interface RunReader {
  /** The reading is written over by the next one. */
  read(run: number): RunReading;
  /** Marks the entries of the run as wanted, if they must be looked at. */
  want(run: number): void;
  /** The value of an entry; NaN if it has none, is out of the window, or is not observed where only such count. */
  centsOf(entry: number): number;
}

export function runReader(network: Network, question: AttributionQuestion): RunReader {
  const { columns, runs, pages } = network;
  const { offsets, sums } = runs;
  const since = question.since === undefined ? Number.NEGATIVE_INFINITY : epochDay(question.since);
  const until = question.until === undefined ? Number.POSITIVE_INFINITY : epochDay(question.until);
  const wholeTime = since <= network.firstDay && network.lastDay < until;
  const observedOnly = question.observedOnly === true;
  const { usdOf } = question;
  const reading: RunReading = {
    usd: 0,
    estimatedUsd: 0,
    outlierUsd: 0,
    kg: 0,
    weighedUsd: 0,
    bills: 0,
    withoutValue: 0,
  };

  const inWindow = (entry: number): boolean => {
    const day = columns.day[entry] as number;
    return day >= since && day < until;
  };
  const isEstimated = (entry: number): boolean => ((columns.flags[entry] as number) & VALUE_ESTIMATED) !== 0;
  const needsEntries = (run: number): boolean => {
    if (sums === null || usdOf !== undefined || sums.withoutValue[run] !== 0 || sums.withoutWeight[run] !== 0)
      return true;
    if (observedOnly && sums.estimated[run] !== 0) return true;
    if (Number.isNaN(sums.usd[run] as number) || Number.isNaN(sums.kg[run] as number)) return true;
    return !wholeTime && ((sums.firstDay[run] as number) < since || (sums.lastDay[run] as number) >= until);
  };
  const readEntries = (run: number): RunReading => {
    reading.usd = reading.estimatedUsd = reading.outlierUsd = reading.kg = reading.weighedUsd = 0;
    reading.bills = reading.withoutValue = 0;
    const end = offsets[run + 1] as number;
    for (let entry = offsets[run] as number; entry < end; entry++) {
      if (!wholeTime && !inWindow(entry)) continue;
      const estimated = isEstimated(entry);
      if (observedOnly && estimated) continue;
      const cents = usdOf === undefined ? (columns.usd[entry] as number) : usdOf(entry);
      if (!(cents > 0)) {
        if (!observedOnly || !Number.isNaN(cents)) reading.withoutValue++;
        continue;
      }
      reading.bills++;
      reading.usd += cents;
      if (estimated) reading.estimatedUsd += cents;
      if (((columns.flags[entry] as number) & UNIT_VALUE_OUTLIER) !== 0) reading.outlierUsd += cents;
      const grams = columns.kg[entry] as number;
      if (grams > 0) {
        reading.kg += grams;
        reading.weighedUsd += cents;
      }
    }
    return reading;
  };
  return {
    read: (run) => {
      if (sums === null || needsEntries(run)) return readEntries(run);
      reading.usd = reading.weighedUsd = sums.usd[run] as number;
      reading.kg = sums.kg[run] as number;
      reading.bills = (offsets[run + 1] as number) - (offsets[run] as number);
      reading.estimatedUsd = sums.estimatedUsd[run] as number;
      reading.outlierUsd = sums.outlierUsd[run] as number;
      reading.withoutValue = 0;
      return reading;
    },
    want: (run) => {
      if (needsEntries(run)) pages.want(offsets[run] as number, offsets[run + 1] as number);
    },
    centsOf: (entry) => {
      if (!wholeTime && !inWindow(entry)) return Number.NaN;
      if (observedOnly && isEstimated(entry)) return Number.NaN;
      return usdOf === undefined ? (columns.usd[entry] as number) : usdOf(entry);
    },
  };
}
