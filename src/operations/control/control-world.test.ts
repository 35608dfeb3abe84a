import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Context, control, openStore } from "../../index.ts";
import { partyId } from "../../resolve/party-id.ts";
import { Store } from "../../store/store.ts";

let folder: string;
let store: Context;

const BY_NAME = partyId("Kestrel Optics Ltd", "AE");
const BY_LEI = "lei-kestrel";

/** What two registers say: one knows the firm by its name, the other by its LEI, and the store holds both. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "headwater-control-"));
  const made = await Store.create(join(folder, "store"));
  const connection = await (await DuckDBInstance.create()).connect();
  const rows = (columns: string, values: string) =>
    `select *, 'registers' as source_id, row_number() over () as source_row from (values ${values}) as t(${columns})`;
  await made.write("Two registers", async (tx) => {
    const parties = `('${BY_NAME}', 'Kestrel Optics Ltd', 'AE', 'company'), ('owner', 'Rook Bank', 'RU', 'company'),
      ('minor', 'Jay Ltd', 'DE', 'company'), ('twin-a', 'Twin Ltd', 'DE', 'company'), ('twin-b', 'Twin Ltd', null, 'company')`;
    await tx.add("party_records", connection, rows("party_id, name, country, kind", parties), "first");
    const ids = `('${BY_NAME}', 'LEI', '5299000J2N45DDNE4Y28'), ('${BY_LEI}', 'LEI', '5299000J2N45DDNE4Y28'),
      ('twin-a', 'unnamed', '1'), ('twin-b', 'unnamed', '1')`;
    await tx.add("party_ids", connection, rows("party_id, scheme, value", ids), "first");
    const stakes = `('owner', '${BY_LEI}', 'equity', 0.6, 0.6, date '2020-01-01'),
      ('minor', '${BY_NAME}', 'equity', 0.3, 0.3, date '2019-01-01'),
      ('minor', '${BY_NAME}', 'equity', 0.1, 0.1, date '2024-01-01')`;
    const columns = "holder_id, held_id, interest, share_min, share_max, valid_from";
    await tx.add("stakes", connection, rows(columns, stakes), "first");
    const listed = "('owner', 'us-ofac-sdn', date '2022-01-01')";
    await tx.add("listings", connection, rows("party_id, list, valid_from", listed), "first");
  });
  connection.closeSync();
  store = openStore(join(folder, "store"), { today: "2026-11-22" });
});

afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

test("stakes of a firm that two registers know by name and by LEI come together, whichever id is asked", async () => {
  for (const party of ["Kestrel Optics Ltd", "5299000J2N45DDNE4Y28", BY_LEI]) {
    const { result } = await control(store, { party, rule: ["ofac-50"] });
    expect(result.rules[0]).toMatchObject({ outcome: "yes", share: "0.6" });
    expect(result.holders.map(({ holder, share }) => [holder.label, share])).toEqual([
      ["Jay Ltd", "0.1"],
      ["Rook Bank", "0.6"],
    ]);
  }
});

test("a row without an end gives way to a later one of the same source, and holds until then", async () => {
  const { result } = await control(store, { party: "Kestrel Optics Ltd" }, { on: "2023-12-31" });
  expect(result.holders.map(({ holder, share }) => [holder.label, share])).toContainEqual(["Jay Ltd", "0.3"]);
});

test("a mark that tells parties of one name apart makes nobody one", async () => {
  await expect(control(store, { party: "Twin Ltd" })).rejects.toThrow('"Twin Ltd" is the name of 2 parties.');
});
