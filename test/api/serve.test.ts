import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Served } from "../../src/api/serve.ts";
import { createToken, listTokens, revokeToken } from "../../src/api/tokens.ts";
import { fixtureStore } from "../cli/fixture-store.ts";
import { headwater as run } from "../cli/headwater.ts";
import { builtPackage } from "../support/built-package.ts";
import { eventually, problemIn, raw, serveHere, startServer } from "./server.ts";

let store: string;
beforeAll(async () => {
  builtPackage();
  store = await fixtureStore();
});

const headwater = (...args: readonly string[]) => run([...args, "--store", store]);

describe("headwater serve", () => {
  test("is refused to others without tokens, TLS or a proxy", async () => {
    const open = await headwater("serve", "--host", "0.0.0.0", "--port", "0");
    expect([open.code, open.err]).toEqual([2, expect.stringContaining("TLS")]);
    const proxy = await headwater("serve", "--behind-proxy", "--port", "0");
    expect([proxy.code, proxy.err]).toEqual([2, expect.stringContaining("headwater token create")]);
    expect((await headwater("serve", "--tls-cert", "x.pem")).err).toContain("--tls-key");
    expect((await headwater("serve", "--timeout", "soon")).code).toBe(2);
  });

  test("says where it is, lets a running answer end on SIGTERM, and ends with 0", async () => {
    const server = await startServer(store);
    expect(await (await fetch(`${server.url}/readyz`)).text()).toBe("ready\n");
    const running = fetch(`${server.url}/v1/trace?product=850511&to=US`);
    await eventually(async () => (await server.metric("headwater_running")) > 0 || server.log().includes('"trace"'));
    const stopped = server.stop();
    expect((await running).status).toBe(200);
    expect(await stopped).toBe(0);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  });

  test("answers without a store what needs none, and says so of the rest", async () => {
    const server = await serveHere({ store: join(mkdtempSync(join(tmpdir(), "headwater-none-")), "store") });
    expect((await fetch(`${server.url}/v1/inputs?product=850511`)).status).toBe(200);
    const problem = await problemIn(await fetch(`${server.url}/v1/status`));
    expect([problem.status, problem.code]).toEqual([503, "store_problem"]);
    await server.close();
  });

  test("stops a question when its reader goes away", async () => {
    const server = await startServer(await fixtureStore({ shipments: true }));
    const abort = new AbortController();
    const asked = fetch(`${server.url}/v1/exposure?origin=CN&data=flows&source=fixture-flows`, {
      signal: abort.signal,
    });
    await eventually(async () => (await server.metric("headwater_running")) > 0);
    abort.abort();
    await expect(asked).rejects.toThrow();
    await eventually(async () => (await server.metric("headwater_running")) === 0);
    await eventually(() => server.log().includes('"status":499'));
    await server.stop();
  });

  test("serves the built pages from memory, compressed, and every other path of theirs", async () => {
    const webFolder = mkdtempSync(join(tmpdir(), "headwater-web-"));
    writeFileSync(join(webFolder, "index.html"), "<!doctype html><title>Headwater</title>");
    mkdirSync(join(webFolder, "assets"));
    writeFileSync(join(webFolder, "assets", "main-abcdefgh.js"), `console.log("${"x".repeat(5000)}")`);
    const server = await serveHere({ store, webFolder });
    for (const path of ["/", "/search", "/company?party=x"]) {
      expect(await (await fetch(server.url + path)).text()).toContain("<title>Headwater");
    }
    const script = await fetch(`${server.url}/assets/main-abcdefgh.js`);
    expect(script.headers.get("cache-control")).toContain("immutable");
    expect(script.headers.get("content-encoding")).toBe("gzip");
    const etag = script.headers.get("etag") ?? "";
    const again = await fetch(`${server.url}/assets/main-abcdefgh.js`, { headers: { "if-none-match": etag } });
    expect(again.status).toBe(304);
    expect((await fetch(`${server.url}/assets/other.js`)).status).toBe(404);
    await server.close();
  });
});

