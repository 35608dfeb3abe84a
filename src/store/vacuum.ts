import { statSync } from "node:fs";
import { join } from "node:path";
import { InvalidInput, NotFound } from "../errors.ts";
import { parquetFiles } from "./erase.ts";
import { removeStaleDrafts } from "./lock.ts";
import type { Store } from "./store.ts";
import type { Publication, StoreState } from "./store-state.ts";

export interface Vacuumed {
  readonly filesDeleted: number;
  readonly bytesFreed: number;
  readonly vintagesDropped: readonly number[];
  readonly vintagesKept: readonly number[];
}

const A_DAY = 86_400_000;

/**
 * Deletes every data file that no kept vintage needs, and what interrupted writes left behind.
 *
 * Kept are the current vintage, the pinned ones, and those that were current at any time of the last `keepDays` days.
 */
export async function vacuum(store: Store, { keepDays = 7 }: { readonly keepDays?: number } = {}): Promise<Vacuumed> {
  if (!(keepDays >= 0)) {
    throw new InvalidInput(`"${keepDays}" is not a number of days to keep.`, { hint: "Give 0 or more." });
  }
  return store.locked(async ({ state, publish }) => {
    const horizon = store.now().getTime() - keepDays * A_DAY;
    const kept = state.history.filter((entry, index) => {
      const next = state.history[index + 1];
      return next === undefined || state.pinned.includes(entry.vintage) || Date.parse(next.at) > horizon;
    }) as StoreState["history"];
    const vintagesDropped = state.history.filter((entry) => !kept.includes(entry)).map(({ vintage }) => vintage);
    // First no reader can ask for the older vintages any more, then their files go.
    if (vintagesDropped.length > 0) await publish({ ...state, history: kept });
    const deleted = await deleteUnneeded(store, kept);
    await removeStaleDrafts(store.disk, store.folder);
    return { ...deleted, vintagesDropped, vintagesKept: kept.map(({ vintage }) => vintage) };
  });
}

async function deleteUnneeded(store: Store, kept: readonly Publication[]) {
  let filesDeleted = 0;
  let bytesFreed = 0;
  for (const table of Object.keys(store.state().tables)) {
    const folder = store.tableFolder(table);
    const versions = new Set(kept.map(({ tables }) => tables[table] ?? -1));
    const needed = new Set([...store.logs.activeInAny(table, versions)].map(decodeURIComponent));
    for (const name of parquetFiles(folder).filter((candidate) => !needed.has(candidate))) {
      const path = join(folder, name);
      const { size } = statSync(path);
      if (!(await store.disk.remove(path))) continue;
      filesDeleted += 1;
      bytesFreed += size;
    }
  }
  return { filesDeleted, bytesFreed };
}

/** Keeps a vintage readable through every vacuum, until it is unpinned. */
export async function pin(store: Store, vintage: number): Promise<void> {
  await store.locked(async ({ state, publish }) => {
    if (!state.history.some((entry) => entry.vintage === vintage)) {
      const kept = state.history.map((entry) => entry.vintage).join(", ");
      throw new NotFound(`The store holds no vintage "${vintage}".`, { hint: `Kept are ${kept}.` });
    }
    const pinned = [...new Set([...state.pinned, vintage])].sort((a, b) => a - b);
    await publish({ ...state, pinned });
  });
}

/** Lets the next vacuum drop a vintage that was pinned. */
export async function unpin(store: Store, vintage: number): Promise<void> {
  await store.locked(async ({ state, publish }) => {
    if (!state.pinned.includes(vintage)) {
      const pinned = state.pinned.length === 0 ? "No vintage is pinned." : `Pinned are ${state.pinned.join(", ")}.`;
      throw new NotFound(`The vintage "${vintage}" is not pinned.`, { hint: pinned });
    }
    await publish({ ...state, pinned: state.pinned.filter((entry) => entry !== vintage) });
  });
}
