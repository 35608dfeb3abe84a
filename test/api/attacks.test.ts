import { execSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Served } from "../../src/api/serve.ts";
import { fieldsOf } from "../../src/operations/core/schema-fields.ts";
import { OPERATIONS } from "../../src/operations/registry.ts";
import { fixtureStore } from "../cli/fixture-store.ts";
import { eventually, importEnded, problemIn, raw, serveHere, startServer, type TestServer, upload } from "./server.ts";

let store: string;
let server: TestServer;

beforeAll(async () => {
  store = await fixtureStore({ shipments: true });
  server = await startServer(store, ["--quiet"]);
});
afterAll(() => server?.stop());

const FLOWS = "period,reporter,partner,direction,hs,value,currency\n2024,US,CN,import,850511,5,USD\n";
const lives = async () => expect((await fetch(`${server.url}/v1/inputs?product=850511`)).status).toBe(200);

async function ended(response: Response): Promise<Record<string, unknown>> {
  expect(response.status).toBe(202);
  return importEnded(server.url, ((await response.json()) as { id: string }).id);
}

describe("another site", () => {
  test.each([{ host: "evil.example" }, { host: "evil.example:8505" }, { host: "127.0.0.1.evil.example" }])(
    "that points its own name at this machine is refused by its Host: %j",
    async (headers) => {
      for (const path of ["/v1/status", "/mcp", "/", "/metrics", "/docs"]) {
        const method = path === "/mcp" ? "POST" : "GET";
        expect((await raw(server.url, { method, path, headers })).status, path).toBe(403);
      }
    },
  );

  test("that makes a browser ask is refused by its Origin, for MCP too", async () => {
    for (const origin of ["http://evil.example", "null", "http://127.0.0.1:1", "not an origin"]) {
      for (const [method, path] of [
        ["GET", "/v1/status"],
        ["POST", "/v1/import"],
        ["POST", "/mcp"],
      ] as const) {
        const problem = await raw(server.url, { method, path, headers: { origin, host: new URL(server.url).host } });
        expect([problem.status, problem.code], `${origin} ${path}`).toEqual([403, "cross_site"]);
      }
    }
    const host = new URL(server.url).host;
    expect((await raw(server.url, { path: "/v1", headers: { host, origin: server.url } })).status).toBe(200);
  });

  test("is told nothing by a browser's own words, but a link to the page works", async () => {
    const host = new URL(server.url).host;
    const foreign = { host, "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" };
    expect((await raw(server.url, { path: "/v1/status", headers: foreign })).status).toBe(403);
    const visit = { ...foreign, "sec-fetch-mode": "navigate" };
    expect((await raw(server.url, { path: "/docs", headers: visit })).status).toBe(200);
  });

  test("gets no CORS", async () => {
    const response = await fetch(`${server.url}/v1`, { method: "OPTIONS" });
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
});

describe("text that is meant to run", () => {
  const EVIL = [
    `'; drop table shipments; --`,
    `" or 1=1 --`,
    `$1`,
    `\\'; copy shipments to '/tmp/x'`,
    `%00`,
    `{{7*7}}`,
  ];

  test("as SQL in every text field of every question is data", async () => {
    for (const { name, input } of OPERATIONS) {
      for (const field of fieldsOf(input)) {
        if (field.schema.type !== "string" && field.schema.type !== "array") continue;
        for (const evil of EVIL.slice(0, 3)) {
          const body = { product: "850511", to: "US", [field.name]: field.schema.type === "array" ? [evil] : evil };
          const response = await fetch(`${server.url}/v1/${name}`, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify(body),
          });
          expect([200, 400, 404], `${name} ${field.name} ${evil}`).toContain(response.status);
        }
      }
    }
    const status = (await (await fetch(`${server.url}/v1/status`)).json()) as {
      result: { tables: { rows: number }[] };
    };
    expect(status.result.tables.some(({ rows }) => rows > 0)).toBe(true);
  });

  test("as SQL in the fields of an import is data", async () => {
    for (const [at, evil] of EVIL.slice(0, 3).entries()) {
      const status = await ended(await upload(server.url, `sql-${at}.csv`, FLOWS, { source: evil, licence: evil }));
      expect(status.state, JSON.stringify(status.problem)).toBe("done");
    }
    await lives();
  }, 120_000);

  test("as a formula in a company's name or a reject stays text in CSV", async () => {
    const csv = await (await fetch(`${server.url}/v1/rejects?format=csv`)).text();
    expect(csv).toContain("'=cmd|x");
    const suppliers = await fetch(
      `${server.url}/v1/suppliers?product=850511&to=US&data=shipments&source=fixture-bills&format=csv`,
    );
    const text = await suppliers.text();
    expect(text).toContain("HYPERLINK");
    expect(text).not.toMatch(/(^|,|\n)"?=/);
  });
});

describe("a name that leads elsewhere", () => {
  test("of an uploaded file is cut to its last part", async () => {
    const status = await ended(await upload(server.url, "../../../evil.csv", FLOWS));
    expect([status.file, status.state]).toEqual(["evil.csv", "done"]);
    for (const above of ["..", "../.."]) expect(existsSync(join(store, above, "evil.csv"))).toBe(false);
  });

  test.each(["..", ".", "", "/", "\u202e"])("and is refused where nothing is left of it: %j", async (name) => {
    const response = await fetch(`${server.url}/v1/import?name=${encodeURIComponent(name)}`, {
      method: "POST",
      body: FLOWS,
    });
    expect(response.status).toBe(400);
  });

  test.each(["/../package.json", "/..%2f..%2fpackage.json", "/assets/../../package.json", "/%2e%2e/%2e%2e/etc/passwd"])(
    "in an address reaches no file: %s",
    async (path) => {
      const { status, detail } = await raw(server.url, { path, headers: { host: "localhost" } });
      expect([200, 404]).toContain(status);
      expect(detail ?? "").not.toMatch(/root:|"headwater"/);
    },
  );

  test("of a file on the server is no field of an import", async () => {
    const response = await upload(server.url, "flows.csv", FLOWS, { files: "/etc/passwd" });
    expect((await problemIn(response)).code).toBe("invalid_input");
    const mapping = await ended(await upload(server.url, "m.csv", "a,b\n1,2\n", { mapping: "/etc/passwd" }));
    expect(JSON.stringify(mapping)).not.toContain("root:");
    expect(mapping.state).toBe("failed");
  });
});

describe("a file that is meant to break its reader", () => {
  const failed = async (name: string, bytes: string | Uint8Array<ArrayBuffer>, fields: Record<string, string> = {}) => {
    const status = await ended(await upload(server.url, name, bytes, fields));
    expect(status.state, JSON.stringify(status)).toBe("failed");
    expect((status.problem as { code: string }).code).not.toBe("bug");
    await lives();
    return status.problem as { detail: string };
  };

  test("a Parquet file with nonsense inside", async () => {
    const nonsense = Buffer.alloc(4096, 0xff);
    const broken = Buffer.concat([Buffer.from("PAR1"), nonsense, Buffer.from([0xf0, 0x0f, 0, 0]), Buffer.from("PAR1")]);
    await failed("crash.parquet", new Uint8Array(broken));
  });

  test("a gzip bomb: a gigabyte of one line in a megabyte", async () => {
    const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024, "a"));
    await failed("bomb.csv.gz", new Uint8Array(bomb));
  }, 120_000);

  test("a workbook that is a zip bomb", async () => {
    const { zipOf } = await import("./zip.ts");
    const bomb = zipOf("xl/worksheets/sheet1.xml", Buffer.alloc(256 * 1024 * 1024, " "));
    await failed("bomb.xlsx", new Uint8Array(bomb));
  }, 120_000);

  test("a mapping of aliases that unfold without end", async () => {
    const levels = Array.from(
      { length: 12 },
      (_, at) => `a${at}: &a${at} [${Array(9).fill(at === 0 ? "x" : `*a${at - 1}`)}]`,
    );
    const problem = await failed("alias.csv", FLOWS, { mapping: `${levels.join("\n")}\nas: flows\ncolumns: *a11\n` });
    expect(problem.detail).toMatch(/mapping/);
  });

  test("a mapping whose patterns would take for ever", async () => {
    const evil = `as: shipments\ncolumns:\n  arrived_on: { from: day, format: "${"%d".repeat(5000)}(a+)+$" }\n  hs: hs\n`;
    const began = Date.now();
    await failed("pattern.csv", `day,hs\n${"a".repeat(5000)}!,850511\n`, { mapping: evil });
    expect(Date.now() - began).toBeLessThan(90_000);
  });

  test("leaves no temporary file behind", () => {
    const left = readdirSync(join(store)).filter((name) => name === "scratch");
    expect(left).toEqual([]);
    expect(readFileSync(join(store, "store.json"), "utf8")).toContain('"vintage"');
  });
});

