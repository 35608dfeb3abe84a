import { expect, test } from "vitest";
import { partyId, partyIdOfCode } from "../../../src/resolve/party-id.ts";
import { bringIn, newStore, rowsOf } from "../support.ts";
import { fileOf } from "./bods-file.ts";

type Properties = Readonly<Record<string, unknown>>;
const thing = (id: string, schema: string, properties: Properties, more: Properties = {}) => ({
  id,
  schema,
  properties,
  ...more,
});
const lines = (entities: readonly unknown[]) => entities.map((each) => JSON.stringify(each)).join("\n");

const ALPHA = thing(
  "NK-alpha",
  "Company",
  {
    name: ["Alpha Co., Ltd.", "阿尔法有限公司"],
    previousName: ["Old Alpha"],
    country: ["cn"],
    jurisdiction: ["ky"],
    legalForm: ["exempted company"],
    leiCode: ["529900T8BM49AURSDO55"],
    uscCode: ["91120000MA05TEST0X"],
  },
  { caption: "Alpha Co., Ltd.", datasets: ["us_dod_chinese_milcorps"] },
);
const BETA = thing("NK-beta", "Organization", { name: ["Beta Inc."], country: ["us"] });
const ADA = thing("NK-ada", "Person", {
  name: ["Ada Example"],
  nationality: ["de", "at"],
  birthDate: ["1970-11-23"],
  passportNumber: ["C01X00T47"],
  idNumber: ["4711"],
  address: ["12 Secret Street"],
});
const owns = (id: string, owner: string, asset: string, more: Properties = {}) =>
  thing(id, "Ownership", { owner: [owner], asset: [asset], ...more });

