import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, expectTypeOf, test } from "vitest";
import { OPERATION_CATALOGUE } from "../operations/catalogue.ts";
import type { Answer } from "../operations/core/answer.ts";
import type { SuppliersResult } from "../operations/suppliers.ts";
import type { AttributionResult } from "../operations/trade/attribution-result.ts";
import type { TraceResult } from "../operations/trade/trace-result.ts";
import { ApiProblem, createClient, OPERATION_NAMES } from "./client.ts";
import { methodName } from "./operation-map.ts";

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

/** A client whose requests are kept, and answered with `response`. */
function recorded(response: () => Response | Promise<Response>, url = "http://127.0.0.1:8080/") {
  const sent: Sent[] = [];
  const client = createClient(url, {
    token: "secret",
    fetch: (address, init) => {
      sent.push({ url: address, init });
      return response();
    },
  });
  return { client, sent };
}

const answer = () => Response.json({ operation: "trace" });
const failing = (body: unknown, status: number) => () =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), { status });

test("there is a method for every operation of the catalogue and no other", () => {
  expect([...OPERATION_NAMES].sort()).toEqual(OPERATION_CATALOGUE.map(({ name }) => name).sort());
  const { client } = recorded(answer);
  for (const name of OPERATION_NAMES) expect(client[methodName(name)]).toBeTypeOf("function");
});

test("questions and answers have the types of the operations' schemas", () => {
  const { client } = recorded(answer);
  const reach = () => client.trace({ product: "850511", to: "US" });
  const attribution = () => client.trace({ product: "850511", to: "US", method: "attribution" });
  expectTypeOf(reach).returns.resolves.toEqualTypeOf<Answer<TraceResult>>();
  expectTypeOf(attribution).returns.resolves.toEqualTypeOf<Answer<AttributionResult>>();
  expectTypeOf(client.suppliers).returns.resolves.toEqualTypeOf<Answer<SuppliersResult>>();
  // @ts-expect-error a product is needed
  expect(() => client.suppliers({ to: "US" })).toBeTypeOf("function");
});

describe("a request", () => {
  test("is a GET with the fields and settings in its address, and the token in its header", async () => {
    const { client, sent } = recorded(answer);
    await client.trace(
      { product: "850511", to: "US", component: ["280530", "720529"] },
      { on: "2024-06-30", vintage: 2 },
    );
    expect(sent[0]?.url).toBe(
      "http://127.0.0.1:8080/v1/trace?product=850511&to=US&component=280530&component=720529&on=2024-06-30&vintage=2",
    );
    expect(sent[0]?.init).toMatchObject({ method: "GET", headers: { authorization: "Bearer secret" } });
  });

  test("is a POST where an address cannot say the fields", async () => {
    const { client, sent } = recorded(answer);
    const question = { product: "850511", to: "US", tierOrigin: ["2:CN,KR"] };
    await client.trace(question, { explain: true });
    expect(sent[0]).toMatchObject({ url: "http://127.0.0.1:8080/v1/trace", init: { method: "POST" } });
    expect(JSON.parse(String(sent[0]?.init.body))).toEqual({ ...question, explain: true });
  });

  test("is asked by a name that can be written after a dot", async () => {
    const { client, sent } = recorded(answer);
    await client.dutyTimeline({ product: "850760", origin: "CN", value: "100" });
    expect(sent[0]?.url).toContain("/v1/duty-timeline?product=850760");
  });

  test("goes to the page's own server when no other is named", async () => {
    const { client, sent } = recorded(answer, "");
    await client.status({});
    expect(sent[0]?.url).toBe("/v1/status");
    expect(client.urlOf("inputs", { product: "850511" }, { format: "csv" })).toBe(
      "/v1/inputs?product=850511&format=csv",
    );
    expect(client.urlOf("trace", { product: "850511", tierOrigin: ["2:CN,KR"] })).toBeNull();
  });
});

describe("an error", () => {
  test("carries the server's sentence, hint and code", async () => {
    const problem = {
      title: "Not found",
      status: 404,
      detail: 'There is no "zz".',
      hint: "Try aa.",
      code: "not_found",
    };
    const { client } = recorded(failing(problem, 404));
    const error: unknown = await client.status({}).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({ ...problem, message: problem.detail });
  });

  test("is a problem too when a proxy answers with a page", async () => {
    const error = { status: 502, code: "unreadable", hint: undefined };
    await expect(recorded(failing("<html>", 502)).client.status({})).rejects.toMatchObject(error);
    await expect(recorded(failing("<html>", 200)).client.status({})).rejects.toMatchObject({
      status: 200,
      code: "unreadable",
    });
  });

  test("says which server cannot be reached", async () => {
    const { client } = recorded(() => Promise.reject(new TypeError("fetch failed")));
    await expect(client.status({})).rejects.toMatchObject({
      code: "unreachable",
      status: 0,
      detail: 'The server at "http://127.0.0.1:8080" cannot be reached.',
    });
  });

  test("is the signal's own reason when the question was aborted", async () => {
    const signal = AbortSignal.abort(new Error("changed my mind"));
    const { client, sent } = recorded(() => Promise.reject(signal.reason));
    await expect(client.status({}, { signal })).rejects.toThrow("changed my mind");
    expect(sent[0]?.init.signal).toBe(signal);
  });
});

test("what the client loads at run time is for browsers: no package, no Node, no schema", () => {
  const source = fileURLToPath(new URL("..", import.meta.url));
  const seen = new Set<string>();
  const walk = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, clause = "", from = ""] of readFileSync(file, "utf8").matchAll(
      /^(?:import|export)\s([^;]*?)from "([^"]+)"/gms,
    )) {
      const onlyTypes = clause.startsWith("type ") || /^\{(\s*type [\w ]+,?)+\s*\}\s*$/.test(clause);
      if (onlyTypes) continue;
      expect(from, file).toMatch(/^\./);
      walk(join(dirname(file), from));
    }
  };
  walk(fileURLToPath(new URL("client.ts", import.meta.url)));
  expect([...seen].map((file) => relative(source, file)).sort()).toEqual([
    "client/api-problem.ts",
    "client/client.ts",
    "client/operation-map.ts",
    "operations/core/api-call.ts",
  ]);
});
