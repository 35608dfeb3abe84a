import { spawnSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const AN_HOUR = 3_600_000;
const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * The folder of compiled sources as they are now, for child processes that plain Node must be able to run.
 *
 * It is kept apart from `dist/`, which another test or a person may be using, and made once for each state of `src/`.
 */
export function compiledSources(): string {
  const cache = join(root, "node_modules", ".cache", "headwater");
  const folder = join(cache, sourcesHash());
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  removeOld(cache);
  const draft = join(cache, randomUUID());
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const run = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json", "--outDir", draft], { cwd: root });
  if (!existsSync(join(draft, "store", "store.js"))) throw new Error(`The sources do not compile: ${run.stdout}`);
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

/** Builds of earlier sources go once no test can still be using them. */
function removeOld(cache: string): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (Date.now() - statSync(path).mtimeMs > AN_HOUR) rmSync(path, { recursive: true, force: true });
  }
}

function sourcesHash(): string {
  const hash = createHash("sha256");
  const names = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
  for (const name of names.filter((each) => each.endsWith(".ts") && !each.endsWith(".test.ts")).sort()) {
    hash.update(`${name}\u0000`).update(readFileSync(join(root, "src", name)));
  }
  return hash.digest("hex").slice(0, 16);
}
