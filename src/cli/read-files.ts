import { readFile } from "node:fs/promises";
import type { z } from "zod";
import { InvalidInput } from "../errors.ts";
import { fieldsOf } from "../operations/core/schema-fields.ts";

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new InvalidInput(`"${path}" cannot be read (${(error as NodeJS.ErrnoException).code}).`, { cause: error });
  }
}

/** A question whose files are named by their paths, with what is in them: the rows are what a question takes. */
export async function readFiles(
  input: z.ZodObject,
  question: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const read = { ...question };
  for (const { name, schema } of fieldsOf(input)) {
    const path = question[name];
    if (!schema.file || path === undefined) continue;
    const { rowsOfFile } = await import("../operations/core/rows-file.ts");
    read[name] = rowsOfFile(await textOf(String(path)), String(path));
  }
  return read;
}
