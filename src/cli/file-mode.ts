import type { Command } from "commander";
import type { Example } from "../operations/core/operation.ts";
import type { CommonFlags } from "./common-flags.ts";
import type { Io } from "./io.ts";
import type { OutputFlags } from "./output.ts";

/** How a command that asks one question takes a file of them instead. */
export interface FileMode {
  readonly description: string;
  readonly examples: readonly Example[];
  addTo(command: Command): void;
  /** Refuses flags that only a file takes, when none is given. */
  check(options: Readonly<Record<string, unknown>>): void;
  run(io: Io, file: string, options: CommonFlags & OutputFlags & Readonly<Record<string, unknown>>): Promise<void>;
}
