import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { StoreProblem } from "../errors.ts";
import {
  type AddAction,
  type Change,
  type Commit,
  changeLines,
  compareSchema,
  creationLines,
  LOG_FOLDER,
  lastVersion,
  logFileName,
  type MetaData,
  metaDataLine,
  readCommit,
  replay,
  writeCommit,
} from "./delta-log.ts";
import type { Disk } from "./disk.ts";
import { DRAFTS } from "./store-state.ts";
import { TABLES, tableNamed } from "./tables.ts";

/** The logs of all tables of a store. A version is read once: it never changes. */
export class TableLogs {
  readonly #folder: string;
  readonly #disk: Disk;
  readonly #commits = new Map<string, Commit>();

  constructor(storeFolder: string, disk: Disk) {
    this.#folder = storeFolder;
    this.#disk = disk;
  }

  folderOf(table: string): string {
    return join(this.#folder, "tables", table);
  }

  /** The last version of a table, published or not; -1 when the table is not there. */
  last(table: string): number {
    return lastVersion(this.folderOf(table));
  }

  /** The files of a table at a version, by path, oldest first. */
  active(table: string, version: number): Map<string, AddAction> {
    return replay(this.#until(table, version));
  }

  /** The paths of every file that is active in any of the given versions. */
  activeInAny(table: string, versions: ReadonlySet<number>): Set<string> {
    const active = new Set<string>();
    const ever = new Set<string>();
    for (const [version, { adds, removes }] of this.#until(table, Math.max(-1, ...versions)).entries()) {
      for (const path of removes) active.delete(path);
      for (const { path } of adds) active.add(path);
      if (versions.has(version)) for (const path of active) ever.add(path);
    }
    return ever;
  }

  /** The versions of a table up to `last` in which an import has a file. */
  versionsHolding(table: string, last: number, importId: string): Set<number> {
    const own = new Set<string>();
    const holding = new Set<number>();
    for (const [version, { adds, removes }] of this.#until(table, last).entries()) {
      for (const path of removes) own.delete(path);
      for (const { path, tags } of adds) if (tags.importId === importId) own.add(path);
      if (own.size > 0) holding.add(version);
    }
    return holding;
  }

  /** Every file that a table ever had, also those that were never published. */
  everAdded(table: string): AddAction[] {
    return this.#until(table, this.last(table)).flatMap(({ adds }) => adds);
  }

  /** How the log declares a table at a version. */
  metaData(table: string, version: number): MetaData {
    const commit = this.#until(table, version).findLast(({ metaData }) => metaData !== null);
    if (commit?.metaData) return commit.metaData;
    throw new StoreProblem(`The log of the table "${table}" does not say which columns it has.`, {
      hint: "Restore the log from a backup of the store.",
    });
  }

  /** Makes a table that is declared and not there yet. */
  async create(name: string, at: Date): Promise<void> {
    if (this.last(name) >= 0) return;
    const folder = this.folderOf(name);
    await this.#disk.makeFolder(join(folder, LOG_FOLDER));
    await this.#disk.syncFolder(folder);
    await this.#disk.syncFolder(join(this.#folder, "tables"));
    await this.#write(name, 0, creationLines(tableNamed(name), randomUUID(), at));
  }

  /** Adds the next version to a table, and declares it anew when columns were added to it; gives the version. */
  async append(name: string, change: Change): Promise<number> {
    const version = this.last(name) + 1;
    const table = TABLES.find((each) => each.name === name);
    const stored = this.metaData(name, version - 1);
    const grown = table !== undefined && compareSchema(table, stored) === "grown";
    const [info = {}, ...actions] = changeLines(change);
    const lines = grown ? [info, metaDataLine(table, stored.id, change.at), ...actions] : [info, ...actions];
    if (await this.#write(name, version, lines)) return version;
    throw new StoreProblem(`Another program wrote version ${version} of the table "${name}" at the same time.`, {
      hint: "Nothing was published. Let only headwater write this store, then run the command again.",
    });
  }

  #until(table: string, version: number): Commit[] {
    const commits: Commit[] = [];
    for (let number = 0; number <= version; number++) {
      const place = `tables/${table}/${LOG_FOLDER}/${logFileName(number)}`;
      const known = this.#commits.get(place);
      const commit = known ?? readCommit(this.folderOf(table), number, place);
      if (known === undefined) this.#commits.set(place, commit);
      commits.push(commit);
    }
    return commits;
  }

  #write(table: string, version: number, lines: readonly object[]): Promise<boolean> {
    const place = { tableFolder: this.folderOf(table), draftFolder: join(this.#folder, DRAFTS) };
    return writeCommit(this.#disk, place, version, lines);
  }
}
