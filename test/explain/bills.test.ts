import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ExplainResult } from "../../src/operations/trade/explain-result.ts";
import { headwater } from "../cli/headwater.ts";

const HEADER = "bill,arrived_on,shipper_name,consignee_name,hs,origin,import_country,value,currency,kg";
const BILLS = [
  "B1,2024-01-10,Evil Magnets,Acme Motors,850511,CN,US,120.00,USD,6",
  "B2,2024-02-10,Evil Magnets,Acme Motors,850511,CN,US,80.00,USD,4",
  "B3,2024-03-10,Evil Magnets,Acme Motors,850511,CN,US,,,3",
  "B4,2024-04-10,Formula KK,Acme Motors,850511,JP,US,100.00,USD,2",
  "B5,2024-05-10,Formula KK,Other Motors,850511,JP,US,300.00,USD,6",
  "B6,2024-01-05,Evil Magnets,Formula KK,850511,CN,JP,50.00,USD,3",
  "B7,2024-01-06,Mine and Sons,Formula KK,280530,AU,JP,40.00,USD,5",
];

let folder: string;
let store: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "headwater-bills-"));
  store = join(folder, "store");
  const file = join(folder, "bills.csv");
  writeFileSync(file, `${[HEADER, ...BILLS].join("\n")}\n`);
  const { code, err } = await headwater(["import", file, "--source", "bills", "--store", store, "--quiet"]);
  expect([code, err]).toEqual([0, ""]);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function explain(figure: string): Promise<ExplainResult> {
  const { out, err, code } = await headwater(["explain", figure, "--json", "--store", store]);
  expect([err, code]).toEqual(["", 0]);
  return JSON.parse(out).result as ExplainResult;
}

test("a bill without a value says by what it was estimated, and between what it lies", async () => {
  const found = await explain("suppliers?product=850511&party=Acme+Motors#total.usd");
  const estimated = found.rows.find(({ bill }) => bill === "B3");
  expect(found.rows.map(({ bill }) => bill).sort()).toEqual(["B1", "B2", "B3", "B4"]);
  expect(estimated).toMatchObject({ usd: null, value: null, kg: "3.000", basis: "estimated", record: 3, line: null });
  expect(estimated?.estimate?.how).toMatch(/^weight times the unit value of the dataset's own bills/);
  const [low, counted, high] = [estimated?.estimate?.low, estimated?.counted, estimated?.estimate?.high].map(Number);
  expect(counted).toBe(Number(estimated?.amount));
  expect(low).toBeLessThanOrEqual(counted ?? 0);
  expect(high).toBeGreaterThan(low ?? 0);
  expect(found.rows.filter(({ bill }) => bill !== "B3").every(({ estimate }) => estimate === null)).toBe(true);
  expect(found.explanation.basis).toBe("estimated");
  expect(found.explanation.because?.[0]?.sentence).toMatch(/^1 of the rows/);
  const sum = found.rows.reduce((cents, { amount }) => cents + Math.round(Number(amount) * 100), 0);
  expect(sum).toBe(Math.round(Number(found.figure.value) * 100));
});

test("the estimated part of a tier is made of the estimated rows alone", async () => {
  const found = await explain("trace?product=850511&to=US#tiers.1.estimated.usd");
  expect(found.rows.map(({ bill }) => bill)).toEqual(["B3"]);
  expect(found.sum).toMatchObject({ amount: found.figure.value, isFigure: true });
});

test("a unit value is computed over the rows that state both", async () => {
  const found = await explain("suppliers?product=850511&to=US&party=Other+Motors#total.unitValue");
  expect(found.figure).toMatchObject({ value: "50.0000", unit: "USD per kg" });
  expect(found.rows.map(({ bill, usd, kg }) => [bill, usd, kg])).toEqual([["B5", "300.00", "6.000"]]);
  expect(found.explanation.formula).toContain("50.0000");
});

test("the attribution to a party's purchases follows the party's own bills alone", async () => {
  const found = await explain("trace?product=850511&party=Other+Motors&inputs=same&method=attribution#by.CN.share");
  expect(found.contributions.map(({ party, rows }) => [party?.label, rows])).toEqual([["Evil Magnets", 1]]);
  expect(found.rows.map(({ bill }) => bill)).toEqual(["B6"]);
  expect(found.rows[0]?.amount).toBe(found.figure.value);
});

test("made of bills, the text names them", async () => {
  const { out } = await headwater(["explain", "trace?product=850511&to=US#tiers.1.by.JP.usd", "--store", store]);
  expect(out).toMatch(/record 5 +B5 +2024-05-10 +Formula KK +Other Motors/);
});
