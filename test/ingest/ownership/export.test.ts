import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { BodsStatement } from "../../../src/operations/bods/statements.ts";
import { createContext } from "../../../src/operations/core/context.ts";
import { type ExportResult, exportTask } from "../../../src/operations/tasks/export.ts";
import type { Store } from "../../../src/store/store.ts";
import { isoDate } from "../../../src/vocab/iso-date.ts";
import { bringIn, newStore, rowsOf, temporaryFolder } from "../support.ts";
import { fileOf } from "./bods-file.ts";

const REGISTER = fileURLToPath(new URL("../../../examples/ownership/register.json", import.meta.url));

const STAKES = [
  "holder,holder_country,holder_kind,holder_scheme,holder_identifier,held,held_country,held_incorporated_in,held_legal_form,interest,share,share_min,share_max,valid_from,valid_until,known_on",
  'China,CN,country,,,"Parent ""Quoted"" Co",CN,,,equity,0.333333333333,,,2020-01-01,,2020-02-01',
  '"Parent ""Quoted"" Co",CN,company,LEI,529900T8BM49AURSDO55,Plant Co,MY,KY,exempted company,equity,,0.250000000001,0.499999999999,2021-05-01,2027-01-01,2021-06-01',
  '"Parent ""Quoted"" Co",CN,company,,,Plant Co,MY,KY,,vote,,,,,,2021-06-01',
  "Ada Example,DE,person,,,Plant Co,MY,,,board,0.5,,,,,2021-06-01",
  "Ada Example,DE,person,,,Side Co,US,,,licence,1,,,2022-01-01,,2022-01-02",
  "Side Co,US,company,XX-REG,77,Plant Co,MY,,,offtake,0.4,,,,,2022-01-02",
  "State Fund,CN,government,,,Side Co,US,,,debt,0.15,,,,,2022-01-02",
  "Gone Co,US,company,,,Plant Co,MY,,,equity,0.1,,,2010-01-01,2015-01-01,2010-01-01",
  "Later Co,US,company,,,Plant Co,MY,,,equity,0.1,,,2099-01-01,,2010-01-01",
  "无关有限公司,CN,company,,,Apart Co,US,,,equity,0.1,,,,,2010-01-01",
].join("\n");

async function exported(store: Store, asked: Record<string, unknown> = {}): Promise<ExportResult> {
  const context = createContext({ store: store.folder, today: isoDate("2026-11-22") });
  try {
    return await exportTask.run(
      { ...context, bookFolder: undefined },
      exportTask.input.parse({ as: "bods", ...asked }),
    );
  } finally {
    context.close();
  }
}

async function storeOf(content: string): Promise<Store> {
  const store = await newStore();
  const file = join(temporaryFolder(), "stakes.csv");
  writeFileSync(file, content);
  await bringIn(store, file, { as: "stakes", source: "made-register" });
  return store;
}

const stakesOf = async (store: Store) =>
  (await rowsOf(store, "stakes"))
    .map(({ source_row: _, ...stake }) =>
      JSON.stringify({
        ...stake,
        share_min: stake.share_min ?? "0.000000000000",
        share_max: stake.share_max ?? "1.000000000000",
      }),
    )
    .sort();

test("what is exported and imported again is the same stakes of the same parties, and is exported the same", async () => {
  const store = await storeOf(STAKES);
  const { statements, parties, stakes, file } = await exported(store);
  expect([parties, stakes, file]).toEqual([8, 8, null]);
  const again = await newStore();
  const report = await bringIn(again, fileOf(statements, "export.json"), { as: "bods", source: "made-register" });
  expect(report.warnings).toEqual([]);
  const inForce = (await stakesOf(store)).filter((stake) => !/2015-01-01|2099-01-01/.test(stake));
  expect(await stakesOf(again)).toEqual(inForce);
  const [before, after] = await Promise.all([store, again].map((each) => rowsOf(each, "party_records", "party_id")));
  for (const party of after ?? []) {
    if (party.party_id === "CN") continue;
    const {
      source_row: _,
      legal_form: __,
      kind,
      ...same
    } = before?.find(({ party_id: id }) => id === party.party_id) ?? {};
    expect(party).toMatchObject({ ...same, kind: kind ?? "company" });
  }
  const ids = (rows: readonly Record<string, unknown>[]) =>
    rows.map(({ party_id, scheme, value }) => `${party_id} ${scheme} ${value}`).sort();
  expect(ids(await rowsOf(again, "party_ids", "value"))).toEqual(ids(await rowsOf(store, "party_ids", "value")));
  const details = (list: readonly BodsStatement[]) => list.filter(({ recordType }) => recordType !== "relationship");
  expect(details((await exported(again)).statements)).toEqual(details(statements));
});

