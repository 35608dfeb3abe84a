import { Validator } from "@seriousme/openapi-schema-validator";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openApiDocument } from "../../src/api/openapi.ts";
import { OPERATIONS } from "../../src/operations/registry.ts";
import { fixtureStore } from "../cli/fixture-store.ts";
import { raw, startServer, type TestServer } from "./server.ts";

interface Route {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  readonly responses: Readonly<Record<string, unknown>>;
}
type Paths = Readonly<Record<string, Readonly<Record<string, Route>>>>;

const document = openApiDocument();
const routes = Object.entries(document.paths as Paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, route]) => ({ path, method: method.toUpperCase(), route })),
);

let server: TestServer;
beforeAll(async () => {
  server = await startServer(await fixtureStore({ shipments: true }), ["--quiet", "--timeout", "5"]);
});
afterAll(() => server?.stop());

test("the document is one of OpenAPI 3.1 and names every question", async () => {
  const validator = new Validator();
  const found = await validator.validate(structuredClone(document));
  expect(found.errors).toBeUndefined();
  expect(validator.version).toBe("3.1");
  const paths = Object.keys(document.paths as Paths);
  for (const { name } of OPERATIONS) expect(paths).toContain(`/v1/${name}`);
  expect(JSON.stringify(document)).not.toMatch(/"\$ref":"#\/\$defs|placeholder/);
});

const WORDS = ["850511", "US", "CN", "280530", "2024-01-01", "flows", "fixture-flows", "true", "3", "-1", "0.5", ""];
const value = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.string({ maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 10 }),
  fc.integer().map(String),
);
const json = fc.oneof(
  value,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(value, { maxLength: 3 }),
);

/** Half of the time a good question is the ground, so that the answer is reached. */
const GOOD = { product: "850511", to: "US", data: "flows", source: "fixture-flows" };

test.each(routes.filter(({ path }) => path !== "/v1/imports/{id}/events"))(
  "$method $path gives only statuses that its description names",
  async ({ path, method, route }) => {
    const names = (route.parameters ?? []).filter((each) => each.in === "query").map(({ name }) => name);
    const name = fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...names, "x") },
      { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
    );
    const pairs = fc.array(fc.tuple(name, value), { maxLength: 4 });
    const types = Object.keys(route.requestBody?.content ?? {});
    const type = fc.constantFrom(...types, "application/json", "text/plain", "multipart/form-data; boundary=b");
    const body = fc.oneof(
      fc.dictionary(name, json, { maxKeys: 5 }).map((fields) => JSON.stringify(fields)),
      fc.dictionary(name, json, { maxKeys: 3 }).map((fields) => JSON.stringify({ ...GOOD, ...fields })),
      fc.string({ maxLength: 50 }),
    );
    await fc.assert(
      fc.asyncProperty(
        pairs,
        fc.boolean(),
        type,
        body,
        fc.string({ maxLength: 8 }),
        async (query, good, kind, text, id) => {
          const address = new URLSearchParams(good ? { ...GOOD } : {});
          for (const [key, each] of query) address.append(key, each);
          const where = `${path.replace("{id}", encodeURIComponent(id) || "x")}?${address}`;
          const headers: Record<string, string> = { host: "localhost" };
          if (method === "POST") headers["content-type"] = kind;
          const { status } = await raw(server.url, {
            method,
            path: where,
            headers,
            ...(method === "POST" ? { body: text } : {}),
          });
          expect(Object.keys(route.responses), `${method} ${where} ${text}`).toContain(String(status));
          expect(status, `${method} ${where} ${text}`).not.toBe(500);
        },
      ),
      { numRuns: 25, endOnFailure: true },
    );
  },
  120_000,
);
