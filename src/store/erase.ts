import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Store } from "./store.ts";

/**
 * Deletes every file that an import ever had in any table; safe to repeat. The caller holds the lock and has published
 * a state in which no kept vintage needs them.
 */
export async function eraseFiles(store: Store, importId: string): Promise<number> {
  let deleted = 0;
  for (const table of Object.keys(store.state().tables)) {
    const files = store.everAdded(table).filter((add) => add.tags.importId === importId);
    for (const { path } of files) {
      if (await store.disk.remove(join(store.tableFolder(table), decodeURIComponent(path)))) deleted += 1;
    }
    if (files.length > 0) await store.disk.syncFolder(store.tableFolder(table));
  }
  // Snapshots are made from the tables and may hold rows of the import; they are made again when they are needed.
  rmSync(join(store.folder, "snapshots"), { recursive: true, force: true });
  return deleted;
}
