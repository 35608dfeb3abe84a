import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openStore, trace } from "../../src/index.ts";
import { MINERALS } from "../../src/network/attribution/mineral-content.ts";
import { headwater } from "../cli/headwater.ts";
import { attribution, userFile } from "./demo-store.ts";

/** A store of a few rows that the test wrote by hand, imported as files of our own layout. */
async function storeOf(files: Readonly<Record<string, readonly string[]>>): Promise<string> {
  const scratch = mkdtempSync(join(tmpdir(), "headwater-small-"));
  onTestFinished(() => rmSync(scratch, { recursive: true, force: true }));
  const store = join(scratch, "store");
  for (const [name, lines] of Object.entries(files)) {
    const file = join(scratch, name);
    writeFileSync(file, `${lines.join("\n")}\n`);
    const { code, err } = await headwater(["import", file, "--source", "by-hand", "--store", store, "--quiet"]);
    expect([code, err]).toEqual([0, ""]);
  }
  return store;
}

const FLOWS = "period,reporter,partner,direction,hs,hs_revision,value,currency,kg";

test("equipment stands beside by product and origin, and takes nothing from the shares", async () => {
  const magnets = ["2024,US,CN,import,850511,2022,100,USD,4", "2024,US,JP,import,850511,2022,50,USD,1"];
  const furnaces = ["2024,CN,DE,import,851420,2022,30,USD,", "2024,CN,JP,import,851420,2022,10,USD,"];
  const store = await storeOf({ "flows.csv": [FLOWS, ...magnets, ...furnaces] });
  const { result } = await attribution(store, "--product", "850511", "--to", "US");
  expect(result.equipment).toMatchObject([
    {
      code: "851420",
      usd: "40.00",
      buyers: 1,
      by: [
        { key: "DE", usd: "30.00", share: "0.75" },
        { key: "JP", usd: "10.00", share: "0.25" },
      ],
    },
  ]);
  const china = result.by.find(({ key }) => key === "CN");
  expect(result.equipment[0]?.addedByBuyers).toBe(china?.share);
  const without = await storeOf({ "flows.csv": [FLOWS, ...magnets] });
  const { result: bare } = await attribution(without, "--product", "850511", "--to", "US");
  expect(bare.equipment).toEqual([]);
  expect(bare.by).toEqual(result.by);
});

test("a program gets the result of the method that it asked for, with its types", async () => {
  const folder = await storeOf({ "flows.csv": [FLOWS, "2024,US,CN,import,850511,2022,100,USD,4"] });
  const store = openStore(folder, { today: "2026-11-21" });
  try {
    const reached = await trace(store, { product: "850511", to: "US" });
    expect(reached.result.tiers[0]?.by[0]?.share).toBe("1");
    const attributed = await trace(store, { product: "850511", to: "US", method: "attribution", inputs: "same" });
    expect(attributed.result.by[0]).toMatchObject({ key: "CN", share: "1", low: "1", high: "1", usd: "100.00" });
    const row = { country: "CN", product: "850511", year: 2024, usd: 90, basis: "assumed", source: "made up" } as const;
    const given = await trace(store, { product: "850511", to: "US", method: "attribution", production: [row] });
    expect(given.input.production).toMatchObject([{ year: "2024", usd: "90" }]);
    expect(given.result.production).toMatchObject([{ party: "CN", usd: "90.00" }]);
  } finally {
    store.close();
  }
});

const BILLS =
  "bill,arrived_on,shipper_name,shipper_country,consignee_name,consignee_country,import_country,hs,hs_revision,value,currency,kg";
const RESOLD = [
  BILLS,
  "B1,2024-01-05,Maker Works,CN,Hamburg Handel,DE,DE,850511,2022,80,USD,4",
  "B2,2024-02-05,Hamburg Handel,DE,Acme Motors,US,US,850511,2022,100,USD,4",
];

test("graphite in a kWh of cells is what the map needs, what was seen bought, and the unexplained rest", async () => {
  const store = await storeOf({
    "shipments.csv": [
      BILLS,
      "C1,2024-01-05,Anode Works,CN,Cell Maker,KR,KR,380110,2022,100,USD,9",
      "C2,2024-02-05,Cell Maker,KR,Acme Motors,US,US,850760,2022,1000,USD,20",
    ],
  });
  const cells = ["--product", "850760", "--to", "US"];
  const { result } = await attribution(store, ...cells, "--unit-price", "100");
  const passed = 1 - Number(result.by.find(({ key }) => key === "KR")?.share) - Number(result.untraced.share);
  expect(passed).toBeGreaterThan(0.05);
  const [byWeight, byEnergy] = result.minerals;
  // A dollar of anode brought 90 g; a kg of cells cost 50 dollars by its bill, a kWh 100 as asked.
  expect(byWeight).toMatchObject({ unit: "kg", unitUsd: "50", priced: "rows", weighed: "1" });
  expect(Number(byWeight?.of[0]?.observed)).toBeCloseTo(passed * 50 * 0.09, 6);
  expect(byEnergy).toMatchObject({ unit: "kWh", unitUsd: "100", priced: "asked" });
  const graphite = byEnergy?.of.find(({ mineral }) => mineral === "graphite");
  expect(graphite?.needed).toEqual({ low: "0.8539", high: "0.8539" });
  expect(Number(graphite?.observed)).toBeCloseTo(passed * 100 * 0.09, 6);
  expect(Number(graphite?.unexplained?.low)).toBeCloseTo(0.8539 - passed * 100 * 0.09, 6);
  expect(byEnergy?.of.map(({ mineral }) => mineral)).toEqual(MINERALS);

  const { result: unpriced } = await attribution(store, ...cells);
  expect(unpriced.minerals[1]).toMatchObject({ unit: "kWh", unitUsd: null, priced: null });
  expect(unpriced.minerals[1]?.of[0]).toMatchObject({ observed: null, unexplained: null });
  const { out } = await headwater(["trace", "--method", "attribution", ...cells, "--store", store]);
  expect(out.replace(/\s+/g, " ")).toContain("Minerals in one kg of HS 8507.60, at USD 50 by its rows");
});

