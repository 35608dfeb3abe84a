import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { readBook } from "../../book/book.ts";
import { InvalidInput } from "../../errors.ts";
import type { IsoDate } from "../../vocab/iso-date.ts";
import { regularFile } from "../regular-file.ts";
import { type HtsReject, readHts } from "./read-hts.ts";

/** What an official schedule brought into a book. */
export interface ScheduleReport {
  readonly file: string;
  /** The table that was written. */
  readonly table: string;
  readonly from: IsoDate;
  readonly lines: number;
  /** Rows of chapter 99, which are measures and not ordinary duty. */
  readonly additional: number;
  readonly rejects: readonly HtsReject[];
}

export interface ScheduleRequest {
  readonly file: string;
  /** The folder of the user's own book; made if it is not there. */
  readonly book: string;
  /** First day on which the edition counts, which the export itself does not say. */
  readonly from: IsoDate;
  readonly strict: boolean;
}

const SOURCE = "us-hts";
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Writes the ordinary rates of an official export into `schedules/us-hts-<day>.csv` of the user's own book, which is then
 * read as a whole: a table that does not fit the rest is taken away again.
 */
export async function importHts({ file, book, from, strict }: ScheduleRequest): Promise<ScheduleReport> {
  const name = basename(file);
  const { size } = await regularFile(file);
  if (size > MOST_BYTES) throw new InvalidInput(`“${name}” is larger than any schedule.`);
  const { lines, rejects, additional } = readHts((await readFile(file, "utf8")).replace(/^\ufeff/, ""), name);
  if (lines.length === 0) throw new InvalidInput(`“${name}” holds no line with a rate of ordinary duty.`);
  if (strict && rejects[0] !== undefined) {
    const { line, column, value } = rejects[0];
    throw new InvalidInput(`“${name}”, line ${line}: the ${column} “${value}” cannot be read.`, {
      hint: `${rejects.length} such; leave --strict out to import the rest.`,
    });
  }
  const folder = join(book, "schedules");
  const table = join(folder, `us-hts-${from}.csv`);
  await mkdir(folder, { recursive: true });
  const before = await readFile(table).catch(() => null);
  const header = "importer,hts,description,general,special,column_2,units,from,known,source,locator,confidence";
  const rows = lines.map((line) =>
    [
      "US",
      line.hts,
      line.description,
      line.general,
      line.special,
      line.column2,
      line.units,
      from,
      from,
      SOURCE,
      name,
      "high",
    ]
      .map(quoted)
      .join(","),
  );
  await writeFile(`${table}.part`, `${[header, ...rows].join("\n")}\n`);
  await rename(`${table}.part`, table);
  try {
    void (await readBook({ overlay: book })).tariff;
  } catch (error) {
    if (before === null) await rm(table);
    else await writeFile(table, before);
    throw error;
  }
  return { file: name, table, from, lines: lines.length, additional, rejects };
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
