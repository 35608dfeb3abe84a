import { request } from "./server.ts";

/** One field of a question as the server's own description of its API tells it. */
export interface FieldSchema {
  readonly name: string;
  readonly about: string;
  readonly required: boolean;
  readonly type: string;
  readonly choices: readonly string[];
  readonly fallback: string;
  /** A list whose items stand each by itself, the key repeated; others have their items with commas. */
  readonly repeated: boolean;
}

export interface OperationSchema {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly fields: readonly FieldSchema[];
}

interface OpenApiSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly items?: OpenApiSchema;
}

interface OpenApiDocument {
  readonly paths: Readonly<
    Record<
      string,
      {
        readonly get?: {
          readonly summary?: string;
          readonly description?: string;
          readonly parameters?: readonly {
            readonly name: string;
            readonly in: string;
            readonly required?: boolean;
            readonly description?: string;
            readonly explode?: boolean;
            readonly schema?: OpenApiSchema;
          }[];
        };
      }
    >
  >;
}

/** What goes beside every question and has its own place in the frame or none on a page. */
const ELSEWHERE: ReadonlySet<string> = new Set(["on", "known", "explain", "vintage", "format"]);

const QUESTION = /^\/v1\/([a-z-]+)$/;

/** Every question that the server answers by GET, with its fields. */
export async function readOperations(signal: AbortSignal): Promise<readonly OperationSchema[]> {
  const document = (await (await request("/openapi.json", { signal })).json()) as OpenApiDocument;
  return Object.entries(document.paths).flatMap(([path, { get }]): OperationSchema[] => {
    const name = QUESTION.exec(path)?.[1];
    if (name === undefined || get === undefined || name === "imports") return [];
    const fields = (get.parameters ?? []).flatMap((parameter): FieldSchema[] => {
      if (parameter.in !== "query" || ELSEWHERE.has(parameter.name)) return [];
      const schema = parameter.schema ?? {};
      return [
        {
          name: parameter.name,
          about: parameter.description ?? "",
          required: parameter.required === true,
          type: schema.type ?? "string",
          choices: (schema.enum ?? []).map(String),
          fallback: schema.default === undefined || Array.isArray(schema.default) ? "" : String(schema.default),
          repeated: schema.type === "array" && parameter.explode === true,
        },
      ];
    });
    return [{ name, summary: get.summary ?? name, description: get.description ?? "", fields }];
  });
}
