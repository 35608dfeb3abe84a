import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readMapping } from "../../src/ingest/mapping.ts";
import type { Store } from "../../src/store/store.ts";
import { undo } from "../../src/store/undo.ts";
import { bringIn, newStore, rowsOf, temporaryFolder } from "./support.ts";

const HEADER = "No,Date,From,From Country,Works,To,To Country,Delivered,HS\n";
const MAPPING = `
as: shipments
source: bills
columns:
  bill: No
  arrived_on: Date
  shipper_name: From
  shipper_country: From Country
  shipper_facility: Works
  consignee_name: To
  consignee_country: To Country
  consignee_facility: Delivered
  hs: HS
`;
const BILLS = [
  `1,2024-01-01,Alpha Co,CN,"No. 8, Kexue Rd.",Beta Inc,US,Dock 4,850511`,
  "2,2024-01-02,ALPHA CO.,CN,NO 8 KEXUE RD,Beta Inc,US,,850511",
  "3,2024-01-03,Alpha Co,CN,Plant 2,Beta Inc,US,N/A,850511",
  "4,2024-01-04,Gamma Co,CN,Plant 2,Beta Inc,US,same as consignee,850511",
  "5,2024-01-05,Alpha Co,CN,,Beta Inc,US,DOCK  4.,850511",
  "6,2024-01-06,,CN,Plant 2,Beta Inc,US,---,850511",
  "7,2024-01-07,Alpha Co,CN,天津工厂,Beta Inc,US,,850511",
  "8,2024-01-08,Alpha Co,CN,北京工厂,Beta Inc,US,,850511",
];

async function imported(): Promise<{ store: Store; importId: string }> {
  const store = await newStore();
  const file = join(temporaryFolder(), "bills.csv");
  writeFileSync(file, `${HEADER}${BILLS.join("\n")}\n`);
  const { importId } = await bringIn(store, file, { mapping: readMapping(MAPPING) });
  return { store, importId };
}

test("a plant or address on a bill is a facility of the party beside it, the same however it is spaced or pointed", async () => {
  const { store } = await imported();
  const bills = await rowsOf(store, "shipments", "bill");
  const left = bills.map(({ shipper_facility_id: id }) => id);
  const reached = bills.map(({ consignee_facility_id: id }) => id);
  expect(left[0]).toMatch(/^[0-9a-f]{16}$/);
  expect(left[1]).toBe(left[0]);
  expect(new Set([left[0], left[2], left[3], left[6], left[7]]).size).toBe(5);
  expect([left[4], left[5]]).toEqual([null, null]);
  expect(reached.map((id) => id !== null)).toEqual([true, false, false, false, true, false, false, false]);
  expect(reached[4]).toBe(reached[0]);
});

test("the facilities of bills stand in the table of facilities with their party, and go with the import", async () => {
  const { store, importId } = await imported();
  const bills = await rowsOf(store, "shipments", "bill");
  const places = await rowsOf(store, "facilities", "name");
  expect(places.map(({ name, country }) => [name, country]).sort()).toEqual([
    ["Dock 4", "US"],
    ["No. 8, Kexue Rd.", "CN"],
    ["Plant 2", "CN"],
    ["Plant 2", "CN"],
    ["北京工厂", "CN"],
    ["天津工厂", "CN"],
  ]);
  const operatorOf = new Map(places.map(({ facility_id: id, operator_id: operator }) => [id, operator]));
  for (const { shipper_id: shipper, shipper_facility_id: id } of bills) {
    if (id !== null) expect(operatorOf.get(id)).toBe(shipper);
  }
  await undo(store, importId);
  expect(await rowsOf(store, "facilities")).toEqual([]);
});

test("a file that maps no facility brings none", async () => {
  const store = await newStore();
  const file = join(temporaryFolder(), "bills.csv");
  writeFileSync(file, `${HEADER}${BILLS.join("\n")}\n`);
  await bringIn(store, file, { mapping: readMapping(MAPPING.replace(/.*_facility: .*\n/g, "")) });
  expect((await rowsOf(store, "shipments")).every(({ shipper_facility_id: id }) => id === null)).toBe(true);
  expect(await rowsOf(store, "facilities")).toEqual([]);
});

test("two listed plants with names in other scripts are two facilities", async () => {
  const store = await newStore();
  const file = join(temporaryFolder(), "plants.csv");
  writeFileSync(file, "name,operator,country\n天津工厂,Alpha Co,CN\n北京工厂,Alpha Co,CN\n");
  await bringIn(store, file, { as: "facilities" });
  const ids = (await rowsOf(store, "facilities")).map(({ facility_id: id }) => id);
  expect(new Set(ids).size).toBe(2);
});

test("a file that names the facilities of one side alone brings each of its bills once", async () => {
  const store = await newStore();
  const file = join(temporaryFolder(), "bills.csv");
  writeFileSync(file, `${HEADER}${BILLS.join("\n")}\n`);
  await bringIn(store, file, { mapping: readMapping(MAPPING.replace(/.*consignee_facility: .*\n/, "")) });
  expect((await rowsOf(store, "shipments", "bill")).map(({ bill }) => bill)).toEqual([
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
  ]);
});