describe("a token", () => {
  test("is shown once, kept as a hash in a file of its owner alone, listed and taken back", async () => {
    const token = (await headwater("token", "create", "--role", "analyst", "--name", "desk")).out.trim();
    expect(token).toMatch(/^hw_[\w-]{43}$/);
    const file = join(store, "tokens.json");
    expect(readFileSync(file, "utf8")).not.toContain(token);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const [stored] = listTokens(store);
    expect((await headwater("token", "list")).out).toContain(`${stored?.id}  analyst`);
    expect((await headwater("token", "revoke", stored?.id ?? "")).code).toBe(0);
    expect(listTokens(store)).toEqual([]);
    expect((await headwater("token", "revoke", "nope")).code).toBe(3);
    expect((await headwater("token", "create", "--role", "king")).code).toBe(2);
    expect(existsSync(join(store, "store.json"))).toBe(true);
  });

  describe("behind a proxy", () => {
    const tokens: Record<string, string> = {};
    let server: Served;
    const log: string[] = [];
    beforeAll(async () => {
      for (const role of ["reader", "analyst", "admin"] as const) {
        tokens[role] = createToken(store, { role, name: role, createdOn: "2026-11-21" }).token;
      }
      server = await serveHere({
        store,
        behindProxy: true,
        rate: { burst: 12, perSecond: 1 },
        log: (line) => log.push(JSON.stringify(line)),
      });
    });
    afterAll(() => server?.close());

    const as = (token: string | undefined, path: string, init: RequestInit = {}) =>
      fetch(server.url + path, {
        ...init,
        headers: { ...init.headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
      });
    const json = { method: "POST", headers: { "content-type": "application/json" } };

    test("is needed for every question, the list, measurements and MCP", async () => {
      for (const path of ["/v1", "/v1/status", "/metrics", "/v1/imports"]) {
        const response = await as(undefined, path);
        expect([path, response.status]).toEqual([path, 401]);
        expect(response.headers.get("www-authenticate")).toContain("Bearer");
      }
      expect((await as(undefined, "/mcp", { ...json, body: "{}" })).status).toBe(401);
      expect((await as(undefined, "/healthz")).status).toBe(200);
      expect((await as(undefined, "/docs")).status).toBe(200);
    });

    test.each([
      "Bearer ",
      "Bearer hw_",
      `Bearer hw_${"A".repeat(43)}`,
      "Basic abc",
      "Bearer a b",
      "hw_x",
      `Bearer ${"x".repeat(5000)}`,
      "Bearer é",
    ])("that is bad is refused: %j", async (authorization) => {
      const { status } = await raw(server.url, { path: "/v1", headers: { host: "x.example", authorization } }).catch(
        () => ({
          status: 401,
        }),
      );
      expect(status).toBe(401);
    });

    test("reaches as far as its role", async () => {
      const form = () => {
        const body = new FormData();
        body.append("nothing", "x");
        return { method: "POST", body };
      };
      expect((await as(tokens.reader, "/v1/inputs?product=850511")).status).toBe(200);
      expect((await as(tokens.reader, "/v1/import", form())).status).toBe(403);
      expect((await as(tokens.analyst, "/v1/import", form())).status).toBe(400);
      expect((await as(tokens.analyst, "/v1/undo", { ...json, body: '{"id":"x"}' })).status).toBe(403);
      expect((await as(tokens.admin, "/v1/undo", { ...json, body: '{"id":"x"}' })).status).toBe(404);
    });

    test("that is taken back is refused from the next request on", async () => {
      const { token, stored } = createToken(store, { role: "reader", name: "short", createdOn: "2026-11-21" });
      expect((await as(token, "/v1")).status).toBe(200);
      revokeToken(store, stored.id);
      expect((await as(token, "/v1")).status).toBe(401);
    });

    test("that asks too often is told when to ask again, and others are not held up", async () => {
      const { token } = createToken(store, { role: "reader", name: "eager", createdOn: "2026-11-21" });
      const statuses = [];
      for (let at = 0; at < 14; at++) statuses.push(await as(token, "/v1"));
      expect(statuses.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(12);
      const refused = statuses.find(({ status }) => status === 429);
      expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
      expect((await as(tokens.admin, "/v1")).status).toBe(200);
    });

    test("stands nowhere in the log", () => {
      expect(log.length).toBeGreaterThan(10);
      for (const token of Object.values(tokens)) expect(log.join("\n")).not.toContain(token.slice(3));
    });
  });

  test("is wanted over TLS too", async () => {
    const pem = (name: string) => fileURLToPath(new URL(`tls/${name}.pem`, import.meta.url));
    const server = await serveHere({ store, host: "0.0.0.0", tlsCert: pem("cert"), tlsKey: pem("key") });
    expect(server.url).toMatch(/^https:/);
    const { port } = new URL(server.url);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      get(`https://127.0.0.1:${port}/v1`, { rejectUnauthorized: false }, resolve).on("error", reject);
    });
    answer.resume();
    expect(answer.statusCode).toBe(401);
    expect(answer.headers["strict-transport-security"]).toBeDefined();
    await server.close();
  });
});
