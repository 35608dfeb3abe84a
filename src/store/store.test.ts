import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  ask,
  duckdb,
  flowsByImport,
  flowsSelect,
  importFlows,
  newStore,
  scratchFolder,
} from "../../test/support/store-fixture.ts";
import { InvalidInput, NotFound, StoreProblem } from "../errors.ts";
import { nodeDisk } from "./disk.ts";
import { sql } from "./sql.ts";
import { Store } from "./store.ts";
import { TABLES } from "./tables.ts";

const connection = await duckdb();

const parquetFiles = (store: Store) =>
  TABLES.flatMap(({ name }) => readdirSync(store.tableFolder(name)).filter((file) => file.endsWith(".parquet")));

test("a store gives back what was written, exactly, and the vintage before as it was", async () => {
  const store = await newStore();
  const { vintage, result } = await store.write("import a", (tx) => tx.add("flows", connection, flowsSelect(3), "a"));
  expect({ vintage, result }).toEqual({ vintage: 1, result: { rows: 3 } });
  expect(await flowsByImport(store)).toEqual([{ import_id: "a", n: 3, usd: "3.30" }]);
  expect(await flowsByImport(store, 0)).toEqual([]);
});

test("a new import leaves the files of others alone; an import that is written again replaces its own", async () => {
  const store = await newStore();
  await importFlows(store, "a", 3);
  await importFlows(store, "b", 2);
  await importFlows(store, "a", 5, "2.00");
  expect(await flowsByImport(store)).toEqual([
    { import_id: "a", n: 5, usd: "10.00" },
    { import_id: "b", n: 2, usd: "2.20" },
  ]);
  expect(await flowsByImport(store, 2)).toEqual([
    { import_id: "a", n: 3, usd: "3.30" },
    { import_id: "b", n: 2, usd: "2.20" },
  ]);
  expect((await store.vintage()).tables.flows?.files.map(({ importId, rows }) => [importId, rows])).toEqual([
    ["b", 2],
    ["a", 5],
  ]);
});

test("a write that changes nothing publishes nothing", async () => {
  const store = await newStore();
  await importFlows(store, "a", 3);
  const before = readFileSync(join(store.folder, "store.json"), "utf8");
  const { vintage } = await store.write("nothing", async (tx) => {
    tx.removeImport("no such import");
    await tx.add("flows", connection, flowsSelect(0), "empty");
    await tx.add("flows", connection, flowsSelect(4), "dropped");
    tx.removeImport("dropped");
  });
  expect(vintage).toBe(1);
  expect(readFileSync(join(store.folder, "store.json"), "utf8")).toBe(before);
});

test("when the body of a write fails nothing is published, its files are gone and the lock is free", async () => {
  const store = await newStore();
  await importFlows(store, "a", 3);
  const files = parquetFiles(store);
  const failure = store.write("fails", async (tx) => {
    await tx.add("flows", connection, flowsSelect(9), "b");
    throw new Error("changed my mind");
  });
  await expect(failure).rejects.toThrow("changed my mind");
  expect(parquetFiles(store)).toEqual(files);
  expect(await importFlows(store, "b", 1)).toBe(2);
});

test("while one writes, readers see the state before, and a second writer is told who writes since when", async () => {
  const store = await newStore();
  await importFlows(store, "a", 3);
  const reader = await Store.open(store.folder);
  await store.write("slow", async (tx) => {
    await tx.add("flows", connection, flowsSelect(9), "b");
    expect(await flowsByImport(reader)).toEqual([{ import_id: "a", n: 3, usd: "3.30" }]);
    const second = reader.write("second", async () => {});
    await expect(second).rejects.toThrow(StoreProblem);
    await expect(second).rejects.toThrow(new RegExp(`being written by process ${process.pid} on ".+" since 20\\d\\d-`));
    await expect(second).rejects.toMatchObject({ hint: expect.stringContaining("Wait until it is done") });
  });
  expect(await flowsByImport(reader)).toHaveLength(2);
});

test("the key of a vintage changes with the files and with nothing else", async () => {
  const store = await newStore();
  const empty = (await store.vintage()).key;
  await importFlows(store, "a", 3);
  const one = (await store.vintage()).key;
  await importFlows(store, "b", 3);
  await store.write("take b out", async (tx) => tx.removeImport("b"));
  expect(new Set([empty, one]).size).toBe(2);
  expect((await store.vintage()).key).toBe(one);
});

test("a vintage that is not kept is not found, and the error says which are", async () => {
  const store = await newStore();
  await importFlows(store, "a", 3);
  await expect(store.vintage(7)).rejects.toThrow(NotFound);
  await expect(store.vintage(7)).rejects.toMatchObject({ hint: "Kept are 0, 1." });
});

