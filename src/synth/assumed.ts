/**
 * What the made world assumes where no calibration table speaks. None of it is a fact; each table is keyed by the
 * longest beginning of an HS code that fits.
 */
export function byLongestPrefix<T>(table: Readonly<Record<string, T>>, code: string): T | null {
  for (let length = code.length; length > 0; length--) {
    const found = table[code.slice(0, length)];
    if (found !== undefined) return found;
  }
  return table[""] ?? null;
}

/** Assumed shares of exporters, largest first. */
export const ASSUMED_EXPORTERS: Readonly<Record<string, string>> = {
  "": "CN .34 KR .12 JP .12 DE .12 US .1 TW .05 IT .04 MY .04 FR .04 NL .03",
  "25": "CN .3 BR .12 MZ .1 MG .1 TR .08 IN .08 US .08 NO .07 CA .07",
  "2504": "CN .42 MZ .17 MG .15 BR .1 CA .06 TZ .05 NO .05",
  "2530": "AU .3 CN .2 BR .15 ZW .12 CA .1 MM .08 US .05",
  "26": "AU .3 PE .15 CL .15 ZA .12 ID .1 PH .09 GA .09",
  "2602": "ZA .45 GA .28 AU .15 BR .07 GH .05",
  "2604": "PH .55 ID .15 NC .12 AU .1 CA .08",
  "2605": "CD .85 AU .06 MA .05 CU .04",
  "27": "US .35 CN .2 JP .15 KR .12 DE .1 GB .08",
  "28": "CN .45 CL .12 KR .09 JP .09 DE .08 US .08 AU .05 FI .04",
  "2836": "CL .52 CN .2 AR .16 US .05 NL .04 KR .03",
  "2825": "CN .6 CL .12 US .08 AU .08 KR .06 FI .06",
  "2841": "CN .5 KR .3 JP .13 BE .04 FI .03",
  "2846": "CN .5 MY .22 VN .08 JP .08 EE .06 FR .06",
  "2853": "CN .6 KR .2 JP .12 FI .05 DE .03",
  "2805": "CN .62 VN .15 TH .07 JP .08 US .04 RU .04",
  "29": "CN .4 DE .15 KR .13 JP .12 US .12 IN .08",
  "38": "CN .5 JP .14 KR .13 DE .09 US .09 FR .05",
  "3801": "CN .7 JP .1 KR .08 US .05 DE .04 BR .03",
  "39": "KR .25 JP .24 CN .24 US .14 DE .08 TH .05",
  "72": "CN .3 JP .2 KR .17 DE .14 ID .1 ZA .09",
  "74": "CL .2 CN .2 KR .2 JP .15 TW .13 LU .06 DE .06",
  "75": "ID .25 RU .15 NO .14 CA .14 AU .1 FI .1 CN .07 JP .05",
  "76": "CN .42 KR .17 DE .12 IT .1 JP .1 TR .09",
  "81": "CN .35 CD .12 JP .1 FI .1 BE .09 NO .08 CA .08 RU .08",
  "84": "CN .3 DE .2 JP .19 KR .15 IT .08 US .08",
  "8479": "CN .35 KR .22 JP .2 DE .14 IT .05 US .04",
  "85": "CN .42 KR .1 JP .1 DE .1 MX .08 VN .07 PL .05 TH .04 MY .04",
  "850511": "CN .68 JP .12 PH .07 DE .05 VN .04 SI .02 FI .02",
  "850760": "CN .55 KR .12 PL .09 HU .07 JP .05 DE .05 MY .03 VN .02 US .02",
  "87": "DE .23 CN .21 JP .14 KR .13 MX .11 US .08 BE .05 ES .05",
  "90": "DE .25 US .22 CN .16 NL .13 JP .13 CH .06 IE .05",
};

/** Assumed unit values in USD a kg. */
export const ASSUMED_UNIT_VALUES: Readonly<Record<string, number>> = {
  "": 12,
  "25": 0.8,
  "2504": 1.2,
  "2530": 1.1,
  "26": 0.6,
  "2605": 4,
  "27": 0.9,
  "28": 6,
  "2836": 14,
  "2825": 13,
  "2826": 9,
  "2841": 22,
  "2846": 18,
  "2805": 55,
  "2804": 8,
  "2853": 14,
  "29": 4,
  "38": 6,
  "3801": 5,
  "39": 5,
  "40": 4,
  "72": 2,
  "74": 11,
  "75": 18,
  "76": 5,
  "81": 26,
  "84": 35,
  "85": 22,
  "8501": 14,
  "850511": 42,
  "850760": 17,
  "8549": 3,
  "87": 16,
  "90": 90,
};

/** Assumed share of each country in what final buyers take. */
export const ASSUMED_FINAL_BUYERS =
  "US .32 DE .12 FR .06 GB .06 NL .05 KR .05 JP .06 IN .06 MX .05 ES .04 IT .04 CA .04 AU .03 CN .02";

/** Assumed weight of products in what final buyers take; other ends of chains share what is left. */
export const ASSUMED_FINAL_DEMAND: Readonly<Record<string, number>> = { "850760": 0.45, "850511": 0.12 };

