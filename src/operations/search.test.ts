import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Context, openStore, search } from "../index.ts";
import { Store } from "../store/store.ts";

let store: Context;

const PARTIES = `values
  ('p1', 'Ningbo Shanshan Co., Ltd.', 'CN', 'company'), ('p2', 'Shanshan Europe GmbH', 'DE', 'company'),
  ('p3', 'Peninsula Shan Trading', 'SG', 'trader'), ('CN', 'China', 'CN', 'country'),
  ('p4', 'Société Générale d''Aimants', 'FR', 'company')`;

beforeAll(async () => {
  const folder = join(mkdtempSync(join(tmpdir(), "headwater-search-")), "store");
  const made = await Store.create(folder);
  const connection = await (await DuckDBInstance.create()).connect();
  const rows = (table: string, columns: string, values: string) =>
    `select *, 'test' as source_id, row_number() over () as source_row from (${values}) as ${table}(${columns})`;
  await made.write("Name parties", async (tx) => {
    await tx.add("party_records", connection, rows("t", "party_id, name, country, kind", PARTIES), "import");
    const names =
      "values ('p1', '宁波杉杉股份有限公司', 'local', 'hani'), ('p2', 'Old Shanshan Handels', 'former', 'latn')";
    await tx.add("party_names", connection, rows("t", "party_id, name, kind, script", names), "import");
    const ids = "values ('p1', 'LEI', '300300C1020311000158')";
    await tx.add("party_ids", connection, rows("t", "party_id, scheme, value", ids), "import");
  });
  connection.closeSync();
  store = openStore(folder, { today: "2026-11-21" });
});

afterAll(() => store.close());

async function hitsOf(text: string, kind: "company" | "product" | "country") {
  const { result } = await search(store, { text, kind });
  return result.groups[0]?.hits ?? [];
}

const keys = async (text: string, kind: "company" | "product" | "country") =>
  (await hitsOf(text, kind)).map(({ key }) => key);

describe("search for companies", () => {
  test("puts a name that begins with the text before one that only has it, and says why", async () => {
    const hits = await hitsOf("shanshan", "company");
    expect(hits.map(({ key }) => key)).toEqual(["p2", "p1"]);
    expect(hits[0]).toMatchObject({ place: "Germany", why: "its name begins with “shanshan”" });
    expect(await keys("shan", "company")).toEqual(["p2", "p3", "p1"]);
  });

  test("finds a name in its own script, a former name and an identifier", async () => {
    const [native] = await hitsOf("杉杉股份", "company");
    expect(native).toMatchObject({ key: "p1", place: "China" });
    expect(native?.why).toContain("宁波杉杉股份有限公司");
    expect((await hitsOf("old shanshan", "company"))[0]?.why).toContain("other name, “Old Shanshan Handels”");
    expect((await hitsOf("300300c1020311000158", "company"))[0]).toMatchObject({
      key: "p1",
      why: "its LEI is 300300C1020311000158",
      ids: ["LEI 300300C1020311000158"],
    });
  });

  test("does without accents, case and punctuation, and guesses no other spelling", async () => {
    expect(await keys("societe generale d'aimants", "company")).toEqual(["p4"]);
    expect(await keys("SHANSHAN, EUROPE", "company")).toEqual(["p2"]);
    expect(await keys("shanshann", "company")).toEqual([]);
  });

  test("leaves countries to the countries", async () => {
    expect(await keys("china", "company")).toEqual([]);
    expect((await hitsOf("Holland", "country"))[0]).toMatchObject({ key: "NL", place: "Western Europe" });
    expect((await keys("KOR", "country"))[0]).toBe("KR");
    expect((await keys("korea", "country")).sort()).toEqual(["KP", "KR"]);
  });
});

describe("search for products", () => {
  test.each(["850511", "8505.11", "HS 8505.11", "8505.11.0070"])("reads %s as the same code", async (text) => {
    expect((await keys(text, "product"))[0]).toBe("850511");
  });

  test("lists what stands under a heading", async () => {
    const found = await keys("8505", "product");
    expect(found[0]).toBe("8505");
    expect(found).toContain("850511");
  });

  test("finds a code that only an older edition has by what it became", async () => {
    const [hit] = await hitsOf("854140", "product");
    expect(hit?.why).toBe("what HS 2017 had as 8541.40");
  });

  test("finds codes by words of the nomenclature and of the trade", async () => {
    expect((await keys("lithium carbonate", "product"))[0]).toBe("283691");
    expect((await keys("black mass", "product"))[0]).toBe("262099");
  });
});

test("without a store only the book is searched, and the answer says so", async () => {
  const empty = openStore("/nowhere/at/all", { today: "2026-11-21" });
  const { result, coverage } = await search(empty, { text: "graphite" });
  expect(result.groups.map(({ kind }) => kind)).toEqual(["product", "country"]);
  expect(coverage.notes.join(" ")).toContain("No company was looked for");
  empty.close();
});
