import type { NamedCommand } from "./program.ts";

/** Commands that open another door to the same questions. */
export const SURFACE_COMMANDS: readonly NamedCommand[] = [
  {
    name: "mcp",
    summary: "Serve the questions to an assistant by the Model Context Protocol.",
    build: async (command, io) => (await import("./mcp-command.ts")).buildMcpCommand(command, io),
  },
];
