import { InvalidInput } from "../../../errors.ts";
import { epochDay, type IsoDate, isoDate } from "../../../vocab/iso-date.ts";
import type { TradeDataset } from "../../trade/trade-dataset.ts";
import type { MarketWindow } from "./resourcing-supplier.ts";

/** Which days are asked about. */
export interface WindowAsked {
  readonly year?: string | undefined;
  readonly since?: IsoDate | undefined;
  readonly until?: IsoDate | undefined;
}

export function windowOfYear(year: string): MarketWindow {
  const [from, until] = [isoDate(`${year}-01-01`), isoDate(`${Number(year) + 1}-01-01`)];
  return { label: year, from, until, years: 1 };
}

const DAYS_A_YEAR = 365.25;

function windowOf(from: IsoDate, until: IsoDate): MarketWindow {
  const isYear = from.endsWith("-01-01") && until === `${Number(from.slice(0, 4)) + 1}-01-01`;
  if (isYear) return windowOfYear(from.slice(0, 4));
  return { label: `${from} to ${until}`, from, until, years: (epochDay(until) - epochDay(from)) / DAYS_A_YEAR };
}

/** The window of bills: as asked, else the last calendar year that they cover from January to December, else all of them. */
export function windowOfBills(dataset: TradeDataset, asked: WindowAsked): MarketWindow {
  refuseBoth(asked);
  if (asked.year !== undefined) return windowOfYear(asked.year);
  const first = dataset.from ?? isoDate("1970-01-01");
  const end = dataset.until ?? isoDate("1970-01-02");
  if (asked.since !== undefined || asked.until !== undefined) {
    const [from, until] = [asked.since ?? first, asked.until ?? end];
    if (from < until) return windowOf(from, until);
    throw new InvalidInput(`The window ends on “${until}”, not after it begins on “${from}”.`);
  }
  for (let year = Number(end.slice(0, 4)); year >= Number(first.slice(0, 4)); year--) {
    if (first < `${year}-02-01` && end > `${year}-12-01`) return windowOfYear(String(year));
  }
  return windowOf(first, end);
}

/** The year of statistics: as asked, else the last one that ends within the window. */
export function yearOfStatistics(years: readonly string[], asked: WindowAsked): string {
  refuseBoth(asked);
  const { since, until } = asked;
  const within = years.filter(
    (year) => (since === undefined || `${year}-12-31` >= since) && (until === undefined || `${year}-01-01` < until),
  );
  return asked.year ?? within.at(-1) ?? years.at(-1) ?? "";
}

function refuseBoth({ year, since, until }: WindowAsked): void {
  if (year === undefined || (since === undefined && until === undefined)) return;
  throw new InvalidInput(`Both the year “${year}” and a window are given.`, { hint: "Leave one of them out." });
}
