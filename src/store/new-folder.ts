import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { StoreProblem } from "../errors.ts";
import { codeOf, type Disk, uniqueName } from "./disk.ts";
import { DRAFTS, STORE_FILE } from "./store-state.ts";

/** Refuses to make a store where one is already, or where anything lies that an interrupted `create` did not leave. */
export function refuseForeignFolder(folder: string): void {
  if (existsSync(join(folder, STORE_FILE))) {
    throw new StoreProblem(`There is a store in "${folder}" already.`, {
      hint: "Import into it, or name another folder with --store.",
    });
  }
  const foreign = namesIn(folder).find((name) => !isOurs(name));
  if (foreign !== undefined) {
    throw new StoreProblem(`The folder "${folder}" is not empty: it holds "${foreign}".`, {
      hint: "Name an empty folder, or one that does not exist yet.",
    });
  }
}

const isOurs = (name: string): boolean =>
  name === DRAFTS || name === "tables" || name === "lock" || name.startsWith(".lock-");

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw new StoreProblem(`"${folder}" cannot hold a store: it is not a folder that can be read.`, {
      hint: "Name an empty folder, or one that does not exist yet.",
      cause: error,
    });
  }
}

/** Hard links are how a file gets its name only if no other has it: the lock and every log version rest on that. */
export async function refuseWithoutHardLinks(disk: Disk, folder: string): Promise<void> {
  const draft = join(folder, DRAFTS, uniqueName());
  await disk.writeNew(draft, "");
  try {
    await disk.link(draft, `${draft}-link`);
    await disk.remove(`${draft}-link`);
  } catch (error) {
    throw new StoreProblem(`The file system of "${folder}" has no hard links, which a store needs to write safely.`, {
      hint: "Choose a folder on a local disk.",
      cause: error,
    });
  } finally {
    await disk.remove(draft);
  }
}
