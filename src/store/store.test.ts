import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Engine } from "./engine.ts";
import { sql } from "./sql.ts";
import { Store } from "./store.ts";

let folder: string;
const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
const connection = await instance.connect();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "headwater-store-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const flows = (rows: number, usd = "1.10") => `
  select '2024' as period, date '2024-01-01' as period_from, 'annual' as frequency, 'US' as reporter, 'CN' as partner,
    'import' as direction, lpad(cast(i as varchar), 6, '0') as hs6, ${usd} as usd, i as source_row
  from range(${rows}) as r(i)`;

async function count(store: Store, vintage?: number): Promise<unknown> {
  const engine = await Engine.open(await store.vintage(vintage));
  try {
    const [row] = await engine.rows(sql`select count(*) as n, sum(usd) as usd, min(import_id) as import_id from flows`);
    return row;
  } finally {
    engine.close();
  }
}

test("a store gives back what was written, exactly, and the vintage before as it was", async () => {
  const store = await Store.create(folder);
  const { vintage, result } = await store.write("import a", (tx) => tx.add("flows", connection, flows(3), "a"));
  expect({ vintage, result }).toEqual({ vintage: 1, result: { rows: 3 } });
  expect(await count(store)).toEqual({ n: 3, usd: "3.30", import_id: "a" });
  expect(await count(store, 0)).toEqual({ n: 0, usd: null, import_id: null });
});