test("the same rows give the same statements, each with an id of its own, and parties come before what names them", async () => {
  const store = await storeOf(STAKES);
  const [first, second] = [await exported(store), await exported(store)];
  expect(second).toEqual(first);
  const { statements } = first;
  expect(new Set(statements.map(({ statementId }) => statementId)).size).toBe(statements.length);
  const seen = new Set<unknown>();
  for (const { statementId, recordId, recordType, recordDetails } of statements) {
    expect(statementId).toMatch(/^[0-9a-f]{32}$/);
    if (recordType === "relationship")
      expect([seen.has(recordDetails.subject), seen.has(recordDetails.interestedParty)]).toEqual([true, true]);
    seen.add(recordId);
  }
});

test("ranges, bounds that are not reached and shares that nobody knows are written as such", async () => {
  const { statements } = await exported(await storeOf(STAKES));
  const interests = statements.flatMap(
    ({ recordDetails }) => (recordDetails.interests ?? []) as Record<string, unknown>[],
  );
  const byType = (type: string, details?: string) =>
    interests.filter((each) => each.type === type && each.details === details);
  expect(byType("shareholding").map(({ share }) => share)).toContainEqual({
    exclusiveMinimum: 25,
    exclusiveMaximum: 50,
  });
  expect(byType("shareholding").map(({ share }) => share)).toContainEqual({ exact: 33.3333333333 });
  expect(byType("votingRights")).toEqual([{ type: "votingRights", directOrIndirect: "direct" }]);
  expect(byType("appointmentOfBoard")).toEqual([
    { type: "appointmentOfBoard", directOrIndirect: "direct", share: { exact: 50 } },
  ]);
  expect(byType("rightsGrantedByContract", "Headwater: licence")).toHaveLength(1);
  expect(byType("rightsGrantedByContract", "Headwater: debt")).toMatchObject([{ share: { exact: 15 } }]);
});

test("only who stands above and below a party is exported when one is named", async () => {
  const store = await storeOf(STAKES);
  const names = async (asked: Record<string, unknown>) =>
    (await exported(store, asked)).statements.flatMap(
      ({ recordDetails }) =>
        recordDetails.name ?? (recordDetails.names as { fullName: string }[] | undefined)?.[0]?.fullName ?? [],
    );
  expect((await names({ party: "Side Co" })).sort()).toEqual(["Ada Example", "Plant Co", "Side Co", "State Fund"]);
  expect((await names({ party: "529900T8BM49AURSDO55" })).sort()).toEqual(["China", 'Parent "Quoted" Co', "Plant Co"]);
  expect(await names({ party: "Plant Co", on: "2012-06-30" })).toContain("Gone Co");
  await expect(exported(store, { party: "Nobody" })).rejects.toThrow('No party of the store is called "Nobody".');
});

test("made-up rows go out apart from real ones, say what they are, and come back as made", async () => {
  const store = await storeOf(STAKES);
  await bringIn(store, REGISTER, { as: "bods", source: "register" });
  const real = await exported(store);
  expect(JSON.stringify(real.statements)).not.toContain("Made Anode");
  const made = await exported(store, { made: true });
  expect(made.stakes).toBe(5);
  expect(JSON.stringify(made.statements)).not.toContain("Plant Co");
  const again = await newStore();
  const report = await bringIn(again, fileOf(made.statements, "made.json"), { as: "bods" });
  expect(report.warnings).toContain("“made.json” says that its rows are made up, and so it is marked.");
  expect(await rowsOf(again, "imports", "file")).toMatchObject([{ made: true }]);
});

test("a file is written as one JSON list, and an empty store gives an empty one", async () => {
  const store = await storeOf(STAKES);
  const out = join(temporaryFolder(), "owners.json");
  expect(await exported(store, { out })).toMatchObject({ file: out, parties: 8, stakes: 8, statements: [] });
  expect(JSON.parse(readFileSync(out, "utf8"))).toEqual((await exported(store)).statements);
  expect((await exported(await newStore())).statements).toEqual([]);
  await expect(exported(store, { out: join(temporaryFolder(), "no", "folder.json") })).rejects.toThrow(
    "cannot be written (ENOENT)",
  );
});
