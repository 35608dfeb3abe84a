import type { Example } from "../operations/core/operation.ts";

export function examplesText(examples: readonly Example[]): string {
  const lines = examples.map(({ command, about }) => `  ${command}\n      ${about}`);
  return `\nExamples:\n${lines.join("\n")}\n`;
}

interface Named {
  readonly name: string;
  readonly summary: string;
}

/** Commands for one kind of work. */
export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Named[];
}

/** What `headwater` alone prints: what there is, by desk, and what to try first. */
export function overviewText(version: string, groups: readonly CommandGroup[]): string {
  const width = Math.max(...groups.flatMap(({ commands }) => commands).map(({ name }) => name.length));
  const list = (items: readonly Named[]) => items.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    `Headwater ${version}: where goods really come from, who controls them, what is owed, and what if.`,
    "",
    ...groups.flatMap(({ title, commands }) => [title, ...list(commands), ""]),
    "Try first:",
    "  headwater demo",
    "      real trade data and one worked question, in a few seconds",
    "  headwater trace --product 850511 --to US --store .headwater/demo",
    "      the same question on your own terms; change the product, the country or the depth",
    "",
    "headwater <command> --help says what a command answers, with examples that run on the demo store.",
    "",
  ].join("\n");
}
