import { workerData } from "node:worker_threads";
import { serveJobs } from "../solve/serve-jobs.ts";
import { jobAnswerer } from "./answer-job.ts";
import type { Job, ThreadData } from "./job.ts";

const answer = jobAnswerer(workerData as ThreadData, true);
serveJobs((job, tools) => answer(job as Job, tools));
