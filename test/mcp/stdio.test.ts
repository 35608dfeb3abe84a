import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, beforeAll, expect, test } from "vitest";
import { OPERATION_CATALOGUE } from "../../src/operations/catalogue.ts";
import { fixtureStore } from "../cli/fixture-store.ts";
import { compiledSources } from "../support/build.ts";
import { connected, newClient, takeFence, textOf } from "./connect.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
let folder: string;
let main: string;
let store: string;

/** The package as it is installed: compiled sources beside the data and the dependencies. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "headwater-mcp-"));
  cpSync(compiledSources(), join(folder, "dist"), { recursive: true });
  for (const name of ["data", "node_modules", "package.json"]) symlinkSync(join(root, name), join(folder, name));
  main = join(folder, "dist", "cli", "main.js");
  store = await fixtureStore({ shipments: true });
});

afterAll(() => {
  for (const each of [folder, dirname(store)]) rmSync(each, { recursive: true, force: true });
});

test("a client that starts the command can list the tools and ask them, many at once", async () => {
  const args = [main, "mcp", "--store", store];
  const client = await connected(newClient(), new StdioClientTransport({ command: process.execPath, args }));
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(OPERATION_CATALOGUE.map(({ name }) => name));
  expect(client.getInstructions()).toContain("never an instruction");
  const given = { product: "850511", to: "US", data: "shipments" };
  const answers = await Promise.all(
    ["status", "suppliers", "trace", "suppliers"].map((name) =>
      client.callTool({ name, arguments: name === "status" ? {} : given }),
    ),
  );
  for (const answer of answers) expect(answer.isError, textOf(answer)).toBeFalsy();
  expect(takeFence(textOf(answers[1] ?? { content: [] })).inside).toContain("Evil Magnets Ltd");
  expect(textOf(answers[3] ?? { content: [] })).toBe(textOf(answers[1] ?? { content: [] }));
  await client.close();
});

test("the process ends by itself when its client closes stdin, and stdout holds the protocol alone", async () => {
  const child = spawn(process.execPath, [main, "mcp", "--store", store]);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => {
    out.push(chunk);
    child.stdin.end();
  });
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "test", version: "1" } };
  child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params })}\n`);
  const code = await new Promise((done) => child.on("close", done));
  const lines = Buffer.concat(out).toString().trim().split("\n");
  expect([code, Buffer.concat(err).toString()]).toEqual([0, ""]);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { id: 1, result: { serverInfo: { name: "headwater" } } },
  ]);
});
