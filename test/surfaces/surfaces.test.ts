import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OperationName } from "../../src/client/operation-map.ts";
import * as library from "../../src/index.ts";
import { OPERATIONS } from "../../src/operations/registry.ts";
import { headwater } from "../cli/headwater.ts";
import { httpClient, TODAY, takeFence, textOf } from "../mcp/connect.ts";
import { commandWords } from "./command-words.ts";
import { QUESTIONS, type StoreName, type SurfaceQuestion, WRONG_QUESTIONS } from "./questions.ts";
import { makeStores, type Stores } from "./stores.ts";

let stores: Stores;
let scratch: string;
let removeStores: () => void;
const clients = new Map<StoreName, Client>();

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "headwater-questions-"));
  ({ stores, remove: removeStores } = await makeStores());
  for (const name of ["demo", "bills", "made"] as const) clients.set(name, await httpClient(stores[name]));
});

afterAll(async () => {
  for (const client of clients.values()) await client.close();
  removeStores();
  rmSync(scratch, { recursive: true, force: true });
});

const operationOf = (name: string) => OPERATIONS.find((each) => each.name === name) as (typeof OPERATIONS)[number];

async function askCommandLine(name: string, { store, input, settings }: SurfaceQuestion): Promise<unknown> {
  const words = commandWords(operationOf(name), { ...input, ...settings }, scratch);
  const { code, out, err } = await headwater([name, ...words, "--json", "--store", stores[store]]);
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out);
}

type LibraryFunction = (store: library.Context, question: object, settings: object) => Promise<object>;

async function askLibrary(name: OperationName, { store, input, settings = {} }: SurfaceQuestion): Promise<unknown> {
  const { vintage, ...rest } = settings;
  const opened = library.openStore(stores[store], { today: TODAY, ...(vintage === undefined ? {} : { vintage }) });
  try {
    const answer = await (library as unknown as Record<string, LibraryFunction>)[name]?.(opened, input, rest);
    return JSON.parse(JSON.stringify(answer));
  } finally {
    opened.close();
  }
}

async function askMcp(name: string, { store, input, settings }: SurfaceQuestion): Promise<unknown> {
  const result = await clients.get(store)?.callTool({ name, arguments: { ...input, ...settings, full: true } });
  if (result === undefined) throw new Error("There is no client.");
  expect(JSON.parse(takeFence(textOf(result)).inside)).toEqual(result.structuredContent);
  return result.structuredContent;
}

test("every operation is asked at least three questions", () => {
  for (const { name } of OPERATIONS) {
    expect(QUESTIONS[name as OperationName]?.length ?? 0, name).toBeGreaterThanOrEqual(3);
  }
});

const asked = Object.entries(QUESTIONS).flatMap(([name, questions]) =>
  questions.map((question: SurfaceQuestion) => ({
    name: name as OperationName,
    question,
    title: `${name} ${JSON.stringify({ ...question.input, ...question.settings })} of ${question.store}`,
  })),
);

describe("the same question gives the same JSON on the command line, in the library and by MCP", () => {
  test.each(asked)("$title", async ({ name, question }) => {
    const printed = await askCommandLine(name, question);
    expect(printed).toMatchObject({ operation: name, vintage: { software: expect.any(String) } });
    expect(await askLibrary(name, question)).toEqual(printed);
    expect(await askMcp(name, question)).toEqual(printed);
  });
});

describe("a question that cannot be answered gets the same sentence everywhere", () => {
  test.each(WRONG_QUESTIONS)("$operation $input", async ({ operation, store, input, code }) => {
    const words = commandWords(operationOf(operation), input, scratch);
    const { out, err } = await headwater([operation, ...words, "--json", "--store", stores[store]]);
    const result = await clients.get(store)?.callTool({ name: operation, arguments: input });
    const { detail, hint = null } = (result?.structuredContent ?? {}) as { detail?: string; hint?: string | null };
    expect(out).toBe("");
    expect(err).toBe(hint === null ? `headwater: ${detail}\n` : `headwater: ${detail}\n  ${hint}\n`);
    expect(result).toMatchObject({ isError: true, structuredContent: { code } });
  });
});
