import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ExplainResult } from "../../src/operations/trade/explain-result.ts";
import { country } from "../../src/vocab/country.ts";
import { headwater } from "../cli/headwater.ts";

const example = (path: string): string => fileURLToPath(new URL(`../../examples/${path}`, import.meta.url));
const BACI = example("baci-2024/trade.parquet");
const GRAPHITE = example("china-graphite-exports/exports.csv");

let folder: string;
let store: string;
/** The records of the packaged file, read without Headwater; the first is number 1. */
let records: Map<
  number,
  { readonly seller: string; readonly buyer: string; readonly hs6: string; usd: number; kg: number }
>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "headwater-explain-"));
  store = join(folder, "store");
  for (const args of [[BACI, "--source", "cepii-baci"], [GRAPHITE]]) {
    const { code, err } = await headwater(["import", ...args, "--store", store, "--quiet"]);
    expect([code, err]).toEqual([0, ""]);
  }
  const connection = await (await DuckDBInstance.create()).connect();
  const read = await connection.runAndReadAll(`
    select cast(file_row_number + 1 as integer), exporter, importer, hs6, value_kusd * 1000, qty_t * 1000
    from read_parquet('${BACI}', file_row_number = true)`);
  records = new Map(
    read.getRowsJson().map(([record, seller, buyer, hs6, usd, kg]) => [
      Number(record),
      {
        seller: country(String(seller)).code,
        buyer: country(String(buyer)).code,
        hs6: String(hs6),
        usd: Number(usd),
        kg: Number(kg ?? 0),
      },
    ]),
  );
  connection.closeSync();
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function explain(figure: string, ...flags: readonly string[]): Promise<ExplainResult> {
  const { out, err, code } = await headwater(["explain", figure, ...flags, "--json", "--store", store]);
  expect([err, code]).toEqual(["", 0]);
  return JSON.parse(out).result as ExplainResult;
}

/** Exact sums of decimal texts, in units of twelve places. */
function units(texts: readonly string[]): bigint {
  return texts.reduce((sum, text) => {
    const [whole = "0", fraction = ""] = text.split(".");
    return sum + BigInt(whole + fraction.padEnd(12, "0"));
  }, 0n);
}

const addedUp = ({ rows, others }: ExplainResult): bigint =>
  units([...rows.map(({ amount }) => amount), others.amount]);

/** Every row shown is the record of the file that it says it is. */
function expectRowsOfTheFile({ rows }: ExplainResult): void {
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) {
    const record = records.get(row.record);
    expect([row.file, row.line]).toEqual(["trade.parquet", null]);
    expect([row.seller.key, row.buyer.key, row.product]).toEqual([record?.seller, record?.buyer, record?.hs6]);
    expect(Number(row.usd)).toBeCloseTo(record?.usd ?? Number.NaN, 2);
    expect(Number(row.kg)).toBeCloseTo(record?.kg ?? Number.NaN, 3);
  }
}

/** What the file says of the rows that pass, in cents or grams. */
function totalOf(field: "usd" | "kg", passes: (record: { seller: string; buyer: string; hs6: string }) => boolean) {
  const scale = { usd: 100, kg: 1000 }[field];
  return [...records.values()].filter(passes).reduce((sum, each) => sum + Math.round(each[field] * scale), 0);
}

const MAGNETS = "trace?product=850511&to=US";

