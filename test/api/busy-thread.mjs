// A thread whose jobs say themselves how they misbehave. data.module is the built serve-jobs, data.engine the built engine.
import { threadId, workerData } from "node:worker_threads";

const { data, native } = workerData;
const { serveJobs } = await import(data.module);
const { nativeWork, shareNativeWork } = await import(data.native);
shareNativeWork(native);
const NOTHING = new Uint8Array();

serveJobs(async (job, { signal, report, shared }) => {
  if (job.is === "loop") {
    const end = Date.now() + job.ms;
    while (Date.now() < end);
  }
  if (job.is === "hoard") {
    const held = [];
    for (;;) held.push(Array.from({ length: 100_000 }, (_, at) => ({ at })));
  }
  if (job.is === "inside") {
    await nativeWork(() => new Promise((resolve) => setTimeout(resolve, job.ms)));
    await nativeWork(async () => undefined);
  }
  if (job.is === "query") {
    const { Engine } = await import(data.engine);
    const { sql } = await import(data.sql);
    const engine = await Engine.open(data.vintage, { threads: 1 });
    try {
      report("begun");
      await engine.rows(
        sql`select count(*) as n from range(100000) as a(i), range(100000) as b(j) where i * j % 7 = 3`,
        signal,
      );
    } finally {
      engine.close();
    }
  }
  if (job.is === "throw") throw new Error("told");
  if (job.is === "shared") {
    const value = await shared("array", job);
    Atomics.add(value, 0, 1);
  }
  if (job.is === "stream") {
    const chunks = function* () {
      for (let at = 0; at < job.chunks; at++) {
        report(at);
        yield new Uint8Array(1000).fill(at);
      }
    };
    return { head: threadId, body: chunks() };
  }
  return { head: threadId, body: NOTHING };
});
