import type { Command } from "commander";
import { ask } from "../operations/core/ask.ts";
import type { Operation } from "../operations/core/operation.ts";
import { settings } from "../operations/core/settings.ts";
import { viewOf } from "../render/views/registry.ts";
import { addStoreFlags, type CommonFlags, contextFor } from "./common-flags.ts";
import type { FileMode } from "./file-mode.ts";
import { addFields, readFields } from "./flags.ts";
import { examplesText } from "./help.ts";
import type { Io } from "./io.ts";
import { addOutputFlags, checkOutputFlags, type OutputFiles, type OutputFlags, writeAnswer } from "./output.ts";
import { progressBar } from "./progress-bar.ts";
import { readFiles } from "./read-files.ts";

/** Operations that take a file of many questions as well: the file is streamed, each line on its own. */
const OF_A_FILE: Readonly<Record<string, () => Promise<FileMode>>> = {
  duty: async () => (await import("./duty-file.ts")).dutyFile,
};

const FILES_OF: Readonly<Record<string, OutputFiles>> = {
  trace: { chart: true },
  cascade: { chart: true },
  "cost-ratio": { chart: true },
  flows: { chart: true },
  prices: { chart: true },
  "price-tool": { chart: true },
  "reference-price": { chart: true },
  diversion: { chart: true },
  whatif: { chart: true },
  watch: { calendar: true },
};

/** Gives a command the flags of an operation's input and asks the operation when it is called. */
export async function buildOperationCommand(command: Command, operation: Operation, io: Io): Promise<void> {
  const fileMode = await OF_A_FILE[operation.name]?.();
  command.description(
    [operation.summary, operation.description, ...(fileMode === undefined ? [] : [fileMode.description])].join("\n\n"),
  );
  addFields(command, operation.input);
  addFields(command, settings);
  addStoreFlags(command, { vintage: true });
  addOutputFlags(command, FILES_OF[operation.name] ?? {});
  fileMode?.addTo(command);
  command.addHelpText("after", examplesText([...operation.examples, ...(fileMode?.examples ?? [])]));
  command.action(async (...given: unknown[]) => {
    const options = command.opts<CommonFlags & OutputFlags & Record<string, unknown>>();
    if (fileMode !== undefined) {
      if (typeof given[0] === "string") return fileMode.run(io, given[0], options);
      fileMode.check(options);
    }
    checkOutputFlags(options);
    const input = await readFiles(operation.input, readFields(operation.input, options, given.slice(0, -2)));
    const beside = await readFiles(settings, readFields(settings, options, []));
    const bar = progressBar(io, options.quiet ?? false);
    const context = contextFor(io, options, bar.report, { given: [beside, input] });
    try {
      const answer = await ask(operation, context, input, beside);
      bar.clear();
      await writeAnswer(io, answer, () => viewOf(answer), options);
    } finally {
      bar.clear();
      context.close();
    }
  });
}
