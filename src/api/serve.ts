import { existsSync, readFileSync } from "node:fs";
import { createServer as createHttpServer, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { createAdaptorServer } from "@hono/node-server";
import { InvalidInput } from "../errors.ts";
import { type ApiOptions, createApi, DEFAULT_LIMITS } from "./app.ts";
import { isLoopback } from "./guard.ts";
import { listTokens } from "./tokens.ts";

export interface ServeOptions extends ApiOptions {
  readonly host?: string | undefined;
  /** 0 takes any that is free. */
  readonly port?: number | undefined;
  /** Files of the certificate and its key: the server then speaks TLS. */
  readonly tlsCert?: string | undefined;
  readonly tlsKey?: string | undefined;
}

export interface Served {
  readonly url: string;
  /** Lets running answers end, for at most as long as an answer may take, and closes. */
  close(): Promise<void>;
}

/** The first four digits of permanent magnets. */
export const DEFAULT_PORT = 8505;
/** Connections beyond this are closed at once. */
const MOST_CONNECTIONS = 15_000;
const SECOND = 1000;

/** Refuses to be reached from elsewhere without tokens, or without anything that keeps them secret on the way. */
function checkReach({ host = "127.0.0.1", store, behindProxy, tlsCert }: ServeOptions): {
  readonly needsToken: boolean;
} {
  if (isLoopback(host) && !behindProxy) return { needsToken: false };
  const what = behindProxy ? "A server behind a proxy" : `A server on "${host}"`;
  if (!behindProxy && tlsCert === undefined) {
    throw new InvalidInput(`${what} needs TLS: others can read what is sent.`, {
      hint: "Give --tls-cert and --tls-key, or --behind-proxy where a proxy does it.",
    });
  }
  if (!existsSync(store) || listTokens(store).length === 0) {
    throw new InvalidInput(`${what} can be reached by others and needs a token.`, {
      hint: "Make one with headwater token create --role reader.",
    });
  }
  return { needsToken: true };
}

function readPem(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new InvalidInput(`"${path}" cannot be read (${(cause as NodeJS.ErrnoException).code}).`, { cause });
  }
}

function tlsFiles({ tlsCert, tlsKey }: ServeOptions): { readonly cert: Buffer; readonly key: Buffer } | null {
  if (tlsCert === undefined && tlsKey === undefined) return null;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new InvalidInput("TLS needs both the certificate and its key.", { hint: "Give --tls-cert and --tls-key." });
  }
  return { cert: readPem(tlsCert), key: readPem(tlsKey) };
}

/** Listens, and answers until it is closed. */
export async function serve(options: ServeOptions): Promise<Served> {
  const { host = "127.0.0.1", port = DEFAULT_PORT } = options;
  const { needsToken } = checkReach(options);
  const tls = tlsFiles(options);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  let server: Server | undefined;
  let connections = 0;
  const api = createApi({ ...options, needsToken, overTls: tls !== null, connections: () => connections });
  const settings = {
    headersTimeout: 10 * SECOND,
    // Bodies have limits of their own; an upload may take hours.
    requestTimeout: 0,
    keepAliveTimeout: 5 * SECOND,
    maxHeaderSize: 16 * 1024,
    connectionsCheckingInterval: 5 * SECOND,
  };
  server = createAdaptorServer({
    fetch: api.app.fetch,
    ...(tls === null
      ? { createServer: createHttpServer, serverOptions: settings }
      : { createServer: createHttpsServer, serverOptions: { ...settings, ...tls } }),
  }) as Server;
  server.maxConnections = MOST_CONNECTIONS;
  server.on("connection", (socket) => {
    connections += 1;
    socket.once("close", () => {
      connections -= 1;
    });
  });
  try {
    await listen(server, port, host);
  } catch (error) {
    await api.close();
    throw error;
  }
  const address = server.address();
  const actual = typeof address === "object" && address !== null ? address.port : port;
  const name = host.includes(":") ? `[${host}]` : host;
  const listening = server;
  return {
    url: `${tls === null ? "http" : "https"}://${name}:${actual}`,
    async close() {
      api.drain();
      const closed = new Promise<void>((resolve) => listening.close(() => resolve()));
      listening.closeIdleConnections();
      const late = setTimeout(() => listening.closeAllConnections(), limits.timeout);
      await closed;
      clearTimeout(late);
      await api.close();
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") {
        reject(
          new InvalidInput(`Port ${port} is taken.`, {
            hint: "Choose another with --port, or 0 for any.",
            cause: error,
          }),
        );
      } else if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND" || error.code === "EACCES") {
        reject(
          new InvalidInput(`The server cannot listen on "${host}", port ${port} (${error.code}).`, { cause: error }),
        );
      } else reject(error);
    });
    server.listen(port, host, resolve);
  });
}
