import { randomBytes } from "node:crypto";
import { link, mkdir, open, rename, unlink } from "node:fs/promises";
import { StoreProblem } from "../errors.ts";

/**
 * The steps by which a store changes what lies on disk, each durable when its promise resolves.
 *
 * A crash may fall between any two of them; nothing else in the room writes, but for the rows themselves.
 */
export interface Disk {
  makeFolder(path: string): Promise<void>;
  /** Creates a file that must not exist, writes it and waits until it is on the device. */
  writeNew(path: string, text: string): Promise<void>;
  /** Waits until a file that someone else wrote is on the device. */
  syncFile(path: string): Promise<void>;
  /** Waits until the names in a folder are on the device. */
  syncFolder(path: string): Promise<void>;
  /** Gives a file a second name; false when that name is taken. */
  link(from: string, to: string): Promise<boolean>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file; false when there is none. */
  remove(path: string): Promise<boolean>;
}

export const nodeDisk: Disk = {
  async makeFolder(path) {
    await mkdir(path, { recursive: true });
  },
  async writeNew(path, text) {
    const file = await open(path, "wx");
    try {
      await file.writeFile(text, "utf8");
      await file.sync();
    } finally {
      await file.close();
    }
  },
  async syncFile(path) {
    const file = await open(path, "r");
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  },
  async syncFolder(path) {
    // Windows neither needs nor allows a folder to be synced.
    if (process.platform === "win32") return;
    await nodeDisk.syncFile(path);
  },
  async link(from, to) {
    return unless("EEXIST", () => link(from, to));
  },
  async rename(from, to) {
    await rename(from, to);
  },
  async remove(path) {
    return unless("ENOENT", () => unlink(path));
  },
};

async function unless(code: string, step: () => Promise<void>): Promise<boolean> {
  try {
    await step();
    return true;
  } catch (error) {
    if (codeOf(error) === code) return false;
    throw error;
  }
}

/** The system's code of a failed file operation, such as ENOENT; none for any other error. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** A name that no other process comes up with. */
export function uniqueName(): string {
  return randomBytes(8).toString("hex");
}

const NO_WAY_TO_WRITE: ReadonlySet<string | undefined> = new Set([
  "ENOSPC",
  "EDQUOT",
  "EROFS",
  "EACCES",
  "EPERM",
  "EIO",
]);

/** The same steps, whose failures are problems of the store in `folder` and say so. */
export function diskOfStore(disk: Disk, folder: string): Disk {
  const guarded =
    <Given extends string[], Result>(step: (...given: Given) => Promise<Result>) =>
    (...given: Given): Promise<Result> =>
      step.apply(disk, given).catch((error: unknown) => {
        throw asStoreProblem(error, folder);
      });
  return {
    makeFolder: guarded(disk.makeFolder),
    writeNew: guarded(disk.writeNew),
    syncFile: guarded(disk.syncFile),
    syncFolder: guarded(disk.syncFolder),
    link: guarded(disk.link),
    rename: guarded(disk.rename),
    remove: guarded(disk.remove),
  };
}

function asStoreProblem(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || !NO_WAY_TO_WRITE.has(codeOf(error))) return error;
  return new StoreProblem(`The store "${folder}" cannot be written: ${error.message}.`, {
    hint: "Make room on the disk, or give yourself leave to write there, then run the command again.",
    cause: error,
  });
}
