import type { Command } from "commander";
import { addStoreFlags, type CommonFlags, contextFor } from "./common-flags.ts";
import { examplesText } from "./help.ts";
import type { Io } from "./io.ts";

const DESCRIPTION = [
  "Serve the questions to an assistant by the Model Context Protocol, on stdin and stdout.",
  "Every question is a tool, read-only, with the fields of its command; the book and the store's status are resources. " +
    "A call reads the newest vintage of the store, so nothing need be started again after an import. Answers are short; " +
    "an assistant asks for the complete JSON with full: true. It writes nothing and opens no file that an assistant " +
    "names. headwater serve offers the same at POST /mcp.",
].join("\n\n");

const CONFIGURATION = `
To add it to a client of MCP, put this where the client keeps its servers:
  {
    "mcpServers": {
      "headwater": { "command": "headwater", "args": ["mcp", "--store", "/path/to/store"] }
    }
  }
`;

const EXAMPLES = [
  {
    command: "headwater mcp --store .headwater/demo",
    about: "what a client starts; it ends when the client closes it",
  },
] as const;

/** `headwater mcp`: the flags that every question has, and a server until stdin closes. */
export function buildMcpCommand(command: Command, io: Io): void {
  command.description(DESCRIPTION);
  addStoreFlags(command, { vintage: false });
  command.addHelpText("after", CONFIGURATION + examplesText(EXAMPLES));
  command.action(async () => {
    const flags = command.opts<CommonFlags>();
    const { serveMcpOverStdio } = await import("../mcp/stdio.ts");
    await serveMcpOverStdio(
      {
        openContext: ({ vintage, signal, report }) =>
          contextFor(
            { ...io, signal: AbortSignal.any([io.signal, signal]) },
            vintage === undefined ? flags : { ...flags, vintage: String(vintage) },
            report,
          ),
        onBug: (id, error) =>
          io.err.write(`headwater mcp: bug ${id}: ${error instanceof Error ? error.stack : error}\n`),
      },
      io.signal,
    );
  });
}
