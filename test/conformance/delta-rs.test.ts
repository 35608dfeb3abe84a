import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, describe, expect, test, vi } from "vitest";
import { compact } from "../../src/store/compact.ts";
import { nodeDisk } from "../../src/store/disk.ts";
import { Engine } from "../../src/store/engine.ts";
import { sql } from "../../src/store/sql.ts";
import { Store } from "../../src/store/store.ts";
import { type Column, type ColumnType, TABLES, type Table } from "../../src/store/tables.ts";
import { undo } from "../../src/store/undo.ts";
import { askDeltaReader, type DeltaQuestion, hasDeltaReader } from "../support/delta-reader.ts";

vi.setConfig({ testTimeout: 180_000 });
const scratch = mkdtempSync(join(tmpdir(), "headwater-delta-"));
const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
const connection = await instance.connect();
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Values that are hard to keep: signs, ends of ranges, nulls, quotes, wide characters, texts longer than a bound. */
const VALUES: Readonly<Record<string, string>> = {
  string: `case i % 6 when 0 then 'plain ' || i when 1 then 'it''s "quoted" \\ ' || i when 2 then '' || chr(0) || i
    when 3 then repeat('é', 90) || i when 4 then repeat(chr(1114111), 80) || i else '铁矿石 ' || i end`,
  long: "(i % 10 - 5) * 900719925474099267",
  integer: "(i % 10 - 5) * 400000000",
  double: "(i - 5) / 7.0",
  boolean: "i % 2 = 0",
  date: "date '1969-12-28' + cast(i as integer)",
};

function hardValue({ type, nullable }: Column): string {
  const decimals = /^decimal\((\d+),(\d+)\)$/.exec(type);
  const scale = Number(decimals?.[2] ?? 0);
  const value = decimals === null ? VALUES[type] : `(i - 5) * 1.${"9".repeat(Math.min(scale, 6))}`;
  return nullable ? `case when i % 4 = 3 then null else ${value} end` : `${value}`;
}

const rowsFor = (table: Table, from: number, until: number) => {
  const columns = table.columns.map((column) => `${hardValue(column)} as ${column.name}`);
  return `select ${columns.join(", ")} from range(${from}, ${until}) as r(i)`;
};

const arrowType = (type: ColumnType): string =>
  ({ string: "string", long: "int64", integer: "int32", double: "double", boolean: "bool", date: "date32[day]" })[
    type as "string"
  ] ?? type.replace(/decimal\((\d+),(\d+)\)/, "decimal128($1, $2)");

const asText = (value: unknown, type: ColumnType): string | null => {
  if (value === null) return null;
  return type === "double" ? String(Number(value)) : String(value);
};

/** The rows of a table as our own engine reads them. */
async function ownRows(engine: Engine, table: Table, condition = sql.empty): Promise<(string | null)[][]> {
  const columns = sql.join(table.columns.map(({ name }) => sql.id(name)));
  const rows = await engine.rows(sql`select ${columns} from ${sql.id(table.name)} ${condition}`);
  return rows.map((row) => table.columns.map(({ name, type }) => asText(row[name], type)));
}

const sorted = (rows: readonly (readonly (string | null)[])[]) => rows.map((row) => JSON.stringify(row)).sort();

async function expectSameEverywhere(
  store: Store,
  versions: readonly ("published" | "latest")[] = ["published", "latest"],
) {
  const vintage = await store.vintage();
  const engine = await Engine.open(vintage, { threads: 1 });
  const questions = TABLES.flatMap((table) =>
    versions.map((which): DeltaQuestion & { readonly of: Table } => ({
      of: table,
      table: store.tableFolder(table.name),
      columns: table.columns.map(({ name }) => name),
      ...(which === "published" ? { version: vintage.tables[table.name]?.version ?? 0 } : {}),
    })),
  );
  const answers = askDeltaReader(questions.map(({ of: _, ...question }) => question));
  for (const [index, { of: table }] of questions.entries()) {
    const answer = answers[index];
    expect(answer?.types, table.name).toEqual(
      Object.fromEntries(table.columns.map(({ name, type }) => [name, arrowType(type)])),
    );
    expect(answer?.nullable).toEqual(Object.fromEntries(table.columns.map(({ name, nullable }) => [name, nullable])));
    const theirs = (answer?.rows ?? []).map((row) =>
      row.map((value, column) => asText(value, table.columns[column]?.type ?? "string")),
    );
    expect(sorted(theirs), `${table.name} at ${answer?.version}`).toEqual(sorted(await ownRows(engine, table)));
  }
  engine.close();
}

async function importInto(store: Store, importId: string, from: number, until: number, parts = 1): Promise<void> {
  await store.write(`import ${importId}`, async (tx) => {
    tx.removeImport(importId);
    const step = (until - from) / parts;
    for (const table of TABLES) {
      for (let part = 0; part < parts; part++) {
        const select = rowsFor(table, from + part * step, from + (part + 1) * step);
        await tx.add(table.name, connection, select, importId);
      }
    }
  });
}

