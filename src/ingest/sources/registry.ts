import { layout as baciOfficial } from "./baci-official/layout.ts";
import { layout as baciPackagedCsv } from "./baci-packaged-csv/layout.ts";
import { layout as baciPackagedParquet } from "./baci-packaged-parquet/layout.ts";
import { layout as bgsProduction } from "./bgs-production/layout.ts";
import { layout as chinaGraphiteExports } from "./china-graphite-exports/layout.ts";
import { layout as headwater } from "./headwater/layout.ts";
import { layout as koreaDeclarations } from "./korea-declarations/layout.ts";
import type { Layout } from "./layout.ts";
import { layout as minesCompanies } from "./mines-companies/layout.ts";
import { layout as minesFacilities } from "./mines-facilities/layout.ts";
import { layout as naBatteryInvestments } from "./na-battery-investments/layout.ts";
import { layout as unComtrade } from "./un-comtrade/layout.ts";
import { layout as usgsLithiumStatistics } from "./usgs-lithium-statistics/layout.ts";
import { layout as usgsMcsCommodities } from "./usgs-mcs-commodities/layout.ts";
import { layout as usgsMcsWorld } from "./usgs-mcs-world/layout.ts";
import { layout as worldBankPrices } from "./world-bank-prices/layout.ts";

/** Every known layout; the first that recognises a header reads the file. Our own comes last. */
export const LAYOUTS: readonly Layout[] = [
  baciOfficial,
  baciPackagedCsv,
  baciPackagedParquet,
  chinaGraphiteExports,
  koreaDeclarations,
  unComtrade,
  bgsProduction,
  minesCompanies,
  minesFacilities,
  naBatteryInvestments,
  usgsLithiumStatistics,
  usgsMcsCommodities,
  usgsMcsWorld,
  worldBankPrices,
  headwater,
];

export function findLayout(header: readonly string[]): Layout | null {
  return LAYOUTS.find((layout) => layout.recognise(header)) ?? null;
}
