import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareTexts } from "./compare-names.ts";
import { AT_LEAST, nameIndex } from "./name-index.ts";
import type { NamedEntity } from "./named-entity.ts";

const entity = (id: string, names: readonly string[], more: Partial<NamedEntity> = {}): NamedEntity => ({
  id,
  names,
  country: null,
  identifiers: [],
  ...more,
});

const LEI = { scheme: "LEI", value: "300300C6TXDO6SVTJR24" };
const listed = [
  entity("catl", ["Contemporary Amperex Technology Co., Ltd.", "宁德时代新能源科技股份有限公司"], {
    country: "CN",
    identifiers: [LEI, { scheme: "ticker", value: "300750" }],
  }),
  entity("remt", ["Rare Earth Magnesium Technology Group Holdings, Ltd."], { country: "HK" }),
  entity("acme", ["Acme Motors Ltd"], { country: "US" }),
];
const index = nameIndex(listed);

describe("a name among many", () => {
  test("is identified by an identifier alone, however it is written and whatever the name is", () => {
    const [match] = index.match({ name: "Nobody", identifiers: [{ scheme: "lei", value: "300300-c6txdo6svtjr24" }] });
    expect(match).toMatchObject({ entity: { id: "catl" }, verdict: "identified", score: 1 });
    expect(match?.identifier).toEqual({ agreement: "same", identifier: LEI });
  });

  test("is likely where the exact name and the country agree, and possible without the country or in another", () => {
    const name = "CONTEMPORARY AMPEREX TECHNOLOGY COMPANY LIMITED";
    const verdictIn = (country: string | null) => index.match({ name, country })[0]?.verdict;
    expect([verdictIn("CN"), verdictIn(null), verdictIn("US")]).toEqual(["likely", "possible", "possible"]);
    expect(index.match({ name, country: "US" })[0]?.country).toBe("different");
  });

  test("is spoken against by another identifier of a scheme, but not by another ticker", () => {
    const asked = { name: "Contemporary Amperex Technology Co., Ltd.", country: "CN" };
    const other = { ...asked, identifiers: [{ scheme: "LEI", value: "5493001KJTIIGC8Y1R12" }] };
    const [match] = index.match(other, { atLeast: 0.4 });
    expect(match).toMatchObject({ verdict: "possible", score: 0.5 });
    expect(match?.identifier.agreement).toBe("different");
    expect(index.match(other)).toEqual([]);
    const ticker = index.match({ ...asked, identifiers: [{ scheme: "ticker", value: "3750" }] })[0];
    expect(ticker).toMatchObject({ verdict: "likely", identifier: { agreement: "unknown" } });
  });

  test("of an anode maker that a source calls by an almost listed name is possible, never likely, and says why", () => {
    const [match] = index.match({ name: "China Rare Earth Magnesium Technology Group (CREMT)", country: "CN" });
    expect(match).toMatchObject({ entity: { id: "remt" }, verdict: "possible", country: "different" });
    expect(match?.name.why.join("; ")).toMatch(/only the other has “HOLDINGS”.*only one names “CHINA”/);
  });

  test("has no match where only common words agree", () => {
    expect(index.match({ name: "Zenith Technology Group Co., Ltd.", country: "CN" })).toEqual([]);
  });

  test("in other letters than the listed ones has none: no distance bridges them", () => {
    expect(nameIndex([listed[0] as NamedEntity]).match({ name: "Ningde Shidai Xinnengyuan Keji" })).toEqual([]);
  });

  const word = fc.stringMatching(/^[A-Z][a-z]{3,8}$/);
  const firm = fc
    .tuple(word, word, fc.constantFrom("Ltd", "GmbH", "Trading Co., Ltd."))
    .map((parts) => parts.join(" "));

  test("is found with all that comparing it with each name would find", () => {
    fc.assert(
      fc.property(fc.array(firm, { minLength: 1, maxLength: 30 }), firm, fc.nat(), (names, other, pick) => {
        const written = names[pick % names.length] ?? other;
        const slip = written.length > 6 ? `${written.slice(0, 3)}${written.slice(4)}` : written;
        const found = nameIndex(names.map((name, at) => entity(String(at), [name])));
        for (const asked of [other, written, slip]) {
          const all = names.filter((name) => compareTexts(asked, name).score >= AT_LEAST).length;
          expect(found.match({ name: asked }, { top: 100 }).length, asked).toBe(all);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("is the same whatever the order of the names", () => {
    const there = index.match({ name: "Acme Motor" });
    const back = nameIndex([...listed].reverse()).match({ name: "Acme Motor" });
    expect(back).toEqual(there);
    expect(there[0]?.entity.id).toBe("acme");
  });
});
