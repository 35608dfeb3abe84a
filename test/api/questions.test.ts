import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore, suppliers, trace } from "../../src/index.ts";
import { fixtureStore } from "../cli/fixture-store.ts";
import { problemIn, startServer, type TestServer } from "./server.ts";

let store: string;
let server: TestServer;

beforeAll(async () => {
  store = await fixtureStore({ shipments: true });
  server = await startServer(store);
});
afterAll(() => server?.stop());

const DATASET = "data=flows&source=fixture-flows";
const ask = (path: string, init?: RequestInit) => fetch(`${server.url}/v1/${path}`, init);

describe("a question", () => {
  test("has the answer that the library gives, by GET and by POST", async () => {
    const here = openStore(store);
    const question = { product: "850511", to: "US", depth: 2, data: "flows", source: "fixture-flows" } as const;
    const expected = await trace(here, question, { explain: true });
    here.close();
    const byGet = await ask(`trace?product=850511&to=US&depth=2&${DATASET}&explain=true`);
    expect(byGet.status).toBe(200);
    expect(await byGet.json()).toEqual(JSON.parse(JSON.stringify(expected)));
    const byPost = await ask("trace", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...question, explain: true }),
    });
    expect(await byPost.json()).toEqual(JSON.parse(JSON.stringify(expected)));
  });

  test("takes lists with commas and by repeating the field", async () => {
    const base = `trace?product=850511&to=US&${DATASET}`;
    const commas = await (await ask(`${base}&component=280530,284690`)).json();
    const repeated = await (await ask(`${base}&component=280530&component=284690`)).json();
    expect(repeated).toEqual(commas);
    const tiers = (await (await ask(`${base}&tierOrigin=1:CN,JP&tierOrigin=2:VN`)).json()) as { input: object };
    expect(tiers.input).toMatchObject({ tierOrigin: ["1:CN,JP", "2:VN"] });
  });

  test("is answered in every format, by name and by the Accept header", async () => {
    const types = { csv: "text/csv", md: "text/markdown", text: "text/plain", svg: "image/svg+xml" };
    for (const [format, type] of Object.entries(types)) {
      const named = await ask(`trace?product=850511&to=US&${DATASET}&format=${format}`);
      expect([named.status, named.headers.get("content-type")?.split(";")[0]]).toEqual([200, type]);
      const accepted = await ask(`trace?product=850511&to=US&${DATASET}`, { headers: { accept: type } });
      expect(await accepted.text()).toBe(await named.text());
    }
    const workbook = await ask(`trace?product=850511&to=US&${DATASET}&format=xlsx`);
    expect(Buffer.from(await workbook.arrayBuffer()).toString("latin1", 0, 2)).toBe("PK");
    expect((await problemIn(await ask("inputs?product=850511&format=svg"))).code).toBe("invalid_input");
    expect((await problemIn(await ask("inputs?product=850511&format=pdf"))).hint).toContain("csv");
  });

  test("of an older vintage is answered from that vintage", async () => {
    const problem = await problemIn(await ask(`suppliers?product=850511&to=US&vintage=0`));
    expect(problem).toMatchObject({ status: 404, code: "not_found" });
    expect((await ask("suppliers?product=850511&to=US&vintage=99")).status).toBe(404);
    expect((await problemIn(await ask("suppliers?product=850511&to=US&vintage=-1"))).status).toBe(400);
  });

  test("that needs no store has no vintage of the store, also after one that did", async () => {
    await ask(`suppliers?product=850511&to=US&${DATASET}`);
    for (let again = 0; again < 4; again++) {
      const answer = (await (await ask("inputs?product=850511")).json()) as { vintage: { store: unknown } };
      expect(answer.vintage.store).toBeNull();
    }
  });
});

describe("an ETag", () => {
  test("gives 304 for the same question and not for another, another day or another format", async () => {
    const path = `suppliers?product=850511&to=US&${DATASET}`;
    const first = await ask(path);
    const etag = first.headers.get("etag") as string;
    expect(etag).toMatch(/^"[\w-]{27}"$/);
    const again = await ask(path, { headers: { "if-none-match": etag } });
    expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
    const other = { headers: { "if-none-match": etag } };
    expect((await ask(`${path}&top=3`, other)).status).toBe(200);
    expect((await ask(`${path}&on=2025-01-01`, other)).status).toBe(200);
    expect((await ask(`${path}&format=csv`, other)).status).toBe(200);
    expect((await ask(path, { headers: { "if-none-match": `W/"x", ${etag}` } })).status).toBe(304);
  });

  test("is not given where the answer changes within a vintage", async () => {
    expect((await ask("status")).headers.get("etag")).toBeNull();
  });
});

