import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Operation } from "../../src/operations/core/operation.ts";
import { fieldsOf } from "../../src/operations/core/schema-fields.ts";
import { settings as settingsSchema } from "../../src/operations/core/settings.ts";

/** The words of the command line that asks `fields`; rows are written to a file in `folder` and named. */
export function commandWords(
  operation: Operation,
  fields: Readonly<Record<string, unknown>>,
  folder: string,
): string[] {
  const known = [...fieldsOf(operation.input), ...fieldsOf(settingsSchema)];
  return Object.entries(fields).flatMap(([name, value]) => {
    const field = known.find((each) => each.name === name);
    const flag = field?.flag ?? `--${name}`;
    if (value === true) return [flag];
    if (field?.schema.file && field.schema.repeated && Array.isArray(value)) {
      return value.flatMap((item, at) => {
        const file = join(folder, `${name}-${at}.json`);
        writeFileSync(file, JSON.stringify(item));
        return [flag, file];
      });
    }
    if (field?.schema.file) {
      const file = join(folder, `${name}.json`);
      writeFileSync(file, JSON.stringify(value));
      return field.schema.positional ? [file] : [flag, file];
    }
    if (field?.schema.positional) return [String(value)];
    if (!Array.isArray(value)) return [flag, String(value)];
    return field?.schema.repeated ? value.flatMap((item) => [flag, String(item)]) : [flag, value.join(",")];
  });
}
