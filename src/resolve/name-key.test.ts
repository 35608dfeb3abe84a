import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { LEGAL_FORMS } from "./legal-forms.ts";
import { hasNameKeySql, nameKey, nameKeySql, partyIdSql } from "./name-key.ts";
import { partyId } from "./party-id.ts";
import { scriptOf } from "./script-of.ts";

describe("nameKey", () => {
  test.each([
    ["Ningbo Magnet Co., Ltd.", "NINGBO MAGNET CO LTD"],
    ["NINGBO MAGNET CO.,LTD", "NINGBO MAGNET CO LTD"],
    ["Ningbo  Magnet Company Limited", "NINGBO MAGNET CO LTD"],
    ["ningbo magnet\nco ltd", "NINGBO MAGNET CO LTD"],
    ["Acme, Inc.", "ACME INC"],
    ["ACME INCORPORATED", "ACME INC"],
    ["Müller G.m.b.H.", "MULLER GMBH"],
    ["Société Générale S.A.", "SOCIETE GENERALE SA"],
    ["ＡＢＣ　Ｃｏ．，Ｌｔｄ．", "ABC CO LTD"],
    ["O'Neil & Sons", "ONEIL AND SONS"],
    ["宁德时代新能源科技股份有限公司", "宁德时代新能源科技股份有限公司"],
    ["深圳市比亚迪锂电池有限责任公司", "深圳市比亚迪锂电池有限公司"],
    ["㈱日立", "株式会社日立"],
    ["***", ""],
  ])("reads %j as %j", (name, key) => {
    expect(nameKey(name)).toBe(key);
  });

  test("keeps names apart that only look alike", () => {
    expect(nameKey("Ningbo Magnet Co Ltd")).not.toBe(nameKey("Ningbo Magnet Ltd"));
    expect(nameKey("Limitedco Ltd")).toBe("LIMITEDCO LTD");
    expect(nameKey("がく")).not.toBe(nameKey("かく"));
  });

  test.each(["ǰ", "ŉ", "ΰ", "ΐ", "ﬁ", "ǆ", "ß", "İ", "Å"])("of %s is its own key", (text) => {
    expect(nameKey(nameKey(text))).toBe(nameKey(text));
  });

  test("is its own key", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        expect(nameKey(nameKey(text))).toBe(nameKey(text));
      }),
    );
  });
});

describe("nameKeySql", () => {
  let connection: DuckDBConnection;

  beforeAll(async () => {
    connection = await (await DuckDBInstance.create(":memory:")).connect();
  });

  const words = fc.constantFrom(...LEGAL_FORMS.flat().flatMap((form) => form.split(" ")), "Acme", "co", "l.t.d", "'S");
  const gaps = fc.constantFrom(" ", "  ", ",", ".,", ". ", "-", "&", "'", "`", "(", ") ", "/", "\t", "\n", "");
  const hostile = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.string({ maxLength: 40 }),
    fc.array(fc.tuple(words, gaps), { maxLength: 8 }).map((pairs) => pairs.flat().join("")),
  );

  test("gives the same key and id as the function wherever it gives one", async () => {
    const texts = fc
      .sample(hostile, { numRuns: 5000, seed: 7 })
      .filter((text) => Buffer.from(text).toString() === text);
    await connection.run("create table texts (seq integer, name varchar)");
    const appender = await connection.createAppender("texts");
    for (const [at, text] of texts.entries()) {
      appender.appendInteger(at);
      appender.appendVarchar(text);
      appender.endRow();
    }
    appender.closeSync();
    const key = nameKeySql("name");
    const reader = await connection.runAndReadAll(
      `select seq, ${hasNameKeySql("name")} as here, ${key} as key, ${partyIdSql(key, "'CN'")} as id from texts order by seq`,
    );
    const rows = reader.getRowObjectsJson() as { seq: number; here: boolean; key: string; id: string }[];
    expect(rows).toHaveLength(texts.length);
    const answered = rows.filter(({ here }) => here);
    expect(answered.length).toBeGreaterThan(1500);
    for (const { seq, key: found, id } of answered) {
      const text = texts[seq] ?? "";
      expect({ text, key: found, id }).toEqual({ text, key: nameKey(text), id: partyId(text, "CN") });
    }
    expect(rows.filter(({ here }) => !here).every(({ seq }) => /[^ -~]/.test(texts[seq] ?? ""))).toBe(true);
  });
});

test("scriptOf names the script of a name", () => {
  expect(["Acme 3", "宁德时代", "トヨタ自動車", "삼성", "Норникель", "123"].map(scriptOf)).toEqual([
    "latn",
    "hani",
    "jpan",
    "hang",
    "cyrl",
    null,
  ]);
});