describe("figures of the magnets answer", () => {
  test("the value from China is one record of the file", async () => {
    const found = await explain(`${MAGNETS}#tiers.1.by.CN.usd`);
    expectRowsOfTheFile(found);
    expect(found.rows.map(({ seller, buyer }) => [seller.key, buyer.key])).toEqual([["CN", "US"]]);
    expect(found.figure).toMatchObject({ value: "366341101.00", unit: "USD", label: "tier 1, China, usd" });
    expect(addedUp(found)).toBe(units(["366341101.00"]));
    expect(found.explanation.rows?.used).toBe(1);
  });

  test("a tier adds up exactly, the rows beyond the largest pooled", async () => {
    const found = await explain(`${MAGNETS}#tiers.1.usd`, "--top", "5");
    expectRowsOfTheFile(found);
    expect([found.rows.length, found.others.rows]).toEqual([5, 62]);
    expect(addedUp(found)).toBe(units([found.figure.value]));
    expect(Number(found.figure.value) * 100).toBe(
      totalOf("usd", ({ buyer, hs6 }) => buyer === "US" && hs6 === "850511"),
    );
    const amounts = found.rows.map(({ amount }) => Number(amount));
    expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
    expect(found.explanation.formula).toContain(`= ${found.figure.value} USD`);
  });

  test("a weight behind the first tier adds up, and so does what a supplier sold", async () => {
    for (const figure of [
      `${MAGNETS}#tiers.2.by.VN.kg`,
      `${MAGNETS}#tiers.2.splits.product.850511.usd`,
      `${MAGNETS}&top=2#tiers.2.splits.heading.others.usd`,
      `${MAGNETS}#tiers.3.splits.region.Africa.rows`,
      `${MAGNETS}#tiers.2.outliers.usd`,
      `${MAGNETS}#tiers.2.rowsWithoutWeight`,
      `${MAGNETS}#suppliers.CN.usd`,
      `${MAGNETS}#total.kg`,
      "trace?product=811292&origin=CN&direction=down&by=party#tiers.1.by.JP.usd",
      "suppliers?product=850511&to=US#suppliers.JP.kg",
      "suppliers?product=850511&to=US&top=3#others.usd",
    ]) {
      const found = await explain(figure, "--top", "3");
      expectRowsOfTheFile(found);
      expect([figure, found.sum.isFigure]).toEqual([figure, true]);
      expect([figure, addedUp(found)]).toEqual([figure, units([found.figure.value])]);
    }
  });

  test("a share says what it is a share of", async () => {
    const found = await explain(`${MAGNETS}#tiers.1.by.CN.share`);
    expect(found.sum).toEqual({ amount: "366341101.00", unit: "USD", isFigure: false });
    expect(found.explanation.formula).toContain("366341101.00");
    expect(addedUp(found)).toBe(units(["366341101.00"]));
  });
});

describe("figures of the attribution", () => {
  const ATTRIBUTION = `${MAGNETS}&inputs=same&method=attribution`;

  test("China's share is made of its sales, each with what came that way", async () => {
    const found = await explain(`${ATTRIBUTION}#by.CN.share`, "--top", "10");
    expectRowsOfTheFile(found);
    expect(found.figure.value).toMatch(/^0\.8659/);
    expect(addedUp(found)).toBe(units([found.figure.value]));
    expect(found.rows.every(({ seller }) => seller.key === "CN")).toBe(true);
    const [direct] = found.rows;
    expect([direct?.buyer.key, direct?.usd]).toEqual(["US", "366341101.00"]);
    // What the United States buys of China directly is 366.3 of 491.9; China keeps the part that it adds of all of it,
    // and what the United States sells on and buys back in rings comes on top.
    const part = found.contributions[0]?.part ?? Number.NaN;
    expect(Number(direct?.amount)).toBeGreaterThan((part * 366341101) / 491902474);
    expect(Number(direct?.amount)).toBeLessThan((part * 366341101 * 1.05) / 491902474);
  });

  test("contributions add up to the figure, and so do the rows", async () => {
    for (const figure of [
      `${ATTRIBUTION}&by=region#by.European+Union.usd`,
      `${ATTRIBUTION}&top=3#others.share`,
      `${MAGNETS}&method=attribution#by.CN.usd`,
      `${MAGNETS}&method=attribution#untraced.share`,
      `${MAGNETS}&method=attribution&by=product&top=20#by.811292.share`,
      `${ATTRIBUTION}#tiers.2.share`,
      `${ATTRIBUTION}#direct.CN.share`,
      `${ATTRIBUTION}#root.usd`,
    ]) {
      const found = await explain(figure, "--top", "4");
      expectRowsOfTheFile(found);
      const contributions = units([
        ...found.contributions.map(({ amount }) => amount),
        found.otherContributions.amount,
      ]);
      expect([figure, contributions]).toEqual([figure, units([found.figure.value])]);
      expect([figure, addedUp(found)]).toEqual([figure, units([found.figure.value])]);
      const parts = found.contributions.map(({ passing, part, amount }) => passing * part - Number(amount));
      if (found.sum.unit === "share") for (const difference of parts) expect(Math.abs(difference)).toBeLessThan(1e-9);
    }
  });

  test("a bound is explained by the share that it bounds", async () => {
    const found = await explain(`${ATTRIBUTION}#by.CN.low`, "--top", "4");
    expect(found.figure.value).toMatch(/^0\.71/);
    expect(found.sum).toMatchObject({ unit: "share", isFigure: false });
    expect(addedUp(found)).toBe(units([found.sum.amount]));
  });
});

test("a figure of statistics in CSV reaches the line of the file", async () => {
  const found = await explain("suppliers?product=380110&to=KR&source=china-graphite&since=2023-10-01#total.usd");
  const lines = readFileSync(GRAPHITE, "utf8").split("\n");
  expect(found.rows.length).toBeGreaterThan(10);
  for (const row of found.rows) {
    const [day, partner, hs6, usd, kg] = (lines[(row.line ?? 0) - 1] ?? "").split(",");
    expect([row.file, row.line]).toEqual(["exports.csv", row.record + 1]);
    expect([day?.slice(0, 7), partner, hs6]).toEqual([row.date?.slice(0, 7), row.buyer.label, row.product]);
    expect([Number(usd), Number(kg)]).toEqual([Number(row.usd), Number(row.kg)]);
  }
  expect(addedUp(found)).toBe(units([found.figure.value]));
});

