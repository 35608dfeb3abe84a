import { createMcpHandler } from "@modelcontextprotocol/server";
import type { ContextFactory, McpHost } from "./host.ts";
import { createMcpServer } from "./server.ts";

export type { Call, ContextFactory, McpHost, ToolQuestion } from "./host.ts";

export interface McpFetchHandler {
  /** Serves one request of the streamable HTTP transport; who may send it is checked before. */
  fetch(request: Request): Promise<Response>;
  /** Ends the calls that are under way. */
  close(): Promise<void>;
}

/** MCP over HTTP without sessions: each request stands alone, so any process of several may answer it. */
export function mcpFetchHandler(
  openContext: ContextFactory,
  options: Omit<McpHost, "openContext"> & { readonly maximumBytes?: number } = {},
): McpFetchHandler {
  const { maximumBytes, ...host } = options;
  const handler = createMcpHandler(() => createMcpServer({ ...host, openContext }), {
    ...(maximumBytes === undefined ? {} : { maxRequestBodySize: maximumBytes }),
  });
  return { fetch: (request) => handler.fetch(request), close: () => handler.close() };
}
