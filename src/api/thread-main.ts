import { workerData } from "node:worker_threads";
import { IN_FLIGHT, LEAVING, shareNativeWork } from "../operations/core/native-work.ts";
import { serveJobs } from "../solve/serve-jobs.ts";
import { NATIVE, type ThreadStart } from "../solve/thread.ts";
import { jobAnswerer } from "./answer-job.ts";
import type { Job, ThreadData } from "./job.ts";

const { data, native } = workerData as ThreadStart;
if (IN_FLIGHT !== NATIVE.inFlight || LEAVING !== NATIVE.leaving)
  throw new Error("The cells of a thread are not laid out alike.");
shareNativeWork(native);

const answer = jobAnswerer(data as ThreadData, true);
serveJobs((job, tools) => answer(job as Job, tools));