describe.skipIf(!hasDeltaReader())("delta-rs opens a store", () => {
  test("and finds the same rows and types, before and after import, replacement, compaction and undo", async () => {
    const store = await Store.create(join(scratch, "whole"));
    await expectSameEverywhere(store);
    await importInto(store, "first", 0, 12);
    await importInto(store, "sécond / 2", 12, 36, 3);
    await expectSameEverywhere(store);
    await importInto(store, "first", 40, 46);
    await expectSameEverywhere(store);
    const { filesBefore, filesAfter } = await compact(store);
    expect([filesBefore, filesAfter]).toEqual([TABLES.length * 4, TABLES.length * 2]);
    await expectSameEverywhere(store);
    await undo(store, "sécond / 2");
    await expectSameEverywhere(store);
    await undo(store, "first", { erase: true });
    await expectSameEverywhere(store);
  });

  test("at the published versions while a write is unpublished, and at the latest once it was taken back", async () => {
    const folder = join(scratch, "interrupted");
    await importInto(await Store.create(folder), "first", 0, 12);
    const failing = await Store.open(folder, {
      disk: {
        ...nodeDisk,
        rename: async () => {
          throw new Error("no room");
        },
      },
    });
    await expect(importInto(failing, "first", 20, 29)).rejects.toThrow("no room");
    const store = await Store.open(folder);
    await expectSameEverywhere(store, ["published"]);
    await store.write("nothing", async () => {});
    await expectSameEverywhere(store);
  });

  test("and a filtered read gives what filtering every row gives, skipping files by their statistics", async () => {
    const store = await Store.create(join(scratch, "filtered"));
    const table = TABLES.find(({ name }) => name === "flows") as Table;
    const row = (i: number, code: string, usd: string, line: string) => `
      select '2024' as period, date '2024-01-01' + ${i} as period_from, 'annual' as frequency, 'US' as reporter,
        'CN' as partner, 'import' as direction, ${code} as hs6, cast(${usd} as decimal(18,2)) as usd,
        cast(${line} as bigint) as source_row`;
    const long = (head: string, tail: string) => `repeat('${head}', 70) || '${tail}'`;
    const files = [
      [row(0, "'010101'", "-5.10", "-9007199254740993"), row(1, "'020202'", "-0.01", "0")],
      [row(10, long("a", "b"), "0.30", "9007199254740993"), row(11, long("a", "z"), "90071992547409.93", "7")],
      [row(20, `repeat(chr(1114111), 70) || 'x'`, "12.00", "8"), row(21, long("é", "\u{1F600}"), "13.00", "9")],
      [row(30, `repeat(chr(55295), 63) || chr(1114111) || 'q'`, "-99999999999999.99", "10")],
      [row(40, "''", "0.00", "9223372036854775807"), row(41, "chr(0) || '\"\\'", "null", "-9223372036854775808")],
      [row(50, `repeat(chr(128512), 300)`, "1.00", "11"), row(51, `repeat('x', 300) || 'y'`, "2.00", "12")],
    ];
    await store.write("files", async (tx) => {
      for (const rows of files) await tx.add("flows", connection, rows.join(" union all "), "a");
    });
    const engine = await Engine.open(await store.vintage(), { threads: 1 });
    const every = await ownRows(engine, table);
    const samples = (name: string) =>
      [...new Set(every.map((each) => each[table.columns.findIndex((column) => column.name === name)]))].filter(
        (value): value is string => value !== null && value !== undefined,
      );
    const cases = [
      ...samples("hs6").map((value) => ({ column: "hs6", type: "varchar", value })),
      ...["a", "b", "ZZ", "é", "\u{10FFFF}", "\uE000"].map((value) => ({ column: "hs6", type: "varchar", value })),
      ...samples("usd").map((value) => ({ column: "usd", type: "decimal(18,2)", value })),
      ...samples("source_row").map((value) => ({ column: "source_row", type: "bigint", value })),
      ...samples("period_from").map((value) => ({ column: "period_from", type: "date", value })),
    ].flatMap((each) => ["=", "<", "<=", ">", ">="].map((operator) => ({ ...each, operator })));
    const columns = table.columns.map(({ name }) => name);
    const answers = askDeltaReader(cases.map((filter) => ({ table: store.tableFolder("flows"), columns, filter })));

    for (const [index, { column, operator, value, type }] of cases.entries()) {
      const comparison = { "=": sql`=`, "<": sql`<`, "<=": sql`<=`, ">": sql`>`, ">=": sql`>=` }[operator] ?? sql`=`;
      const declared = table.columns.find(({ name }) => name === column)?.type ?? "string";
      const condition = sql`where ${sql.id(column)} ${comparison} cast(${value} as ${sql.type(declared)})`;
      const expected = await ownRows(engine, table, condition);
      expect(sorted(answers[index]?.rows ?? []), `${column} ${operator} ${value} (${type})`).toEqual(sorted(expected));
    }
    engine.close();
    const skipped = answers.filter(({ files: all, filesRead }) => filesRead < all).length;
    expect(skipped).toBeGreaterThan(cases.length / 2);
  });
});
