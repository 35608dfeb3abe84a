import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { onTestFinished } from "vitest";
import { Engine } from "../../src/store/engine.ts";
import { type Sql, sql } from "../../src/store/sql.ts";
import { Store, type StoreOptions } from "../../src/store/store.ts";

let shared: Promise<DuckDBConnection> | undefined;

/** One connection to write rows with, for all tests of a file. */
export function duckdb(): Promise<DuckDBConnection> {
  shared ??= DuckDBInstance.create(":memory:", { threads: "1" }).then((instance) => instance.connect());
  return shared;
}

/** A folder that is gone when the test is over. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "headwater-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function newStore(options: StoreOptions = {}): Promise<Store> {
  return Store.create(join(scratchFolder(), "store"), options);
}

/** Annual flows of 2024 from China to the United States: `rows` of them, `usd` each. */
export const flowsSelect = (rows: number, usd = "1.10") => `
  select '2024' as period, date '2024-01-01' as period_from, 'annual' as frequency, 'US' as reporter, 'CN' as partner,
    'import' as direction, lpad(cast(i as varchar), 6, '0') as hs6, cast(${usd} as decimal(18,2)) as usd, i as source_row
  from range(${rows}) as r(i)`;

/** Writes an import of flows and its row in `imports`, in the place of what it brought before. */
export async function importFlows(store: Store, importId: string, rows: number, usd = "1.10"): Promise<number> {
  const connection = await duckdb();
  const { vintage } = await store.write(`Import ${importId}`, async (tx) => {
    tx.removeImport(importId);
    await tx.add("flows", connection, flowsSelect(rows, usd), importId);
    const about = `select 'flows' as family, '${importId}.csv' as file, date '2024-05-01' as imported_on, ${rows} as rows,
      0 as rejected, false as made`;
    await tx.add("imports", connection, about, importId);
  });
  return vintage;
}

/** The rows of a query on a vintage, by an engine of its own. */
export async function ask<T = Record<string, unknown>>(store: Store, query: Sql, vintage?: number): Promise<T[]> {
  const engine = await Engine.open(await store.vintage(vintage), { threads: 1 });
  try {
    return await engine.rows<T>(query);
  } finally {
    engine.close();
  }
}

/** Rows and dollars of each import of flows. */
export function flowsByImport(store: Store, vintage?: number): Promise<unknown[]> {
  return ask(
    store,
    sql`select import_id, count(*) as n, sum(usd) as usd from flows group by import_id order by import_id`,
    vintage,
  );
}