describe("too much, or too slowly", () => {
  let small: Served;
  beforeAll(async () => {
    small = await serveHere({
      store,
      limits: { uploadBytes: 64 * 1024, questionBytes: 1024, silence: 400 },
    });
  });
  afterAll(() => small?.close());

  test("a body that is larger than it may be is 413, declared or not", async () => {
    const big = "x".repeat(100 * 1024);
    expect((await upload(small.url, "big.csv", big)).status).toBe(413);
    const json = await fetch(`${small.url}/v1/trace`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ product: big }),
    });
    expect(json.status).toBe(413);
    const undeclared = new ReadableStream({
      start(controller) {
        for (let at = 0; at < 20; at++) controller.enqueue(new TextEncoder().encode("y".repeat(8 * 1024)));
        controller.close();
      },
    });
    const init = { method: "POST", body: undeclared, duplex: "half" } as RequestInit;
    expect((await fetch(`${small.url}/v1/import?name=big.csv`, init)).status).toBe(413);
  });

  test("a body that stops, or drips, is 408", async () => {
    const { port } = new URL(small.url);
    const head = `POST /v1/import?name=slow.csv HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\nabc`;
    const stopped = await firstLine(Number(port), (socket) => socket.write(head));
    expect(stopped).toContain("408");
    const dripped = await firstLine(Number(port), (socket) => {
      socket.write(head);
      const drip = setInterval(() => socket.write("x"), 50);
      socket.once("close", () => clearInterval(drip));
    });
    expect(dripped).toContain("408");
  });

  test("headers without end are refused", async () => {
    const long = await raw(small.url, { headers: { host: "localhost", "x-long": "a".repeat(20_000) } });
    expect(long.status).toBe(431);
  });
});

