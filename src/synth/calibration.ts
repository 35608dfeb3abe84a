import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type CsvRow, readTable } from "../book/csv.ts";
import { ASSUMED_EXPORTERS, ASSUMED_SEASON, ASSUMED_UNIT_VALUES, byLongestPrefix, readShares } from "./assumed.ts";

/** What is known of a product's trade, each part from a calibration table or assumed. */
export interface TradeProfile {
  /** At least three countries, largest first; the shares sum to one. */
  readonly exporters: readonly (readonly [country: string, share: number])[];
  readonly exportersBasis: "calibrated" | "assumed";
  /** USD a kg. */
  readonly unitValue: number;
  readonly unitValueBasis: "calibrated" | "assumed";
  /** Twelve weights, January first. */
  readonly season: readonly number[];
  readonly seasonBasis: "calibrated" | "assumed";
}

export type Calibration = (hs: string) => TradeProfile;

/** The profile that stands where no table speaks. */
export function assumedProfile(hs: string): TradeProfile {
  return {
    exporters: readShares(byLongestPrefix(ASSUMED_EXPORTERS, hs) as string),
    exportersBasis: "assumed",
    unitValue: byLongestPrefix(ASSUMED_UNIT_VALUES, hs) as number,
    unitValueBasis: "assumed",
    season: ASSUMED_SEASON,
    seasonBasis: "assumed",
  };
}

const FOLDER = "calibration";
const LEAST_EXPORTERS = 3;
/** BACI's world before the national series of one exporter. */
const PREFERRED_SOURCE = "baci-2024";
const ALL_OTHERS = "*";

/** The calibration tables of the book's folders over the assumed profiles; a later folder's table replaces a part. */
export async function readCalibration(folders: readonly string[]): Promise<Calibration> {
  const exporters = new Map<string, [country: string, share: number][]>();
  const unitValues = new Map<string, number>();
  const seasons = new Map<string, number[]>();
  for (const folder of folders) {
    for (const [hs, shares] of await exporterShares(folder)) exporters.set(hs, shares);
    for (const [hs, value] of await unitValuesOf(folder)) unitValues.set(hs, value);
    for (const [code, months] of await seasonsOf(folder)) seasons.set(code, months);
  }
  return (hs) => {
    const assumed = assumedProfile(hs);
    const shares = exporters.get(hs);
    const unitValue = unitValues.get(hs);
    const season = seasons.get(hs) ?? seasons.get(hs.slice(0, 4));
    return {
      ...assumed,
      ...(shares !== undefined && { exporters: shares, exportersBasis: "calibrated" }),
      ...(unitValue !== undefined && { unitValue, unitValueBasis: "calibrated" }),
      ...(season !== undefined && { season, seasonBasis: "calibrated" }),
    };
  };
}

async function exporterShares(folder: string) {
  const rows = await table(folder, "exporter-shares.csv", ["hs6", "exporter", "share", "usd"]);
  const named = new Map<string, [string, number][]>();
  for (const row of rows) {
    if (row.get("exporter") === ALL_OTHERS) continue;
    const shares = named.get(row.get("hs6")) ?? [];
    shares.push([row.get("exporter"), Number(row.get("share"))]);
    named.set(row.get("hs6"), shares);
  }
  const enough = [...named].filter(([, shares]) => shares.length >= LEAST_EXPORTERS);
  return enough.map(([hs, shares]): [string, [string, number][]] => {
    const total = shares.reduce((sum, [, share]) => sum + share, 0);
    return [hs, shares.map(([country, share]) => [country, share / total])];
  });
}

async function unitValuesOf(folder: string): Promise<ReadonlyMap<string, number>> {
  const quartiles = ["usd_per_kg_p25", "usd_per_kg_p50", "usd_per_kg_p75", "usd_per_kg_mean"];
  const rows = await table(folder, "unit-values.csv", ["source", "hs6", "flows", ...quartiles]);
  const values = new Map<string, number>();
  for (const row of rows) {
    const better = row.get("source") === PREFERRED_SOURCE || !values.has(row.get("hs6"));
    if (better) values.set(row.get("hs6"), Number(row.get("usd_per_kg_p50")));
  }
  return values;
}

async function seasonsOf(folder: string): Promise<ReadonlyMap<string, number[]>> {
  const columns = ["source", "code", "month", "years", "mean_share", "deviation"];
  const seasons = new Map<string, number[]>();
  for (const row of await table(folder, "monthly-seasonality.csv", columns)) {
    const months = seasons.get(row.get("code")) ?? Array.from({ length: 12 }, () => 1);
    months[Number(row.get("month")) - 1] = 12 * Number(row.get("mean_share"));
    seasons.set(row.get("code"), months);
  }
  return seasons;
}

async function table(folder: string, name: string, required: readonly string[]): Promise<readonly CsvRow[]> {
  const path = join(folder, FOLDER, name);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw problem;
  }
  return readTable(text, path, { required });
}
