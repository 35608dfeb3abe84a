import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { NotFound, StoreProblem } from "../errors.ts";
import { compareSchema, dataFile } from "./delta-log.ts";
import { type Disk, diskOfStore, nodeDisk } from "./disk.ts";
import { eraseFiles } from "./erase.ts";
import { takeLock } from "./lock.ts";
import { refuseForeignFolder, refuseWithoutHardLinks } from "./new-folder.ts";
import { DRAFTS, nextState, type Publication, publishState, readState, type StoreState } from "./store-state.ts";
import { TableLogs } from "./table-logs.ts";
import { TABLES, type Table } from "./tables.ts";
import { beginTransaction, type Gathered, type Transaction, vintageKey } from "./transaction.ts";
import type { Vintage } from "./vintage.ts";

export interface StoreOptions {
  /** The steps on disk; handed in by tests that stop between two of them. */
  readonly disk?: Disk;
  readonly now?: () => Date;
}

/** What maintenance may do while it holds the lock: nothing is published before `publish`. */
export interface WriteSession {
  /** The published state, as it was when the lock was taken. */
  readonly state: StoreState;
  begin(): Promise<Gathered>;
  /** Writes the log versions of what was gathered and says which versions belong together now. */
  commit(gathered: Gathered, why: string): Promise<Publication["tables"]>;
  publish(state: StoreState): Promise<void>;
}

/**
 * A folder of Delta tables under one `store.json`, which names the versions that belong together.
 *
 * Any number of processes may read while one writes. Readers keep the vintage they began with.
 */
export class Store {
  readonly folder: string;
  readonly disk: Disk;
  readonly now: () => Date;
  readonly logs: TableLogs;

  private constructor(folder: string, { disk = nodeDisk, now = () => new Date() }: StoreOptions) {
    this.folder = resolve(folder);
    this.disk = diskOfStore(disk, this.folder);
    this.now = now;
    this.logs = new TableLogs(this.folder, this.disk);
  }

  /** Makes an empty store in a folder that is empty or does not exist yet. Its first vintage is 0. */
  static async create(folder: string, options: StoreOptions = {}): Promise<Store> {
    const store = new Store(folder, options);
    refuseForeignFolder(store.folder);
    await store.disk.makeFolder(join(store.folder, DRAFTS));
    // Before the lock, which is a hard link itself.
    await refuseWithoutHardLinks(store.disk, store.folder);
    const release = await takeLock(store.disk, store.folder, store.now);
    try {
      refuseForeignFolder(store.folder);
      const at = store.now();
      for (const table of TABLES) await store.logs.create(table.name, at);
      const tables = Object.fromEntries(TABLES.map(({ name }) => [name, store.logs.last(name)]));
      const first = { vintage: 0, at: at.toISOString(), why: "Create the store", tables };
      const state: StoreState = {
        format: 1,
        id: randomUUID(),
        vintage: 0,
        tables,
        history: [first],
        pinned: [],
        erasing: [],
      };
      await publishState(store.disk, store.folder, state);
      return store;
    } finally {
      await release();
    }
  }

  static async open(folder: string, options: StoreOptions = {}): Promise<Store> {
    const store = new Store(folder, options);
    readState(store.folder);
    return store;
  }

  /** The published state as it is on disk now. */
  state(): StoreState {
    return readState(this.folder);
  }

  tableFolder(table: string): string {
    return this.logs.folderOf(table);
  }

  /** The last published vintage, or an older one that is still kept. */
  async vintage(number?: number): Promise<Vintage> {
    const state = this.state();
    const wanted = number ?? state.vintage;
    const published = state.history.find(({ vintage }) => vintage === wanted);
    if (published === undefined) {
      const kept = state.history.map(({ vintage }) => vintage).join(", ");
      throw new NotFound(`The store holds no vintage "${wanted}".`, { hint: `Kept are ${kept}.` });
    }
    return this.#vintageOf(state.id, published);
  }

  /**
   * Runs `body` under the writer lock and publishes what it gathered, over all tables at once.
   *
   * When `body` throws nothing is published and its files are removed. When it changed nothing the vintage stays.
   */
  async write<T>(why: string, body: (tx: Transaction) => Promise<T>): Promise<{ vintage: number; result: T }> {
    return this.locked(async (session) => {
      const tx = await session.begin();
      let result: T;
      try {
        result = await body(tx);
      } catch (error) {
        for (const path of tx.written) await this.disk.remove(path);
        throw error;
      }
      if (tx.changes.size === 0) return { vintage: session.state.vintage, result };
      const next = nextState(session.state, why, this.now(), await session.commit(tx, why));
      await session.publish(next);
      return { vintage: next.vintage, result };
    });
  }