function firstLine(port: number, talk: (socket: Socket) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => talk(socket));
    socket.once("data", (bytes) => {
      resolve(bytes.toString("utf8").split("\r\n")[0] ?? "");
      socket.destroy();
    });
    socket.on("error", reject);
  });
}

/** 10,000, or as many as this machine lets two processes open. */
const MANY = Math.min(
  10_000,
  Math.floor(Number(execSync("ulimit -n", { shell: "/bin/sh" }).toString()) * 0.6) || 10_000,
);

test(`${MANY} open connections do not keep others from being answered`, async () => {
  const { port } = new URL(server.url);
  const sockets: Socket[] = [];
  let opened = 0;
  for (let batch = 0; batch < MANY; batch += 500) {
    const more = Array.from({ length: Math.min(500, MANY - batch) }, () => {
      const socket = connect(Number(port), "127.0.0.1");
      socket.on("error", () => undefined);
      return new Promise<void>((resolve) => {
        socket.once("connect", () => {
          opened += 1;
          socket.write("GET /v1 HTTP/1.1\r\nHost: loc");
          sockets.push(socket);
          resolve();
        });
        socket.once("close", () => resolve());
      });
    });
    await Promise.all(more);
  }
  expect(opened).toBe(MANY);
  await lives();
  await eventually(async () => (await server.metric("headwater_connections")) < 100, 100);
  for (const socket of sockets) socket.destroy();
}, 240_000);
