import type { Network } from "../../network/network.ts";
import type { OfficialImports } from "../../store/queries/official-imports.ts";
import type { Context } from "../core/context.ts";
import type { AttributionResult } from "./attribution-result.ts";
import { centsByYear } from "./attribution-rows.ts";
import { yearsOf } from "./calendar-years.ts";
import type { Window } from "./dataset-facts.ts";
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
  readonly window: Required<Window>;
}

/** How much of all purchases the data show: stated, by official import statistics of the store, or taken to be all. */
export async function coverageUsed(asked: Asked): Promise<CoverageUsed> {
  const official = await officialCoverage(asked);
  if (asked.stated !== undefined) {
    return { share: asked.stated, how: "stated", source: official?.source ?? null, years: official?.years ?? [] };
  }
  return official ?? { share: "1", how: "taken", source: null, years: [] };
}

/** Six places: more would say more than two sums of trade can. */
const written = (share: number): string => String(Number(Math.min(1, share).toFixed(6)));

async function officialCoverage({ context, dataset, network, product, country, window }: Asked) {
  if (dataset.data !== "shipments" || product === null || country === undefined) return null;
  const { officialImports } = await import("../../store/queries/official-imports.ts");
  const engine = await context.openEngine();
  const lines = await engine.rows<OfficialImports>(officialImports(country, product), context.signal);
  const chosen = bestStatistics(lines);
  if (chosen === null) return null;
  const shown = centsByYear(network, { product, country, ...window });
  const years: { year: string; usd: string; official: string; share: string }[] = [];
  let [seen, all] = [0, 0];
  for (const { year, since, until, part } of yearsOf(window)) {
    const periods = chosen.lines.filter(({ period_from: day }) => since <= day && day < until);
    const complete = chosen.frequency === "annual" ? part === 1 && periods.length > 0 : periods.length > 0;
    const cents = Math.round(100 * periods.reduce((sum, { usd }) => sum + Number(usd), 0));
    if (!complete || cents === 0) continue;
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
  return years.length === 0
    ? null
    : { share: written(seen / all), how: "official" as const, source: chosen.name, years };
}

interface Statistics {
  readonly name: string;
  readonly frequency: string;
  readonly lines: readonly OfficialImports[];
}

const FREQUENCIES = ["monthly", "quarterly", "annual"];

/** One dataset of statistics: what the importer reported before what was reconciled, the finest periods first. */
function bestStatistics(lines: readonly OfficialImports[]): Statistics | null {
  const groups = new Map<string, OfficialImports[]>();
  for (const line of lines) {
    const key = [
      line.direction === "import" ? 0 : 1,
      FREQUENCIES.indexOf(line.frequency) + 1 || 9,
      line.source_id,
      line.direction,
      line.frequency,
    ].join(" ");
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  const [best] = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  const [first] = best?.[1] ?? [];
  if (best === undefined || first === undefined) return null;
  const name = `${first.source_id}, ${first.direction === "import" ? "imports" : "reconciled"}, ${first.frequency}`;
  return { name, frequency: first.frequency, lines: best[1] };
}
