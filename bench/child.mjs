import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./paths.mjs";

/** Answers one question in a new process that opens the snapshot; what it took, in time and memory. */
export function askOnce(world, question) {
  const job = JSON.stringify({ store: world.store, dataset: world.dataset, ...question });
  const script = join(ROOT, "bench", "answer-once.mjs");
  return JSON.parse(execFileSync(process.execPath, [script, job], { encoding: "utf8" }));
}
