import type { Lane } from "../solve/pool.ts";

/** Questions that walk a whole cone; any other that turns out long is moved while it runs. */
const LONG: ReadonlySet<string> = new Set(["exposure", "paths", "explain"]);

export function laneOf(operation: string, input: Readonly<Record<string, unknown>>): Lane {
  return LONG.has(operation) || input.method === "attribution" ? "long" : "short";
}
