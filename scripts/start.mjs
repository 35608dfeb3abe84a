// `npm start`: set up, build, the main job on real data, then the page over the same store until Ctrl-C.
import { execFileSync, spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { build } from "./build.mjs";
import { root } from "./setup.mjs";

const PORT = 8505;
const main = join(root, "dist", "cli", "main.js");
const args = process.argv.slice(2);
const store = args.includes("--store") ? args[args.indexOf("--store") + 1] : join(".headwater", "demo");

/** The usual port, or any that is free where another server holds it. */
function freePort() {
  return new Promise((found) => {
    const probe = createServer();
    probe.once("error", () => found(0));
    probe.listen(PORT, "127.0.0.1", () => probe.close(() => found(PORT)));
  });
}

build();
try {
  execFileSync(process.execPath, [main, "demo", ...args], { cwd: root, stdio: "inherit" });
} catch (error) {
  process.exit(typeof error.status === "number" ? error.status : 1);
}

console.log("\nThe same data as a page; Ctrl-C ends it.");
const watched = process.stdout.isTTY && process.env.CI === undefined;
const flags = ["--store", store, "--port", String(await freePort()), "--quiet", ...(watched ? ["--open"] : [])];
const server = spawn(process.execPath, [main, "serve", ...flags], { cwd: root, stdio: "inherit" });
// A terminal sends Ctrl-C to the server as well, which lets running answers end; this process goes when it has gone.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => server.kill("SIGTERM"));
server.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
