// Makes a fresh clone ready: checks the Node version and installs the locked dependencies once.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Headwater needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(2);
}

/** Installs what package-lock.json names, unless that very lock is installed already. */
export function setup() {
  checkNode();
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const stamp = join(root, "node_modules", ".headwater-lock");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  console.error("Installing dependencies (once) …");
  try {
    execFileSync("npm", ["ci", "--no-audit", "--no-fund"], {
      cwd: root,
      stdio: ["ignore", "ignore", "inherit"],
      shell: process.platform === "win32",
    });
  } catch {
    console.error("The dependencies could not be installed: npm says why above. Then run the command again.");
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}

/** Runs a program of node_modules/.bin in the project's folder; its failure ends this process with its exit code. */
export function run(command, args, options = {}) {
  try {
    execFileSync(process.execPath, [binary(command), ...args], { cwd: root, stdio: "inherit", ...options });
  } catch (error) {
    if (typeof error.status === "number") process.exit(error.status);
    throw error;
  }
}

function binary(command) {
  const folder = command === "biome" ? "@biomejs/biome" : command === "tsc" ? "typescript" : command;
  const manifest = JSON.parse(readFileSync(join(root, "node_modules", folder, "package.json"), "utf8"));
  const bin = typeof manifest.bin === "string" ? manifest.bin : manifest.bin[command];
  return join(root, "node_modules", folder, bin);
}
