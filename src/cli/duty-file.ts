import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import { InvalidInput } from "../errors.ts";
import { parseInput } from "../operations/core/ask.ts";
import { settings } from "../operations/core/settings.ts";
import { suppose } from "../operations/core/suppose.ts";
import type { ExplainedLines, LinesSummary } from "../operations/duty-lines/explain-lines.ts";
import type { LineField } from "../operations/duty-lines/line-columns.ts";
import { WRITTEN_HEADERS } from "../operations/duty-lines/line-columns.ts";
import { csvLine } from "../render/render-csv.ts";
import { contextFor } from "./common-flags.ts";
import type { FileMode } from "./file-mode.ts";
import { readFields } from "./flags.ts";
import type { Io } from "./io.ts";
import { progressBar } from "./progress-bar.ts";
import { readFiles } from "./read-files.ts";

/** Lines that a workbook is written with; it is made in memory. */
const MOST_WORKBOOK_LINES = 100_000;

/** Flags of one line that stand for a whole file where a line does not say otherwise. */
const STATED: readonly LineField[] = [
  "product",
  "origin",
  "to",
  "value",
  "kg",
  "pieces",
  "producer",
  "exporter",
  "article",
  "mode",
  "content",
  "metalWeight",
  "usContent",
  "loadedOn",
  "claim",
];

/** Flags about the form of one answer, which a file of lines does not have. */
const OF_ONE_LINE = ["json", "csv", "md", "xlsx", "explain", "vintage"] as const;
const OF_A_FILE = ["out", "strict"] as const;

const flagOf = (name: string) => `--${name}`;

export const dutyFile: FileMode = {
  description:
    "With a FILE (CSV, TSV or XLSX) it explains every line of it and writes the table again with columns for the total, its " +
    "rate, what can be had back, each measure with the heading or case number to file, warnings, and error. The file is " +
    "streamed twice: lines of one entry_number share the least and the most of a fee for an entry, in proportion to what " +
    "each comes to, wherever they stand. A line that cannot be read is kept, with its line, column and reason in error. " +
    `Columns: ${WRITTEN_HEADERS.join(", ")}; content holds graphite=5000;steel=800, or each content has a column such as ` +
    "content:graphite. Other columns are passed through. A flag stands for lines that do not say otherwise.",
  examples: [
    {
      command: "headwater duty examples/entry-lines/lines.csv --out explained.csv",
      about: "every line of a file of entries, with what to file for it",
    },
    {
      command: "headwater duty examples/entry-lines/lines.csv --mode sea --known 2026-04-15 --out explained.xlsx",
      about: "the same as known in April 2026, by sea unless a line says otherwise, as a workbook",
    },
  ],
  addTo(command: Command): void {
    command.argument("[FILE]", "a CSV, TSV or XLSX file of entry lines, in place of --product, --origin and --value");
    const flag = (name: string, about: string) => command.addOption(new Option(name, about).helpGroup("With a FILE:"));
    flag("--out <FILE>", "write there, CSV or XLSX by its name (default: CSV to standard output)");
    flag("--strict", "write nothing when a line cannot be read");
  },
  check(options) {
    for (const name of OF_A_FILE) {
      if (options[name] === undefined) continue;
      throw new InvalidInput(`${flagOf(name)} is for a file of lines, and none is given.`, {
        hint: "Name the file: headwater duty FILE. One answer is written by --json, --csv, --md or --xlsx.",
      });
    }
  },
  async run(io, file, options) {
    for (const name of OF_ONE_LINE) {
      if (options[name] === undefined) continue;
      throw new InvalidInput(`${flagOf(name)} is for one line, not for a file of them.`, {
        hint: "A file is written as CSV to standard output, or by --out FILE.csv or FILE.xlsx.",
      });
    }
    const out = options.out === undefined ? null : checkedOut(String(options.out), file);
    const beside = await readFiles(settings, readFields(settings, options, []));
    const { on, known, scenario } = parseInput(settings, beside);
    const bar = progressBar(io, options.quiet ?? false);
    const baseline = contextFor(io, options, bar.report, { given: [beside] });
    try {
      const supposed = scenario === undefined ? null : await suppose(baseline, scenario, on ?? baseline.today);
      const context = supposed?.context ?? baseline;
      const { openLineTable } = await import("../operations/duty-lines/line-table.ts");
      const { explainLines } = await import("../operations/duty-lines/explain-lines.ts");
      const explained = await explainLines(await openLineTable(file), {
        context,
        book: await context.openBook(),
        stated: statedFields(options),
        on: on ?? context.today,
        known: known ?? null,
        signal: io.signal,
        report: bar.report,
      });
      if (options.strict === true && explained.bad > 0) throw strictFault(file, explained);
      if (out === null) await writeCsv(explained, (text) => io.out.write(text) !== false, io);
      else if (out.endsWith(".xlsx")) await writeWorkbook(explained, out);
      else await writeCsvFile(explained, out, io);
      bar.clear();
      if (options.quiet !== true) {
        const used = { store: context.vintageUsed(), book: (await context.openBook()).vintage };
        for (const warning of supposed?.warnings(used) ?? []) io.err.write(`${warning}\n`);
        io.err.write(remarks(explained.summary(), out));
      }
    } finally {
      bar.clear();
      baseline.close();
    }
  },
};