test("entities of FollowTheMoney become parties, stakes in equity and lines of lists", async () => {
  const store = await newStore();
  const sanction = thing(
    "s-1",
    "Sanction",
    {
      entity: ["NK-alpha"],
      program: ["Section 1260H"],
      programId: ["US-DOD-1260H"],
      startDate: ["2025-01-07"],
      endDate: ["2026-06"],
    },
    { datasets: ["us_dod_chinese_milcorps"], first_seen: "2025-01-09T10:00:00" },
  );
  const report = await bringIn(
    store,
    fileOf(
      lines([
        owns("o-1", "NK-alpha", "NK-beta", {
          percentage: ["51%"],
          startDate: ["2019"],
          endDate: ["2024-05-31"],
          role: ["parent"],
        }),
        ALPHA,
        BETA,
        ADA,
        owns("o-2", "NK-ada", "NK-alpha", { percentage: ["25-50"] }),
        owns("o-3", "NK-ada", "NK-beta", {}),
        owns("o-4", "NK-ada", "NK-ship", { percentage: ["100"] }),
        owns("o-5", "NK-beta", "NK-alpha", { percentage: ["minority"] }),
        thing("NK-ship", "Vessel", { name: ["A Ship"] }),
        thing("d-1", "Directorship", { director: ["NK-ada"], organization: ["NK-beta"] }),
        sanction,
        thing("s-2", "Sanction", { entity: ["NK-ship"], program: ["SDN"] }),
      ]),
      "entities.ftm.json",
    ),
    { as: "ftm", source: "opensanctions" },
  );
  const [alpha, beta, ada] = [
    partyId("Alpha Co., Ltd.", "CN"),
    partyId("Beta Inc.", "US"),
    partyIdOfCode("opensanctions", "NK-ada"),
  ];
  expect(
    (await rowsOf(store, "stakes")).map((row) => [
      row.holder_id,
      row.held_id,
      row.interest,
      row.share_min,
      row.share_max,
      row.valid_from,
      row.valid_until,
    ]),
  ).toEqual([
    [alpha, beta, "equity", "0.510000000000", "0.510000000000", "2019-01-01", "2024-06-01"],
    [ada, alpha, "equity", "0.250000000000", "0.500000000000", null, null],
    [ada, beta, "equity", "0.000000000000", "1.000000000000", null, null],
    [beta, alpha, "equity", "0.000000000000", "1.000000000000", null, null],
  ]);
  expect(await rowsOf(store, "listings")).toEqual([
    {
      party_id: alpha,
      list: "us-1260h",
      valid_from: "2025-01-07",
      valid_until: "2026-07-01",
      known_on: "2025-01-09",
      source_row: 11,
    },
  ]);
  expect((await rowsOf(store, "party_names", "name")).map(({ name, kind }) => [name, kind])).toEqual([
    ["Ada Example", "legal"],
    ["Alpha Co., Ltd.", "legal"],
    ["Beta Inc.", "legal"],
    ["Old Alpha", "former"],
    ["阿尔法有限公司", "legal"],
  ]);
  expect(
    (await rowsOf(store, "party_ids", "value")).map(({ party_id, scheme, value }) => [party_id, scheme, value]),
  ).toEqual([
    [alpha, "LEI", "529900T8BM49AURSDO55"],
    [alpha, "USCC", "91120000MA05TEST0X"],
    [ada, "opensanctions", "NK-ada"],
    [alpha, "opensanctions", "NK-alpha"],
    [beta, "opensanctions", "NK-beta"],
  ]);
  const records = await rowsOf(store, "party_records", "name");
  expect(records.find(({ name }) => name === "Alpha Co., Ltd.")).toMatchObject({
    country: "CN",
    incorporated_in: "KY",
    legal_form: "exempted company",
  });
  expect(
    records
      .filter(({ name }) => name === "Ada Example")
      .map(({ country }) => country)
      .sort(),
  ).toEqual(["AT", "DE", null]);
  expect(report.warnings).toEqual([
    "Not kept: 1 entities of the schema Directorship.",
    "Not kept: 1 entities of the schema Vessel.",
    "Not kept: 1 ownerships of or by ships, securities and other things that are no party.",
    "Not kept: 1 percentages that are no figures, whose shares stand as not known.",
    "Not kept: 1 sanctions on ships, securities and other things that are no party.",
  ]);
  const all = JSON.stringify(
    await Promise.all(["party_records", "party_names", "party_ids"].map((table) => rowsOf(store, table, "import_id"))),
  );
  for (const secret of ["1970", "C01X00T47", "4711", "Secret"]) expect(all).not.toContain(secret);
});

test.each([
  [
    "names an owner that is not there",
    owns("o", "NK-nobody", "NK-beta"),
    'entity 3 (id “o”) on line 3: "owner" names the entity “NK-nobody”, which is not in the file',
  ],
  ["repeats an id", { ...ADA, id: "NK-beta" }, 'its "id" is that of entity 2'],
  ["has no id", { schema: "Company" }, 'entity 3 on line 3: "id" is missing'],
  ["has no schema", { id: "x" }, '"schema" is missing'],
  [
    "owns more than all",
    owns("o", "NK-alpha", "NK-beta", { percentage: ["101"] }),
    '"percentage" is 101, more than 100 per cent',
  ],
  [
    "owns from more to less",
    owns("o", "NK-alpha", "NK-beta", { percentage: ["50 - 25"] }),
    '"percentage" has a minimum above its maximum',
  ],
  ["owns nothing", thing("o", "Ownership", { owner: ["NK-alpha"] }), '"asset" is missing'],
  [
    "begins on no day",
    owns("o", "NK-alpha", "NK-beta", { startDate: ["2023-02-30"] }),
    '"startDate" is “2023-02-30”, which is no day of the calendar',
  ],
  ["has properties in a list", { id: "x", schema: "Company", properties: [] }, '"properties" is not an object'],
])("a file of FollowTheMoney is refused whole when an entity %s", async (_, entity, reason) => {
  const store = await newStore();
  await expect(bringIn(store, fileOf(lines([ALPHA, BETA, entity])), { as: "ftm" })).rejects.toThrow(reason);
  expect((await store.vintage()).tables.stakes?.files ?? []).toEqual([]);
});

