import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { codeOf } from "./disk.ts";
import type { Store } from "./store.ts";

/**
 * Deletes every file that an import ever had in any table, and files that no log names; safe to repeat.
 *
 * The caller holds the lock and has published a state in which no kept vintage needs them.
 */
export async function eraseFiles(store: Store, importId: string): Promise<number> {
  let deleted = 0;
  for (const table of Object.keys(store.state().tables)) {
    const folder = store.tableFolder(table);
    const others = store.logs.everAdded(table).filter((add) => add.tags.importId !== importId);
    const keep = new Set(others.map(({ path }) => decodeURIComponent(path)));
    // A file that no log names is what an interrupted write left behind, maybe of this very import.
    const doomed = parquetFiles(folder).filter((name) => !keep.has(name));
    for (const name of doomed) if (await store.disk.remove(join(folder, name))) deleted += 1;
    if (doomed.length > 0) await store.disk.syncFolder(folder);
  }
  // Snapshots are made from the tables and may hold rows of the import; they are made again when they are needed.
  rmSync(join(store.folder, "snapshots"), { recursive: true, force: true });
  return deleted;
}

/** The names of the data files that lie in a table's folder, whether any log names them or not. */
export function parquetFiles(tableFolder: string): string[] {
  try {
    return readdirSync(tableFolder).filter((name) => name.endsWith(".parquet"));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}
