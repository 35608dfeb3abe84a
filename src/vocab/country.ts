import { InvalidInput } from "../errors.ts";
import { COUNTRY_TABLE } from "./country-table.ts";
import { nearest } from "./nearest.ts";

declare const brand: unique symbol;

/** An ISO 3166-1 alpha-2 code, upper case, or the user-assigned XK: the one key of countries everywhere. */
export type CountryCode = string & { readonly [brand]: "CountryCode" };

export interface Country {
  readonly code: CountryCode;
  readonly alpha3: string;
  /** Three digits, as ISO 3166-1 numeric and M49 write them: "004". */
  readonly numeric: string;
  /** The everyday English name. */
  readonly name: string;
  /** The ISO 3166-1 English short name; mostly the same. */
  readonly isoName: string;
  /** M49: Africa, Americas, Asia, Europe, Oceania; and Antarctica. */
  readonly region: string;
  readonly subregion: string;
}

export const COUNTRIES: readonly Country[] = Object.entries(COUNTRY_TABLE)
  .flatMap(([area, lines]) =>
    lines
      .trim()
      .split("\n")
      .map((line) => readLine(area, line)),
  )
  .sort((a, b) => (a.code < b.code ? -1 : 1));

function readLine(area: string, line: string): Country {
  const [region = "", subregion = ""] = area.split("/");
  const [code = "", alpha3 = "", numeric = "", ...words] = line.split(" ");
  const [name = "", isoName = name] = words.join(" ").split("|");
  return { code: code as CountryCode, alpha3, numeric, name, isoName, region, subregion };
}

/**
 * Codes that trade statistics use in place of the ISO numeric: UN Comtrade and BACI reporters whose customs territory
 * is larger than the country (US with Puerto Rico, France with its departments, Switzerland with Liechtenstein, Norway
 * with Svalbard, India with Sikkim, Italy with San Marino). 490 and S19, "Other Asia, not elsewhere specified", is in
 * practice Taiwan. 58 and 711 are the Belgium-Luxembourg and Southern African customs unions of before 1999, given to
 * the member that reported for them.
 */
const STATISTICAL_CODES: Readonly<Record<string, string>> = {
  "058": "BE",
  "251": "FR",
  "280": "DE",
  "381": "IT",
  "490": "TW",
  "579": "NO",
  "699": "IN",
  "711": "ZA",
  "736": "SD",
  "757": "CH",
  "842": "US",
  S19: "TW",
  ZA1: "ZA",
};

/** Folds case, accents, punctuation and leading or trailing "the": the form in which country names are compared. */
export function countryKey(text: string): string {
  if (/^[A-Za-z0-9]*$/.test(text)) return text.toUpperCase();
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toUpperCase()
    .replace(/['’`´.]/g, "")
    .replace(/&/g, " AND ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/^THE | THE$/g, "");
}

const BY_KEY: ReadonlyMap<string, Country> = indexByKey();

function indexByKey(): Map<string, Country> {
  const index = new Map<string, Country>();
  for (const country of COUNTRIES) {
    for (const text of [country.code, country.alpha3, country.numeric, country.name, country.isoName]) {
      index.set(countryKey(text), country);
    }
  }
  for (const [code, alpha2] of Object.entries(STATISTICAL_CODES)) {
    const country = index.get(alpha2);
    if (country !== undefined) index.set(code, country);
  }
  return index;
}

/** By alpha-2, alpha-3, numeric (leading zeros may be lost), statistical code or exact English name; null if none. */
export function findCountry(text: string): Country | null {
  const key = countryKey(text);
  return BY_KEY.get(/^\d{1,3}$/.test(key) ? key.padStart(3, "0") : key) ?? null;
}

/** As `findCountry`; throws InvalidInput with near names. Other spellings are known to the book's alias table. */
export function country(text: string): Country {
  const found = findCountry(text);
  if (found !== null) return found;
  const near = nearest(text, countryNames(), 3);
  throw new InvalidInput(`“${text}” is not a country that is known here.`, {
    hint:
      near.length > 0
        ? `Near it: ${near.map((name) => `${name} (${findCountry(name)?.code})`).join(", ")}.`
        : "Write its ISO 3166-1 code or its English name, for example CN, CHN or China.",
  });
}

function countryNames(): string[] {
  return COUNTRIES.flatMap(({ name, isoName }) => (name === isoName ? [name] : [name, isoName]));
}