describe("what cannot be answered", () => {
  test("is a problem document with what was given and how to mend it", async () => {
    const response = await ask("trace?product=magnet&to=US");
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    expect(await problemIn(response)).toMatchObject({ status: 400, code: "invalid_input", title: expect.any(String) });
  });

  test.each([
    ["trace?product=850511", 400, "invalid_input"],
    ["trace?product=850511&to=US&depth=nine", 400, "invalid_input"],
    ["trace?product=850511&to=US&colour=red", 400, "invalid_input"],
    ["trace?product=850511&product=850511&to=US", 400, "invalid_input"],
    ["trace?product=850511&to=US", 400, "ambiguous"],
    ["trace?product=010121&to=US", 404, "not_found"],
    ["no-such-question", 404, "not_found"],
    ["trace/../../etc/passwd", 404, "not_found"],
  ])("%s is %i %s", async (path, expected, code) => {
    const problem = await problemIn(await ask(path));
    expect([problem.status, problem.code]).toEqual([expected, code]);
  });

  test("lists the candidates of an ambiguous question", async () => {
    const problem = (await (await ask("trace?product=850511&to=US")).json()) as { candidates: string[] };
    expect(problem.candidates).toHaveLength(2);
  });

  test("of rows in an address says to send them by POST", async () => {
    expect((await problemIn(await ask("trace?product=850511&to=US&production=x.csv"))).hint).toContain("POST");
  });

  test.each([
    ["PUT", undefined, undefined, 405],
    ["DELETE", undefined, undefined, 405],
    ["POST", "text/plain", "{}", 415],
    ["POST", "application/json", "[1]", 400],
    ["POST", "application/json", "{", 400],
    ["POST", "application/json", '{"product": 5, "to": "US"}', 400],
    ["POST", "application/json", '{"product": "850511", "to": "US", "top": "many"}', 400],
  ])("%s %s %s is %#", async (method, type, body, expected) => {
    const headers: Record<string, string> = type === undefined ? {} : { "content-type": type };
    const response = await ask("trace", { method, headers, ...(body === undefined ? {} : { body }) });
    expect(response.status).toBe(expected);
    if (expected === 405) expect(response.headers.get("allow")).toBe("GET, POST");
  });
});

test("the list names every question, and the pages are there with their policy", async () => {
  const list = await (await fetch(`${server.url}/v1`)).json();
  expect(list).toContainEqual(expect.objectContaining({ name: "trace", examples: expect.any(Array) }));
  const docs = await fetch(`${server.url}/docs`);
  const html = await docs.text();
  expect(html).toContain('id="suppliers"');
  expect(html).not.toMatch(/<script|style=|https?:\/\/(?!127\.0\.0\.1)/);
  expect(docs.headers.get("content-security-policy")).toContain("script-src 'self'; style-src 'self'");
  expect((await fetch(`${server.url}/docs.css`)).headers.get("content-type")).toContain("text/css");
});

test("metrics count questions by name and status, and the log has no question in it", async () => {
  await ask(`suppliers?product=850511&to=US&${DATASET}`);
  expect(await server.metric('headwater_requests_total{operation="suppliers",status="200"}')).toBeGreaterThan(0);
  expect(await server.metric('headwater_request_seconds_count{operation="suppliers"}')).toBeGreaterThan(0);
  expect(await server.metric("process_resident_memory_bytes")).toBeGreaterThan(1e7);
  const lines = server
    .log()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.at(-1)).toMatchObject({ event: "request", method: "GET", status: expect.any(Number) });
  expect(server.log()).not.toMatch(/850511|fixture-flows/);
});

test("the library and the server agree on a CSV's rows too", async () => {
  const here = openStore(store);
  const { result } = await suppliers(here, { product: "850511", to: "US", data: "flows", source: "fixture-flows" });
  here.close();
  const csv = await (await ask(`suppliers?product=850511&to=US&${DATASET}&format=csv`)).text();
  expect(csv.trim().split("\r\n").length - 1).toBe(result.suppliers.length);
});
