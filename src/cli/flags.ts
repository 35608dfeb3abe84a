import { type Command, Option } from "commander";
import type { z } from "zod";
import { InvalidInput } from "../errors.ts";
import { flagName } from "../operations/core/command-line.ts";
import { type Field, fieldsOf } from "../operations/core/schema-fields.ts";

function placeholder(field: Field): string {
  const { schema, name } = field;
  if (schema.placeholder !== undefined) return schema.placeholder;
  if (schema.type === "integer" || schema.type === "number") return "N";
  if (schema.enum !== undefined || schema.items?.enum !== undefined) return "CHOICE";
  return flagName(name).toUpperCase();
}

function about(field: Field): string {
  const { schema } = field;
  const description = schema.description ?? "";
  const choices = schema.enum ?? schema.items?.enum;
  const more = [
    ...(choices === undefined ? [] : [choices.map(String).join(" | ")]),
    ...(schema.default === undefined || schema.default === false || schema.type === "array"
      ? []
      : [`default ${String(schema.default)}`]),
    ...(field.required ? ["required"] : []),
  ];
  return more.length === 0 ? description : `${description} (${more.join("; ")})`;
}

const repeat = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];
const splitList = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...text.split(",").map((part) => part.trim()),
];

/** Adds the flags and arguments of a schema to a command. What the values mean is checked by the schema alone. */
export function addFields(command: Command, input: z.ZodObject): void {
  for (const field of fieldsOf(input)) {
    const { schema, flag } = field;
    if (schema.positional) {
      const name = schema.type === "array" && !schema.file ? `${placeholder(field)}...` : placeholder(field);
      command.argument(field.required ? `<${name}>` : `[${name}]`, about(field));
      continue;
    }
    const option =
      schema.type === "boolean"
        ? new Option(flag, about(field))
        : new Option(`${flag} <${placeholder(field)}>`, about(field));
    if (schema.type === "array" && (!schema.file || schema.whole))
      option.argParser(schema.repeated ? repeat : splitList);
    command.addOption(option);
  }
}

function readValue(field: Field, value: unknown): unknown {
  if (field.schema.type !== "integer" && field.schema.type !== "number") return value;
  const number = Number(value);
  if (String(value).trim() !== "" && Number.isFinite(number)) return number;
  throw new InvalidInput(`"${String(value)}" is not a number, as ${field.flag} needs.`);
}

/** The input of a question or task from what commander parsed. */
export function readFields(
  input: z.ZodObject,
  options: Readonly<Record<string, unknown>>,
  positional: readonly unknown[],
): Record<string, unknown> {
  const question: Record<string, unknown> = {};
  let at = 0;
  for (const field of fieldsOf(input)) {
    const value = field.schema.positional ? positional[at++] : options[field.name];
    if (value !== undefined) question[field.name] = readValue(field, value);
    else if (field.required) {
      throw new InvalidInput(`${field.flag} is needed.`, {
        hint: `Add ${field.flag} ${placeholder(field)}: ${field.schema.description ?? ""}.`,
      });
    }
  }
  return question;
}
