import { z } from "zod";
import { InvalidInput } from "../../errors.ts";
import type { Operation } from "../core/operation.ts";

/** A figure of an answer: the question, and the keys that lead to the figure in its result. */
export interface FigureReference {
  readonly operation: string;
  /** Fields of the question as text; a list has one text an item. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly path: readonly string[];
}

const FORM = "trace?product=850511&to=US#tiers.1.by.CN.usd";

function decode(text: string, where: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw new InvalidInput(`"${text}" in the ${where} of the reference is not written as in a URL.`, {
      hint: "Write a per cent sign as %25.",
    });
  }
}

const camel = (name: string): string => name.replace(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Reads `<operation>?<field>=<value>&…#<path>`. What the parts mean is checked later, by the operation itself. */
export function parseFigure(text: string): FigureReference {
  const [, operation = "", query = "", path] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text.trim()) ?? [];
  if (operation === "" || path === undefined || path === "") {
    const lacking = operation === "" ? "the operation before the question mark" : "the path after the # sign";
    throw new InvalidInput(`"${text}" is not a reference to a figure: it lacks ${lacking}.`, {
      hint: `Write it as '${FORM}'; --explain on an answer gives some of it.`,
    });
  }
  const fields = new Map<string, string[]>();
  for (const pair of query.split("&").filter((each) => each !== "")) {
    const at = pair.indexOf("=");
    if (at <= 0) {
      throw new InvalidInput(`"${pair}" in the reference does not say a field and its value.`, {
        hint: `Write it as in '${FORM}'.`,
      });
    }
    const field = camel(decode(pair.slice(0, at), "field"));
    fields.set(field, [...(fields.get(field) ?? []), decode(pair.slice(at + 1), "value")]);
  }
  return { operation, fields, path: path.split(".").map((key) => decode(key, "path")) };
}

interface FieldSchema {
  readonly type?: string;
  readonly items?: { readonly type?: string };
  readonly repeated?: boolean;
  readonly file?: boolean;
}

function schemasOf({ input }: Pick<Operation, "input">): Readonly<Record<string, FieldSchema>> {
  const json = z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
  return (json.properties ?? {}) as Record<string, FieldSchema>;
}

function readValue(field: string, schema: FieldSchema, texts: readonly string[]): unknown {
  if (schema.file) {
    throw new InvalidInput(`"${field}" is read from a file, and a reference cannot hold one.`, {
      hint: "Explain a figure of the answer without it.",
    });
  }
  if (schema.type === "array") return schema.repeated ? texts : texts.flatMap((text) => text.split(","));
  const [text = "", ...more] = texts;
  if (more.length > 0) throw new InvalidInput(`"${field}" stands twice in the reference.`);
  if (schema.type === "boolean" && (text === "true" || text === "false")) return text === "true";
  if ((schema.type === "integer" || schema.type === "number") && text !== "" && Number.isFinite(Number(text))) {
    return Number(text);
  }
  return text;
}

/** The question of a reference as the operation takes it. */
export function questionOf(
  { fields }: FigureReference,
  operation: Pick<Operation, "name" | "input">,
): Record<string, unknown> {
  const schemas = schemasOf(operation);
  return Object.fromEntries(
    [...fields].map(([field, texts]) => {
      const schema = schemas[field];
      if (schema === undefined) {
        throw new InvalidInput(`${operation.name} has no field "${field}".`, {
          hint: `It has ${Object.keys(schemas).join(", ")}.`,
        });
      }
      return [field, readValue(field, schema, texts)];
    }),
  );
}

/** What may stand in a reference as it is; everything else is written as in a URL, so that it reads in one way. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%20", "+");

/** A path as it stands in a reference; a dot in a key is written as %2E. */
export function writePath(path: readonly string[]): string {
  return path.map((key) => escaped(key).replaceAll(".", "%2E")).join(".");
}

/** The reference to a figure; fields that hold their default are left out. Null when a file is part of the question. */
export function writeFigure(
  operation: Pick<Operation, "name" | "input">,
  question: Readonly<Record<string, unknown>>,
  path: readonly string[],
): string | null {
  const schemas = schemasOf(operation);
  const pairs: string[] = [];
  for (const [field, value] of Object.entries(question)) {
    const fallback = (operation.input.shape[field] as z.ZodType | undefined)?.safeParse(undefined);
    if (value === undefined || (fallback?.success && JSON.stringify(fallback.data) === JSON.stringify(value))) continue;
    if (schemas[field]?.file) return null;
    if (!Array.isArray(value)) pairs.push(`${field}=${escaped(String(value))}`);
    else if (schemas[field]?.repeated) for (const item of value) pairs.push(`${field}=${escaped(String(item))}`);
    else pairs.push(`${field}=${value.map((item) => escaped(String(item))).join(",")}`);
  }
  return `${operation.name}?${pairs.join("&")}#${writePath(path)}`;
}
