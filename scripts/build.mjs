// Compiles src/ to dist/, unless dist/ already holds exactly these sources.
import { createHash } from "node:crypto";
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, run, setup } from "./setup.mjs";

function sourcesHash() {
  const hash = createHash("sha256");
  const files = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of [...files, join(root, "tsconfig.json"), join(root, "tsconfig.build.json")]) {
    hash.update(`${file.slice(root.length)}\0`).update(readFileSync(file));
  }
  return hash.digest("hex");
}

export function build() {
  setup();
  const stamp = join(root, "dist", ".sources");
  const sources = sourcesHash();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;
  rmSync(join(root, "dist"), { recursive: true, force: true });
  run("tsc", ["-p", "tsconfig.build.json"]);
  chmodSync(join(root, "dist", "cli", "main.js"), 0o755);
  writeFileSync(stamp, sources);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) build();
