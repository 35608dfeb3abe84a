import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { duckdb, flowsByImport, flowsSelect, importFlows, newStore } from "../../test/support/store-fixture.ts";
import { InvalidInput, NotFound } from "../errors.ts";
import { compact } from "./compact.ts";
import { status, statusSql } from "./status.ts";
import type { Store } from "./store.ts";
import { type ColumnType, sqlType, TABLES } from "./tables.ts";
import { undo } from "./undo.ts";
import { pin, unpin, vacuum } from "./vacuum.ts";

const connection = await duckdb();
const A_DAY = 86_400_000;

const filesOnDisk = (store: Store, table = "flows") =>
  readdirSync(store.tableFolder(table)).filter((name) => name.endsWith(".parquet"));

/** A store whose clock is set by hand. */
async function storeAt(start: string) {
  const clock = { now: new Date(start) };
  const store = await newStore({ now: () => clock.now });
  return { store, wait: (days: number) => (clock.now = new Date(clock.now.getTime() + days * A_DAY)) };
}

test("undo takes an import out of every table, and older vintages keep it", async () => {
  const store = await newStore();
  await importFlows(store, "a", 3);
  await importFlows(store, "b", 2);
  const undone = await undo(store, "a");
  expect(undone).toEqual({ vintage: 3, rows: 4, vintagesDropped: [], filesDeleted: 0 });
  expect(await flowsByImport(store)).toEqual([{ import_id: "b", n: 2, usd: "2.20" }]);
  expect((await status(store)).imports.map(({ import_id }) => import_id)).toEqual(["b"]);
  expect(await flowsByImport(store, 2)).toHaveLength(2);
});

test("undoing what is not there says so, and says how to erase what is undone already", async () => {
  const store = await newStore();
  await importFlows(store, "a", 3);
  await expect(undo(store, "x")).rejects.toThrow(NotFound);
  await undo(store, "a");
  await expect(undo(store, "a")).rejects.toMatchObject({ hint: expect.stringContaining("--erase") });
  expect(store.state().vintage).toBe(2);
});

test("erase deletes every file of an import, from older vintages too, and says which vintages went", async () => {
  const store = await newStore();
  await importFlows(store, "a", 3);
  await importFlows(store, "b", 2);
  await importFlows(store, "a", 5);
  await compact(store);
  await pin(store, 2);
  mkdirSync(join(store.folder, "snapshots", "k"), { recursive: true });
  writeFileSync(join(store.folder, "snapshots", "k", "rows"), "of a");
  const undone = await undo(store, "a", { erase: true });
  expect(undone).toEqual({ vintage: 4, rows: 6, vintagesDropped: [1, 2, 3], filesDeleted: 4 });
  expect(filesOnDisk(store).every((name) => name.startsWith("b-"))).toBe(true);
  expect(existsSync(join(store.folder, "snapshots"))).toBe(false);
  expect(store.state()).toMatchObject({ pinned: [], erasing: [] });
  expect(store.state().history.map(({ vintage }) => vintage)).toEqual([0, 4]);
  expect(await flowsByImport(store)).toEqual([{ import_id: "b", n: 2, usd: "2.20" }]);
  await expect(store.vintage(3)).rejects.toThrow(NotFound);
});

test("what was undone before can still be erased", async () => {
  const store = await newStore();
  await importFlows(store, "a", 3);
  await undo(store, "a");
  expect(await undo(store, "a", { erase: true })).toMatchObject({ vintage: 2, vintagesDropped: [1], filesDeleted: 2 });
  expect(filesOnDisk(store)).toEqual([]);
});

