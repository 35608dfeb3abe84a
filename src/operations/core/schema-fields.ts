import { z } from "zod";
import { flagName } from "./command-line.ts";

/** What a surface needs to know of a field's JSON schema to read it from text. */
export interface FieldSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly items?: FieldSchema;
  readonly default?: unknown;
  readonly description?: string;
  readonly placeholder?: string;
  /** Given without a flag, as `undo ID` or `import FILE…`. */
  readonly positional?: boolean;
  /** A list whose items hold commas: the flag is repeated instead. */
  readonly repeated?: boolean;
  /** Rows, which the command line reads from the file that the flag names. */
  readonly file?: boolean;
  /** The file may hold other fields of the question beside its rows. */
  readonly document?: boolean;
  /** The field is the whole of a YAML or JSON file; of a list each item is one. */
  readonly whole?: boolean;
  /** The rows of a CSV file as lists of cells, its header first, where the order of its columns says something. */
  readonly table?: boolean;
  /** A text file without a header that names this column is read as its values, one a line. */
  readonly plainColumn?: string;
}

export interface Field {
  readonly name: string;
  readonly flag: string;
  readonly required: boolean;
  readonly schema: FieldSchema;
}

const schemas = new WeakMap<z.ZodObject, readonly Field[]>();

/** The fields of a schema as surfaces that take text see them. */
export function fieldsOf(input: z.ZodObject): readonly Field[] {
  const known = schemas.get(input);
  if (known !== undefined) return known;
  const json = z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
  const required = new Set(json.required ?? []);
  const fields = Object.entries(json.properties ?? {}).map(([name, schema]) => ({
    name,
    flag: `--${flagName(name)}`,
    required: required.has(name),
    schema: schema as FieldSchema,
  }));
  schemas.set(input, fields);
  return fields;
}
