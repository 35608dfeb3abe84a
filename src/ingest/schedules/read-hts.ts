import { z } from "zod";
import { type CsvRecord, parseCsv } from "../../book/csv.ts";
import { InvalidInput } from "../../errors.ts";
import { findDutyRate } from "../../tariff/duty-rate.ts";
import { specialRates } from "../../tariff/special-rates.ts";

/** A line of the schedule as our own tables write it. */
export interface HtsLine {
  readonly hts: string;
  readonly description: string;
  readonly general: string;
  readonly special: string;
  readonly column2: string;
  readonly units: string;
}

export interface HtsReject {
  /** Line of a CSV, place in a JSON list, counted from 1. */
  readonly line: number;
  readonly hts: string;
  readonly column: "general" | "special" | "column 2";
  readonly value: string;
  readonly reason: string;
}

export interface HtsTable {
  readonly lines: readonly HtsLine[];
  readonly rejects: readonly HtsReject[];
  /** Rows of chapter 99, whose duties are measures and not ordinary duty. */
  readonly additional: number;
}

/** A row of the official export, whichever form it comes in. */
interface Row {
  readonly line: number;
  readonly hts: string;
  readonly indent: number;
  readonly description: string;
  readonly units: string;
  readonly general: string;
  readonly special: string;
  readonly other: string;
}

const COLUMNS = {
  hts: "HTS Number",
  indent: "Indent",
  description: "Description",
  units: "Unit of Quantity",
  general: "General Rate of Duty",
  special: "Special Rate of Duty",
  other: "Column 2 Rate of Duty",
} as const;

const text = z
  .string()
  .nullish()
  .transform((given) => given ?? "");
const JSON_ROWS = z.array(
  z.object({
    htsno: text,
    indent: z.union([z.string(), z.number()]).transform(Number),
    description: text,
    units: z
      .array(z.string())
      .nullish()
      .transform((given) => (given ?? []).join(";")),
    general: text,
    special: text,
    other: text,
  }),
);

/** Reads the export of hts.usitc.gov, CSV or JSON by its first character. Throws InvalidInput for anything else. */
export function readHts(content: string, file: string): HtsTable {
  return linesOf(/^\s*[[{]/.test(content) ? jsonRows(content, file) : csvRows(content, file));
}

function csvRows(content: string, file: string): readonly Row[] {
  const [header, ...records] = parseCsv(content, file);
  const names = (header?.cells ?? []).map((name) => name.trim());
  const missing = Object.values(COLUMNS).filter((name) => !names.includes(name));
  if (missing.length > 0) throw notAnExport(file, `it has no column ${missing.map((name) => `“${name}”`).join(", ")}`);
  const cell = ({ cells }: CsvRecord, name: keyof typeof COLUMNS): string =>
    (cells[names.indexOf(COLUMNS[name])] ?? "").trim();
  return records.map((record) => ({
    line: record.line,
    hts: cell(record, "hts"),
    indent: Number(cell(record, "indent")),
    description: cell(record, "description"),
    units: cell(record, "units")
      .replace(/[[\]"]/g, "")
      .replaceAll(",", ";"),
    general: cell(record, "general"),
    special: cell(record, "special"),
    other: cell(record, "other"),
  }));
}

function jsonRows(content: string, file: string): readonly Row[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch (cause) {
    throw new InvalidInput(`“${file}” is not whole JSON.`, { cause, hint: "Fetch the export again." });
  }
  const rows = JSON_ROWS.safeParse(parsed);
  if (!rows.success)
    throw notAnExport(file, `its row ${String(rows.error.issues[0]?.path.join(" "))} is of another form`);
  return rows.data.map(({ htsno, ...row }, at) => ({ ...row, line: at + 1, hts: htsno }));
}

function notAnExport(file: string, why: string): InvalidInput {
  return new InvalidInput(`“${file}” is not an export of the Harmonized Tariff Schedule: ${why}.`, {
    hint: `The columns of a CSV are ${Object.values(COLUMNS).join(", ")}; hts.usitc.gov gives it under Export, as CSV or JSON.`,
  });
}

/** A rate as the schedule prints it, without marks of footnotes. */
const plain = (rate: string): string =>
  rate
    .replace(/<[^>]*>/g, " ")
    .replace(/\s*\d+\/\s*/g, " ")
    .replace(/\s+/g, " ")
    .trim();

interface Above {
  readonly indent: number;
  readonly digits: string;
  readonly rates: Pick<Row, "general" | "special" | "other"> | null;
}

/**
 * Rates stand on some rows and hold for those that are indented under them. A row without a rate of its own is a line
 * only when the row that it has its rate from is no code above its own: else that one speaks for it.
 */
function linesOf(rows: readonly Row[]): HtsTable {
  const lines: HtsLine[] = [];
  const rejects: HtsReject[] = [];
  let additional = 0;
  let above: Above[] = [];
  for (const row of rows) {
    const digits = row.hts.replaceAll(".", "");
    above = above.filter(({ indent }) => indent < row.indent);
    const giver = above.findLast(({ rates }) => rates !== null) ?? null;
    const own = plain(row.general) === "" ? null : row;
    const rates = own ?? giver?.rates ?? null;
    above.push({ indent: row.indent, digits, rates: digits.length >= 8 ? rates : own });
    if (rates === null || !/^\d{8}(\d\d)?$/.test(digits)) continue;
    if (digits.startsWith("99")) {
      additional += 1;
      continue;
    }
    if (own === null && giver !== null && giver.digits.length >= 8 && digits.startsWith(giver.digits)) continue;
    const line = lineOf(row, digits, rates, rejects);
    if (line !== null) lines.push(line);
  }
  return { lines, rejects, additional };
}

function lineOf(row: Row, digits: string, rates: NonNullable<Above["rates"]>, rejects: HtsReject[]): HtsLine | null {
  const reject = (column: HtsReject["column"], value: string, reason: string): void => {
    rejects.push({ line: row.line, hts: row.hts, column, value, reason });
  };
  const [general, special, other] = [plain(rates.general), plain(rates.special), plain(rates.other)];
  if (findDutyRate(general) === null) {
    reject("general", general, "it is not a rate that can be computed: the line is left out");
    return null;
  }
  const unread = special === "" ? [] : specialRates(special).unread;
  for (const part of unread) reject("special", part, "it refers elsewhere: this part is left out");
  const column2 = other === "" || findDutyRate(other) !== null ? other : "";
  if (column2 !== other)
    reject("column 2", other, "it is not a rate that can be computed: the line is kept without it");
  return {
    hts: digits.replace(/^(\d{8})00$/, "$1"),
    description: plain(row.description).replace(/:$/, ""),
    general,
    special,
    column2,
    units: row.units,
  };
}
