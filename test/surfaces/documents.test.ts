import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, beforeAll, expect, test } from "vitest";
import { headwater } from "../cli/headwater.ts";
import { connected, newClient } from "../mcp/connect.ts";
import { compiledSources } from "../support/build.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
let folder: string;
let server: ChildProcess;
let address: string;

const blocks = (document: string, language: string): string[] =>
  [...readFileSync(join(root, "docs", document), "utf8").matchAll(/```(\w+)\n([\s\S]*?)```/g)].flatMap(
    ([, found, text = ""]) => (found === language ? [text] : []),
  );

/** The package as it is installed, the demo store that the documents speak of, and a server over it. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "headwater-documents-"));
  cpSync(compiledSources(), join(folder, "dist"), { recursive: true });
  for (const name of ["data", "node_modules", "package.json"]) symlinkSync(join(root, name), join(folder, name));
  const store = join(folder, ".headwater", "demo");
  expect((await headwater(["demo", "--quiet", "--store", store])).err).toBe("");
  const main = join(folder, "dist", "cli", "main.js");
  server = spawn(process.execPath, [main, "serve", "--store", store, "--port", "0", "--quiet"], { cwd: folder });
  address = await new Promise((resolve, reject) => {
    let said = "";
    const listen = (chunk: Buffer) => {
      said += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (found !== undefined) resolve(found);
    };
    server.stdout?.on("data", listen);
    server.stderr?.on("data", listen);
    server.on("close", () => reject(new Error(said)));
  });
});

afterAll(() => {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
});

function runScript(text: string): string {
  const script = join(folder, "ask.mjs");
  writeFileSync(script, text.replaceAll("http://127.0.0.1:8505", address));
  const run = spawnSync(process.execPath, ["--preserve-symlinks-main", script], { cwd: folder, encoding: "utf8" });
  expect([run.status, run.stderr]).toEqual([0, ""]);
  return run.stdout;
}

test("the scripts of the library's page run as they stand, against the store and the server they name", () => {
  const [inProcess = "", fromServer = "", ...others] = blocks("library.md", "js");
  expect(others).toEqual([]);
  expect(runScript(inProcess)).toMatch(/^China 366\d{6}\.00 0\.7\d+[\s\S]*HS 8507\.60/);
  expect(runScript(fromServer)).toMatch(/China 0\.\d+ 0\.\d+ 0\.\d+[\s\S]*400 invalid_input[\s\S]*format=csv\n$/);
});

test("the configuration of the page for assistants starts a server of this package", async () => {
  const [configuration = "{}", ...others] = blocks("mcp.md", "json");
  expect(others).toEqual([]);
  const { command, args } = JSON.parse(configuration).mcpServers.headwater as { command: string; args: string[] };
  expect([command, args[0], args[1]]).toEqual(["headwater", "mcp", "--store"]);
  const given = [join(folder, "dist", "cli", "main.js"), ...args.slice(0, 2), join(folder, ".headwater", "demo")];
  const transport = new StdioClientTransport({ command: process.execPath, args: given });
  const client = await connected(newClient(), transport);
  expect(client.getServerVersion()?.name).toBe("headwater");
  await client.close();
});
