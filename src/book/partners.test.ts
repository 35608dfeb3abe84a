import { beforeAll, expect, test } from "vitest";
import { COUNTRIES, countryKey } from "../vocab/country.ts";
import { readBook } from "./book.ts";
import type { Partners } from "./partners.ts";

let partners: Partners;
beforeAll(async () => {
  partners = (await readBook()).partners;
});

const SPELLINGS: Record<string, readonly string[]> = {
  CN: [
    "China",
    "CN",
    "CHN",
    "156",
    "CHINA, PEOPLES REPUBLIC OF",
    "P.R. CHINA",
    "PR China",
    "People's Republic of China",
    "China (Mainland)",
    "5700",
    "中国",
  ],
  HK: ["Hong Kong SAR", "China, Hong Kong SAR", "HONG KONG, CHINA", "344"],
  TW: ["Taiwan, Province of China", "Chinese Taipei", "Other Asia, nes", "490", "S19", "TAIWAN, R.O.C.", "158"],
  KR: ["Korea, South", "Rep. of Korea", "Korea, Republic of", "KOREA", "ROK", "410"],
  KP: ["Korea, North", "Dem. People's Rep. of Korea", "DPRK"],
  VN: ["Viet Nam", "VIETNAM", "704"],
  TR: ["Turkey", "Türkiye", "TURKIYE", "TÃ¼rkiye"],
  US: ["USA", "U.S.A.", "United States of America", "842", "840", "US", "1000", "Estados Unidos"],
  CI: ["Cote d'Ivoire", "Côte d’Ivoire", "Ivory Coast"],
  CD: ["Dem. Rep. of the Congo", "Congo (Kinshasa)", "DR Congo"],
  CG: ["Congo", "Congo, Republic of the Congo"],
  GB: ["UK", "Great Britain", "England"],
  NA: ["NA", "Namibia", "NAM"],
  DE: ["Deutschland", "Alemania", "Germany (Federal Republic of Germany)"],
  XK: ["Kosovo", "4803"],
};

test("reads the spellings of customs data, in either case and with or without dots and accents", () => {
  for (const [code, spellings] of Object.entries(SPELLINGS)) {
    for (const spelling of spellings) {
      expect(partners.find(spelling), spelling).toBe(code);
      expect(partners.find(` ${spelling.toLowerCase()} `), spelling.toLowerCase()).toBe(code);
      expect(partners.aggregate(spelling), spelling).toBeNull();
    }
  }
});

test("still finds every country by its own codes and names", () => {
  for (const { code, alpha3, numeric, name, isoName } of COUNTRIES) {
    for (const text of [code, alpha3, numeric, name, isoName]) expect(partners.find(text), text).toBe(code);
  }
});

test("knows what is no country, and of which kind", () => {
  const kinds = {
    World: "total",
    W00: "total",
    "0": "total",
    "000": "total",
    "Areas, nes": "not specified",
    "899": "not specified",
    "EU-28": "group",
    "European Union": "group",
    "Free Zones": "special",
    Bunkers: "special",
    "Special Categories": "special",
    "Czechoslovakia (...1992)": "former",
    "Europe EFTA, nes": "not specified",
    "97": "group",
    "097": "group",
  };
  for (const [text, kind] of Object.entries(kinds)) {
    expect(partners.aggregate(text), text).toBe(kind);
    expect(partners.find(text), text).toBeNull();
  }
});

test("no spelling is both a country and an aggregate, and none contradicts ISO 3166", () => {
  for (const key of partners.aggregates.keys()) expect(partners.aliases.has(key), key).toBe(false);
  for (const { code, name } of COUNTRIES) expect(partners.aliases.get(countryKey(name)) ?? code, name).toBe(code);
  expect(partners.aliases.size).toBeGreaterThan(2000);
});

test("what it does not know is null, with near names to offer", () => {
  expect([partners.find("Atlantis"), partners.aggregate("Atlantis"), partners.find("")]).toEqual([null, null, null]);
  expect(partners.near("Germny")).toContain("Germany");
});
