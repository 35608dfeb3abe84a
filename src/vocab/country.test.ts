import { expect, test } from "vitest";
import { COUNTRIES, country, findCountry } from "./country.ts";
import { COUNTRY_GROUPS, findGroup, inGroup, REPORT_REGIONS, reportRegion } from "./country-group.ts";

test("holds the 249 codes of ISO 3166-1 and XK, each key once", () => {
  expect(COUNTRIES).toHaveLength(250);
  for (const key of ["code", "alpha3", "numeric", "name", "isoName"] as const) {
    expect(new Set(COUNTRIES.map((one) => one[key])).size, key).toBe(250);
  }
  for (const one of COUNTRIES) {
    expect([one.code, one.alpha3, one.numeric].join(" ")).toMatch(/^[A-Z]{2} [A-Z]{3} \d{3}$/);
    expect(one.region && one.subregion).toBeTruthy();
  }
});

test("counts the countries of each M49 region", () => {
  const count = (region: string) => COUNTRIES.filter((one) => one.region === region).length;
  expect(["Africa", "Americas", "Asia", "Europe", "Oceania", "Antarctica"].map(count)).toEqual([60, 57, 51, 52, 29, 1]);
});

test.each([
  ["CN", "CN"],
  ["cn", "CN"],
  ["CHN", "CN"],
  ["156", "CN"],
  ["4", "AF"],
  ["004", "AF"],
  ["NA", "NA"],
  ["Korea, Republic of", "KR"],
  ["south korea", "KR"],
  ["TURKIYE", "TR"],
  ["Cote d'Ivoire", "CI"],
  ["The Gambia", "GM"],
  ["Trinidad & Tobago", "TT"],
  ["XK", "XK"],
])("finds %s as %s", (text, code) => {
  expect(country(text).code).toBe(code);
});

test("reads the statistical codes of UN Comtrade and BACI", () => {
  const codes = {
    842: "US",
    251: "FR",
    757: "CH",
    579: "NO",
    699: "IN",
    490: "TW",
    S19: "TW",
    710: "ZA",
    711: "ZA",
    58: "BE",
    381: "IT",
  };
  for (const [code, alpha2] of Object.entries(codes)) expect(findCountry(code)?.code, code).toBe(alpha2);
});

test("an unknown country is an error with near names, or null from find", () => {
  expect(() => country("Chnia")).toThrow(expect.objectContaining({ hint: expect.stringContaining("China (CN)") }));
  expect(findCountry("World")).toBeNull();
  expect(findCountry("")).toBeNull();
  expect(findCountry("0")).toBeNull();
});

test("every member of every group is a country, once", () => {
  for (const [group, members] of Object.entries(COUNTRY_GROUPS)) {
    expect(new Set(members).size, group).toBe(members.length);
    for (const member of members) expect(findCountry(member)?.code, `${member} of ${group}`).toBe(member);
  }
  const sizes = { EU27: 27, EFTA: 4, USMCA: 3, G7: 7, G20: 19, ASEAN: 11, CPTPP: 12, RCEP: 15, OECD: 38 } as const;
  for (const [group, size] of Object.entries(sizes))
    expect(COUNTRY_GROUPS[group as keyof typeof sizes], group).toHaveLength(size);
  expect([inGroup("DE", "EU27"), inGroup("GB", "EU27"), findGroup("eu"), findGroup("toString")]).toEqual([
    true,
    false,
    "EU27",
    null,
  ]);
});

test("a report counts each country in exactly one region", () => {
  const expected = {
    CN: "China",
    HK: "China",
    MO: "China",
    TW: "Elsewhere in Asia",
    CY: "European Union",
    DE: "European Union",
    GB: "Elsewhere in Europe",
    US: "United States",
    CA: "Canada and Mexico",
    MX: "Canada and Mexico",
    BR: "Elsewhere in the Americas",
    ZA: "Africa",
    AU: "Oceania",
    JP: "Elsewhere in Asia",
    "": "Unknown",
    ZZ: "Unknown",
  };
  for (const [code, region] of Object.entries(expected)) expect(reportRegion(code), code).toBe(region);
  const used = new Set(COUNTRIES.map((one) => reportRegion(one.code)));
  expect([...used].sort()).toEqual([...REPORT_REGIONS].sort());
  expect(COUNTRIES.filter((one) => reportRegion(one.code) === "Unknown").map((one) => one.code)).toEqual(["AQ"]);
});
