import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareTexts, parseName } from "./compare-names.ts";

const score = (a: string, b: string): number => compareTexts(a, b).score;

/** Words as names of firms have them, among them common ones, places, numbers and legal forms. */
const name = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "Acme",
        "Zhongke",
        "Trading",
        "Group",
        "China",
        "Vietnam",
        "2",
        "IV",
        "Plant",
        "of",
        "新能源",
        "贝特瑞",
      ),
      fc.string({ minLength: 1, maxLength: 9, unit: "grapheme" }),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .chain((words) => fc.constantFrom("", " Co., Ltd.", " GmbH", "有限公司").map((form) => `${words.join(" ")}${form}`));

describe("likeness of two names", () => {
  test("is between 0 and 1, the same both ways round, and 1 for a name with letters and itself", () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        const there = score(a, b);
        expect(there).toBeGreaterThanOrEqual(0);
        expect(there).toBeLessThanOrEqual(1);
        expect(score(b, a)).toBeCloseTo(there, 9);
        const { spaced, chinese } = parseName(a);
        expect(score(a, a)).toBe(spaced === null && chinese === null ? 0 : 1);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ["case, accents, width and spacing", "Société  Générale", "SOCIETE GENERALE"],
    ["the way a legal form is written", "Siemens AG", "Siemens Aktiengesellschaft"],
    ["where the legal form stands", "OOO Oboronnye Initsiativy", "Oboronnye Initsiativy OOO"],
    ["dots in a short name", "L.X.C. Aviation", "LXC Aviation"],
    ["numbers in words", "Brigade Forty-Four", "Brigade 44"],
    ["words written short", "Intl Tech Mfg Corp Vitol", "International Technology Manufacturing Corp Vitol"],
    ["letters glued or spaced", "Good Will Company", "Goodwill Company"],
    ["names of a country", "Acme (U.K.) Ltd", "Acme United Kingdom Ltd"],
    ["simplified and traditional characters", "國軒高科股份有限公司", "国轩高科股份有限公司"],
    ["the Cyrillic and the Latin alphabet", "Газпром Нефть", "Gazprom Neft"],
  ])("does not change with %s", (_, a, b) => expect(score(a, b)).toBe(1));

  test.each([
    ["a shared legal form and common words", "Kestrel Trading Co., Ltd.", "Mordant Trading Co., Ltd.", 0.4],
    [
      "a shared place and common words",
      "Shenzhen Kestrel Technology Co., Ltd.",
      "Shenzhen Mordant Technology Co., Ltd.",
      0.5,
    ],
    ["two known words that are spelled alike", "Bank of Austria", "Bank of Australia", 0.6],
    ["pinyin and an official English name", "Ningde Shidai", "Contemporary Amperex Technology", 0.2],
    ["a Chinese and an English name", "宁德时代", "CATL", 0],
    ["a shared city and legal form in Chinese", "深圳市科陆电子科技股份有限公司", "深圳新宙邦科技股份有限公司", 0.3],
  ])("is small for %s", (_, a, b, most) => expect(score(a, b)).toBeLessThanOrEqual(most));

  test("is less for a typo than for none, and less for a shared common word than for a shared rare one", () => {
    expect(score("Tayota Motor", "Toyota Motor")).toBeLessThan(1);
    expect(score("Tayota Motor", "Toyota Motor")).toBeGreaterThan(0.8);
    expect(score("Kestrel Trading", "Kestrel Mining")).toBeGreaterThan(score("Kestrel Trading", "Mordant Trading"));
  });

  test("is lowered where numbers, places or kinds of legal form differ, and says so", () => {
    const plants = compareTexts("Kestrel Steel Plant 1", "Kestrel Steel Plant 2");
    expect(plants.score).toBeLessThanOrEqual(0.75);
    expect(plants.why).toContain("the numbers differ: “1” and “2”");
    const banks = compareTexts("Bank of China (Hong Kong) Limited", "Bank of China (Singapore) Limited");
    expect(banks.score).toBeLessThan(0.6);
    expect(banks.why).toContain("the places differ: “HONG KONG” and “SINGAPORE”");
    expect(compareTexts("ANO Kestrel", "Kestrel LLC").why).toContain("the legal forms differ: ANO and LLC");
  });

  test("knows initials, alone and in brackets behind the name", () => {
    expect(score("PLA", "People’s Liberation Army")).toBeGreaterThanOrEqual(0.75);
    expect(score("AMEC", "Advanced Micro-Fabrication Equipment Inc. (AMEC)")).toBeGreaterThanOrEqual(0.85);
    expect(score("Advanced Micro-Fabrication Equipment Inc.", "Advanced Micro-Fabrication Equipment Inc. (AMEC)")).toBe(
      1,
    );
  });

  test("parts a parent from its subsidiary in another place, and takes a short name for the long one", () => {
    const short = score("亿纬锂能", "惠州亿纬锂能股份有限公司");
    expect(short).toBeGreaterThan(0.9);
    expect(score("贝特瑞新材料集团股份有限公司", "贝特瑞(四川)新材料科技有限公司")).toBeLessThan(short - 0.1);
  });

  test.each([
    ["nothing", ""],
    ["punctuation", "*** --- ***"],
    ["emoji", "🏭🏭 🔋"],
    ["control characters", "\u0000\u001b[2J\u0007"],
    ["direction marks", "\u202eemcA\u202c"],
    ["a hundred thousand letters", "A".repeat(100_000)],
    ["a hundred thousand words", "a b ".repeat(50_000)],
    ["half a character", "\ud83c Acme"],
    ["a tower of marks", `A${"\u0301".repeat(5000)}`],
    ["brackets never closed", `${"(".repeat(5000)}A`],
  ])("is found at once for a name of %s", (_, hostile) => {
    const began = performance.now();
    expect(score(hostile, "Acme Motors Ltd")).toBeLessThanOrEqual(1);
    expect(score(hostile, hostile)).toBeLessThanOrEqual(1);
    expect(performance.now() - began).toBeLessThan(500);
  });
});