describe("references", () => {
  test("places of lists lead where keys lead, and years to the answer of the year", async () => {
    const byKey = await explain(`${MAGNETS}#tiers.1.by.CN.usd`);
    const byPlace = await explain(`${MAGNETS}#tiers.0.by.0.usd`);
    const ofYear = await explain(`${MAGNETS}&every=year#years.2024.tiers.1.by.cn.usd`);
    expect(byPlace.figure).toEqual(byKey.figure);
    expect(ofYear.figure.value).toBe(byKey.figure.value);
    expect(ofYear.figure.reference).toBe(`${MAGNETS}&since=2024-01-01&until=2025-01-01#tiers.1.by.CN.usd`);
  });

  test("the reference of the answer is asked again as it stands", async () => {
    const once = await explain(
      `trace?to=USA&product=8505.11&tierOrigin=2:CN,VN&depth=3#tiers.2.splits.party.parts.CN.usd`,
    );
    expect(once.figure.reference).toBe(
      "trace?product=850511&to=US&tierOrigin=2:CN,VN#tiers.2.splits.party.parts.CN.usd",
    );
    expect(await explain(once.figure.reference)).toEqual(once);
  });

  test.each([
    [`${MAGNETS}`, "lacks the path after the # sign", "--explain"],
    ["?product=850511#x", "lacks the operation", "trace?"],
    ["status#total", '"status" cannot be walked down', "trace and suppliers"],
    ["trace?product=850511&too=US#total.usd", 'no field "too"', "product, to, origin"],
    ["trace?product=850511&to#total.usd", '"to" in the reference does not say a field and its value', "trace?"],
    ["trace?product=850511&to=US&depth=deep#total.usd", '"depth" cannot be used', ""],
    ["trace?product=850511&to=US&bom=x.csv#total.usd", '"bom" is read from a file', "without it"],
    [`${MAGNETS}#tiers.9.usd`, '"tiers" of the answer has no "9"', "1, 2, 3"],
    [`${MAGNETS}#tiers.1.by.XX.usd`, '"tiers.1.by" of the answer has no "XX"', "CN, "],
    [`${MAGNETS}#tiers.1.by.CN`, '"tiers.1.by.CN" is not one figure', "rows, usd, kg, share"],
    [`${MAGNETS}#dataset.rows`, '"dataset.rows" is not made of rows', "tiers"],
    [`${MAGNETS}#tiers.1.stale.usd`, "is a sum over links", "Explain the tier"],
    [`${MAGNETS}#tiers.2.splits.kind.same.usd`, "Rows are not kept apart", "splits.product"],
    [`${MAGNETS}&method=attribution#residual`, '"residual" is not', "by, others, untraced"],
  ])("%s is refused", async (figure, message, hint) => {
    const { err, code } = await headwater(["explain", figure, "--store", store]);
    expect(code).toBe(2);
    expect(err.replace(/\s+/g, " ")).toContain(message);
    expect(err.replace(/\s+/g, " ")).toContain(hint);
  });

  test("--explain on an answer gives references that work as they stand", async () => {
    for (const args of [
      ["trace", "--product", "850511", "--to", "US"],
      ["trace", "--product", "850511", "--to", "US", "--method", "attribution"],
      ["suppliers", "--product", "850511", "--to", "US"],
    ]) {
      const { out } = await headwater([...args, "--explain", "--json", "--store", store]);
      const figures = [...out.matchAll(/headwater explain '([^']+)'/g)].map(([, figure]) => figure ?? "");
      expect(figures.length).toBeGreaterThanOrEqual(2);
      for (const figure of figures) expect((await explain(figure)).figure.reference).toBe(figure);
    }
  });
});

test("people read the place of each row, and what it makes up", async () => {
  const { out } = await headwater(["explain", `${MAGNETS}#tiers.1.usd`, "--top", "2", "--store", store]);
  expect(out).toContain("Rows of trade.parquet");
  expect(out).toMatch(
    /record 10184 +2024 +China +United States +8505\.11 +366,341,101\.00 +8,678,521\.000 +366,341,101\.00/,
  );
  expect(out).toMatch(/65 others .*103,343,264\.00/);
  expect(out).toContain("They add up to the figure.");
  expect(out).toContain("How this was computed");
});
