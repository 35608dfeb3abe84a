import { Command } from "commander";
import { DESKS, OPERATION_CATALOGUE } from "../operations/catalogue.ts";
import { softwareVersion } from "../operations/core/software-version.ts";
import { TASK_CATALOGUE } from "../operations/tasks/catalogue.ts";
import { type CompletedCommand, completionScript, SHELLS } from "./completion.ts";
import { type CommandGroup, overviewText } from "./help.ts";
import type { Io } from "./io.ts";
import { SURFACE_COMMANDS } from "./surface-commands.ts";

export interface NamedCommand {
  readonly name: string;
  readonly summary: string;
  /** Loads what the command is made of and gives it its flags. */
  build(command: Command, io: Io): Promise<void>;
}

const COMPLETION: NamedCommand = {
  name: "completion",
  summary: "Print a script that completes commands and flags in your shell.",
  async build(command, io) {
    command.argument("<SHELL>", SHELLS.join(" | "));
    command.action(async (shell: string) => {
      io.out.write(completionScript(shell, await completedCommands(io)));
    });
  },
};

/** Every command there is: one an operation, one a task, one another surface, and the shell completion. */
export const COMMANDS: readonly NamedCommand[] = [
  ...OPERATION_CATALOGUE.map((entry) => ({
    name: entry.name,
    summary: entry.summary,
    async build(command: Command, io: Io) {
      const { buildOperationCommand } = await import("./operation-command.ts");
      await buildOperationCommand(command, await entry.load(), io);
    },
  })),
  ...TASK_CATALOGUE.map((entry) => ({
    name: entry.name,
    summary: entry.summary,
    async build(command: Command, io: Io) {
      const { buildTaskCommand } = await import("./task-command.ts");
      buildTaskCommand(command, await entry.load(), io);
    },
  })),
  ...SURFACE_COMMANDS,
  COMPLETION,
];

const GROUPS: readonly CommandGroup[] = [
  ...DESKS.map(({ title, questions }) => ({ title, commands: questions })),
  { title: "Your data: bring it in, keep it in order", commands: TASK_CATALOGUE },
  { title: "Other doors: the same questions elsewhere", commands: [...SURFACE_COMMANDS, COMPLETION] },
];

const GROUP_OF = new Map(GROUPS.flatMap(({ title, commands }) => commands.map(({ name }) => [name, title] as const)));

function prepared(name: string, io: Io): Command {
  return new Command(name)
    .exitOverride()
    .allowExcessArguments(false)
    .helpOption("-h, --help", "this text")
    .configureHelp({ helpWidth: Math.min(110, io.out.columns || 100) })
    .configureOutput({ writeOut: (text) => io.out.write(text), writeErr: () => undefined });
}

async function completedCommand(named: NamedCommand, io: Io): Promise<CompletedCommand> {
  const command = prepared(named.name, io);
  await named.build(command, io);
  const flags = command.options.map((option) => ({
    flag: option.long ?? option.flags,
    about: option.description,
    choices: /\(((?:[\w-]+ \| )+[\w-]+)/.exec(option.description)?.[1]?.split(" | ") ?? [],
    path: /<(FILE|DIR)>/.test(option.flags),
  }));
  return { name: named.name, summary: named.summary, flags };
}

function completedCommands(io: Io): Promise<CompletedCommand[]> {
  return Promise.all(COMMANDS.map((named) => completedCommand(named, io)));
}

export function overview(): string {
  return overviewText(softwareVersion(), GROUPS);
}

/** The program with every command named, and the flags of the one that `argv` calls. */
export async function buildProgram(argv: readonly string[], io: Io): Promise<Command> {
  const program = prepared("headwater", io)
    .version(softwareVersion(), "-V, --version", "the version")
    .usage("<command> [flags]")
    .helpCommand(true)
    .addHelpText("after", `\nheadwater <command> --help says what a command answers, with examples.\n`);
  const called = new Set(argv.filter((word) => !word.startsWith("-")).slice(0, 2));
  for (const named of COMMANDS) {
    const command = prepared(named.name, io)
      .summary(named.summary)
      .helpGroup(GROUP_OF.get(named.name) ?? "Commands:");
    if (called.has(named.name)) await named.build(command, io);
    program.addCommand(command);
  }
  return program;
}
