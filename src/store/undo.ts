import { NotFound } from "../errors.ts";
import { eraseFiles } from "./erase.ts";
import type { Store } from "./store.ts";
import { nextState, type StoreState } from "./store-state.ts";

export interface Undone {
  /** The vintage that no longer holds the import. */
  readonly vintage: number;
  /** Rows taken out of the current vintage, over all tables. */
  readonly rows: number;
  /** Vintages that an erasure made unreadable, because they held the import; pins on them are gone too. */
  readonly vintagesDropped: readonly number[];
  /** Data files that an erasure deleted from disk. */
  readonly filesDeleted: number;
}

/**
 * Takes an import out of every table. Older vintages keep it, unless `erase` is set: then its files are deleted and
 * the vintages that need them can no longer be read.
 */
export async function undo(store: Store, importId: string, { erase = false } = {}): Promise<Undone> {
  return store.locked(async (session) => {
    const tx = await session.begin();
    tx.removeImport(importId);
    const active = tx.changes.size > 0;
    const dropped = erase || !active ? vintagesHolding(store, session.state, importId) : [];
    if (!active && (!erase || dropped.length === 0)) throw unknownImport(store, importId, dropped.length > 0);

    const why = erase ? `Erase the import ${importId}` : `Undo the import ${importId}`;
    const rows = Object.values(tx.before.tables)
      .flatMap(({ files }) => files)
      .reduce((sum, file) => sum + (file.importId === importId ? file.rows : 0), 0);
    const undone = active ? nextState(session.state, why, store.now(), await session.commit(tx, why)) : session.state;
    if (!erase) {
      await session.publish(undone);
      return { vintage: undone.vintage, rows, vintagesDropped: [], filesDeleted: 0 };
    }
    const erasing: StoreState = {
      ...undone,
      history: undone.history.filter(({ vintage }) => !dropped.includes(vintage)) as StoreState["history"],
      pinned: undone.pinned.filter((vintage) => !dropped.includes(vintage)),
      erasing: [importId],
    };
    await session.publish(erasing);
    const filesDeleted = await eraseFiles(store, importId);
    await session.publish({ ...erasing, erasing: [] });
    return { vintage: undone.vintage, rows, vintagesDropped: dropped, filesDeleted };
  });
}

function vintagesHolding(store: Store, { history }: StoreState, importId: string): number[] {
  const tables = new Set(history.flatMap((kept) => Object.keys(kept.tables)));
  const holding = [...tables].map((table) => {
    const last = Math.max(...history.map((kept) => kept.tables[table] ?? -1));
    return [table, store.logs.versionsHolding(table, last, importId)] as const;
  });
  return history
    .filter((kept) => holding.some(([table, versions]) => versions.has(kept.tables[table] ?? -1)))
    .map(({ vintage }) => vintage);
}

function unknownImport(store: Store, importId: string, inOlderVintage: boolean): NotFound {
  if (inOlderVintage) {
    return new NotFound(`The import "${importId}" is undone already.`, {
      hint: "Add --erase to remove it from older vintages too.",
    });
  }
  return new NotFound(`The store "${store.folder}" holds no import "${importId}".`, {
    hint: "`headwater status` lists the imports.",
  });
}
