import { randomBytes } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { RequestScope, ServerState } from "./server-state.ts";

/** Counts and logs every request: what was asked for by name, never the question, a name or a token. */
export function observe({ metrics, log }: ServerState): MiddlewareHandler<RequestScope> {
  return async (context, next) => {
    const id = randomBytes(6).toString("hex");
    const began = performance.now();
    context.set("id", id);
    context.set("route", "other");
    await next();
    const { status } = context.res;
    const route = context.get("route");
    const seconds = (performance.now() - began) / 1000;
    metrics.observe(route, status, seconds);
    const token = context.get("caller")?.tokenId ?? undefined;
    const bytes = Number(context.res.headers.get("content-length") ?? Number.NaN);
    log({
      event: "request",
      id,
      method: context.req.method,
      operation: route,
      status,
      ms: Math.round(seconds * 1000),
      ...(Number.isNaN(bytes) ? {} : { bytes }),
      ...(token === undefined ? {} : { token }),
    });
    context.res.headers.set("x-request-id", id);
  };
}