const TARGETS = `"id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones","emails","dataset","first_seen","last_seen","last_change"
"NK-1","Company","Alpha Co., Ltd.","阿尔法;""Alpha; Group""","","cn","1 Road","529900T8BM49AURSDO55;12345","Block - 2020","","","US DoD Chinese military companies;US OFAC Specially Designated Nationals (SDN) List","2024-01-31T10:00:00","",""
"NK-2","Company","Alpha Co., Ltd.","","","cn","","","","","","Some Other List","2024-02-01","",""
"NK-3","Person","Ada Example","","1970-11-23","de;at","12 Secret Street","C01X00T47","","+49 30 1","a@b.example","Some Other List","2024-02-01","",""
"NK-4","Vessel","A Ship","","","ru","","","","","","Some Other List","2024-02-01","",""
"NK-5","Company","","","","ru","","","","","","Some Other List","2024-02-01","",""
"NK-6","Company","Late Co","","","ru","","","","","","Some Other List","31/02/2024","",""
`;

test("targets of OpenSanctions become parties with their lists; two of one name stay two", async () => {
  const store = await newStore();
  const report = await bringIn(store, fileOf(TARGETS, "targets.simple.csv"), {
    as: "opensanctions",
    source: "opensanctions",
  });
  expect(report).toMatchObject({ rejected: 2, layout: "opensanctions" });
  expect(report.rejects.map(({ line, reason }) => [line, reason])).toEqual([
    [6, '"name" is missing'],
    [7, '"first_seen" is “31/02/2024”, which is not a day'],
  ]);
  const [alpha, other, ada] = [
    partyIdOfCode("LEI", "529900T8BM49AURSDO55"),
    partyIdOfCode("OpenSanctions", "NK-2"),
    partyIdOfCode("OpenSanctions", "NK-3"),
  ];
  expect(
    (await rowsOf(store, "listings")).map(({ party_id, list, known_on, source_row }) => [
      party_id,
      list,
      known_on,
      source_row,
    ]),
  ).toEqual([
    [alpha, "us-1260h", "2024-01-31", 1],
    [alpha, "us-ofac-sdn", "2024-01-31", 1],
    [other, "some-other-list", "2024-02-01", 2],
    [ada, "some-other-list", "2024-02-01", 3],
  ]);
  expect((await rowsOf(store, "party_names", "name")).map(({ name }) => name)).toEqual([
    "Ada Example",
    "Alpha Co., Ltd.",
    "Alpha Co., Ltd.",
    "Alpha; Group",
    "阿尔法",
  ]);
  const all = JSON.stringify(
    await Promise.all(["party_records", "party_names", "party_ids"].map((table) => rowsOf(store, table, "import_id"))),
  );
  for (const secret of ["1970", "C01X00T47", "Secret", "+49"]) expect(all).not.toContain(secret);
  await expect(bringIn(store, fileOf(TARGETS, "more.csv"), { as: "opensanctions", strict: true })).rejects.toThrow(
    "2 records of “more.csv” cannot be read",
  );
});

const [CHILD, PARENT] = ["529900T8BM49AURSDO55", "5493001KJTIIGC8Y1R12"];
const RELATIONS = `Relationship.StartNode.NodeID,Relationship.StartNode.NodeIDType,Relationship.EndNode.NodeID,Relationship.EndNode.NodeIDType,Relationship.RelationshipType,Relationship.RelationshipStatus,Relationship.Period.1.startDate,Relationship.Period.1.endDate,Relationship.Period.1.periodType,Relationship.Period.2.startDate,Relationship.Period.2.endDate,Relationship.Period.2.periodType,Registration.InitialRegistrationDate,Registration.RegistrationStatus
${CHILD},LEI,${PARENT},LEI,IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE,2021-01-01T00:00:00Z,2021-12-31T00:00:00Z,ACCOUNTING_PERIOD,2017-12-06T01:00:00+01:00,,RELATIONSHIP_PERIOD,2018-01-02T00:00:00Z,PUBLISHED
${CHILD},LEI,${PARENT},LEI,IS_ULTIMATELY_CONSOLIDATED_BY,ACTIVE,,,,,,,2018-01-02T00:00:00Z,PUBLISHED
${CHILD},LEI,${PARENT},LEI,IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE,,,,,,,2018-01-02T00:00:00Z,ANNULLED
${CHILD},LEI,${PARENT.slice(0, 19)}9,LEI,IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE,,,,,,,2018-01-02T00:00:00Z,PUBLISHED
`;

