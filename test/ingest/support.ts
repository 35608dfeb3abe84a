import { cpSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Book, readBook } from "../../src/book/book.ts";
import { importFile } from "../../src/ingest/import-file.ts";
import type { ImportReport, ImportRequest } from "../../src/ingest/import-request.ts";
import { Engine } from "../../src/store/engine.ts";
import { sql } from "../../src/store/sql.ts";
import { Store } from "../../src/store/store.ts";
import { isoDate } from "../../src/vocab/iso-date.ts";

let book: Promise<Book> | null = null;

export const shippedBook = (): Promise<Book> => {
  book ??= readBook();
  return book;
};

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), "headwater-ingest-"));

let empty: Promise<Store> | null = null;

/** An empty store in a folder of its own: a copy, since making one waits for the disk with every file. */
export async function newStore(): Promise<Store> {
  empty ??= Store.create(join(temporaryFolder(), "store"));
  const folder = join(temporaryFolder(), "store");
  cpSync((await empty).folder, folder, { recursive: true });
  return Store.open(folder);
}

export async function bringIn(store: Store, file: string, request: Partial<ImportRequest> = {}): Promise<ImportReport> {
  return await importFile(store, await shippedBook(), { file, importedOn: isoDate("2026-11-21"), ...request });
}

/** Rows of a table without the columns that name the import. */
export async function rowsOf(store: Store, table: string, order = "source_row"): Promise<Record<string, unknown>[]> {
  const engine = await Engine.open(await store.vintage());
  try {
    const rows = await engine.rows(sql`select * from ${sql.id(table)} order by ${sql.id(order)}`);
    return rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).filter(([name]) => !["import_id", "source_id", "shipment_id"].includes(name)),
      ),
    );
  } finally {
    engine.close();
  }
}

/** Names and sizes of everything in a store, and what is published. */
export function picture(store: Store): unknown {
  const names = readdirSync(store.folder, { recursive: true, encoding: "utf8" })
    .filter((name) => !name.includes(".lock"))
    .sort();
  return { names, state: readFileSync(join(store.folder, "store.json"), "utf8") };
}
