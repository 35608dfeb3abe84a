import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { type ContextFactory, mcpFetchHandler } from "../../src/mcp/http.ts";
import { createContext } from "../../src/operations/core/context.ts";
import { isoDate } from "../../src/vocab/iso-date.ts";

export const TODAY = isoDate("2026-11-21");

/** Contexts of one store, as a server opens them: one a call. */
export const contextsOf =
  (store: string): ContextFactory =>
  ({ vintage, signal, report }) =>
    createContext({ store, today: TODAY, vintage, signal, report });

export async function connected(client: Client, transport: Parameters<Client["connect"]>[0]): Promise<Client> {
  await client.connect(transport);
  return client;
}

export const newClient = (): Client => new Client({ name: "headwater-test", version: "1.0.0" });

/** A real client of what serves MCP over HTTP, without a socket between them. */
export async function httpClient(serve: (request: Request) => Promise<Response>): Promise<Client> {
  const transport = new StreamableHTTPClientTransport(new URL("http://127.0.0.1:8505/mcp"), {
    fetch: (url, init) => serve(new Request(url, init)),
  });
  return connected(newClient(), transport);
}

export const handlerOf = (store: string) => mcpFetchHandler(contextsOf(store)).fetch;

/** The text of a tool's answer. */
export function textOf(result: { readonly content: readonly { readonly type: string }[] }): string {
  return result.content.map((block) => ("text" in block ? String(block.text) : "")).join("\n");
}

/** What stands between the marks, and what stands around them; throws when there is not one closed block. */
export function takeFence(text: string): { readonly inside: string; readonly outside: string } {
  const match = /^<data ([0-9a-f]{16})>\n([\s\S]*)\n<\/data \1>$/m.exec(text);
  if (match === null) throw new Error(`There is no closed block of data in: ${text.slice(0, 200)}`);
  return { inside: match[2] ?? "", outside: text.replace(match[0], "") };
}