test("rows must have what the table requires, no column it does not know, and only finite numbers", async () => {
  const store = await newStore();
  const add = (table: string, select: string) => store.write("bad", (tx) => tx.add(table, connection, select, "a"));
  await expect(add("rejects", "select 'f.csv' as file")).rejects.toThrow('lack the column "reason"');
  await expect(add("rejects", "select 'f' as file, 'r' as reason, 1 as colour")).rejects.toThrow('no column "colour"');
  const missing = add("rejects", "select null as file, 'r' as reason");
  await expect(missing).rejects.toThrow(InvalidInput);
  await expect(missing).rejects.toThrow('have no "file"');
  const notFinite = add("facilities", "select 'f' as facility_id, 'inf'::double as lat");
  await expect(notFinite).rejects.toThrow('has a "lat" that is no finite number');
  expect(parquetFiles(store)).toEqual([]);
});

test("values are cast to the declared types, exactly", async () => {
  const store = await newStore();
  const select = `select '2024' as period, '2024-01-01' as period_from, 'annual' as frequency, 'US' as reporter,
    'CN' as partner, 'import' as direction, '010101' as hs6, '9007199254740993.01' as usd, 0.1::double as kg,
    9223372036854775807 as source_row`;
  await store.write("text", (tx) => tx.add("flows", connection, select, "a"));
  expect(await ask(store, sql`select period_from, usd, kg, source_row, value from flows`)).toEqual([
    {
      period_from: "2024-01-01",
      usd: "9007199254740993.01",
      kg: "0.100",
      source_row: "9223372036854775807",
      value: null,
    },
  ]);
});

test("every column that holds a value has bounds in the log, even when a whole stretch of rows has none", async () => {
  const store = await newStore();
  const select = `select 's' || i as shipment_id, date '2024-01-01' as arrived_on,
    case when i >= 125000 then i end as kg, case when i < 125000 then null else repeat(chr(1114111), 90) end as description
    from range(130000) as r(i)`;
  await store.write("sparse", (tx) => tx.add("shipments", connection, select, "a"));
  const [add] = [...store.logs.active("shipments", 1).values()];
  expect(add?.stats).toContain('"kg":125000.000');
  expect(add?.stats).toContain('"kg":129999.000');
  const { minValues, maxValues } = JSON.parse(add?.stats ?? "{}");
  expect([minValues.description, maxValues.description]).toEqual(["\u{10FFFF}".repeat(64), "\u{10FFFF}".repeat(90)]);
});

test("the log is written as the Delta protocol wants it: URL-encoded relative paths, reader 1, writer 2", async () => {
  const store = await newStore();
  await importFlows(store, "Zoll / Ä", 2);
  const log = join(store.tableFolder("flows"), "_delta_log");
  const lines = (version: number) =>
    readFileSync(join(log, `${String(version).padStart(20, "0")}.json`), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  const [created, protocol, { metaData }] = lines(0);
  expect(created.commitInfo.operation).toBe("CREATE TABLE");
  expect(protocol).toEqual({ protocol: { minReaderVersion: 1, minWriterVersion: 2 } });
  expect(JSON.parse(metaData.schemaString).fields[0]).toEqual({
    name: "period",
    type: "string",
    nullable: false,
    metadata: { comment: "the period as 2024 or 2024-03" },
  });
  const [info, { add }] = lines(1);
  expect(info.commitInfo.userMetadata).toBe("Import Zoll / Ä");
  expect(add.path).toMatch(/^[A-Za-z0-9_.%-]+\.parquet$/);
  expect(add.tags).toEqual({ importId: "Zoll / Ä" });
  expect(readdirSync(store.tableFolder("flows"))).toContain(decodeURIComponent(add.path));
});

test("rows written before a column was declared read as null in it, and the log learns of it with the next write", async () => {
  const store = await newStore();
  await importFlows(store, "old", 2);
  // As a store looks that was made before `kg` was declared: neither its log nor its file knows of it.
  const log = join(store.tableFolder("flows"), "_delta_log");
  const [created = "", added = ""] = [0, 1].map((version) => join(log, `${String(version).padStart(20, "0")}.json`));
  const [old] = [...store.logs.active("flows", 1).values()];
  const file = join(store.tableFolder("flows"), old?.path ?? "");
  writeFileSync(created, readFileSync(created, "utf8").replace(/\{\\"name\\":\\"kg\\".*?\}\},/, ""));
  writeFileSync(added, readFileSync(added, "utf8").replace('\\"kg\\":2,', ""));
  await connection.run(`copy (select * exclude (kg) from read_parquet('${file}')) to '${file}' (format parquet)`);

  const aged = await Store.open(store.folder);
  expect(aged.logs.metaData("flows", 1).schemaString).not.toContain("kg");
  expect(await ask(aged, sql`select sum(kg) as kg, count(*) as n from flows`)).toEqual([{ kg: null, n: 2 }]);
  await aged.write("new", (tx) =>
    tx.add("flows", connection, `select *, 3 as kg from (${flowsSelect(1)}) as t`, "new"),
  );
  expect(await ask(aged, sql`select sum(kg) as kg, count(*) as n from flows`)).toEqual([{ kg: "3.000", n: 3 }]);
  expect(aged.logs.metaData("flows", 2).schemaString).toContain("kg");
  expect(aged.logs.metaData("flows", 2).id).toBe(aged.logs.metaData("flows", 0).id);
});

