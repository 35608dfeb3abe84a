#!/usr/bin/env node
import { run } from "./run.ts";

const INTERRUPTED = 130;
const PATIENCE_MILLISECONDS = 3000;

const abort = new AbortController();

/** The first Ctrl-C asks the work to stop where nothing is half done; the second, or a wait in vain, stops the process. */
process.on("SIGINT", () => {
  if (abort.signal.aborted) process.exit(INTERRUPTED);
  abort.abort();
  setTimeout(() => process.exit(INTERRUPTED), PATIENCE_MILLISECONDS).unref();
});

/** `headwater … | head` closes the pipe early: that is the reader's right and no error. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}

process.exitCode = await run(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  env: process.env,
  now: () => new Date(),
  signal: abort.signal,
});
