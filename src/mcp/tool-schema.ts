import type { StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import { z } from "zod";
import type { Operation } from "../operations/core/operation.ts";
import { settings } from "../operations/core/settings.ts";

/** What a tool takes beside the operation's own fields and the settings of every surface. */
const toolSettings = z.object({
  vintage: z.int().nonnegative().optional().describe("ask of an older vintage of the store, by its number"),
  full: z
    .boolean()
    .default(false)
    .describe("the complete answer as JSON, which can be long, in the place of the short text"),
});

export const TOOL_FIELDS = z.object({ ...settings.shape, ...toolSettings.shape });

/** Says how a field looks on the command line: nothing to an assistant. */
const COMMAND_LINE_ONLY = new Set([
  "placeholder",
  "positional",
  "repeated",
  "file",
  "document",
  "whole",
  "table",
  "plainColumn",
]);

type JsonSchema = Readonly<Record<string, unknown>>;

/** The bounds that JSON Schema gets for any whole number. */
const isNoBound = (value: unknown): boolean => value === Number.MAX_SAFE_INTEGER || value === Number.MIN_SAFE_INTEGER;

function propertiesOf(object: z.ZodObject): JsonSchema {
  const { properties = {} } = z.toJSONSchema(object, { io: "input", unrepresentable: "any" });
  const said = ([key, value]: readonly [string, unknown]) => !COMMAND_LINE_ONLY.has(key) && !isNoBound(value);
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      Object.fromEntries(Object.entries(schema as object).filter(said)),
    ]),
  );
}

const made = new WeakMap<Operation, JsonSchema>();

/** The fields that a tool takes: those of its operation, then the settings. */
export function toolJsonSchema(operation: Operation): JsonSchema {
  const before = made.get(operation);
  if (before !== undefined) return before;
  const { required } = z.toJSONSchema(operation.input, { io: "input", unrepresentable: "any" });
  const schema = {
    type: "object",
    properties: { ...propertiesOf(operation.input), ...propertiesOf(TOOL_FIELDS) },
    ...(required === undefined || required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
  made.set(operation, schema);
  return schema;
}

/**
 * The schema as the protocol publishes it. It lets every value through: the operation itself checks its fields, so that a
 * mistake gets the same sentence here as on every other surface.
 */
export function toolSchema(operation: Operation): StandardSchemaWithJSON<Record<string, unknown>> {
  const json = { ...toolJsonSchema(operation) };
  return {
    "~standard": {
      version: 1,
      vendor: "headwater",
      validate: (value) => ({ value: value as Record<string, unknown> }),
      jsonSchema: { input: () => json, output: () => json },
    },
  };
}
