import { Command } from "commander";
import { softwareVersion } from "../operations/core/software-version.ts";
import { OPERATIONS } from "../operations/registry.ts";
import { TASKS } from "../operations/tasks/registry.ts";
import { type CompletedCommand, completionScript, SHELLS } from "./completion.ts";
import { overviewText } from "./help.ts";
import type { Io } from "./io.ts";
import { buildOperationCommand } from "./operation-command.ts";
import { buildTaskCommand } from "./task-command.ts";

export interface NamedCommand {
  readonly name: string;
  readonly summary: string;
  build(command: Command, io: Io): void;
}

const COMPLETION: NamedCommand = {
  name: "completion",
  summary: "Print a script that completes commands and flags in your shell.",
  build(command, io) {
    command.argument("<SHELL>", SHELLS.join(" | "));
    command.action((shell: string) => {
      io.out.write(completionScript(shell, completedCommands(io)));
    });
  },
};

/** Every command there is: one an operation, one a task, and the shell completion. */
export const COMMANDS: readonly NamedCommand[] = [
  ...OPERATIONS.map((operation) => ({
    name: operation.name,
    summary: operation.summary,
    build: (command: Command, io: Io) => buildOperationCommand(command, operation, io),
  })),
  ...TASKS.map((task) => ({
    name: task.name,
    summary: task.summary,
    build: (command: Command, io: Io) => buildTaskCommand(command, task, io),
  })),
  COMPLETION,
];

function prepared(name: string, io: Io): Command {
  return new Command(name)
    .exitOverride()
    .allowExcessArguments(false)
    .helpOption("-h, --help", "this text")
    .configureHelp({ helpWidth: Math.min(110, io.out.columns ?? 100) })
    .configureOutput({ writeOut: (text) => io.out.write(text), writeErr: () => undefined });
}

function completedCommands(io: Io): CompletedCommand[] {
  return COMMANDS.map((named) => {
    const command = prepared(named.name, io);
    named.build(command, io);
    const flags = command.options.map((option) => ({
      flag: option.long ?? option.flags,
      about: option.description,
      choices: /\(((?:[\w-]+ \| )+[\w-]+)/.exec(option.description)?.[1]?.split(" | ") ?? [],
      path: /<(FILE|DIR)>/.test(option.flags),
    }));
    return { name: named.name, summary: named.summary, flags };
  });
}

export function overview(): string {
  return overviewText(softwareVersion(), OPERATIONS, [...TASKS, COMPLETION]);
}

/** The program with every command named, and the flags of the one that `argv` calls. */
export function buildProgram(argv: readonly string[], io: Io): Command {
  const program = prepared("headwater", io)
    .version(softwareVersion(), "-V, --version", "the version")
    .usage("<command> [flags]")
    .helpCommand(true)
    .addHelpText("after", `\nheadwater <command> --help says what a command answers, with examples.\n`);
  const called = new Set(argv.filter((word) => !word.startsWith("-")).slice(0, 2));
  for (const named of COMMANDS) {
    const command = prepared(named.name, io).summary(named.summary);
    if (called.has(named.name)) named.build(command, io);
    program.addCommand(command);
  }
  return program;
}
