import type { Network } from "../../network/network.ts";
import { addDays, type IsoDate, isoDate } from "../../vocab/iso-date.ts";
import type { Context } from "../core/context.ts";
import type { AttributionResult } from "./attribution-result.ts";
import { centsByYear } from "./attribution-rows.ts";
import { yearsOf } from "./calendar-years.ts";
import type { Window } from "./dataset-facts.ts";
import { type OfficialStatistics, officialStatistics } from "./official-statistics.ts";
import { writeCents } from "./split-parts.ts";
import type { TradeDataset } from "./trade-dataset.ts";

export type CoverageUsed = AttributionResult["coverage"];

interface Asked {
  readonly context: Context;
  readonly dataset: TradeDataset;
  readonly network: Network;
  readonly stated: string | undefined;
  /** One product bought by a country; for anything else there are no official figures to compare with. */
  readonly product: string | null;
  readonly country: string | undefined;
  /** Days of the window in which there are data, and the window as it was asked for. */
  readonly window: Required<Window>;
  readonly asked: Window;
}

/** How much of all purchases the data show: stated, by official import statistics of the store, or taken to be all. */
export async function coverageUsed(asked: Asked): Promise<CoverageUsed> {
  const official = await officialCoverage(asked);
  if (asked.stated !== undefined) {
    return { share: asked.stated, how: "stated", source: official?.source ?? null, years: official?.years ?? [] };
  }
  return official ?? { share: "1", how: "taken", source: null, years: [] };
}

/**
 * The window in whole periods of the statistics: data that begin on 3 January show a part of January's imports, or of the
 * year's. A period that the question itself cuts is left out.
 */
function wholePeriods(window: Required<Window>, asked: Window, months: number): Required<Window> {
  const { since, until } = window;
  if (since === undefined || until === undefined) return window;
  const first = (day: IsoDate, add: number): IsoDate => {
    const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
    const start = (Math.floor(index / months) + add) * months;
    return isoDate(`${Math.floor(start / 12)}-${String((start % 12) + 1).padStart(2, "0")}-01`);
  };
  const [from, end] = [first(since, 0), first(addDays(until, -1), 1)];
  return {
    since: asked.since !== undefined && asked.since > from ? first(since, 1) : from,
    until: asked.until !== undefined && asked.until < end ? first(addDays(until, -1), 0) : end,
  };
}

/** Six places: more would say more than two sums of trade can. */
const written = (share: number): string => String(Number(Math.min(1, share).toFixed(6)));

/** The best account of the importer's own purchases; what exporters reported is none. */
function bestOf(held: readonly OfficialStatistics[]): OfficialStatistics | null {
  return held.find(({ side, lines }) => side !== "export" && lines.some(({ usd }) => usd !== null)) ?? null;
}

async function officialCoverage({ context, dataset, network, product, country, window: days, asked }: Asked) {
  if (dataset.data !== "shipments" || product === null || country === undefined) return null;
  const chosen = bestOf(await officialStatistics(context, dataset.made, product, country));
  if (chosen === null) return null;
  const window = wholePeriods(days, asked, MONTHS[chosen.frequency] ?? 1);
  const shown = centsByYear(network, { product, country, ...window });
  const years: { year: string; usd: string; official: string; share: string }[] = [];
  let [seen, all] = [0, 0];
  for (const { year, since, until } of yearsOf(window)) {
    const periods = chosen.lines.filter(({ first_day: day }) => since <= day && day < until);
    const cents = Math.round(100 * periods.reduce((sum, { usd }) => sum + Number(usd), 0));
    if (cents === 0) continue;
    const here = shown.get(year) ?? 0;
    seen += Math.min(here, cents);
    all += cents;
    years.push({
      year,
      usd: writeCents(BigInt(Math.round(here))),
      official: writeCents(BigInt(cents)),
      share: written(here / cents),
    });
  }
  const source = `${chosen.source}, ${chosen.side === "import" ? "imports" : "reconciled"}, ${chosen.frequency}`;
  return years.length === 0 ? null : { share: written(seen / all), how: "official" as const, source, years };
}

const MONTHS: Readonly<Record<string, number>> = { monthly: 1, quarterly: 3, annual: 12 };
