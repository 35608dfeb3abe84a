import { InvalidInput } from "../errors.ts";
import { vintageAsked } from "../operations/core/baseline-vintage.ts";
import type { Operation } from "../operations/core/operation.ts";
import { type Field, fieldsOf } from "../operations/core/schema-fields.ts";
import { type Settings, settings } from "../operations/core/settings.ts";
import { chosenFormat, type Format } from "./formats.ts";

/** A question as it came over HTTP; what its fields mean is checked by the operation's schema. */
export interface HttpQuestion {
  readonly input: Readonly<Record<string, unknown>>;
  readonly settings: Settings;
  /** A vintage of the store that is asked, or that the scenario of the question was written against. */
  readonly vintage: number | undefined;
  readonly format: Format;
}

const ON_OFF: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
  ["1", true],
  ["0", false],
  ["", true],
]);

function readBoolean({ name }: Field, text: string): boolean {
  const value = ON_OFF.get(text);
  if (value === undefined) throw new InvalidInput(`"${text}" is not true or false, as "${name}" needs.`);
  return value;
}

function readNumber({ name }: Field, text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number)) {
    throw new InvalidInput(`"${text}" is not a number, as "${name}" needs.`);
  }
  return number;
}

function readField(field: Field, texts: readonly string[]): unknown {
  const { schema, name } = field;
  if (schema.file) {
    throw new InvalidInput(`"${name}" holds rows and cannot be given in the address.`, {
      hint: "Send the question by POST as JSON.",
    });
  }
  if (schema.type === "array") {
    return schema.repeated ? texts : texts.flatMap((text) => text.split(",").map((part) => part.trim()));
  }
  const [text = ""] = texts;
  if (texts.length > 1) throw new InvalidInput(`"${name}" is given ${texts.length} times.`);
  if (schema.type === "boolean") return readBoolean(field, text);
  if (schema.type === "integer" || schema.type === "number") return readNumber(field, text);
  return text;
}

function readVintage(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,15}$/.test(String(value))) return Number(value);
  throw new InvalidInput(`"${String(value)}" is not the number of a vintage.`, {
    hint: "The operation status lists them.",
  });
}

const SETTING_NAMES: ReadonlySet<string> = new Set(Object.keys(settings.shape));

function divided(given: Readonly<Record<string, unknown>>, format: Format): HttpQuestion {
  const { vintage, ...fields } = given;
  const entries = Object.entries(fields);
  return {
    input: Object.fromEntries(entries.filter(([name]) => !SETTING_NAMES.has(name))),
    settings: Object.fromEntries(entries.filter(([name]) => SETTING_NAMES.has(name))) as Settings,
    vintage: vintageAsked(readVintage(vintage), fields),
    format,
  };
}

/** A question in an address: lists by repeating a key or with commas. */
export function questionOfQuery(
  operation: Operation,
  query: URLSearchParams,
  accept: string | undefined,
): HttpQuestion {
  const fields = new Map([...fieldsOf(operation.input), ...fieldsOf(settings)].map((field) => [field.name, field]));
  const given: Record<string, unknown> = {};
  for (const name of new Set(query.keys())) {
    const texts = query.getAll(name);
    const field = fields.get(name);
    if (name === "format") continue;
    // An unknown name is kept, so that the schema says what is wrong with it.
    given[name] = field === undefined ? texts[0] : readField(field, texts);
  }
  return divided(given, chosenFormat(query.get("format") ?? undefined, accept));
}

/** A question as a JSON object. */
export function questionOfJson(text: string, query: URLSearchParams, accept: string | undefined): HttpQuestion {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    throw new InvalidInput("The question is not JSON.", { cause });
  }
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new InvalidInput("The question is not a JSON object.", {
      hint: 'Send the fields, as {"product": "850511"}.',
    });
  }
  const other = [...query.keys()].find((name) => name !== "format");
  if (other !== undefined) {
    throw new InvalidInput(`"${other}" stands in the address of a POST.`, { hint: "Put it into the JSON." });
  }
  return divided(given as Record<string, unknown>, chosenFormat(query.get("format") ?? undefined, accept));
}
