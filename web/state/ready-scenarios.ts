import { readyFiles } from "./ready-files.ts";

/** The ready questions that come with the package. */
const FILES: Readonly<Record<string, string>> = import.meta.glob("../../examples/scenarios/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
});

export const READY_SCENARIOS = readyFiles(FILES);
