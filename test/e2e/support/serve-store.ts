import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const main = join(root, "dist", "cli", "main.js");

/** Runs a command of the built package; what it prints when it fails is the error. */
export function headwater(...args: readonly string[]): string {
  const run = spawnSync(process.execPath, [main, ...args], { encoding: "utf8", cwd: root, maxBuffer: 1 << 26 });
  if (run.status !== 0) throw new Error(`headwater ${args.join(" ")}: ${run.stderr}`);
  return run.stdout;
}

export interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves a store by the built package, as `headwater serve` does, on any free port. */
export async function serveStore(store: string): Promise<Server> {
  const server = spawn(process.execPath, [main, "serve", "--store", store, "--port", "0", "--quiet"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((done) => server.once("exit", () => done()));
  const url = await new Promise<string>((found, fail) => {
    const lines = createInterface({ input: server.stdout });
    lines.on("line", (line) => {
      const address = /https?:\/\/\S+/.exec(line)?.[0];
      if (address !== undefined) found(address.replace(/\/$/, ""));
    });
    server.once("exit", (code) => fail(new Error(`The server ended with ${code} before it listened.`)));
  });
  return {
    url,
    stop: async () => {
      server.kill("SIGTERM");
      await ended;
    },
  };
}
