import type { Io } from "./io.ts";
import { buildProgram, COMMANDS, overview } from "./program.ts";
import { reportError } from "./report-error.ts";

/** Runs one command line and gives the exit code. Nothing is thrown. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    if (argv.length === 0) {
      io.out.write(overview());
      return 0;
    }
    const program = await buildProgram(argv, io);
    await program.parseAsync([...argv], { from: "user" });
    return 0;
  } catch (error) {
    const [name = ""] = argv;
    return reportError(io, error, COMMANDS.some((each) => each.name === name) ? `headwater ${name}` : "headwater");
  }
}