/** The part of final demand that every end of a chain not named above takes together. */
export const ASSUMED_OTHER_DEMAND = 0.43;

/** Assumed range of an input's share where the input map states none; central is what a firm that uses it draws around. */
export const ASSUMED_INPUT_RANGES = {
  material: { low: 0, central: 0.06, high: 0.15 },
  component: { low: 0, central: 0.08, high: 0.2 },
} as const;

/** Assumed share of a firm's output that it spends on equipment. */
export const ASSUMED_EQUIPMENT_SHARE = 0.04;

/** Assumed growth of trade a year. */
export const ASSUMED_GROWTH = 0.18;

/** Assumed weights of the months, January first. */
export const ASSUMED_SEASON = [0.98, 0.8, 1.02, 0.99, 1, 1.01, 1.02, 1.03, 1.06, 1, 1.05, 1.04] as const;

/** Assumed USD of one unit of the currency, by year from 2020. */
export const ASSUMED_FX: Readonly<Record<string, readonly number[]>> = {
  EUR: [1.14, 1.18, 1.05, 1.08, 1.08],
  CNY: [0.145, 0.155, 0.149, 0.141, 0.139],
};

const SEA_PORTS: Readonly<Record<string, string>> = {
  AR: "Buenos Aires",
  AU: "Fremantle|Port Hedland",
  BE: "Antwerp",
  BR: "Santos",
  CA: "Vancouver|Halifax",
  CD: "Matadi",
  CL: "Antofagasta|San Antonio",
  CN: "Shanghai|Ningbo|Shenzhen|Qingdao",
  DE: "Hamburg|Bremerhaven",
  ES: "Valencia",
  FI: "Kotka",
  FR: "Le Havre",
  GB: "Felixstowe",
  HU: "Koper",
  ID: "Jakarta|Morowali",
  IN: "Nhava Sheva|Mundra",
  IT: "Genoa",
  JP: "Yokohama|Kobe",
  KR: "Busan",
  MG: "Toamasina",
  MX: "Manzanillo|Veracruz",
  MY: "Port Klang",
  MZ: "Nacala",
  NL: "Rotterdam",
  NO: "Oslo",
  PE: "Callao",
  PH: "Manila",
  PL: "Gdansk",
  SG: "Singapore",
  TH: "Laem Chabang",
  TW: "Kaohsiung",
  US: "Los Angeles, CA|Savannah, GA|New York, NY|Houston, TX",
  VN: "Haiphong|Ho Chi Minh City",
  ZA: "Durban",
};

/** Ports that goods of a country pass; a country without an entry has one named after its code. */
export function portsOf(country: string): readonly string[] {
  return SEA_PORTS[country]?.split("|") ?? [`${country} seaport`];
}

/** "CN .5 KR .3" as pairs that sum to one. */
export function readShares(text: string): readonly (readonly [country: string, share: number])[] {
  const parts = text.split(" ");
  const pairs: [string, number][] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) pairs.push([parts[at] as string, Number(parts[at + 1])]);
  const total = pairs.reduce((sum, [, share]) => sum + share, 0);
  return pairs.map(([country, share]) => [country, share / total]);
}

/** What a bill calls the goods, and the words that firms of the trade use in their names. */
export const TRADES: Readonly<Record<string, { readonly stage: string; readonly words: string }>> = {
  "": { stage: "component", words: "Components|Industries|Technology" },
  "25": { stage: "mineral", words: "Minerals|Mining|Resources" },
  "26": { stage: "ore", words: "Mining|Resources|Minerals" },
  "27": { stage: "carbon", words: "Carbon|Refining" },
  "28": { stage: "chemical", words: "Chemical|Chemicals|Salts|Advanced Materials" },
  "2805": { stage: "rare earth", words: "Rare Metals|Metals" },
  "2846": { stage: "rare earth", words: "Rare Earths|Rare Materials" },
  "2841": { stage: "cathode", words: "Cathode Materials|Energy Materials" },
  "2853": { stage: "precursor", words: "Precursor Materials|Energy Materials" },
  "29": { stage: "chemical", words: "Fine Chemicals|Chemical" },
  "38": { stage: "chemical", words: "Specialty Chemicals|Carbon Materials" },
  "3801": { stage: "anode", words: "Graphite|Anode Materials|Carbon" },
  "39": { stage: "separator", words: "Films|Polymers|Membrane" },
  "72": { stage: "metal", words: "Steel|Alloys" },
  "74": { stage: "foil", words: "Copper Foil|Copper" },
  "75": { stage: "metal", words: "Nickel|Metals" },
  "76": { stage: "foil", words: "Aluminium|Foil" },
  "81": { stage: "metal", words: "Metals|Cobalt|Special Metals" },
  "84": { stage: "equipment", words: "Machinery|Equipment|Automation" },
  "85": { stage: "electrical", words: "Electric|Electronics" },
  "8501": { stage: "motor", words: "Motors|Drives" },
  "850511": { stage: "magnet", words: "Magnetics|Magnet Materials" },
  "850760": { stage: "cell", words: "Energy|Battery|Cells" },
  "87": { stage: "vehicle", words: "Motors|Mobility|Automotive" },
  "90": { stage: "instrument", words: "Instruments|Imaging" },
};
