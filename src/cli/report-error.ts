import { randomBytes } from "node:crypto";
import { CommanderError } from "commander";
import { UserError } from "../errors.ts";
import { plainText } from "../render/plain-text.ts";
import type { Io } from "./io.ts";

const BUG = 70;
const INTERRUPTED = 130;

function say(io: Io, message: string, hint?: string): void {
  io.err.write(`headwater: ${plainText(message)}\n`);
  if (hint !== undefined) io.err.write(`  ${plainText(hint)}\n`);
}

/** commander's "error: unknown option '--x'\n(Did you mean --y?)" in our form. */
function sayCommanderError(io: Io, error: CommanderError, command: string): void {
  const [first = "", ...rest] = error.message.replace(/^error: /, "").split("\n");
  const guess = /\(Did you mean (.*)\?\)/.exec(rest.join(" "))?.[1];
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1)}`.replace(/\.?$/, ".");
  say(io, sentence, guess === undefined ? `${command} --help lists what there is.` : `Did you mean ${guess}?`);
}

/** Says on stderr what went wrong and gives the exit code: 2 input, 3 not found, 4 store, 70 bug, 130 interrupted. */
export function reportError(io: Io, error: unknown, command = "headwater"): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    sayCommanderError(io, error, command);
    return 2;
  }
  if (error instanceof UserError) {
    say(io, error.message, error.hint);
    return error.exitCode;
  }
  if (io.signal.aborted) {
    say(io, "Cancelled; the store is as it was.");
    return INTERRUPTED;
  }
  const id = randomBytes(4).toString("hex");
  say(
    io,
    `This is a bug in Headwater (${id}), not a mistake of yours: ${error instanceof Error ? error.message : String(error)}`,
  );
  io.err.write(`  Please report it with the command you gave and the lines below.\n`);
  if (error instanceof Error && error.stack !== undefined) io.err.write(`${error.stack}\n`);
  return BUG;
}