test("a table of three industries, as bills of one day beside a year's production, gives what each adds", async () => {
  const sold = (bill: string, from: string, to: string, usd: number) =>
    `${bill},2024-02-01,${from} Works,${from},${to},US,US,610910,2022,${usd},USD,20`;
  const store = await storeOf({
    "shipments.csv": [
      BILLS,
      sold("B1", "CN", "CN Works", 200).replace("US,US", "CN,CN"),
      sold("B2", "CN", "KR Works", 300).replace("US,US", "KR,KR"),
      sold("B3", "KR", "KR Works", 100).replace("US,US", "KR,KR"),
      sold("B4", "CN", "US Works", 50),
      sold("B5", "KR", "US Works", 200),
      sold("B6", "US", "US Works", 300),
      sold("B7", "US", "Households", 1000),
    ],
  });
  const made = ["CN Works,610910,2024,800", "KR Works,610910,2024,600", "US Works,610910,2024,450"];
  const production = userFile(
    "production.csv",
    ["party,product,year,usd,basis,source", ...made.map((row) => `${row},reported,made up`)].join("\n"),
  );
  const final = ["--product", "610910", "--party", "Households", "--inputs", "same", "--production", production];
  const { result, warnings } = await attribution(store, ...final, "--since", "2024-01-01", "--until", "2025-01-01");
  const shares = result.by.map(({ key, share }) => [key, Number(share).toFixed(6)]);
  expect(shares).toEqual([
    ["US", "0.642857"],
    ["KR", "0.190476"],
    ["CN", "0.166667"],
  ]);
  for (const { low, share, high } of result.by)
    expect(Number(high) - Number(low) + Number(share)).toBeCloseTo(Number(share), 8);
  expect(warnings.join(" ")).not.toContain("Production figures");
  const { result: cut, warnings: said } = await attribution(store, ...final);
  expect(cut.production[0]).toMatchObject({ usd: "63.39", basis: "estimated" });
  expect(said.join(" ")).toContain("7.9 % of 2024 (2024-02-01 to 2024-03-01)");
});

test("a party that is said to be a trader adds nothing: its sales are those who sold to it", async () => {
  const asked = ["--product", "850511", "--to", "US", "--inputs", "same", "--by", "party"];
  const unknown = await storeOf({ "bills.csv": RESOLD });
  const { result: before } = await attribution(unknown, ...asked);
  expect(before.by.find(({ label }) => label === "Hamburg Handel")).toMatchObject({ low: "0.2" });
  expect(before.passedOn.assumed).not.toBe("0");

  const parties = ["name,country,kind", "Hamburg Handel,DE,trader"];
  const store = await storeOf({ "bills.csv": RESOLD, "parties.csv": parties });
  const { result } = await attribution(store, ...asked);
  expect(result.by).toMatchObject([{ label: "Maker Works", share: "1", low: "1", high: "1", usd: "100.00" }]);
  expect(result.untraced.share).toBe("0");
  expect(result.passedOn).toMatchObject({ reported: "1", assumed: "0" });

  const alone = await storeOf({ "bills.csv": [BILLS, RESOLD[2] ?? ""], "parties.csv": parties });
  const { result: nobody } = await attribution(alone, ...asked);
  expect(nobody.by).toEqual([]);
  expect(nobody.untraced).toMatchObject({ share: "1", usd: "100.00", by: [{ key: "850511" }] });
});

test("one party can be the root, and a window without a bill is an empty answer", async () => {
  const store = await storeOf({ "bills.csv": RESOLD });
  const party = ["--product", "850511", "--party", "Acme Motors", "--inputs", "same"];
  const { result, warnings: said } = await attribution(store, ...party);
  expect(said.join(" ")).toContain("How much of all trade these shipments show is not known");
  expect(result.root).toMatchObject({ party: { label: "Acme Motors" }, rows: 1, usd: "100.00" });
  const { result: none, warnings } = await attribution(store, ...party, "--until", "2024-02-01", "--every", "year");
  expect(none).toMatchObject({ by: [], untraced: { share: "0", by: [] }, tiers: [], physical: [], equipment: [] });
  expect(none.years).toMatchObject([{ year: "2024", by: [], untraced: { share: "0" } }]);
  expect(warnings.join(" ")).toContain("no row of HS 8505.11 with a value bought by Acme Motors");
});