test("a store whose columns have other types is refused", async () => {
  const store = await newStore();
  const created = join(store.tableFolder("fx"), "_delta_log", "00000000000000000000.json");
  writeFileSync(created, readFileSync(created, "utf8").replace("decimal(24,12)", "double"));
  const reading = Store.open(store.folder).then((opened) => opened.vintage());
  await expect(reading).rejects.toThrow('The table "fx" of the store');
  await expect(reading).rejects.toThrow(StoreProblem);
});

test("a disk that is full or closed is a problem of the store, and the lock is free afterwards", async () => {
  const store = await newStore();
  const full = async () => {
    throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  };
  const failing = await Store.open(store.folder, { disk: { ...nodeDisk, rename: full } });
  await expect(importFlows(failing, "a", 2)).rejects.toThrow(StoreProblem);
  await expect(importFlows(failing, "a", 2)).rejects.toThrow("cannot be written: ENOSPC");
  expect(await importFlows(store, "a", 2)).toBe(1);
});

test("a store is made only where nothing else is", async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, "notes.txt"), "mine");
  await expect(Store.create(folder)).rejects.toThrow('is not empty: it holds "notes.txt"');
  const store = await newStore();
  await expect(Store.create(store.folder)).rejects.toThrow("There is a store in");
  await expect(Store.create(join(folder, "notes.txt"))).rejects.toThrow(StoreProblem);
});

test("a file system without hard links is refused when the store is made", async () => {
  const link = () => Promise.reject(Object.assign(new Error("EPERM: operation not permitted"), { code: "EPERM" }));
  await expect(newStore({ disk: { ...nodeDisk, link } })).rejects.toThrow("has no hard links");
});

test.each([
  ["missing", (path: string) => rmSync(path), "There is no store in"],
  ["cut short", (path: string) => writeFileSync(path, '{"format":1,'), "is not JSON"],
  ["of a later format", (path: string) => writeFileSync(path, '{"format":9}'), "has format 9"],
  ["damaged", (path: string) => writeFileSync(path, '{"format":1,"id":"x","vintage":-1}'), 'is damaged at "vintage"'],
])("a store.json that is %s is a problem of the store, with what to do", async (_, spoil, message) => {
  const store = await newStore();
  spoil(join(store.folder, "store.json"));
  const opening = Store.open(store.folder);
  await expect(opening).rejects.toThrow(StoreProblem);
  await expect(opening).rejects.toThrow(message);
  await expect(opening).rejects.toMatchObject({ hint: expect.stringMatching(/\w/) });
});

test.each([
  ["missing", (path: string) => rmSync(path), "is missing"],
  ["cut short", (path: string) => writeFileSync(path, '{"add":{"pa'), "is damaged in line 1"],
  [
    "of a newer protocol",
    (path: string) => writeFileSync(path, '{"protocol":{"minReaderVersion":3}}'),
    "needs a newer reader",
  ],
  [
    "pointing outside the store",
    (path: string) => writeFileSync(path, '{"add":{"path":"..%2F..%2Fpasswd","stats":"{}","tags":{"importId":"a"}}}'),
    "was not written by this software",
  ],
])("a log file that is %s is a problem of the store that names the file", async (_, spoil, message) => {
  const { folder } = await newStore();
  await importFlows(await Store.open(folder), "a", 2);
  spoil(join(folder, "tables/flows/_delta_log/00000000000000000001.json"));
  const reading = Store.open(folder).then((store) => store.vintage());
  await expect(reading).rejects.toThrow(StoreProblem);
  await expect(reading).rejects.toThrow(`"tables/flows/_delta_log/00000000000000000001.json" ${message}`);
});

test("a data file that is gone or damaged is a problem of the store, not a bug", async () => {
  const store = await newStore();
  await importFlows(store, "a", 2);
  const [file] = (await store.vintage()).tables.flows?.files ?? [];
  writeFileSync(file?.path ?? "", "PAR1 and then nothing");
  await expect(flowsByImport(store)).rejects.toThrow(StoreProblem);
  rmSync(file?.path ?? "");
  await expect(flowsByImport(store)).rejects.toThrow(StoreProblem);
});

test("a foreign version above the published ones is taken back by the next write, never overwritten", async () => {
  const store = await newStore();
  await importFlows(store, "a", 2);
  const log = join(store.tableFolder("flows"), "_delta_log");
  const [add] = [...store.logs.active("flows", 1).values()];
  const foreign = `${JSON.stringify({ remove: { path: add?.path, deletionTimestamp: 1, dataChange: true } })}\n`;
  writeFileSync(join(log, "00000000000000000002.json"), foreign);
  expect(await flowsByImport(store)).toEqual([{ import_id: "a", n: 2, usd: "2.20" }]);
  await store.write("nothing", async () => {});
  expect(readFileSync(join(log, "00000000000000000002.json"), "utf8")).toBe(foreign);
  expect([...store.logs.active("flows", 3).keys()]).toEqual([add?.path]);
});
