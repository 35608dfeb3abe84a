import { Hono } from "hono";
import { StoreProblem } from "../errors.ts";
import { type McpFetchHandler, mcpFetchHandler } from "../mcp/http.ts";
import type { Answer } from "../operations/core/answer.ts";
import { createContext } from "../operations/core/context.ts";
import { Busy, OutOfMemory, TimedOut } from "../solve/problems.ts";
import { requireRole } from "./guard.ts";
import type { AskJob } from "./job.ts";
import { laneOf } from "./lanes.ts";
import { problemOf } from "./problem.ts";
import { notThisMethod } from "./question-routes.ts";
import type { RequestScope, ServerState } from "./server-state.ts";
import { currentState } from "./store-watch.ts";

/** The same questions as tools of the Model Context Protocol; they are answered on the same threads. */
export function mcpHandler(server: ServerState, onBug: (id: string, error: unknown) => void): McpFetchHandler {
  return mcpFetchHandler(
    ({ vintage, signal, report }) =>
      createContext({ store: server.store, book: server.book, today: server.today(), vintage, signal, report }),
    {
      maximumBytes: server.limits.questionBytes,
      onBug,
      answer: async ({ operation, input, settings }, { vintage, signal, report }) => {
        const today = server.today();
        const published = await currentState(server.store, today);
        const store = published === null || vintage === undefined ? published : { ...published, vintage };
        const job: AskJob = { is: "ask", operation: operation.name, input, settings, store, today, format: "json" };
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
export function mcpRoutes(handler: McpFetchHandler): Hono<RequestScope> {
  const routes = new Hono<RequestScope>();
  routes.post("/", (context) => {
    context.set("route", "mcp");
    requireRole(context.get("caller"), "reader");
    return handler.fetch(context.req.raw);
  });
  routes.all("/", () => {
    throw notThisMethod("POST");
  });
  return routes;
}