test("a direct consolidation of the LEI foundation is a vote of unknown size, and nothing else of it is a stake", async () => {
  const store = await newStore();
  const report = await bringIn(store, fileOf(RELATIONS, "rr.csv"), { as: "gleif", source: "gleif" });
  expect(await rowsOf(store, "stakes")).toEqual([
    {
      holder_id: partyIdOfCode("LEI", PARENT),
      held_id: partyIdOfCode("LEI", CHILD),
      interest: "vote",
      share_min: "0.000000000000",
      share_max: "1.000000000000",
      valid_from: "2017-12-06",
      valid_until: null,
      known_on: "2018-01-02",
      source_row: 1,
    },
  ]);
  expect(report.warnings).toEqual([
    "Not kept: 1 relationships of the type IS_ULTIMATELY_CONSOLIDATED_BY.",
    "Not kept: 1 relationships whose registration is ANNULLED.",
  ]);
  expect(report.rejects.map(({ line, reason }) => [line, reason])).toEqual([
    [5, `"Relationship.EndNode.NodeID" is “${PARENT.slice(0, 19)}9”, which is no LEI`],
  ]);
});

test("level 1 of the LEI foundation gives the names behind the codes, under the codes", async () => {
  const store = await newStore();
  const header =
    "LEI,Entity.LegalName,Entity.LegalAddress.Country,Entity.LegalJurisdiction,Entity.LegalForm.EntityLegalFormCode,Registration.RegistrationStatus";
  await bringIn(store, fileOf(`${header}\n${CHILD},Alpha Holdings,CN,KY,8888,ISSUED\n`, "lei2.csv"), {
    as: "gleif",
    source: "gleif",
  });
  const id = partyIdOfCode("LEI", CHILD);
  expect((await rowsOf(store, "party_records", "country")).map((row) => [row.party_id, row.name, row.country])).toEqual(
    [
      [id, "Alpha Holdings", "CN"],
      [id, "Alpha Holdings", null],
    ],
  );
  expect(await rowsOf(store, "party_ids")).toMatchObject([{ party_id: id, scheme: "LEI", value: CHILD }]);
});

test("a table of another form is told apart by its columns", async () => {
  const store = await newStore();
  const file = fileOf("a,b\n1,2\n", "t.csv");
  await expect(bringIn(store, file, { as: "gleif" })).rejects.toThrow(
    'it has no column "Relationship.StartNode.NodeID"',
  );
  await expect(bringIn(store, file, { as: "opensanctions" })).rejects.toThrow('it has no column "id"');
});

test("a file of ownership whose form is not said is refused with the word that says it", async () => {
  const store = await newStore();
  const hintOf = async (file: string): Promise<string> =>
    await bringIn(store, file).then(
      () => "",
      (error: { hint?: string }) => error.hint ?? "",
    );
  expect(await hintOf(fileOf([ALPHA], "a.json"))).toContain("--as bods or --as ftm");
  expect(await hintOf(fileOf(lines([ALPHA]), "a.jsonl"))).toContain("--as bods or --as ftm");
  expect(await hintOf(fileOf(TARGETS, "t.csv"))).toContain("--as opensanctions");
  expect(await hintOf(fileOf(RELATIONS, "r.csv"))).toContain("--as gleif");
});
