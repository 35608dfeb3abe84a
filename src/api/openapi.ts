import { z } from "zod";
import type { Operation } from "../operations/core/operation.ts";
import { fieldsOf } from "../operations/core/schema-fields.ts";
import { settings } from "../operations/core/settings.ts";
import { softwareVersion } from "../operations/core/software-version.ts";
import { OPERATIONS } from "../operations/registry.ts";
import { FORMATS, MEDIA_TYPES } from "./formats.ts";
import { ADMIN_TASK_LIST } from "./import-routes.ts";
import { PROBLEM_TITLES, type ProblemStatus } from "./problem.ts";

type Json = Readonly<Record<string, unknown>>;

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const content = (type: string, schema: Json): Json => ({ [type]: { schema } });

/** The keys that say how a field looks on the command line are not for a schema that others read. */
const OWN_KEYS: ReadonlySet<string> = new Set([
  "$schema",
  "placeholder",
  "positional",
  "repeated",
  "file",
  "document",
  "plainColumn",
  "whole",
  "table",
]);

function cleaned(value: unknown, isProperties = false): unknown {
  if (Array.isArray(value)) return value.map((item) => cleaned(item));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => isProperties || !OWN_KEYS.has(key));
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, cleaned(inner, key === "properties" && !isProperties)]),
  );
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  return cleaned(z.toJSONSchema(schema, { io, unrepresentable: "any" })) as Json;
}

const text: Json = { type: "string" };
const textOrNull: Json = { type: ["string", "null"] };

const COMPONENTS: Readonly<Record<string, Json>> = {
  Problem: {
    type: "object",
    description: "What went wrong (RFC 9457).",
    required: ["type", "title", "status", "detail", "code"],
    properties: {
      type: text,
      title: text,
      status: { type: "integer" },
      detail: { type: "string", description: "one sentence, with what was given in quotes" },
      hint: { type: "string", description: "how to mend it" },
      code: text,
      candidates: { type: "array", items: text, description: "what an ambiguous question may mean" },
      id: { type: "string", description: "of a fault, to be reported" },
    },
  },
  Explanation: {
    type: "object",
    required: ["sentence", "basis", "sources"],
    properties: {
      sentence: text,
      formula: text,
      inputs: { type: "array", items: { type: "object" } },
      basis: { type: "string", enum: ["observed", "reported", "estimated", "assumed"] },
      sources: { type: "array", items: { type: "object" } },
      rows: { type: "object", properties: { used: { type: "integer" }, rejected: { type: "integer" } } },
      command: { type: "string", description: "the command that gives the figure again" },
      because: { type: "array", items: ref("Explanation") },
    },
  },
  Coverage: {
    type: "object",
    required: ["made", "from", "until", "notes"],
    properties: {
      made: { type: "boolean", description: "the rows were generated: nothing here is about the real world" },
      from: textOrNull,
      until: textOrNull,
      notes: { type: "array", items: text, description: "what the answer cannot see" },
    },
  },
  Vintage: {
    type: "object",
    required: ["software", "data", "store"],
    properties: { software: text, data: text, store: { type: ["integer", "null"] } },
  },
  OperationSummary: {
    type: "object",
    required: ["name", "summary", "description", "examples"],
    properties: {
      name: text,
      summary: text,
      description: text,
      examples: { type: "array", items: { type: "object", properties: { command: text, about: text } } },
    },
  },
  Import: {
    type: "object",
    required: ["id", "file", "bytes", "state", "progress", "result", "problem"],
    properties: {
      id: text,
      file: text,
      bytes: { type: "integer" },
      state: { type: "string", enum: ["waiting", "running", "done", "failed", "cancelled"] },
      progress: { type: ["object", "null"], description: "label, done, total and unit of the step that runs" },
      result: {
        type: ["object", "null"],
        description: "rows, rejected records and warnings, as the command prints them",
      },
      problem: { oneOf: [ref("Problem"), { type: "null" }] },
    },
  },
  Scenario: {
    type: "object",
    description: "what the answer supposes of the world; absent where it was asked about as it is",
    required: ["title", "about", "edits"],
    properties: {
      title: text,
      about: textOrNull,
      edits: {
        type: "array",
        items: {
          type: "object",
          required: ["number", "sentence", "read", "note"],
          properties: {
            number: { type: "integer" },
            sentence: text,
            read: { type: "boolean", description: "whether the question looks at what the edit changes" },
            note: textOrNull,
          },
        },
      },
    },
  },
  Suggestion: {
    type: "object",
    required: ["file", "yaml", "mapping", "as", "header", "rows", "fields"],
    properties: {
      file: text,
      yaml: { type: "string", description: "a mapping to edit and send back as the field mapping" },
      mapping: { type: "object", description: "the same as a value" },
      as: text,
      header: { type: "array", items: text },
      rows: { type: "array", items: { type: "array", items: textOrNull } },
      fields: { type: "array", items: { type: "object" } },
    },
  },
};