function checkedOut(out: string, file: string): string {
  if (!/\.(csv|xlsx)$/i.test(out)) {
    throw new InvalidInput(`“${out}” is neither CSV nor XLSX by its name.`, { hint: "Name it .csv or .xlsx." });
  }
  if (out === file) throw new InvalidInput(`“${out}” is the file that is read.`, { hint: "Write to another." });
  return out;
}

function statedFields(options: Readonly<Record<string, unknown>>): Partial<Record<LineField, string>> {
  const given = STATED.flatMap((name) => {
    const value = options[name];
    if (value === undefined) return [];
    return [[name, Array.isArray(value) ? value.join(";") : String(value)] as const];
  });
  return Object.fromEntries(given);
}

function strictFault(file: string, { bad, lines, firstFaults }: ExplainedLines): InvalidInput {
  return new InvalidInput(`${bad} of ${lines} lines of “${file}” cannot be read: ${firstFaults[0]}`, {
    hint: "Mend them, or leave --strict out: then they are kept with the reason in the column error.",
  });
}

function remarks({ lines, bad, firstFaults, total, refundable }: LinesSummary, out: string | null): string {
  const back = refundable === "0.00" ? "" : `, of which ${refundable} can be had back`;
  const first = firstFaults.map((fault) => `  ${fault}\n`).join("");
  const more = bad > firstFaults.length ? `  … and ${bad - firstFaults.length} more\n` : "";
  const faults = bad === 0 ? "" : `${bad} could not be read; the column error says why:\n${first}${more}`;
  const where = out === null ? "" : ` Wrote ${out}.`;
  return `${lines} lines; ${total} USD is owed on them${back}.${where}\n${faults}`;
}

/** Writes line by line, and waits when `write` says that the reader is behind. */
async function writeCsv(
  explained: ExplainedLines,
  write: (text: string) => boolean,
  io: Io | WriteStream,
): Promise<void> {
  const target = "out" in io ? io.out : io;
  const put = async (text: string) => {
    if (!write(text) && isEmitter(target)) await once(target, "drain");
  };
  await put(csvLine(explained.header));
  for await (const batch of explained.rows()) if (batch.length > 0) await put(batch.map(csvLine).join(""));
}

function isEmitter(target: object): target is NodeJS.EventEmitter & object {
  return "once" in target && "writableNeedDrain" in target;
}

/** The file is there whole or not at all. */
async function writeCsvFile(explained: ExplainedLines, out: string, io: Io): Promise<void> {
  const part = `${out}.part`;
  const stream = createWriteStream(part);
  try {
    await once(stream, "open");
    await writeCsv(explained, (text) => stream.write(text), stream);
    stream.end();
    await once(stream, "close");
    io.signal.throwIfAborted();
    await rename(part, out);
  } catch (error) {
    stream.destroy();
    await rm(part, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || error instanceof InvalidInput) throw error;
    throw new InvalidInput(`“${out}” cannot be written (${code}).`, { cause: error });
  }
}

async function writeWorkbook(explained: ExplainedLines, out: string): Promise<void> {
  if (explained.lines > MOST_WORKBOOK_LINES) {
    throw new InvalidInput(
      `${explained.lines} lines are too many for a workbook, which takes ${MOST_WORKBOOK_LINES}.`,
      {
        hint: "Write to a name that ends in .csv.",
      },
    );
  }
  const rows: (string | null)[][] = [];
  for await (const batch of explained.rows()) {
    for (const cells of batch) rows.push(cells.map((cell) => (cell === "" ? null : cell)));
  }
  const { renderXlsx } = await import("../render/render-xlsx.ts");
  const columns = explained.header.map((name, at) => ({
    name,
    label: name,
    type: explained.numeric.has(at) ? ("number" as const) : ("text" as const),
  }));
  const buffer = await renderXlsx({ title: "Entry lines", blocks: [{ kind: "table", main: true, columns, rows }] });
  await writeFile(out, buffer).catch((error: NodeJS.ErrnoException) => {
    throw new InvalidInput(`“${out}” cannot be written (${error.code}).`, { cause: error });
  });
}
