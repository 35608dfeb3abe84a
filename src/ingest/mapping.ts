import { isMap, isScalar, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { InvalidInput } from "../errors.ts";
import { FAMILY_NAMES, type Family, FIELDS, findField } from "./family.ts";

/** How one field is filled. */
export interface ColumnMapping {
  /** Header of the column in the file. */
  readonly from?: string;
  /** The same value for every row, in place of a column. */
  readonly constant?: string;
  /** Unit of the figures, when it is not the one the field is stored in. */
  readonly unit?: string;
  /** Exact factor on the figures: "1000" for thousands. */
  readonly times?: string;
  /** Pattern of a date or period: `%d/%m/%Y`. */
  readonly format?: string;
  /** The decimal mark of the figures. */
  readonly decimal?: "." | ",";
  /** Scheme of codes, such as "lei". */
  readonly scheme?: string;
  /** Texts that mean that nothing is known, beside the usual marks. */
  readonly missing?: readonly string[];
  /** What a text stands for, before it is read. */
  readonly values?: Readonly<Record<string, string>>;
}

/** How a file is read: which column fills which field of a family. */
export interface Mapping {
  readonly as: Family;
  readonly source?: string;
  readonly licence?: string;
  readonly made?: boolean;
  readonly sheet?: string;
  readonly delimiter?: string;
  /** Lines before the header. */
  readonly skip?: number;
  readonly columns: Readonly<Record<string, ColumnMapping>>;
}

const scalarText = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const columnSchema = z.union([
  z
    .string()
    .min(1)
    .transform((from) => ({ from })),
  z.strictObject({
    from: scalarText.optional(),
    constant: scalarText.optional(),
    unit: z.string().optional(),
    times: z
      .union([z.string(), z.int()])
      .transform(String)
      .refine((factor) => /^\d{1,7}(\.\d{1,9})?$/.test(factor), "must be a plain positive number, such as 1000")
      .optional(),
    format: z.string().optional(),
    decimal: z.enum([".", ","]).optional(),
    scheme: z.string().optional(),
    missing: z.array(scalarText).optional(),
    values: z.record(z.string(), scalarText).optional(),
  }),
]);

const mappingSchema = z.strictObject({
  as: z.enum(FAMILY_NAMES),
  source: z.string().min(1).optional(),
  licence: z.string().optional(),
  made: z.boolean().optional(),
  sheet: scalarText.optional(),
  delimiter: z.string().min(1).max(1).optional(),
  skip: z.int().min(0).max(1000).optional(),
  columns: z.record(z.string(), columnSchema),
});

/** Reads a mapping file. Throws InvalidInput with the line of the first mistake. */
export function readMapping(yamlText: string): Mapping {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines, schema: "core", uniqueKeys: true });
  const broken = document.errors[0];
  if (broken !== undefined) {
    const line = broken.linePos?.[0].line ?? 1;
    throw new InvalidInput(`Line ${line} of the mapping is not YAML: ${firstSentence(broken.message)}`);
  }
  const lineOf = (path: readonly PropertyKey[]): number => lineAt(document, lines, path);
  const parsed = mappingSchema.safeParse(plainValue(document));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = issue?.path ?? [];
    const place = path.length === 0 ? "the mapping" : `"${path.join(".")}"`;
    throw new InvalidInput(`Line ${lineOf(path)} of the mapping: ${place} is not right: ${issue?.message ?? ""}.`, {
      hint: "Write `as`, `source` and `columns`, each column as `field: Header` or `field: {from: Header, unit: t}`.",
    });
  }
  const mapping = parsed.data as Mapping;
  for (const [field, column] of Object.entries(mapping.columns)) {
    checkColumn(mapping.as, field, column, lineOf(["columns", field]));
  }
  return mapping;
}

/** Aliases are bounded: a few lines of them can stand for more than memory holds. */
function plainValue(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch {
    throw new InvalidInput("Line 1 of the mapping: it repeats itself by aliases more often than is read.");
  }
}

function checkColumn(family: Family, fieldName: string, column: ColumnMapping, line: number): void {
  const field = findField(family, fieldName);
  if (field === null) {
    throw new InvalidInput(`Line ${line} of the mapping: "${fieldName}" is not a field of ${family}.`, {
      hint: `Fields of ${family}: ${FIELDS[family].map(({ name }) => name).join(", ")}.`,
    });
  }
  if ((column.from === undefined) === (column.constant === undefined)) {
    throw new InvalidInput(`Line ${line} of the mapping: "${fieldName}" needs either "from" or "constant".`, {
      hint: "`from` names a column of the file, `constant` gives one value for every row.",
    });
  }
  for (const [option, kinds] of Object.entries(OPTION_KINDS)) {
    if (column[option as keyof ColumnMapping] !== undefined && !kinds.includes(field.kind.is)) {
      throw new InvalidInput(`Line ${line} of the mapping: "${option}" has no meaning for "${fieldName}".`, {
        hint: `It is for fields that are a ${kinds.join(" or a ")}.`,
      });
    }
  }
}

const OPTION_KINDS: Readonly<Record<string, readonly string[]>> = {
  unit: ["decimal"],
  times: ["decimal"],
  decimal: ["decimal"],
  format: ["date", "period"],
  scheme: ["text"],
};

function lineAt(document: ReturnType<typeof parseDocument>, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    if (!isMap(parent)) continue;
    const pair = parent.items.find(({ key }) => isScalar(key) && key.value === path[length - 1]);
    const offset = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
    if (offset !== undefined) return lines.linePos(offset).line;
  }
  return 1;
}

function firstSentence(message: string): string {
  return message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? message;
}