/** Statuses by which any request may be refused, and those of a kind of request. */
const ALWAYS: readonly ProblemStatus[] = [400, 401, 403, 429, 500, 503];
const OF_QUESTIONS: readonly ProblemStatus[] = [404, 499, 504];
const OF_BODIES: readonly ProblemStatus[] = [408, 413, 415, 499];

function problems(...statuses: readonly ProblemStatus[]): Json {
  return Object.fromEntries(
    [...new Set(statuses)]
      .sort()
      .map((status) => [
        String(status),
        { description: PROBLEM_TITLES[status], content: content("application/problem+json", ref("Problem")) },
      ]),
  );
}

function envelope({ name, output }: Operation): Json {
  return {
    type: "object",
    required: ["operation", "input", "on", "known", "vintage", "result", "coverage", "warnings", "explanation"],
    properties: {
      operation: { type: "string", const: name },
      input: { type: "object", description: "the question as it was understood" },
      on: { type: "string", format: "date" },
      known: { type: "string", format: "date" },
      scenario: ref("Scenario"),
      vintage: ref("Vintage"),
      result: jsonSchema(output, "output"),
      coverage: ref("Coverage"),
      warnings: { type: "array", items: text },
      explanation: { oneOf: [ref("Explanation"), { type: "null" }] },
    },
  };
}

const formatParameter: Json = {
  name: "format",
  in: "query",
  description: "in which form; the Accept header says it too",
  schema: { type: "string", enum: FORMATS, default: "json" },
};
const vintageSchema: Json = { type: "integer", minimum: 0, description: "an older vintage of the store" };

function queryParameters({ input }: Operation): Json[] {
  const schemas = {
    ...(jsonSchema(input, "input").properties as Json),
    ...(jsonSchema(settings, "input").properties as Json),
  };
  const fields = [...fieldsOf(input), ...fieldsOf(settings)].filter(({ schema }) => !schema.file);
  return [
    ...fields.map(({ name, required, schema }) => ({
      name,
      in: "query",
      required,
      ...(schema.description === undefined ? {} : { description: schema.description }),
      ...(schema.type === "array" ? { style: "form", explode: schema.repeated === true } : {}),
      schema: schemas[name],
    })),
    { name: "vintage", in: "query", description: vintageSchema.description, schema: vintageSchema },
    formatParameter,
  ];
}

function questionBody({ input }: Operation): Json {
  const own = jsonSchema(input, "input");
  const more = jsonSchema(settings, "input");
  return {
    ...own,
    properties: { ...(own.properties as Json), ...(more.properties as Json), vintage: vintageSchema },
    additionalProperties: false,
  };
}

function answered(operation: Operation): Json {
  const others = FORMATS.filter((format) => format !== "json").map((format) => [
    MEDIA_TYPES[format].split(";")[0],
    { schema: text },
  ]);
  return {
    description: operation.summary,
    headers: { etag: { description: "equal for equal answers", schema: text } },
    content: { ...content("application/json", ref(`${operation.name}-answer`)), ...Object.fromEntries(others) },
  };
}

function questionPath(operation: Operation): Json {
  const { name, summary, description } = operation;
  const about = { summary, description, tags: ["questions"] };
  return {
    get: {
      operationId: name,
      ...about,
      parameters: queryParameters(operation),
      responses: {
        "200": answered(operation),
        "304": { description: "The answer that the client holds still stands." },
        ...problems(...ALWAYS, ...OF_QUESTIONS),
      },
    },
    post: {
      operationId: `${name}-post`,
      ...about,
      parameters: [formatParameter],
      requestBody: { required: true, content: content("application/json", questionBody(operation)) },
      responses: {
        "200": answered(operation),
        "304": { description: "The answer that the client holds still stands." },
        ...problems(...ALWAYS, ...OF_QUESTIONS, ...OF_BODIES),
      },
    },
  };
}

const importFields: Json = {
  as: { type: "string", description: "what the rows are; known layouts say it themselves" },
  source: { type: "string", description: "the id under which the rows are cited" },
  licence: text,
  mapping: { type: "string", description: "which column is which field, as YAML or JSON" },
  strict: { type: "boolean", description: "import nothing when a record cannot be read" },
  keep: { type: "boolean", description: "keep what an earlier file of the same name and source brought" },
};

const uploadBody: Json = {
  required: true,
  content: {
    ...content("multipart/form-data", {
      type: "object",
      required: ["file"],
      properties: { file: { type: "string", contentMediaType: "application/octet-stream" }, ...importFields },
    }),
    ...content("application/octet-stream", { type: "string", contentMediaType: "application/octet-stream" }),
  },
};

const uploadParameters = [
  { name: "name", in: "query", description: "the file's name, when the body is the file itself", schema: text },
  ...Object.entries(importFields).map(([name, schema]) => ({ name, in: "query", schema })),
];

const idParameter = { name: "id", in: "path", required: true, schema: text };
const json = (description: string, schema: Json): Json => ({
  description,
  content: content("application/json", schema),
});

