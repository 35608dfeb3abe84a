import { Hono } from "hono";
import { StoreProblem } from "../errors.ts";
import { type McpFetchHandler, mcpFetchHandler } from "../mcp/http.ts";
import type { Answer } from "../operations/core/answer.ts";
import { createContext } from "../operations/core/context.ts";
import { Busy, OutOfMemory, TimedOut } from "../solve/problems.ts";
import { requireRole, seesConfidential } from "./guard.ts";
import type { AskJob } from "./job.ts";
import { laneOf } from "./lanes.ts";
import { problemOf } from "./problem.ts";
import { notThisMethod } from "./question-routes.ts";
import type { RequestScope, ServerState } from "./server-state.ts";
import { currentState } from "./store-watch.ts";

/** Handlers for who may see confidential figures and for who may not. */
export interface McpHandlers {
  readonly open: McpFetchHandler;
  readonly public: McpFetchHandler;
}

/** The same questions as tools of the Model Context Protocol; they are answered on the same threads. */
export function mcpHandlers(server: ServerState, onBug: (id: string, error: unknown) => void): McpHandlers {
  return { open: mcpHandler(server, true, onBug), public: mcpHandler(server, false, onBug) };
}

function mcpHandler(
  server: ServerState,
  seesConfidential: boolean,
  onBug: (id: string, error: unknown) => void,
): McpFetchHandler {
  const { store, book } = server;
  return mcpFetchHandler(
    ({ vintage, signal, report }) =>
      createContext({ store, book, today: server.today(), vintage, signal, report, seesConfidential }),
    {
      maximumBytes: server.limits.questionBytes,
      onBug,
      answer: async ({ operation, input, settings }, { vintage, signal, report }) => {
        const today = server.today();
        const published = await currentState(server.store, today);
        const store = published === null || vintage === undefined ? published : { ...published, vintage };
        const asked = { operation: operation.name, input, settings, store, today, format: "json" as const };
        const job: AskJob = { is: "ask", ...asked, seesConfidential };
        const options = {
          lane: laneOf(operation.name, input),
          timeout: server.limits.timeout,
          signal,
          onReport: (progress: unknown) => report(progress as Parameters<typeof report>[0]),
        };
        const { body } = await server.solver.ask(job, options).catch(asUserError);
        return (await new Response(body).json()) as Answer;
      },
    },
  );
}

/** A full server or an answer out of bounds is no fault, and MCP knows no status: it is said in words. */
function asUserError(error: unknown): never {
  if (error instanceof Busy || error instanceof TimedOut || error instanceof OutOfMemory) {
    const { hint } = problemOf(error).problem;
    throw new StoreProblem(error.message, { cause: error, ...(hint === undefined ? {} : { hint }) });
  }
  throw error;
}

/** `POST /mcp`: streamable HTTP, without sessions. */
export function mcpRoutes(handlers: McpHandlers): Hono<RequestScope> {
  const routes = new Hono<RequestScope>();
  routes.post("/", (context) => {
    context.set("route", "mcp");
    const caller = context.get("caller");
    requireRole(caller, "reader");
    return (seesConfidential(caller) ? handlers.open : handlers.public).fetch(context.req.raw);
  });
  routes.all("/", () => {
    throw notThisMethod("POST");
  });
  return routes;
}
