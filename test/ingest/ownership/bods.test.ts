import { readdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { partyId, partyIdOfCode } from "../../../src/resolve/party-id.ts";
import type { Store } from "../../../src/store/store.ts";
import { undo } from "../../../src/store/undo.ts";
import { bringIn, newStore, picture, rowsOf } from "../support.ts";
import { entity, fileOf, interest, person, relationship, type Statement } from "./bods-file.ts";

const ALPHA = entity("alpha", "Alpha Co., Ltd.", {
  country: "CN",
  ids: [{ scheme: "XI-LEI", id: "529900t8bm49aursdo55" }],
});
const BETA = entity("beta", "Beta Inc.", { country: "US" });
const alpha = partyId("Alpha Co., Ltd.", "CN");
const beta = partyId("Beta Inc.", "US");

const bods = (statements: readonly Statement[], name?: string) => ({
  file: fileOf(statements, name),
  as: "bods" as const,
});

async function stakesOf(statements: readonly Statement[]): Promise<Record<string, unknown>[]> {
  const store = await newStore();
  await bringIn(store, bods(statements).file, { as: "bods" });
  return await rowsOf(store, "stakes");
}

const shares = (rows: readonly Record<string, unknown>[]) =>
  rows.map((row) => [row.interest, row.share_min, row.share_max]);

test("entities, persons and their relationships become parties and stakes with their dates", async () => {
  const store = await newStore();
  const owner = person("p-1", "Ada Example", {
    nationalities: [{ name: "Germany", code: "DE" }],
    birthDate: "1970-01-01",
    addresses: [{ type: "residence", address: "12 Secret Street", country: { name: "Germany", code: "DE" } }],
    identifiers: [
      { scheme: "DEU-PASSPORT", id: "C01X00T47" },
      { schemeName: "Register-Person", id: "77" },
    ],
  });
  const report = await bringIn(
    store,
    fileOf([
      ALPHA,
      BETA,
      owner,
      relationship("r-1", ["alpha", "beta"], [interest(51.25, { startDate: "2020-05-01", endDate: "2025-01-01" })]),
      relationship("r-2", ["p-1", "alpha"], [interest(null, { type: "votingRights" }), interest(40)]),
    ]),
    { as: "bods", source: "register" },
  );
  expect(report).toMatchObject({ as: "ownership", layout: "bods", outcome: "imported", rows: 6, rejected: 0 });
  const ada = partyIdOfCode("Register-Person", "77");
  expect(await rowsOf(store, "stakes")).toEqual([
    {
      holder_id: alpha,
      held_id: beta,
      interest: "equity",
      share_min: "0.512500000000",
      share_max: "0.512500000000",
      valid_from: "2020-05-01",
      valid_until: "2025-01-01",
      known_on: "2024-02-01",
      source_row: 4,
    },
    expect.objectContaining({
      holder_id: ada,
      held_id: alpha,
      interest: "vote",
      share_min: "0.000000000000",
      share_max: "1.000000000000",
    }),
    expect.objectContaining({ holder_id: ada, held_id: alpha, interest: "equity", share_min: "0.400000000000" }),
  ]);
  expect(await rowsOf(store, "party_ids", "scheme")).toEqual([
    { party_id: alpha, scheme: "LEI", value: "529900T8BM49AURSDO55", source_row: null },
    { party_id: ada, scheme: "Register-Person", value: "77", source_row: null },
  ]);
  const parties = await rowsOf(store, "party_records", "name");
  expect(parties.map(({ name, kind, country, incorporated_in }) => [name, kind, country, incorporated_in])).toEqual([
    ["Ada Example", "person", "DE", null],
    ["Alpha Co., Ltd.", "company", "CN", "CN"],
    ["Beta Inc.", "company", "US", "US"],
  ]);
});

test("nothing of a person but the name, the country and a publisher's own number is kept anywhere in the store", async () => {
  const store = await newStore();
  const owner = person("p-1", "Ada Example", {
    birthDate: "1970-11-23",
    placeOfBirth: { address: "Birthtown" },
    addresses: [{ type: "residence", address: "12 Secret Street" }],
    identifiers: [{ scheme: "DEU-PASSPORT", id: "C01X00T47" }],
    taxResidencies: [{ name: "Austria", code: "AT" }],
  });
  const report = await bringIn(store, bods([BETA, owner, relationship("r", ["p-1", "beta"], [interest(10)])]).file, {
    as: "bods",
  });
  expect(report.warnings).toContain("Not kept: 1 numbers of persons' documents.");
  const tables = ["party_records", "party_names", "party_ids", "stakes", "imports", "rejects"];
  const all = JSON.stringify(await Promise.all(tables.map((table) => rowsOf(store, table, "import_id"))));
  for (const secret of ["1970", "Birthtown", "Secret", "C01X00T47", "AT"]) expect(all).not.toContain(`"${secret}`);
});

test("a share may be a range, and a bound that is not reached lies one part in a million million inside", async () => {
  const range = (share: Statement) => interest(null, { share });
  const stakes = await stakesOf([
    ALPHA,
    BETA,
    relationship(
      "r",
      ["alpha", "beta"],
      [
        range({ minimum: 25, maximum: 50 }),
        range({ exclusiveMinimum: 25, maximum: 50 }),
        range({ minimum: 75, exclusiveMaximum: 100 }),
        range({ exact: 33.333333333333336 }),
        range({ exact: 0.1, minimum: 0 }),
        range({}),
      ],
    ),
  ]);
  expect(shares(stakes)).toEqual([
    ["equity", "0.250000000000", "0.500000000000"],
    ["equity", "0.250000000001", "0.500000000000"],
    ["equity", "0.750000000000", "0.999999999999"],
    ["equity", "0.333333333333", "0.333333333333"],
    ["equity", "0.001000000000", "0.001000000000"],
    ["equity", "0.000000000000", "1.000000000000"],
  ]);
});

test("interests that are no share of capital, votes or board are counted and left out", async () => {
  const store = await newStore();
  const kinds = [
    "shareholding",
    "votingRights",
    "appointmentOfBoard",
    "boardMember",
    "otherInfluenceOrControl",
    "trustee",
  ];
  const report = await bringIn(
    store,
    bods([
      ALPHA,
      BETA,
      relationship(
        "r-1",
        ["alpha", "beta"],
        kinds.map((type) => interest(10, { type })),
      ),
      relationship("r-2", ["alpha", "beta"], [{ directOrIndirect: "unknown" }]),
      relationship("r-3", ["alpha", "beta"], []),
    ]).file,
    { as: "bods" },
  );
  expect(shares(await rowsOf(store, "stakes")).map(([kind]) => kind)).toEqual(["equity", "vote", "board"]);
  expect(report.warnings).toEqual([
    "Not kept: 1 interests of no stated type, which say no share of capital, votes or board.",
    "Not kept: 1 interests of the type boardMember, which say no share of capital, votes or board.",
    "Not kept: 1 interests of the type otherInfluenceOrControl, which say no share of capital, votes or board.",
    "Not kept: 1 interests of the type trustee, which say no share of capital, votes or board.",
    "Not kept: 1 relationships without an interest.",
  ]);
});

test("an owner who is not told becomes nobody, and is counted with the reason", async () => {
  const store = await newStore();
  const report = await bringIn(
    store,
    bods([BETA, relationship("r", [{ reason: "subjectExemptFromDisclosure" }, "beta"], [interest(80)])]).file,
    { as: "bods" },
  );
  expect(await rowsOf(store, "stakes")).toEqual([]);
  expect(report.warnings).toEqual(["Not kept: 1 relationships whose owner is not told (subjectExemptFromDisclosure)."]);
});

test("an indirect interest whose parts the file gives is not counted beside them", async () => {
  const stakes = await stakesOf([
    ALPHA,
    BETA,
    entity("gamma", "Gamma GmbH", { country: "DE" }),
    relationship("part-1", ["alpha", "gamma"], [interest(100)]),
    relationship("part-2", ["gamma", "beta"], [interest(60)]),
    relationship(
      "whole",
      ["alpha", "beta"],
      [interest(60, { directOrIndirect: "indirect" })],
      {},
      { componentRecords: ["part-1", "part-2"] },
    ),
    relationship("alone", ["alpha", "beta"], [interest(5, { directOrIndirect: "indirect" })]),
  ]);
  expect(shares(stakes).map(([, low]) => low)).toEqual(["1.000000000000", "0.600000000000", "0.050000000000"]);
});

test("an indirect interest with a part that states no share stands from nothing to its own", async () => {
  const store = await newStore();
  const report = await bringIn(
    store,
    fileOf([
      ALPHA,
      BETA,
      entity("gamma", "Gamma GmbH", { country: "DE" }),
      relationship("part-1", ["alpha", "gamma"], [{ directOrIndirect: "unknown" }]),
      relationship("part-2", ["gamma", "beta"], [interest(60)]),
      relationship(
        "whole",
        ["alpha", "beta"],
        [interest(50, { directOrIndirect: "indirect" }), interest(7)],
        {},
        { componentRecords: ["gamma", "part-1", "part-2"] },
      ),
    ]),
    { as: "bods" },
  );
  expect(shares(await rowsOf(store, "stakes")).sort()).toEqual([
    ["equity", "0.000000000000", "0.500000000000"],
    ["equity", "0.070000000000", "0.070000000000"],
    ["equity", "0.600000000000", "0.600000000000"],
  ]);
  expect(report.warnings[0]).toBe(
    "1 indirect interests, whose parts the file gives but for their shares, stand as 0 to their share.",
  );
});

test("the latest statement about a record counts, whatever its place in the file", async () => {
  const updated = (day: string, exact: number) =>
    relationship("r", ["alpha", "beta"], [interest(exact)], { statementDate: day, recordStatus: "updated" });
  const store = await newStore();
  const report = await bringIn(
    store,
    bods([
      ALPHA,
      BETA,
      updated("2025-06-01", 30),
      updated("2024-06-01", 20),
      {
        ...BETA,
        statementId: "x".repeat(32),
        statementDate: "2025-01-01",
        recordDetails: {
          isComponent: false,
          entityType: { type: "registeredEntity" },
          name: "Beta Corp.",
          jurisdiction: { name: "US", code: "US" },
        },
      },
    ]).file,
    { as: "bods" },
  );
  expect(shares(await rowsOf(store, "stakes"))).toEqual([["equity", "0.300000000000", "0.300000000000"]]);
  expect((await rowsOf(store, "party_records", "name")).map(({ name }) => name)).toEqual([
    "Alpha Co., Ltd.",
    "Beta Corp.",
  ]);
  expect(report.warnings).toEqual([
    "Not kept: 2 statements that a later one about the same record takes the place of.",
  ]);
});

test("a closed relationship ends on the day of the statement that closes it", async () => {
  const closed = (recordId: string, day: string, interests: readonly Statement[]) =>
    relationship(recordId, ["alpha", "beta"], interests, { statementDate: day, recordStatus: "closed" });
  const stakes = await stakesOf([
    ALPHA,
    BETA,
    relationship("r-1", ["alpha", "beta"], [interest(20, { startDate: "2020-01-01" })]),
    closed("r-1", "2024-09-01", []),
    closed("r-2", "2024-09-01", [interest(30, { endDate: "2024-08-01" })]),
    closed("r-3", "2024-09-01", [interest(40, { startDate: "2024-09-01" })]),
  ]);
  expect(stakes.map(({ share_min, valid_from, valid_until }) => [share_min, valid_from, valid_until])).toEqual([
    ["0.200000000000", "2020-01-01", "2024-09-01"],
    ["0.300000000000", null, "2024-08-01"],
  ]);
});

test("a state is its country, and a body of it a government", async () => {
  const store = await newStore();
  await bringIn(
    store,
    bods([
      entity("s", "Suomen tasavalta", { type: "state", country: "FI" }),
      entity("b", "Ministry", { type: "stateBody", country: "FI" }),
      entity("c", "California", { type: "state", country: "US-CA" }),
      BETA,
      relationship("r", ["s", "beta"], [interest(10)]),
    ]).file,
    { as: "bods" },
  );
  expect(await rowsOf(store, "stakes")).toEqual([expect.objectContaining({ holder_id: "FI", held_id: beta })]);
  const kinds = (await rowsOf(store, "party_records", "name")).map(({ name, kind, country }) => [name, kind, country]);
  expect(kinds).toEqual([
    ["Beta Inc.", "company", "US"],
    ["California", "government", "US"],
    ["Ministry", "government", "FI"],
    ["Suomen tasavalta", "country", "FI"],
  ]);
});

const idsByRecord = async (store: Store) =>
  Object.fromEntries((await rowsOf(store, "stakes")).map(({ source_row: row, holder_id: id }) => [row, id]));

test("firms of one name and country with other identifiers, and all persons, are kept apart", async () => {
  const store = await newStore();
  const firm = (recordId: string, ...ids: [scheme: string, id: string][]) =>
    entity(recordId, "Namesake Ltd", { country: "GB", ids: ids.map(([scheme, id]) => ({ scheme, id })) });
  const holders = [
    firm("a", ["GB-COH", "1"]),
    firm("b", ["GB-COH", "2"]),
    firm("c", ["GB-COH", "2"], ["XI-LEI", "529900T8BM49AURSDO55"]),
    firm("d"),
    person("e", "John Smith", { nationalities: [{ name: "UK", code: "GB" }] }),
    person("f", "John Smith", { nationalities: [{ name: "UK", code: "GB" }] }),
    entity("g", "Nowhere Holdings"),
    entity("h", "Nowhere Holdings"),
  ];
  const report = await bringIn(
    store,
    bods([
      BETA,
      ...holders,
      ...holders.map(({ recordId }) => relationship(`r-${recordId}`, [recordId, "beta"], [interest(1)])),
    ]).file,
    { as: "bods", source: "register" },
  );
  const ids = Object.values(await idsByRecord(store));
  expect(ids).toEqual([
    partyIdOfCode("GB-COH", "1"),
    partyIdOfCode("GB-COH", "2"),
    partyIdOfCode("LEI", "529900T8BM49AURSDO55"),
    partyId("Namesake Ltd", "GB"),
    partyIdOfCode("register", "e"),
    partyIdOfCode("register", "f"),
    partyIdOfCode("register", "g"),
    partyIdOfCode("register", "h"),
  ]);
  expect(report.warnings).toEqual([
    "One name and country stands for firms with other identifiers: each is kept apart under its own.",
  ]);
});

test("records of one firm that share an identifier are one party", async () => {
  const store = await newStore();
  const firm = (recordId: string, name: string) =>
    entity(recordId, name, { country: "TZ", ids: [{ scheme: "TZ-CRA", id: "pc-1" }] });
  await bringIn(
    store,
    bods([
      BETA,
      firm("a", "Beta Systems"),
      firm("b", "BETA SYSTEMS"),
      relationship("r-a", ["a", "beta"], [interest(1)]),
      relationship("r-b", ["b", "beta"], [interest(2)]),
    ]).file,
    { as: "bods" },
  );
  expect(new Set(Object.values(await idsByRecord(store)))).toEqual(new Set([partyId("Beta Systems", "TZ")]));
});

test("names in other scripts and alternate names are kept with their script", async () => {
  const store = await newStore();
  await bringIn(
    store,
    bods([entity("a", "宁德时代新能源科技股份有限公司", { country: "CN", details: { alternateNames: ["CATL"] } })])
      .file,
    { as: "bods" },
  );
  expect((await rowsOf(store, "party_names", "name")).map(({ name, script, kind }) => [name, script, kind])).toEqual([
    ["CATL", "latn", "as_filed"],
    ["宁德时代新能源科技股份有限公司", "hani", "legal"],
  ]);
  expect((await rowsOf(store, "party_records", "name"))[0]?.party_id).toBe(
    partyId("宁德时代新能源科技股份有限公司", "CN"),
  );
});

test("JSON Lines, gzip and a list give the same rows", async () => {
  const statements = [ALPHA, BETA, relationship("r", ["alpha", "beta"], [interest(10)])];
  const lines = `\ufeff${statements.map((each) => JSON.stringify(each)).join("\r\n")}\n`;
  const files = [fileOf(statements), fileOf(lines, "register.jsonl"), fileOf(gzipSync(lines), "register.jsonl.gz")];
  const rows = await Promise.all(
    files.map(async (file) => {
      const store = await newStore();
      await bringIn(store, file, { as: "bods", source: "register" });
      return [await rowsOf(store, "stakes"), await rowsOf(store, "party_records")];
    }),
  );
  expect(rows[1]).toEqual(rows[0]);
  expect(rows[2]).toEqual(rows[0]);
});

test("the same file twice adds nothing, a corrected one replaces, and undo takes all of it out", async () => {
  const store = await newStore();
  const file = fileOf([ALPHA, BETA, relationship("r", ["alpha", "beta"], [interest(10)])]);
  const first = await bringIn(store, file, { as: "bods" });
  const before = picture(store);
  expect(await bringIn(store, file, { as: "bods" })).toMatchObject({
    outcome: "unchanged",
    importId: first.importId,
    rows: 3,
  });
  expect(picture(store)).toEqual(before);
  writeFileSync(file, JSON.stringify([ALPHA, BETA, relationship("r", ["alpha", "beta"], [interest(11)])]));
  const second = await bringIn(store, file, { as: "bods" });
  expect(second).toMatchObject({ outcome: "replaced", replacedImportId: first.importId });
  expect(shares(await rowsOf(store, "stakes"))).toEqual([["equity", "0.110000000000", "0.110000000000"]]);
  await undo(store, second.importId);
  for (const table of ["stakes", "party_records", "party_names", "party_ids", "imports"]) {
    expect(await rowsOf(store, table, "import_id"), table).toEqual([]);
  }
});

test("nothing is left in the scratch folder of a store", async () => {
  const store = await newStore();
  await bringIn(store, bods([ALPHA]).file, { as: "bods" });
  await expect(bringIn(store, fileOf("[{]"), { as: "bods" })).rejects.toThrow();
  expect(readdirSync(store.folder)).not.toContain("scratch");
});
