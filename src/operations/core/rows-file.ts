import { readFile } from "node:fs/promises";
import { z } from "zod";
import { parseCsv } from "../../book/csv.ts";
import { readYaml } from "../../book/yaml.ts";
import { InvalidInput } from "../../errors.ts";

/** A file of rows as a field of a question takes it: values by column, and the line on which a CSV row begins. */
export type FileRow = Readonly<Record<string, string | number | boolean>>;

/** A file that is a question of its own: fields, and among them the rows. */
export interface FileDocument {
  readonly fields: Readonly<Record<string, string | number | boolean>>;
  readonly rows: readonly FileRow[];
}

const cell = z.union([z.string(), z.number(), z.boolean()]);
const yamlRow = z.record(z.string(), cell.nullable());
const yamlRows = z.array(yamlRow);

type YamlRow = z.output<typeof yamlRow>;

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

const rowOf = (row: YamlRow): FileRow =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) => (value === null ? [] : [[fieldName(name), value] as const])),
  );

const isYaml = (file: string): boolean => /\.(ya?ml|json)$/i.test(file);

async function rowsOfSheet(path: string): Promise<FileRow[]> {
  const { peekXlsx } = await import("../../ingest/reader/read-xlsx.ts");
  const { header, rows, headerRow } = await peekXlsx(path, undefined, 0);
  const names = header.map(fieldName);
  return rows.flatMap((cells, at) => {
    const given = names.flatMap((name, column) => {
      const value = cells[column]?.trim() ?? "";
      return name === "" || value === "" ? [] : [[name, value] as const];
    });
    return given.length === 0 ? [] : [{ ...Object.fromEntries(given), line: headerRow + 1 + at }];
  });
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new InvalidInput(`"${path}" cannot be read (${(error as NodeJS.ErrnoException).code}).`, { cause: error });
  }
}

/** A text of one value a line, if `column` is not named in its first line. */
function plainRows(text: string, column: string): FileRow[] | null {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const header = (lines[0] ?? "").split(",").map((name) => name.replaceAll('"', "").trim().toLowerCase());
  if (header.includes(column)) return null;
  return lines.flatMap((value, at) => (value.trim() === "" ? [] : [{ [column]: value.trim(), line: at + 1 }]));
}

/**
 * Reads a file of rows: an XLSX sheet or CSV with a header, or a YAML list when the name ends in .yaml, .yml or .json. A
 * text without a header that names `plainColumn` is that column, a value a line.
 */
export async function readRows(path: string, plainColumn?: string): Promise<readonly FileRow[]> {
  if (/\.xlsx$/i.test(path)) {
    const { regularFile } = await import("../../ingest/regular-file.ts");
    await regularFile(path);
    return rowsOfSheet(path);
  }
  const text = await textOf(path);
  if (isYaml(path)) return readYaml(text, path, yamlRows).map(rowOf);
  return (plainColumn === undefined ? null : plainRows(text, plainColumn)) ?? rowsOfCsv(text, path);
}

/** As `readRows`; a YAML file may also be a mapping that holds the rows under `field` and other fields beside it. */
export async function readDocument(path: string, field: string): Promise<FileDocument> {
  if (!isYaml(path)) return { fields: {}, rows: await readRows(path) };
  const text = await textOf(path);
  if (Array.isArray(readYaml(text, path, z.unknown()))) {
    return { fields: {}, rows: readYaml(text, path, yamlRows).map(rowOf) };
  }
  const whole = z.object({ [field]: yamlRows }).catchall(cell.nullable());
  const { [field]: rows, ...fields } = readYaml<Record<string, unknown>>(text, path, whole);
  return { fields: rowOf(fields as YamlRow), rows: (rows as readonly YamlRow[]).map(rowOf) };
}

/** Reads a CSV file as it stands, or a YAML list of lists: lists of cells, the header first. */
export async function readTable(path: string): Promise<readonly (readonly z.output<typeof cell>[])[]> {
  const text = await textOf(path);
  if (isYaml(path)) return readYaml(text, path, z.array(z.array(cell)));
  return parseCsv(text, path).map(({ cells }) => cells.map((each) => each.trim()));
}

/** Reads a YAML or JSON file that is a mapping of anything; what its fields mean is for the question to say. */
export async function readWhole(path: string): Promise<Readonly<Record<string, unknown>>> {
  return readYaml(await textOf(path), path, z.record(z.string(), z.unknown()));
}