test("compact merges the files of one import, never those of two, and keeps every row", async () => {
  const store = await newStore();
  for (const [importId, parts] of [
    ["a", 4],
    ["b", 2],
    ["c", 1],
  ] as const) {
    await store.write(importId, async (tx) => {
      for (let part = 0; part < parts; part++) await tx.add("flows", connection, flowsSelect(10 + part), importId);
    });
  }
  const before = await flowsByImport(store);
  expect(await compact(store)).toEqual({ vintage: 4, filesBefore: 7, filesAfter: 3 });
  expect(await flowsByImport(store)).toEqual(before);
  expect((await store.vintage()).tables.flows?.files.map(({ importId, rows }) => [importId, rows])).toEqual([
    ["c", 10],
    ["a", 46],
    ["b", 21],
  ]);
  const log = join(store.tableFolder("flows"), "_delta_log", "00000000000000000004.json");
  const actions = readFileSync(log, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(actions.slice(1).every(({ add, remove }) => (add ?? remove).dataChange === false)).toBe(true);
  await undo(store, "a");
  expect(await flowsByImport(store)).toEqual(before.slice(1));
  expect((await compact(store)).vintage).toBe(5);
});

test("vacuum keeps seven days, pinned vintages and the current one, and deletes what no kept one needs", async () => {
  const { store, wait } = await storeAt("2026-03-01T00:00:00Z");
  await importFlows(store, "a", 1);
  wait(1);
  await importFlows(store, "a", 2);
  wait(1);
  await importFlows(store, "a", 3);
  await pin(store, 1);
  wait(7);
  // Vintage 2 was current until seven days ago to the moment, vintage 0 until nine days ago.
  expect(await vacuum(store)).toMatchObject({ filesDeleted: 2, vintagesDropped: [0, 2], vintagesKept: [1, 3] });
  expect(filesOnDisk(store)).toHaveLength(2);
  expect(await flowsByImport(store, 1)).toMatchObject([{ n: 1 }]);
  expect(await flowsByImport(store)).toMatchObject([{ n: 3 }]);
  await expect(store.vintage(2)).rejects.toThrow(NotFound);
  await unpin(store, 1);
  expect(await vacuum(store)).toMatchObject({ vintagesDropped: [1], vintagesKept: [3] });
  expect(filesOnDisk(store)).toHaveLength(1);
});

test("a vintage that was current within the days to keep stays, however old it is", async () => {
  const { store, wait } = await storeAt("2026-03-01T00:00:00Z");
  await importFlows(store, "a", 1);
  wait(100);
  await importFlows(store, "a", 2);
  wait(6);
  expect(await vacuum(store)).toMatchObject({ filesDeleted: 0, vintagesDropped: [0], vintagesKept: [1, 2] });
  expect(await vacuum(store, { keepDays: 0 })).toMatchObject({ filesDeleted: 2, vintagesKept: [2] });
  expect(await flowsByImport(store)).toMatchObject([{ n: 2 }]);
});

test("vacuum deletes the files that an interrupted write left behind, and counts their bytes", async () => {
  const store = await newStore();
  await importFlows(store, "a", 1);
  const orphan = join(store.tableFolder("flows"), "b-0-0123456789abcdef.parquet");
  writeFileSync(orphan, "x".repeat(1000));
  expect(await vacuum(store)).toMatchObject({ filesDeleted: 1, bytesFreed: 1000 });
  expect(existsSync(orphan)).toBe(false);
  await expect(vacuum(store, { keepDays: -1 })).rejects.toThrow(InvalidInput);
});

test("only vintages that are kept can be pinned, and only pinned ones unpinned", async () => {
  const store = await newStore();
  await expect(pin(store, 5)).rejects.toThrow(NotFound);
  await expect(unpin(store, 0)).rejects.toThrow(NotFound);
  await pin(store, 0);
  await pin(store, 0);
  expect(store.state().pinned).toEqual([0]);
  await unpin(store, 0);
  expect(store.state().pinned).toEqual([]);
});

test("status says what a store holds, and who writes it", async () => {
  const { store } = await storeAt("2026-03-01T00:00:00Z");
  await importFlows(store, "a", 3);
  await pin(store, 0);
  const seen = await status(store);
  expect(seen).toMatchObject({
    vintage: 1,
    publishedAt: "2026-03-01T00:00:00.000Z",
    vintages: [
      { vintage: 0, why: "Create the store", pinned: true },
      { vintage: 1, why: "Import a", pinned: false },
    ],
    imports: [{ import_id: "a", family: "flows", file: "a.csv", stored_rows: 3, rejected_rows: 0, made: false }],
    writer: null,
  });
  const [file] = filesOnDisk(store);
  expect(seen.tables.find(({ name }) => name === "flows")).toEqual({
    name: "flows",
    version: 1,
    files: 1,
    rows: 3,
    bytes: statSync(join(store.tableFolder("flows"), file ?? "")).size,
  });
  expect(seen.tables).toHaveLength(TABLES.length);
  await store.write("look", async () => {
    expect((await status(store)).writer).toMatchObject({ pid: process.pid, since: "2026-03-01T00:00:00.000Z" });
  });
});

test("the statements for other readers name the version of every table", async () => {
  const store = await newStore();
  await importFlows(store, "a", 3);
  const text = statusSql(await store.vintage());
  expect(text).toContain("select * from headwater.flows for version as of 1;");
  expect(text).toContain("select * from headwater.stakes for version as of 0;");
  expect(text).toContain(`delta.\`${store.tableFolder("flows")}\` version as of 1;`);
  expect(text).toContain(`flows = DeltaTable("${store.tableFolder("flows")}", version=1)`);
});

test("the types in a Parquet file are those that the log declares, also after compaction", async () => {
  const store = await newStore();
  for (const { name, columns } of TABLES) {
    const values = columns.map(
      (column) => `cast('${sampleOf(column.type)}' as ${sqlType(column.type)}) as ${column.name}`,
    );
    const select = `select ${values.join(", ")}`;
    await store.write(name, async (tx) => {
      await tx.add(name, connection, select, "a");
      await tx.add(name, connection, select, "a");
    });
  }
  await compact(store);
  for (const { name, columns } of TABLES) {
    const [file] = (await store.vintage()).tables[name]?.files ?? [];
    const schema = await connection.runAndReadAll(
      `select name, duckdb_type, type from parquet_schema('${file?.path}') where name <> 'duckdb_schema'`,
    );
    const found = schema.getRowObjectsJson().map((row) => [row.name, String(row.duckdb_type).toLowerCase()]);
    expect(found).toEqual(columns.map((column) => [column.name, sqlType(column.type)]));
  }
});

function sampleOf(type: ColumnType): string {
  if (type === "date") return "2024-01-01";
  return type === "boolean" ? "true" : "1";
}
