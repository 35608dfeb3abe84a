import { randomUUID } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { NotFound, StoreProblem } from "../errors.ts";
import {
  type AddAction,
  type Change,
  type Commit,
  changeLines,
  creationLines,
  dataFile,
  LOG_FOLDER,
  lastVersion,
  logFileName,
  readCommit,
  replay,
  writeCommit,
} from "./delta-log.ts";
import { codeOf, type Disk, nodeDisk, uniqueName } from "./disk.ts";
import { eraseFiles } from "./erase.ts";
import { takeLock } from "./lock.ts";
import {
  DRAFTS,
  nextState,
  type Publication,
  publishState,
  readState,
  STORE_FILE,
  type StoreState,
} from "./store-state.ts";
import { TABLES, tableNamed } from "./tables.ts";
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
  readonly #commits = new Map<string, Commit>();

  private constructor(folder: string, { disk = nodeDisk, now = () => new Date() }: StoreOptions) {
    this.folder = resolve(folder);
    this.disk = disk;
    this.now = now;
  }

  /** Makes an empty store in a folder that is empty or does not exist yet. Its first vintage is 0. */
  static async create(folder: string, options: StoreOptions = {}): Promise<Store> {
    const store = new Store(folder, options);
    await store.#refuseForeignFolder();
    await store.disk.makeFolder(join(store.folder, DRAFTS));
    // Before the lock, which is a hard link itself.
    await store.#refuseWithoutHardLinks();
    const release = await takeLock(store.disk, store.folder, store.now);
    try {
      await store.#refuseForeignFolder();
      const at = store.now();
      for (const table of TABLES) await store.#createTable(table.name, at);
      const tables = Object.fromEntries(TABLES.map(({ name }) => [name, store.lastVersionOf(name)]));
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
    return join(this.folder, "tables", table);
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

  #commitsUntil(table: string, version: number): Commit[] {
    const commits: Commit[] = [];
    for (let number = 0; number <= version; number++) {
      const place = `tables/${table}/${LOG_FOLDER}/${logFileName(number)}`;
      const known = this.#commits.get(place);
      const commit = known ?? readCommit(this.tableFolder(table), number, place);
      if (known === undefined) this.#commits.set(place, commit);
      commits.push(commit);
    }
    return commits;
  }

  /** The files of a table at a version, by path. */
  active(table: string, version: number): Map<string, AddAction> {
    return replay(this.#commitsUntil(table, version));
  }

  /** The last version in a table's log, published or not. */
  lastVersionOf(table: string): number {
    return lastVersion(this.tableFolder(table));
  }

  /** Every file that a table ever had, also those that were never published. */
  everAdded(table: string): AddAction[] {
    return this.#commitsUntil(table, this.lastVersionOf(table)).flatMap(({ adds }) => adds);
  }

  #vintageOf(storeId: string, { vintage, at, tables: versions }: Publication): Vintage {
    const entries = Object.entries(versions).map(([name, version]) => {
      const folder = this.tableFolder(name);
      const files = [...this.active(name, version).values()].map((add) => dataFile(folder, add));
      return [name, { version, files }] as const;
    });
    const tables = Object.fromEntries(entries);
    return { number: vintage, publishedAt: at, tables, key: vintageKey(storeId, tables), folder: this.folder };
  }

  async #begin(state: StoreState): Promise<Gathered> {
    const at = this.now();
    for (const { name } of TABLES) if (state.tables[name] === undefined) await this.#createTable(name, at);
    const published = state.history.at(-1) as Publication;
    return beginTransaction({
      disk: this.disk,
      now: this.now,
      before: this.#vintageOf(state.id, published),
      tableFolder: (table) => this.tableFolder(table),
      active: (table) => this.active(table, state.tables[table] ?? -1),
    });
  }

  async #commit(state: StoreState, gathered: Gathered, why: string): Promise<Publication["tables"]> {
    const versions = { ...state.tables };
    const at = this.now();
    for (const [table, change] of gathered.changes) {
      const adds = [...change.adds.values()];
      const removes = [...change.removes.values()];
      if (adds.length > 0) await this.disk.syncFolder(this.tableFolder(table));
      versions[table] = await this.#append(table, { why, at, adds, removes, dataChange: change.dataChange });
    }
    return versions;
  }

  async #append(table: string, change: Change): Promise<number> {
    const version = this.lastVersionOf(table) + 1;
    if (await this.#writeLines(table, version, changeLines(change))) return version;
    throw new StoreProblem(`Another program wrote version ${version} of the table "${table}" at the same time.`, {
      hint: "Nothing was published. Let only headwater write this store, then run the command again.",
    });
  }

  #writeLines(table: string, version: number, lines: readonly object[]): Promise<boolean> {
    const place = { tableFolder: this.tableFolder(table), draftFolder: join(this.folder, DRAFTS) };
    return writeCommit(this.disk, place, version, lines);
  }

  async #createTable(name: string, at: Date): Promise<void> {
    const folder = this.tableFolder(name);
    if (lastVersion(folder) >= 0) return;
    await this.disk.makeFolder(join(folder, LOG_FOLDER));
    await this.disk.syncFolder(folder);
    await this.disk.syncFolder(join(this.folder, "tables"));
    await this.#writeLines(name, 0, creationLines(tableNamed(name), randomUUID(), at));
  }

  /** Undoes by new versions whatever lies above the published ones: the work of a write that never published. */
  async #takeBack(state: StoreState): Promise<void> {
    for (const table of new Set([...Object.keys(state.tables), ...TABLES.map(({ name }) => name)])) {
      const version = state.tables[table] ?? -1;
      const last = this.lastVersionOf(table);
      if (last <= version) continue;
      const wanted = this.active(table, version);
      const found = this.active(table, last);
      const removes = [...found.values()].filter(({ path }) => !wanted.has(path));
      const adds = [...wanted.values()].filter(({ path }) => !found.has(path));
      if (removes.length === 0 && adds.length === 0) continue;
      const why = "Take back what an interrupted write did not publish";
      await this.#append(table, { why, at: this.now(), adds, removes, dataChange: true });
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

  async #refuseForeignFolder(): Promise<void> {
    if (existsSync(join(this.folder, STORE_FILE))) {
      throw new StoreProblem(`There is a store in "${this.folder}" already.`, {
        hint: "Import into it, or name another folder with --store.",
      });
    }
    const ours = (name: string) => name === DRAFTS || name === "tables" || name === "lock" || name.startsWith(".lock-");
    let names: string[];
    try {
      names = readdirSync(this.folder);
    } catch (error) {
      if (codeOf(error) === "ENOENT") return;
      throw new StoreProblem(`"${this.folder}" cannot hold a store: it is not a folder that can be read.`, {
        cause: error,
      });
    }
    const foreign = names.find((name) => !ours(name));
    if (foreign !== undefined) {
      throw new StoreProblem(`The folder "${this.folder}" is not empty: it holds "${foreign}".`, {
        hint: "Name an empty folder, or one that does not exist yet.",
      });
    }
  }

  async #refuseWithoutHardLinks(): Promise<void> {
    const draft = join(this.folder, DRAFTS, uniqueName());
    await this.disk.writeNew(draft, "");
    try {
      await this.disk.link(draft, `${draft}-link`);
      await this.disk.remove(`${draft}-link`);
    } catch (error) {
      throw noHardLinks(this.folder, error);
    } finally {
      await this.disk.remove(draft);
    }
  }
}

function noHardLinks(folder: string, cause: unknown): StoreProblem {
  return new StoreProblem(`The file system of "${folder}" has no hard links, which a store needs to write safely.`, {
    hint: "Choose a folder on a local disk.",
    cause,
  });
}
