import { Hono, type Context as HonoContext } from "hono";
import type { Operation } from "../operations/core/operation.ts";
import { OPERATIONS } from "../operations/registry.ts";
import { etagOf, matches } from "./etag.ts";
import { MEDIA_TYPES } from "./formats.ts";
import { requireRole, seesConfidential } from "./guard.ts";
import type { AskJob } from "./job.ts";
import { laneOf } from "./lanes.ts";
import { HttpProblem } from "./problem.ts";
import { type HttpQuestion, questionOfJson, questionOfQuery } from "./question.ts";
import { bodyText, requireContentType } from "./read-body.ts";
import type { RequestScope, ServerState } from "./server-state.ts";
import { currentState } from "./store-watch.ts";

type Scope = HonoContext<RequestScope>;

/** Says who writes the store just now, which no vintage tells: never kept by its ETag. */
const CHANGES_WITHIN_A_VINTAGE: ReadonlySet<string> = new Set(["status"]);

/** `GET` and `POST /v1/<operation>` for every operation, and their list at `/v1`. */
export function questionRoutes(server: ServerState): Hono<RequestScope> {
  const routes = new Hono<RequestScope>();
  routes.get("/", (context) => {
    context.set("route", "operations");
    return context.json(
      OPERATIONS.map(({ name, summary, description, examples }) => ({ name, summary, description, examples })),
    );
  });
  for (const operation of OPERATIONS) {
    routes.get(`/${operation.name}`, (context) => {
      context.set("route", operation.name);
      const query = new URL(context.req.url).searchParams;
      return answer(server, context, operation, questionOfQuery(operation, query, context.req.header("accept")));
    });
    routes.post(`/${operation.name}`, async (context) => {
      context.set("route", operation.name);
      requireContentType(context.req.raw, "application/json");
      const { questionBytes: bytes, silence } = server.limits;
      const text = await bodyText(context.req.raw, { bytes, silence, slowest: 100 });
      const query = new URL(context.req.url).searchParams;
      return answer(server, context, operation, questionOfJson(text, query, context.req.header("accept")));
    });
    routes.all(`/${operation.name}`, () => {
      throw notThisMethod("GET, POST");
    });
  }
  return routes;
}

export const notThisMethod = (allow: string) =>
  new HttpProblem(405, "method", "The address is not asked by this method.", {
    hint: `Use ${allow}.`,
    headers: { allow },
  });

async function answer(
  server: ServerState,
  context: Scope,
  { name: operation }: Operation,
  { input, settings, vintage, format }: HttpQuestion,
): Promise<Response> {
  const caller = context.get("caller");
  requireRole(caller, "reader");
  const { signal } = context.req.raw;
  const today = server.today();
  const published = await currentState(server.store, today);
  const store = published === null || vintage === undefined ? published : { ...published, vintage };
  const asked = { operation, input, settings, store, today, format };
  const job: AskJob = { is: "ask", ...asked, seesConfidential: seesConfidential(caller) };
  const isKept = !CHANGES_WITHIN_A_VINTAGE.has(operation);
  const headers: Record<string, string> = {
    "cache-control": isKept ? "private, no-cache" : "no-store",
    vary: "accept",
  };
  if (isKept) headers.etag = etagOf(job, server.software, await server.bookVintage());
  if (isKept && matches(context.req.header("if-none-match"), headers.etag ?? "")) {
    return new Response(null, { status: 304, headers });
  }
  const { body } = await server.solver.ask(job, {
    lane: laneOf(operation, input),
    timeout: server.limits.timeout,
    signal,
  });
  headers["content-type"] = MEDIA_TYPES[format];
  if (format === "xlsx") headers["content-disposition"] = `attachment; filename="${operation}.xlsx"`;
  if (body instanceof Uint8Array) headers["content-length"] = String(body.byteLength);
  return new Response(body, { headers });
}
