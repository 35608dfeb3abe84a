import { mkdir, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { type Command, Option } from "commander";
import { InvalidInput } from "../errors.ts";
import { parseInput } from "../operations/core/ask.ts";
import { settings } from "../operations/core/settings.ts";
import { askReport } from "../operations/report/ask-report.ts";
import { reportInput } from "../operations/report/report-input.ts";
import { renderReport } from "../render/report/render-report.ts";
import { readWorldAtlas } from "../render/report/world-atlas.ts";
import { addStoreFlags, type CommonFlags, contextFor } from "./common-flags.ts";
import { addFields, readFields } from "./flags.ts";
import { examplesText } from "./help.ts";
import type { Io } from "./io.ts";
import { progressBar } from "./progress-bar.ts";

interface ReportFlags extends CommonFlags {
  readonly out?: string;
  readonly quiet?: boolean;
}

const SUMMARY = "Write a report on what stands behind a product, as one HTML file that prints well.";

const DESCRIPTION = [
  SUMMARY,
  "",
  "Use it to hand on what trace, suppliers, inputs and transshipment say of one product and one buyer: origins tier by " +
    "tier, where the value was added with bands, suppliers, inputs, maps, what may have come through other countries, " +
    "coverage and method. Every figure points at its explanation in the file, with the command that gives it again. The " +
    "file loads nothing from the network and needs no script; any browser prints it to PDF.",
].join("\n");

const EXAMPLES = [
  {
    command: "headwater report --product 8505.11 --to US --out magnets.html",
    about: "who stands behind US imports of permanent magnets, as a file to read or print",
  },
  {
    command: "headwater report --product 283691 --to KR --depth 2 --out - > lithium.html",
    about: "Korea's lithium carbonate over two tiers, to standard output",
  },
] as const;

/** Refuses a place that cannot be written before any question is asked. */
async function checkPlace(out: string): Promise<void> {
  const found = await stat(out).catch(() => null);
  if (found?.isDirectory()) {
    throw new InvalidInput(`"${out}" is a folder.`, { hint: "Name a file in it, such as report.html." });
  }
}

async function save(out: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(out), { recursive: true });
    await writeFile(out, text);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new InvalidInput(`"${out}" cannot be written (${reason}).`, { cause: error });
  }
}

/** Gives the command its flags; called, it asks the questions of a report and writes the file. */
export function buildReportCommand(command: Command, io: Io): void {
  command.description(DESCRIPTION);
  addFields(command, reportInput);
  addFields(command, settings.pick({ on: true, known: true }));
  addStoreFlags(command, { vintage: true });
  const flag = (name: string, about: string) => command.addOption(new Option(name, about).helpGroup("Output:"));
  flag("--out <FILE>", "the HTML file to write; - is standard output (required)");
  flag("--quiet", "no progress and no remarks");
  command.addHelpText("after", examplesText(EXAMPLES));
  command.action(async () => {
    const options = command.opts<ReportFlags & Record<string, unknown>>();
    const { out, quiet = false } = options;
    if (out === undefined || out === "") {
      throw new InvalidInput("--out is needed.", { hint: "Add --out FILE.html, or --out - for standard output." });
    }
    const input = parseInput(reportInput, readFields(reportInput, options, []));
    if (out !== "-") await checkPlace(out);
    const bar = progressBar(io, quiet);
    const context = contextFor(io, options, bar.report);
    try {
      const answers = await askReport(
        context,
        input,
        readFields(settings.pick({ on: true, known: true }), options, []),
      );
      const text = renderReport(answers, await readWorldAtlas());
      bar.clear();
      if (out === "-") io.out.write(text);
      else await save(out, text);
      const size = Math.round(Buffer.byteLength(text) / 1000);
      if (out !== "-" && !quiet) io.err.write(`Wrote ${out} (${size} kB).\n`);
    } finally {
      bar.clear();
      context.close();
    }
  });
}
