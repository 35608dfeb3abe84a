import { writeFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import { InvalidInput } from "../errors.ts";
import type { Answer } from "../operations/core/answer.ts";
import type { Document } from "../render/document.ts";
import { renderDocument } from "../render/formats.ts";
import { renderJson } from "../render/render-json.ts";
import { type Io, wantsColour } from "./io.ts";

export interface OutputFlags {
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly md?: boolean;
  readonly xlsx?: string;
  readonly svg?: string;
  readonly ics?: string;
  readonly quiet?: boolean;
}

const OUTPUT = "Output:";
const WIDTH_OF_A_FILE = 120;

/** Files beyond the common ones that an operation can write. */
export interface OutputFiles {
  readonly chart?: boolean;
  readonly calendar?: boolean;
}

/** The flags that say how an answer is written; a chart or a calendar only where the operation has one. */
export function addOutputFlags(command: Command, { chart = false, calendar = false }: OutputFiles): void {
  const flag = (name: string, about: string) => command.addOption(new Option(name, about).helpGroup(OUTPUT));
  flag("--json", "the whole answer as JSON");
  flag("--csv", "the main table as CSV, exact figures");
  flag("--md", "the answer as Markdown");
  flag("--xlsx <FILE>", "all tables as an Excel workbook");
  if (chart) flag("--svg <FILE>", "the chart as an SVG picture");
  if (calendar) flag("--ics <FILE>", "the dates as an iCalendar file");
  flag("--quiet", "no progress and no remarks");
}

/** Refuses two formats for one output before any work is done. */
export function checkOutputFlags(flags: OutputFlags): void {
  const chosen = [flags.json && "--json", flags.csv && "--csv", flags.md && "--md"].filter(Boolean);
  if (chosen.length > 1) {
    throw new InvalidInput(`${chosen.join(" and ")} cannot go to the same output.`, { hint: "Choose one of them." });
  }
}

async function save(path: string, content: string | Buffer): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new InvalidInput(`"${path}" cannot be written (${reason}).`, { cause: error });
  }
}

/** The terminal's width, at least 60; elsewhere what $COLUMNS says, else wide enough for most tables. */
function textWidthFor(io: Io): number {
  const wanted = io.out.isTTY ? io.out.columns || 100 : Number(io.env.COLUMNS ?? WIDTH_OF_A_FILE);
  return Number.isInteger(wanted) ? Math.max(60, wanted) : WIDTH_OF_A_FILE;
}

/** Writes an answer as its flags say: files where asked, and one form on stdout unless only files were asked for. */
export async function writeAnswer(
  io: Io,
  answer: Answer | object,
  document: () => Promise<Document>,
  flags: OutputFlags,
): Promise<void> {
  if (flags.xlsx !== undefined) {
    const { renderXlsx } = await import("../render/render-xlsx.ts");
    await save(flags.xlsx, await renderXlsx(await document()));
  }
  if (flags.svg !== undefined) await save(flags.svg, await renderDocument(await document(), "svg"));
  if (flags.ics !== undefined) await save(flags.ics, await renderDocument(await document(), "ics"));
  if (flags.json) io.out.write(renderJson(answer));
  else if (flags.csv) io.out.write(await renderDocument(await document(), "csv"));
  else if (flags.md) io.out.write(await renderDocument(await document(), "markdown"));
  else if (flags.xlsx === undefined && flags.svg === undefined && flags.ics === undefined) {
    const width = textWidthFor(io);
    io.out.write(await renderDocument(await document(), "text", { width, colour: wantsColour(io) }));
  } else if (!flags.quiet) {
    const written = [flags.xlsx, flags.svg, flags.ics].filter((path) => path !== undefined);
    io.err.write(`Wrote ${written.join(" and ")}.\n`);
  }
}
