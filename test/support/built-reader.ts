import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, "node_modules", ".cache", "headwater-reader");
const built = join(folder, "ingest", "reader", "child.js");

/**
 * Builds the process that reads files when it is missing or older than its sources: Node 20 runs no TypeScript. It stays
 * out of `dist/`, which another test or a person may be using.
 */
export function setup(): void {
  const readerFolder = join(root, "src", "ingest", "reader");
  const sources = readdirSync(readerFolder, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
  );
  const newest = Math.max(
    ...[join(root, "src", "errors.ts"), ...sources.map((name) => join(readerFolder, name))].map(
      (path) => statSync(path).mtimeMs,
    ),
  );
  if (existsSync(built) && statSync(built).mtimeMs >= newest) return;
  const flags =
    "--ignoreConfig --rootDir src --module nodenext --target es2023 --skipLibCheck --types node " +
    "--rewriteRelativeImportExtensions --strict";
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const run = spawnSync(
    process.execPath,
    [tsc, "src/ingest/reader/child.ts", "--outDir", folder, ...flags.split(" ")],
    { cwd: root },
  );
  if (run.status !== 0) throw new Error(`The reading process does not compile: ${run.stdout}`);
}
