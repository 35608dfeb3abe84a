import { serveStdio } from "@modelcontextprotocol/server/stdio";
import type { McpHost } from "./host.ts";
import { createMcpServer } from "./server.ts";

/** Serves MCP on this process's stdin and stdout until the client closes stdin or `signal` is aborted. */
export async function serveMcpOverStdio(host: McpHost, signal: AbortSignal): Promise<void> {
  const handle = serveStdio(() => createMcpServer(host));
  await new Promise<void>((resolve) => {
    process.stdin.once("end", resolve);
    process.stdin.once("close", resolve);
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await handle.close();
}
