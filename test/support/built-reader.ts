import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const built = join(root, "dist", "ingest", "reader", "child.js");

/** Builds the process that reads files into `dist/` when it is missing or older than its sources: Node runs no TypeScript. */
export function setup(): void {
  const folder = join(root, "src", "ingest", "reader");
  const sources = readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const newest = Math.max(
    ...[join(root, "src", "errors.ts"), ...sources.map((name) => join(folder, name))].map(
      (path) => statSync(path).mtimeMs,
    ),
  );
  if (existsSync(built) && statSync(built).mtimeMs >= newest) return;
  const flags =
    "--ignoreConfig --rootDir src --outDir dist --module nodenext --target es2023 --skipLibCheck --types node " +
    "--rewriteRelativeImportExtensions --strict";
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const run = spawnSync(process.execPath, [tsc, "src/ingest/reader/child.ts", ...flags.split(" ")], { cwd: root });
  if (run.status !== 0) throw new Error(`The reading process does not compile: ${run.stdout}`);
}
