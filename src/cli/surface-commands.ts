import type { NamedCommand } from "./program.ts";

/** Commands that open another door to the same questions. */
export const SURFACE_COMMANDS: readonly NamedCommand[] = [
  {
    name: "report",
    summary: "Write a report on what stands behind a product, as one HTML file that prints well.",
    build: async (command, io) => (await import("./report-command.ts")).buildReportCommand(command, io),
  },
  {
    name: "serve",
    summary: "Serve the questions over HTTP, and the web page that asks them.",
    build: async (command, io) => (await import("./serve-command.ts")).buildServeCommand(command, io),
  },
  {
    name: "token",
    summary: "Make, list and take back the tokens of a store's server.",
    build: async (command, io) => (await import("./token-command.ts")).buildTokenCommand(command, io),
  },
  {
    name: "mcp",
    summary: "Serve the questions to an assistant by the Model Context Protocol.",
    build: async (command, io) => (await import("./mcp-command.ts")).buildMcpCommand(command, io),
  },
];
