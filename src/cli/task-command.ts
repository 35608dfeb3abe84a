import type { Command } from "commander";
import { parseInput } from "../operations/core/ask.ts";
import type { Task } from "../operations/core/task.ts";
import { taskViewOf } from "../render/task-views/registry.ts";
import { addStoreFlags, type CommonFlags, contextFor } from "./common-flags.ts";
import { addFields, readFields } from "./flags.ts";
import { examplesText } from "./help.ts";
import type { Io } from "./io.ts";
import { addOutputFlags, checkOutputFlags, type OutputFlags, writeAnswer } from "./output.ts";
import { progressBar } from "./progress-bar.ts";

const OWN_STORE: Readonly<Record<string, string>> = { demo: ".headwater/demo" };

/** Gives a command the flags of a task's input, runs the task with a progress bar, and says what it did. */
export function buildTaskCommand(command: Command, task: Task, io: Io): void {
  command.description(`${task.summary}\n\n${task.description}`);
  addFields(command, task.input);
  addStoreFlags(command, { vintage: false, ownStore: OWN_STORE[task.name] });
  addOutputFlags(command, {});
  command.addHelpText("after", examplesText(task.examples));
  command.action(async (...given: unknown[]) => {
    const options = command.opts<CommonFlags & OutputFlags & Record<string, unknown>>();
    checkOutputFlags(options);
    const input = parseInput(task.input, readFields(task.input, options, given.slice(0, -2)));
    const bar = progressBar(io, options.quiet ?? false);
    const context = contextFor(io, options, bar.report, { ownStore: OWN_STORE[task.name] });
    try {
      const result = await task.run({ ...context, bookFolder: options.book }, input);
      bar.clear();
      const view = await taskViewOf(task.name, result);
      // A bare text is what was asked for, not a remark on it.
      if (!options.quiet || options.json || view.bare) {
        await writeAnswer(io, { task: task.name, result }, () => Promise.resolve(view), options);
      }
    } finally {
      bar.clear();
      context.close();
    }
  });
}
