import type { Client as McpClient } from "@modelcontextprotocol/client";
import { type Api, createApi } from "../../src/api/app.ts";
import { ApiProblem, createClient } from "../../src/client/client.ts";
import { methodName, type OperationName } from "../../src/client/operation-map.ts";
import { UserError } from "../../src/errors.ts";
import * as library from "../../src/index.ts";
import { OPERATIONS } from "../../src/operations/registry.ts";
import { headwater } from "../cli/headwater.ts";
import { handlerOf, httpClient, TODAY, takeFence, textOf } from "../mcp/connect.ts";
import { commandWords } from "./command-words.ts";
import type { StoreName } from "./questions.ts";
import type { Stores } from "./stores.ts";

export interface Asked {
  readonly operation: OperationName;
  readonly store: StoreName;
  readonly input: object;
  readonly settings?: { readonly vintage?: number } | undefined;
}

/** What a surface says to a question: its JSON, or why there is none. */
export type Said =
  | { readonly answer: unknown }
  | { readonly detail: string; readonly hint: string | null; readonly code: string };

export interface Surface {
  readonly name: string;
  ask(question: Asked): Promise<Said>;
}

const CODES = ["", "", "invalid_input", "not_found", "store_problem"];

/** The reference: what `headwater --json` prints. Its error has no code beside the exit code, where ambiguous is input. */
function commandLine(stores: Stores, scratch: string): Surface {
  return {
    name: "the command line",
    async ask({ operation: name, store, input, settings }) {
      const operation = OPERATIONS.find((each) => each.name === name);
      if (operation === undefined) throw new Error(`There is no operation ${name}.`);
      const words = commandWords(operation, { ...input, ...settings }, scratch);
      const { code, out, err } = await headwater([name, ...words, "--json", "--store", stores[store]]);
      if (code === 0) return { answer: JSON.parse(out) };
      const [detail = "", hint = null] = err.trimEnd().split("\n");
      return { detail: detail.replace(/^headwater: /, ""), hint: hint?.trim() ?? null, code: CODES[code] ?? "" };
    },
  };
}

type LibraryFunction = (store: library.Context, question: object, settings: object) => Promise<object>;

function inProcess(stores: Stores): Surface {
  return {
    name: "the library",
    async ask({ operation, store, input, settings = {} }) {
      const { vintage, ...rest } = settings;
      const opened = library.openStore(stores[store], { today: TODAY, ...(vintage === undefined ? {} : { vintage }) });
      const call = (library as unknown as Record<string, LibraryFunction>)[methodName(operation)];
      if (call === undefined) throw new Error(`The library has no function ${operation}.`);
      try {
        return { answer: JSON.parse(JSON.stringify(await call(opened, input, rest))) };
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return { detail: error.message, hint: error.hint ?? null, code: error.code };
      } finally {
        opened.close();
      }
    },
  };
}

function modelContextProtocol(name: string, clients: Readonly<Record<StoreName, McpClient>>): Surface {
  return {
    name,
    async ask({ operation, store, input, settings }) {
      const given = { ...input, ...settings, full: true };
      const result = await clients[store].callTool({ name: operation, arguments: given });
      const said = result.structuredContent as Record<string, unknown>;
      if (result.isError) return said as { detail: string; hint: string | null; code: string };
      const text = JSON.parse(takeFence(textOf(result)).inside);
      if (JSON.stringify(text) !== JSON.stringify(said)) throw new Error("Text and structured content differ.");
      return { answer: said };
    },
  };
}

const HOST = "http://127.0.0.1:8505";

const requestTo = (api: Api) => (url: string, init: RequestInit) =>
  api.app.request(url, { ...init, headers: { ...init.headers, host: "127.0.0.1:8505" } });

/** A request of an MCP client as one that came over a socket: with the Host that it was sent to. */
const throughApi = (api: Api) => async (request: Request) => {
  const headers = new Headers(request.headers);
  headers.set("host", "127.0.0.1:8505");
  return api.app.fetch(new Request(request, { headers }));
};

/** The API as the typed client asks it: by GET where an address can say the question. */
function typedClient(apis: Readonly<Record<StoreName, Api>>): Surface {
  return {
    name: "the typed client",
    async ask({ operation, store, input, settings }) {
      try {
        return {
          answer: await createClient(HOST, { fetch: requestTo(apis[store]) }).ask(operation, input as never, settings),
        };
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        return { detail: error.detail, hint: error.hint ?? null, code: error.code };
      }
    },
  };
}

function apiByPost(apis: Readonly<Record<StoreName, Api>>): Surface {
  return {
    name: "the API by POST",
    async ask({ operation, store, input, settings }) {
      const response = await requestTo(apis[store])(`${HOST}/v1/${operation}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ...input, ...settings }),
      });
      const said = (await response.json()) as Record<string, string>;
      return response.ok
        ? { answer: said }
        : { detail: said.detail ?? "", hint: said.hint ?? null, code: said.code ?? "" };
    },
  };
}

export interface Surfaces {
  readonly reference: Surface;
  readonly others: readonly Surface[];
  close(): Promise<void>;
}

/** Every way to ask, over the same stores on the same day. */
export async function openSurfaces(stores: Stores, scratch: string): Promise<Surfaces> {
  const names = Object.keys(stores) as StoreName[];
  const each = async <T>(make: (folder: string) => T | Promise<T>): Promise<Readonly<Record<StoreName, T>>> =>
    Object.fromEntries(await Promise.all(names.map(async (name) => [name, await make(stores[name])])));
  const apis = await each((store) => createApi({ store, workers: 0, now: () => new Date(2026, 10, 21, 12) }));
  const own = await each((store) => httpClient(handlerOf(store)));
  const served = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await httpClient(throughApi(apis[name]))] as const)),
  ) as Readonly<Record<StoreName, McpClient>>;
  return {
    reference: commandLine(stores, scratch),
    others: [
      inProcess(stores),
      modelContextProtocol("MCP", own),
      modelContextProtocol("MCP of the server", served),
      typedClient(apis),
      apiByPost(apis),
    ],
    async close() {
      for (const client of [...Object.values(own), ...Object.values(served)]) await client.close();
      for (const api of Object.values(apis)) await api.close();
    },
  };
}
