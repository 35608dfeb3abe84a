// Compiles src/ to dist/ and builds the pages of web/ into dist/web, unless dist/ already holds exactly these sources.
import { createHash } from "node:crypto";
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, run, setup } from "./setup.mjs";

const TESTS = /\.test\.tsx?$/;
/** Examples that the pages hold as ready files. */
const READY = ["scenarios", "pricing", "agreements"].map((name) => join("examples", name));

/** Every file under the folders, tests left out, and the single files, as one hash. */
function hashOf(folders, files) {
  const hash = createHash("sha256");
  const found = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !TESTS.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  for (const file of [...found.sort(), ...files.map((name) => join(root, name))]) {
    hash.update(`${file.slice(root.length)}\0`).update(readFileSync(file));
  }
  return hash.digest("hex");
}

/** Makes what a stamp says is there already, or makes it anew and stamps it. */
function unlessStamped(stamp, sources, make) {
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;
  make();
  writeFileSync(stamp, sources);
}

function buildSources() {
  rmSync(join(root, "dist"), { recursive: true, force: true });
  run("tsc", ["-p", "tsconfig.build.json"]);
  chmodSync(join(root, "dist", "cli", "main.js"), 0o755);
}

/** The pages share rooms of src/ (charts, client, render, vocab) and hold ready files: they follow a change of any. */
function buildPages() {
  run("vite", ["build", "web", "--logLevel", "warn"]);
}

export function build() {
  setup();
  const shared = ["package-lock.json", "tsconfig.json"];
  const sources = hashOf(["src"], [...shared, "tsconfig.build.json"]);
  unlessStamped(join(root, "dist", ".sources"), sources, buildSources);
  unlessStamped(join(root, "dist", ".web-sources"), hashOf(["src", "web", ...READY], shared), buildPages);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) build();
