import { workerData } from "node:worker_threads";
import type { CascadePlan } from "../../../scenario/cascade/cascade-plan.ts";
import { failuresOf } from "../../../scenario/cascade/systemic-risk.ts";
import { serveJobs } from "../../../solve/serve-jobs.ts";
import type { ThreadStart } from "../../../solve/thread.ts";
import type { FailureJob } from "./cascade-threads.ts";

/** A thread of a sweep: the failures that it is asked for, one job after another. */
const failures = failuresOf((workerData as ThreadStart).data as CascadePlan);

serveJobs(async (payload) => {
  const { firms, eps } = payload as FailureJob;
  return { head: null, body: new Uint8Array(failures(firms, eps).buffer) };
});
