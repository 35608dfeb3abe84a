import { z } from "zod";
import { parseCsv } from "../../book/csv.ts";
import { readYaml } from "../../book/yaml.ts";
import { InvalidInput } from "../../errors.ts";

/** A file of rows as a field of a question takes it: values by column, and the line on which a CSV row begins. */
export type FileRow = Readonly<Record<string, string | number>>;

const cell = z.union([z.string(), z.number()]);
const yamlRows = z.array(z.record(z.string(), cell.nullable()));

/** `unit_value` as a field of a question: `unitValue`. */
const fieldName = (column: string): string =>
  column.trim().replace(/[_ ]([a-z])/g, (_, letter: string) => letter.toUpperCase());

function rowsOfCsv(text: string, file: string): FileRow[] {
  const [header, ...records] = parseCsv(text, file);
  const names = (header?.cells ?? []).map(fieldName);
  return records.map(({ line, cells }) => {
    if (cells.length !== names.length) {
      throw new InvalidInput(
        `Line ${line} of "${file}" has ${cells.length} cells where the header has ${names.length}.`,
        {
          hint: "Quote a cell that holds a comma.",
        },
      );
    }
    const given = names.flatMap((name, at) => {
      const value = cells[at]?.trim() ?? "";
      return value === "" ? [] : [[name, value] as const];
    });
    return { ...Object.fromEntries(given), line };
  });
}

/** Reads the text of a file of rows: CSV with a header, or a YAML list when the name ends in .yaml, .yml or .json. */
export function rowsOfFile(text: string, file: string): FileRow[] {
  if (!/\.(ya?ml|json)$/i.test(file)) return rowsOfCsv(text, file);
  return readYaml(text, file, yamlRows).map((row) =>
    Object.fromEntries(
      Object.entries(row).flatMap(([name, value]) => (value === null ? [] : [[fieldName(name), value] as const])),
    ),
  );
}
