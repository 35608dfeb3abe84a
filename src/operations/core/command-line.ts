import type { z } from "zod";
import type { Operation } from "./operation.ts";
import { settings } from "./settings.ts";

const SETTINGS: Readonly<Record<string, z.ZodType>> = settings.shape;

/** `tierOrigin` as a flag of the command line: `--tier-origin`. */
export function flagName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

export function shellQuote(text: string): string {
  return /^[\w.,:/@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Lists whose items hold commas themselves are given by repeating the flag. */
function isRepeated(schema: z.ZodType | undefined): boolean {
  return schema?.meta()?.repeated === true;
}

/** The command that asks `question` again; fields that hold their default are left out, one without a flag comes first. */
export function commandLine(
  operation: Pick<Operation, "name" | "input">,
  question: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): string {
  const words = ["headwater", operation.name];
  for (const [field, value] of Object.entries({ ...question, ...more })) {
    if (value === undefined || value === null || value === false) continue;
    const schema = (operation.input.shape[field] ?? SETTINGS[field]) as z.ZodType | undefined;
    const fallback = schema?.safeParse(undefined);
    if (fallback?.success && JSON.stringify(fallback.data) === JSON.stringify(value)) continue;
    const flag = `--${flagName(field)}`;
    const isFile = schema?.meta()?.file === true;
    if (schema?.meta()?.positional === true) words.splice(2, 0, isFile ? "FILE" : shellQuote(String(value)));
    else if (value === true) words.push(flag);
    else if (isFile && isRepeated(schema) && Array.isArray(value)) for (const _ of value) words.push(flag, "FILE");
    else if (isFile) words.push(flag, "FILE");
    else if (!Array.isArray(value)) words.push(flag, shellQuote(String(value)));
    else if (isRepeated(schema)) for (const item of value) words.push(flag, shellQuote(String(item)));
    else words.push(flag, shellQuote(value.join(",")));
  }
  return words.join(" ");
}
