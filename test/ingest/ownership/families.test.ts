import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readMapping } from "../../../src/ingest/mapping.ts";
import { suggestMapping } from "../../../src/ingest/suggest/suggest-mapping.ts";
import { partyId, partyIdOfCode } from "../../../src/resolve/party-id.ts";
import { undo } from "../../../src/store/undo.ts";
import { bringIn, newStore, rowsOf, shippedBook, temporaryFolder } from "../support.ts";

function fileOf(content: string, name = "list.csv"): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

const LEI = "529900T8BM49AURSDO55";
const LINES = [
  "name,country,kind,list,scheme,identifier,valid_from,valid_until,known_on",
  `Acme Mining Co.,CN,company,us-1260h,LEI,${LEI},2025-01-07,,2025-01-07`,
  "ACME MINING COMPANY,CN,company,us-uflpa,,,2024-06-14,2025-02-01,2024-06-14",
  `Nowhere Trading,,,us-1260h,LEI,${LEI},2025-01-07,,`,
  "天津工厂有限公司,CN,,us-1260h,USCC,91120000MA05TEST0X,2025-01-07,,",
  "No List Inc,US,,,,,,,",
  "Bad Day Inc,US,,us-1260h,,,2025-02-30,,",
].join("\n");

test("the lines of a list become listings of parties, with their identifiers beside", async () => {
  const store = await newStore();
  const report = await bringIn(store, fileOf(LINES));
  expect(report).toMatchObject({ as: "listings", layout: "headwater", rows: 4, rejected: 2, firstDay: "2024-06-14" });
  expect(report.rejects.map(({ line, column, reason }) => [line, column, reason])).toEqual([
    [6, "list", "is missing"],
    [7, "valid_from", "is not a day of the calendar"],
  ]);
  const acme = partyId("Acme Mining Co.", "CN");
  expect(await rowsOf(store, "listings")).toEqual([
    {
      party_id: acme,
      list: "us-1260h",
      valid_from: "2025-01-07",
      valid_until: null,
      known_on: "2025-01-07",
      source_row: 1,
    },
    {
      party_id: acme,
      list: "us-uflpa",
      valid_from: "2024-06-14",
      valid_until: "2025-02-01",
      known_on: "2024-06-14",
      source_row: 2,
    },
    expect.objectContaining({ party_id: partyIdOfCode("LEI", LEI), list: "us-1260h" }),
    expect.objectContaining({ party_id: partyId("天津工厂有限公司", "CN") }),
  ]);
  expect(
    (await rowsOf(store, "party_ids", "party_id"))
      .map(({ party_id, scheme, value }) => [party_id, scheme, value])
      .sort(),
  ).toEqual(
    [
      [acme, "LEI", LEI],
      [partyIdOfCode("LEI", LEI), "LEI", LEI],
      [partyId("天津工厂有限公司", "CN"), "USCC", "91120000MA05TEST0X"],
    ].sort(),
  );
  expect((await rowsOf(store, "party_records", "name")).map(({ name, country }) => [name, country])).toEqual([
    ["Acme Mining Co.", "CN"],
    ["Nowhere Trading", null],
    ["天津工厂有限公司", "CN"],
  ]);
  expect((await rowsOf(store, "party_names", "name")).map(({ name }) => name)).toContain("ACME MINING COMPANY");
  await undo(store, report.importId);
  expect(await rowsOf(store, "listings")).toEqual([]);
  expect(await rowsOf(store, "party_records", "name")).toEqual([]);
});

test("a list of names and countries alone is one too", async () => {
  const store = await newStore();
  await bringIn(store, fileOf("name,country,list\nAcme Inc,US,own-watchlist\n"));
  expect(await rowsOf(store, "listings")).toMatchObject([
    { party_id: partyId("Acme Inc", "US"), list: "own-watchlist", valid_from: null },
  ]);
});

test("stakes keep identifiers, country of incorporation and legal form of both sides", async () => {
  const store = await newStore();
  await bringIn(
    store,
    fileOf(
      [
        "holder,holder_country,holder_kind,holder_scheme,holder_identifier,held,held_country,held_incorporated_in,held_legal_form,share",
        `Parent Co,CN,company,LEI,${LEI},Plant Co,MY,KY,exempted company,25%`,
        "Parent Co,,company,USCC,91120000MA05TEST0X,Plant Co,MY,KY,exempted company,10%",
        "China,CN,country,,,Plant Co,MY,,,5%",
      ].join("\n"),
      "stakes.csv",
    ),
    { as: "stakes" },
  );
  expect((await rowsOf(store, "stakes")).map(({ holder_id, held_id }) => [holder_id, held_id])).toEqual([
    [partyId("Parent Co", "CN"), partyId("Plant Co", "MY")],
    [partyIdOfCode("USCC", "91120000MA05TEST0X"), partyId("Plant Co", "MY")],
    ["CN", partyId("Plant Co", "MY")],
  ]);
  const records = await rowsOf(store, "party_records", "name");
  expect(records.find(({ name }) => name === "Plant Co")).toMatchObject({
    incorporated_in: "KY",
    legal_form: "exempted company",
  });
  expect(records.find(({ name }) => name === "China")).toMatchObject({ party_id: "CN", kind: "country" });
  expect((await rowsOf(store, "party_ids", "scheme")).map(({ party_id, scheme }) => [party_id, scheme])).toEqual([
    [partyId("Parent Co", "CN"), "LEI"],
    [partyIdOfCode("USCC", "91120000MA05TEST0X"), "USCC"],
  ]);
});

test("a draft of a mapping knows the usual words of lists and of owners", async () => {
  const book = await shippedBook();
  const list = fileOf(
    "Entity Name,Country,Sanctions List,LEI,Date Added,Removal Date\nAcme Inc,US,Some List,,2024-01-02,\n",
  );
  const listed = await suggestMapping(list, book, undefined);
  expect(listed.yaml).toContain("as: listings");
  const mapping = readMapping(listed.yaml);
  expect(
    Object.fromEntries(Object.entries(mapping.columns).map(([field, { from, constant }]) => [field, from ?? constant])),
  ).toEqual({
    name: "Entity Name",
    country: "Country",
    list: "Sanctions List",
    identifier: "LEI",
    scheme: "LEI",
    valid_from: "Date Added",
    valid_until: "Removal Date",
  });
  const owners = fileOf(
    "Owner Name,Owner Country,Owner LEI,Subsidiary Name,Subsidiary Country,Percentage\nA Co,CN,,B Co,US,51%\n",
  );
  const owned = await suggestMapping(owners, book, undefined);
  expect(owned.yaml).toContain("as: stakes");
  expect(Object.keys(readMapping(owned.yaml).columns).sort()).toEqual([
    "held",
    "held_country",
    "holder",
    "holder_country",
    "holder_identifier",
    "holder_scheme",
    "share",
  ]);
});
