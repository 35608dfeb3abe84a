import { availableParallelism } from "node:os";
import { Hono } from "hono";
import { createContext } from "../operations/core/context.ts";
import { softwareVersion } from "../operations/core/software-version.ts";
import { type IsoDate, isoDate } from "../vocab/iso-date.ts";
import { type Access, callerOf, checkSite } from "./guard.ts";
import { createImportQueue, type ImportStatus } from "./import-queue.ts";
import { importRoutes } from "./import-routes.ts";
import { mcpHandlers, mcpRoutes } from "./mcp-route.ts";
import { createMetrics } from "./metrics.ts";
import { observe } from "./observe.ts";
import { openApiDocument } from "./openapi.ts";
import { HttpProblem, problemOf, problemResponse } from "./problem.ts";
import { notThisMethod, questionRoutes } from "./question-routes.ts";
import { type RateLimit, rateLimiter } from "./rate-limit.ts";
import { referencePage, STYLE } from "./reference-page.ts";
import { securityHeaders } from "./security-headers.ts";
import type { Limits, RequestScope, ServerState } from "./server-state.ts";
import { createSolver } from "./solver.ts";
import { staticFiles, WEB_FOLDER } from "./static-files.ts";
import { tokenFinder } from "./tokens.ts";

export interface ApiOptions {
  readonly store: string;
  /** A folder of the user's own book. */
  readonly book?: string | undefined;
  /** Threads for short questions, and as many for long ones. 0 answers in this thread, as it does from the sources. */
  readonly workers?: number | undefined;
  /** Megabytes that one answer may use, of heap and of engine each. */
  readonly memory?: number | undefined;
  /** Every request needs a token. */
  readonly needsToken?: boolean | undefined;
  readonly behindProxy?: boolean | undefined;
  readonly overTls?: boolean | undefined;
  /** Of each token. */
  readonly rate?: RateLimit | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** Questions that may wait in a lane. */
  readonly queue?: number | undefined;
  readonly webFolder?: string | undefined;
  readonly now?: (() => Date) | undefined;
  /** Told a JSON object for each request and each fault. */
  readonly log?: ((line: Readonly<Record<string, unknown>>) => void) | undefined;
  readonly connections?: (() => number) | undefined;
}

export interface Api {
  readonly app: Hono<RequestScope>;
  /** Settles when questions can be answered. */
  readonly ready: Promise<void>;
  /** From now on `/readyz` says no. */
  drain(): void;
  /** Ends what still runs. */
  close(): Promise<void>;
}

export const DEFAULT_LIMITS: Limits = {
  timeout: 30_000,
  questionBytes: 4 * 1024 * 1024,
  uploadBytes: 4 * 1024 * 1024 * 1024,
  silence: 15_000,
  imports: 4,
};

const DEFAULT_RATE: RateLimit = { burst: 100, perSecond: 20 };

const defaultWorkers = (): number => Math.max(2, Math.floor(availableParallelism() / 2));

/** The machine's calendar day. */
function dayOf(now: Date): IsoDate {
  const two = (n: number) => String(n).padStart(2, "0");
  return isoDate(`${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`);
}

function serverState(options: ApiOptions): ServerState {
  const { store, book, now = () => new Date(), workers = defaultWorkers(), memory = 1024, queue = 100 } = options;
  const today = () => dayOf(now());
  let bookVintage: Promise<string> | undefined;
  const access: Access = {
    needsToken: options.needsToken ?? false,
    behindProxy: options.behindProxy ?? false,
    findToken: tokenFinder(store),
    wait: rateLimiter(options.rate ?? DEFAULT_RATE, () => performance.now()),
  };
  return {
    store,
    book,
    software: softwareVersion(),
    bookVintage: () => {
      bookVintage ??= createContext({ store, today: today(), book })
        .openBook()
        .then(({ vintage }) => vintage);
      return bookVintage;
    },
    today,
    solver: createSolver({ store, book, memory, workers, queue, today }),
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    access,
    metrics: createMetrics(),
    log: (line) => options.log?.({ at: now().toISOString(), ...line }),
    isClosing: false,
  };
}

function logFault({ log }: ServerState, id: string, request: string | undefined, error: unknown): void {
  log({ event: "fault", id, request, stack: error instanceof Error ? error.stack : String(error) });
}

function countStates(imports: readonly ImportStatus[]): Record<string, number> {
  const counts: Record<string, number> = { waiting: 0, running: 0, done: 0, failed: 0, cancelled: 0 };
  for (const { state } of imports) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** The HTTP API and the pages of the package over one store, as an app that answers requests; it does not listen. */
export function createApi(options: ApiOptions): Api {
  const server = serverState(options);
  const app = new Hono<RequestScope>();
  const { access } = server;
  const imports = createImportQueue(server.limits.imports, (id, error) => logFault(server, id, undefined, error));

  const mcp = mcpHandlers(server, (id, error) => logFault(server, id, undefined, error));

  app.onError((error, context) => {
    const told = problemOf(error);
    if (told.bug !== undefined) {
      logFault(server, told.problem.id ?? "", context.get("id"), told.bug);
    }
    return problemResponse(told);
  });
  app.use("*", observe(server));
  app.use("*", securityHeaders(options.overTls ?? false));
  app.get("/healthz", (context) => {
    context.set("route", "healthz");
    return context.text("ok\n");
  });
  app.use("*", async (context, next) => {
    checkSite(access, context.req.method, context.req.raw.headers);
    await next();
  });
  app.get("/readyz", async (context) => {
    context.set("route", "readyz");
    if (server.isClosing) throw new HttpProblem(503, "closing", "The server is closing.");
    await server.solver.ready;
    return context.text("ready\n");
  });
  // The pattern of what lies under an address matches the address too.
  for (const path of ["/v1/*", "/metrics", "/mcp"]) {
    app.use(path, async (context, next) => {
      context.set("caller", callerOf(access, context.req.raw.headers));
      await next();
    });
  }
  app.get("/metrics", (context) => {
    context.set("route", "metrics");
    const text = server.metrics.text({
      solver: server.solver.state(),
      imports: countStates(imports.list()),
      connections: options.connections?.() ?? 0,
    });
    return context.body(text, 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
  });
  app.route("/v1", questionRoutes(server));
  app.route("/v1", importRoutes(server, imports));
  app.route("/mcp", mcpRoutes(mcp));
  app.all("/v1/*", () => {
    throw new HttpProblem(404, "not_found", "There is no such operation.", { hint: "GET /v1 lists them." });
  });
  app.get("/openapi.json", (context) => {
    context.set("route", "openapi");
    return context.json(openApiDocument());
  });
  app.get("/docs", (context) => {
    context.set("route", "docs");
    return context.html(referencePage());
  });
  app.get("/docs.css", (context) => {
    context.set("route", "docs");
    return context.body(STYLE, 200, { "content-type": "text/css; charset=utf-8" });
  });
  const page = staticFiles(options.webFolder ?? WEB_FOLDER);
  app.get("*", (context) => {
    context.set("route", "page");
    const found = page(context.req.raw);
    if (found === null)
      throw new HttpProblem(404, "not_found", "There is nothing at this address.", { hint: "See /docs." });
    return found;
  });
  app.all("*", () => {
    throw notThisMethod("GET");
  });
  return {
    app,
    ready: server.solver.ready,
    drain: () => {
      server.isClosing = true;
    },
    close: async () => {
      server.isClosing = true;
      await Promise.all([mcp.open.close(), mcp.public.close()]);
      await imports.close();
      await server.solver.close();
    },
  };
}
