import { ANY, estimateKey, type UnitValueBand } from "../network/estimate-values.ts";
import type { Dataset } from "../network/network.ts";
import { FIRST_YEAR } from "../network/time-year.ts";
import type { Engine } from "./engine.ts";
import {
  compileUnitValues,
  countFlows,
  type StatisticsLine,
  statisticsForBills,
  type UnitValueLine,
} from "./queries/compile-unit-values.ts";

/** The unit values of the trade statistics that stand in for missing values. */
export interface StatisticsUsed {
  /** Source, side and frequency; null if the store has none that fit. */
  readonly name: string | null;
  readonly lines: readonly UnitValueLine[];
}

const SIDES = ["import", "reconciled", "export"];

/**
 * The one dataset of statistics that has unit values of most products on bills without a value; of several the
 * importers' side, and then the one with most rows.
 */
export async function readUnitValues(
  engine: Engine,
  dataset: Dataset,
  signal: AbortSignal | undefined,
): Promise<StatisticsUsed> {
  const nothing: StatisticsUsed = { name: null, lines: [] };
  if (dataset.table === "flows") return nothing;
  const [held] = await engine.rows<{ flow_rows: number }>(countFlows(), signal);
  if (Number(held?.flow_rows ?? 0) === 0) return nothing;
  const bills = { sourceId: dataset.sourceId, made: dataset.made };
  const fitting = await engine.rows<StatisticsLine>(statisticsForBills(bills), signal);
  const [best] = [...fitting].sort(
    (a, b) =>
      Number(b.codes) - Number(a.codes) ||
      SIDES.indexOf(a.direction) - SIDES.indexOf(b.direction) ||
      Number(b.line_rows) - Number(a.line_rows),
  );
  if (best === undefined) return nothing;
  const lines = await engine.rows<UnitValueLine>(compileUnitValues(bills, best), signal);
  return { name: `${best.source_id}, ${best.direction}, ${best.frequency}`, lines };
}

/** One USD per kg in cents per gram. */
const CENTS_PER_GRAM = 0.1;

/** The lines by `estimateKey` in the places of a network's dictionaries. */
export function unitValueBands(
  lines: readonly UnitValueLine[],
  products: readonly string[],
  countries: readonly string[],
): Map<number, UnitValueBand> {
  const productAt = new Map(products.map((code, at) => [code, at]));
  const countryAt = new Map(countries.map((code, at) => [code, at]));
  const bands = new Map<number, UnitValueBand>();
  for (const { hs6, origin, importer, of_year: year, low, median, high, line_rows: rows } of lines) {
    const product = productAt.get(hs6);
    const from = origin === null ? ANY : countryAt.get(origin);
    const to = importer === null ? ANY : countryAt.get(importer);
    if (product === undefined || from === undefined || to === undefined) continue;
    const key = estimateKey(product, from, to, year === null ? ANY : Number(year) - FIRST_YEAR);
    bands.set(key, {
      low: low * CENTS_PER_GRAM,
      median: median * CENTS_PER_GRAM,
      high: high * CENTS_PER_GRAM,
      rows: Number(rows),
    });
  }
  return bands;
}
