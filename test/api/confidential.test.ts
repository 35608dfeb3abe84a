import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, createApi } from "../../src/api/app.ts";
import { createToken } from "../../src/api/tokens.ts";
import { newStore } from "../ingest/support.ts";

const COSTS = `facility,country,product,status,unit,currency,capacity,var_opex,basis,source,confidential
Secret Plant,US,widgets,existing,t,USD,100,4321,reported,general-knowledge,yes
`;
const MODEL = {
  ...{ product: "widgets", unit: "t", currency: "USD", terms: "EXW", from: ["book"] },
  demand: { quantity: 10 },
};

let api: Api;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  const { folder: store } = await newStore();
  const book = mkdtempSync(join(tmpdir(), "headwater-confidential-"));
  mkdirSync(join(book, "prices"));
  writeFileSync(join(book, "prices", "costs.csv"), COSTS);
  for (const role of ["reader", "analyst"] as const) {
    tokens[role] = createToken(store, { role, name: role, createdOn: "2026-11-21" }).token;
  }
  api = createApi({ store, book, workers: 0, needsToken: true });
});
afterAll(() => api?.close());

const post = async (role: string, path: string, body: object) => {
  const headers = {
    ...{ host: "127.0.0.1", authorization: `Bearer ${tokens[role]}`, "content-type": "application/json" },
    accept: "application/json, text/event-stream",
  };
  const response = await api.app.request(`http://127.0.0.1${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
};
const call = (publish: boolean) => ({
  ...{ jsonrpc: "2.0", id: 1, method: "tools/call" },
  params: { name: "reference-price", arguments: { model: { ...MODEL, published: [] }, publish, full: true } },
});

test("a file of costs that could not be read tells a reader no cell of it", async () => {
  const body = new FormData();
  body.append("as", "costs");
  body.append("source", "own");
  body.append("file", new File(["facility,product,status,unit,var_opex\nPlant,widgets,new,t,-8765\n"], "costs.csv"));
  const ask = async (role: string, path: string, init: RequestInit = {}) => {
    const headers = { host: "127.0.0.1", authorization: `Bearer ${tokens[role]}` };
    return (await api.app.request(`http://127.0.0.1${path}`, { ...init, headers })).text();
  };
  await ask("analyst", "/v1/import", { method: "POST", body });
  await expect.poll(() => ask("analyst", "/v1/imports"), { timeout: 60_000 }).toContain("-8765");
  expect(await ask("reader", "/v1/imports")).not.toContain("-8765");
  const [{ id }] = JSON.parse(await ask("reader", "/v1/imports"));
  expect(await ask("reader", `/v1/imports/${id}`)).not.toContain("-8765");
  expect(await ask("reader", `/v1/imports/${id}/events`)).not.toContain("-8765");
});

test("confidential costs of the server's book answer an analyst, and a reader in no form on any surface", async () => {
  const question = { model: MODEL };
  const analyst = await post("analyst", "/v1/reference-price", question);
  expect(analyst.status).toBe(200);
  expect(analyst.text).toContain("4321");
  expect((await post("analyst", "/mcp", call(false))).text).toContain("4321");
  for (const reader of [
    await post("reader", "/v1/reference-price", question),
    await post("reader", "/v1/reference-price", { model: { ...MODEL, published: [] }, publish: true }),
    await post("reader", "/mcp", call(false)),
    await post("reader", "/mcp", call(true)),
  ]) {
    expect(reader.text).toContain("are confidential");
    expect(reader.text).not.toContain("4321");
  }
});
