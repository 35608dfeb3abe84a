import { z } from "zod";
import { MEASURE_FILE } from "./measure-schema.ts";

/** `MEASURE_FILE` as JSON Schema, of what is written in a file; what a text says is checked when a book is read. */
export function measureJsonSchema(): object {
  return z.toJSONSchema(MEASURE_FILE, { io: "input", unrepresentable: "any" });
}