  /** Holds the lock while `body` runs; what an interrupted write left behind is taken back first. */
  async locked<T>(body: (session: WriteSession) => Promise<T>): Promise<T> {
    const first = this.state();
    const release = await takeLock(this.disk, this.folder, this.now);
    try {
      await this.#clearDrafts();
      if (this.state().id !== first.id)
        throw new StoreProblem(`The store "${this.folder}" was replaced by another one.`);
      const state = await this.#finishErasures(this.state());
      await this.#takeBack(state);
      return await body({
        state,
        begin: () => this.#begin(state),
        commit: (gathered, why) => this.#commit(state, gathered, why),
        publish: (next) => publishState(this.disk, this.folder, next),
      });
    } finally {
      await release();
    }
  }

  #vintageOf(storeId: string, { vintage, at, tables: versions }: Publication): Vintage {
    const entries = Object.entries(versions).map(([name, version]) => {
      const folder = this.tableFolder(name);
      const table = TABLES.find((each) => each.name === name);
      if (table !== undefined) this.#refuseOtherSchema(table, version);
      const files = [...this.logs.active(name, version).values()].map((add) => dataFile(folder, table, add));
      return [name, { version, files }] as const;
    });
    const tables = Object.fromEntries(entries);
    return { number: vintage, publishedAt: at, tables, key: vintageKey(storeId, tables), folder: this.folder };
  }

  async #begin(state: StoreState): Promise<Gathered> {
    const at = this.now();
    for (const { name } of TABLES) if (state.tables[name] === undefined) await this.logs.create(name, at);
    const published = state.history.at(-1) as Publication;
    return beginTransaction({
      disk: this.disk,
      now: this.now,
      before: this.#vintageOf(state.id, published),
      tableFolder: (table) => this.tableFolder(table),
      active: (table) => this.logs.active(table, state.tables[table] ?? -1),
    });
  }

  async #commit(state: StoreState, gathered: Gathered, why: string): Promise<Publication["tables"]> {
    const versions = { ...state.tables };
    const at = this.now();
    for (const [table, change] of gathered.changes) {
      const adds = [...change.adds.values()];
      const removes = [...change.removes.values()];
      if (adds.length > 0) await this.disk.syncFolder(this.tableFolder(table));
      versions[table] = await this.logs.append(table, { why, at, adds, removes, dataChange: change.dataChange });
    }
    return versions;
  }

  #refuseOtherSchema(table: Table, version: number): void {
    if (compareSchema(table, this.logs.metaData(table.name, version)) !== "other") return;
    throw new StoreProblem(
      `The table "${table.name}" of the store "${this.folder}" has other columns than this software.`,
      {
        hint: "Another version of headwater made it: use that one, or make a new store and import the files again.",
      },
    );
  }

  /** Undoes by new versions whatever lies above the published ones: the work of a write that never published. */
  async #takeBack(state: StoreState): Promise<void> {
    for (const table of new Set([...Object.keys(state.tables), ...TABLES.map(({ name }) => name)])) {
      const version = state.tables[table] ?? -1;
      const last = this.logs.last(table);
      if (last <= version) continue;
      const wanted = this.logs.active(table, version);
      const found = this.logs.active(table, last);
      const removes = [...found.values()].filter(({ path }) => !wanted.has(path));
      const adds = [...wanted.values()].filter(({ path }) => !found.has(path));
      if (removes.length === 0 && adds.length === 0) continue;
      const why = "Take back what an interrupted write did not publish";
      await this.logs.append(table, { why, at: this.now(), adds, removes, dataChange: true });
    }
  }

  /** Deletes what an interrupted erasure had still to delete. */
  async #finishErasures(state: StoreState): Promise<StoreState> {
    if (state.erasing.length === 0) return state;
    for (const importId of state.erasing) await eraseFiles(this, importId);
    const finished = { ...state, erasing: [] };
    await publishState(this.disk, this.folder, finished);
    return finished;
  }

  async #clearDrafts(): Promise<void> {
    const drafts = join(this.folder, DRAFTS);
    await this.disk.makeFolder(drafts);
    for (const name of readdirSync(drafts)) await this.disk.remove(join(drafts, name));
  }
}
