import type { z } from "zod";
import { fieldsOf } from "../operations/core/schema-fields.ts";

/**
 * A question whose files are named by their paths, with what is in them: the rows are what a question takes. Of a file
 * that holds other fields as well, those stand that no flag gives.
 */
export async function readFiles(
  input: z.ZodObject,
  question: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  let read = { ...question };
  for (const { name, schema } of fieldsOf(input)) {
    const path = question[name];
    if (!schema.file || path === undefined) continue;
    const { readDocument, readRows, readTable, readWhole } = await import("../operations/core/rows-file.ts");
    if (schema.whole) {
      read[name] = Array.isArray(path)
        ? await Promise.all(path.map((each) => readWhole(String(each))))
        : await readWhole(String(path));
    } else if (schema.table) read[name] = await readTable(String(path));
    else if (schema.document) {
      const { fields, rows } = await readDocument(String(path), name);
      read = { ...fields, ...read, [name]: rows };
    } else read[name] = await readRows(String(path), schema.plainColumn);
  }
  return read;
}
