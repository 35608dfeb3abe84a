import { findCountry } from "./country.ts";

/**
 * Members at the end of 2025. Of G20 the nineteen countries, without the two unions; ASEAN with Timor-Leste (member
 * from 2025-10-26); CPTPP with the United Kingdom; MERCOSUR with Bolivia and without the suspended Venezuela.
 */
export const COUNTRY_GROUPS = {
  EU27: list("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"),
  EFTA: list("CH IS LI NO"),
  USMCA: list("CA MX US"),
  G7: list("CA DE FR GB IT JP US"),
  G20: list("AR AU BR CA CN DE FR GB ID IN IT JP KR MX RU SA TR US ZA"),
  ASEAN: list("BN ID KH LA MM MY PH SG TH TL VN"),
  CPTPP: list("AU BN CA CL GB JP MX MY NZ PE SG VN"),
  RCEP: list("AU BN CN ID JP KH KR LA MM MY NZ PH SG TH VN"),
  MERCOSUR: list("AR BO BR PY UY"),
  GCC: list("AE BH KW OM QA SA"),
  BRICS: list("AE BR CN EG ET ID IN IR RU ZA"),
  OECD: list(
    "AT AU BE CA CH CL CO CR CZ DE DK EE ES FI FR GB GR HU IE IL IS IT JP KR LT LU LV MX NL NO NZ PL PT SE SI SK TR US",
  ),
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type CountryGroup = keyof typeof COUNTRY_GROUPS;

function list(codes: string): readonly string[] {
  return codes.split(" ");
}

/** The group of that name in either case, or null. "EU" is EU27. */
export function findGroup(text: string): CountryGroup | null {
  const name = text.trim().toUpperCase();
  if (name === "EU") return "EU27";
  return Object.hasOwn(COUNTRY_GROUPS, name) ? (name as CountryGroup) : null;
}

export function inGroup(code: string, group: CountryGroup): boolean {
  return COUNTRY_GROUPS[group].includes(code);
}

export const REPORT_REGIONS = [
  "China",
  "European Union",
  "United States",
  "Canada and Mexico",
  "Elsewhere in Asia",
  "Elsewhere in Europe",
  "Elsewhere in the Americas",
  "Africa",
  "Oceania",
  "Unknown",
] as const;

export type ReportRegion = (typeof REPORT_REGIONS)[number];

const BY_REGION: Readonly<Record<string, ReportRegion>> = {
  Africa: "Africa",
  Americas: "Elsewhere in the Americas",
  Asia: "Elsewhere in Asia",
  Europe: "Elsewhere in Europe",
  Oceania: "Oceania",
};

const NAMED: Readonly<Record<string, ReportRegion>> = {
  CN: "China",
  HK: "China",
  MO: "China",
  US: "United States",
  PR: "United States",
  CA: "Canada and Mexico",
  MX: "Canada and Mexico",
};

/**
 * The region under which a report counts a country: ten that together hold the world, each country in one.
 *
 * Hong Kong and Macao count with China, Puerto Rico with the United States (one customs territory). Anything that is
 * not a country code, and Antarctica, is "Unknown".
 */
export function reportRegion(code: string): ReportRegion {
  const named = NAMED[code] ?? (inGroup(code, "EU27") ? "European Union" : undefined);
  return named ?? BY_REGION[findCountry(code)?.region ?? ""] ?? "Unknown";
}
