import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compiledSources } from "./build.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const AN_HOUR = 3_600_000;

/**
 * A folder that is laid out as the package is, with the sources as they are now compiled into its `dist`: for threads
 * and processes, which run compiled modules alone and look for the package's data beside them.
 */
export function builtPackage(): string {
  folderOfThisRun ??= makePackage();
  return folderOfThisRun;
}

let folderOfThisRun: string | undefined;

function makePackage(): string {
  const compiled = compiledSources();
  const cache = join(root, "node_modules", ".cache", "headwater-package");
  const folder = join(cache, basename(compiled));
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (Date.now() - statSync(path).mtimeMs > AN_HOUR) rmSync(path, { recursive: true, force: true });
  }
  const draft = `${folder}.${process.pid}`;
  cpSync(compiled, join(draft, "dist"), { recursive: true });
  for (const name of ["package.json", "data", "examples"]) symlinkSync(join(root, name), join(draft, name));
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}