function importPaths(): Json {
  const tags = ["data"];
  return {
    "/v1/import": {
      post: {
        operationId: "import",
        tags,
        summary: "Bring a file into the store, in the background.",
        parameters: uploadParameters,
        requestBody: uploadBody,
        responses: {
          "202": {
            ...json("The import waits for its turn.", ref("Import")),
            headers: { location: { description: "where it is told how the import stands", schema: text } },
          },
          ...problems(...ALWAYS, ...OF_BODIES),
        },
      },
    },
    "/v1/import/suggest": {
      post: {
        operationId: "import-suggest",
        tags,
        summary: "Draft a mapping for a file, with its first rows; nothing is imported.",
        parameters: uploadParameters,
        requestBody: uploadBody,
        responses: { "200": json("The draft.", ref("Suggestion")), ...problems(...ALWAYS, ...OF_BODIES, 504) },
      },
    },
    "/v1/imports": {
      get: {
        operationId: "imports",
        tags,
        summary: "The imports of this server, the last first.",
        responses: { "200": json("The imports.", { type: "array", items: ref("Import") }), ...problems(...ALWAYS) },
      },
    },
    "/v1/imports/{id}": {
      get: {
        operationId: "import-status",
        tags,
        summary: "How an import stands.",
        parameters: [idParameter],
        responses: { "200": json("The import.", ref("Import")), ...problems(...ALWAYS, 404) },
      },
      delete: {
        operationId: "import-cancel",
        tags,
        summary: "Stop an import that has not ended; the store is then as before.",
        parameters: [idParameter],
        responses: { "202": json("The import.", ref("Import")), ...problems(...ALWAYS, 404) },
      },
    },
    "/v1/imports/{id}/events": {
      get: {
        operationId: "import-events",
        tags,
        summary: "The progress of an import as server-sent events; the last is done, failed or cancelled.",
        parameters: [idParameter],
        responses: {
          "200": { description: "The events; each holds the import.", content: content("text/event-stream", text) },
          ...problems(...ALWAYS, 404),
        },
      },
    },
    ...Object.fromEntries(
      ADMIN_TASK_LIST.map(({ name, summary, description, input }) => [
        `/v1/${name}`,
        {
          post: {
            operationId: name,
            tags,
            summary,
            description: `${description} It takes the role admin.`,
            requestBody: { required: true, content: content("application/json", jsonSchema(input, "input")) },
            responses: { "200": json("What was done.", { type: "object" }), ...problems(...ALWAYS, 404, ...OF_BODIES) },
          },
        },
      ]),
    ),
  };
}

function serverPaths(): Json {
  const tags = ["server"];
  const plain = (description: string): Json => ({ description, content: content("text/plain", text) });
  const get = (operationId: string, summary: string, ok: Json, ...statuses: readonly ProblemStatus[]): Json => ({
    get: { operationId, tags, summary, responses: { "200": ok, ...problems(403, 500, ...statuses) } },
  });
  const list = json("The questions.", { type: "array", items: ref("OperationSummary") });
  return {
    "/v1": get("operations", "Every question there is.", list, ...ALWAYS),
    "/openapi.json": get("openapi", "This document.", json("This document.", { type: "object" })),
    "/docs": get("docs", "The reference for people.", { description: "A page.", content: content("text/html", text) }),
    "/healthz": get("healthz", "Whether the process lives.", plain("It does.")),
    "/readyz": get("readyz", "Whether questions can be answered.", plain("They can."), 503),
    "/metrics": get("metrics", "Measurements in the text format of Prometheus.", plain("The measurements."), ...ALWAYS),
    "/mcp": {
      post: {
        operationId: "mcp",
        tags,
        summary: "The questions as tools of the Model Context Protocol: streamable HTTP without sessions.",
        requestBody: { required: true, content: content("application/json", { type: "object" }) },
        responses: {
          "200": {
            description: "A JSON-RPC reply, at once or as events.",
            content: { ...content("application/json", { type: "object" }), ...content("text/event-stream", text) },
          },
          "202": { description: "A notification was taken." },
          "406": { description: "The client takes neither JSON nor events." },
          ...problems(...ALWAYS, ...OF_BODIES),
        },
      },
    },
  };
}

let made: Json | undefined;

/** The OpenAPI 3.1 document of every route, made from the schemas of the operations. */
export function openApiDocument(): Json {
  made ??= {
    openapi: "3.1.0",
    info: {
      title: "Headwater",
      version: softwareVersion(),
      summary: "Where goods really come from, tier by tier.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{}, { token: [] }],
    tags: [{ name: "questions" }, { name: "data" }, { name: "server" }],
    paths: {
      ...Object.fromEntries(OPERATIONS.map((operation) => [`/v1/${operation.name}`, questionPath(operation)])),
      ...importPaths(),
      ...serverPaths(),
    },
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      schemas: {
        ...COMPONENTS,
        ...Object.fromEntries(OPERATIONS.map((operation) => [`${operation.name}-answer`, envelope(operation)])),
      },
    },
  };
  return made;
}
