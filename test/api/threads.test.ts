import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeAll, expect, test } from "vitest";
import { createExchange } from "../../src/solve/exchange.ts";
import { createPool, type JobOptions, type Pool, type PoolOptions } from "../../src/solve/pool.ts";
import { Busy, Cancelled, OutOfMemory, TimedOut } from "../../src/solve/problems.ts";
import { Store } from "../../src/store/store.ts";
import type { Vintage } from "../../src/store/vintage.ts";
import { builtPackage } from "../support/built-package.ts";
import { eventually } from "./server.ts";

let pool: Pool | undefined;
let vintage: Vintage;
beforeAll(async () => {
  builtPackage();
  const folder = join(mkdtempSync(join(tmpdir(), "headwater-threads-")), "store");
  vintage = await (await Store.create(folder)).vintage();
});
afterEach(() => pool?.close());

async function open(options: Partial<PoolOptions> = {}): Promise<Pool> {
  const dist = join(builtPackage(), "dist");
  const built = (path: string) => pathToFileURL(join(dist, path)).href;
  pool = createPool({
    module: new URL("./busy-thread.mjs", import.meta.url),
    data: {
      module: built("solve/serve-jobs.js"),
      engine: built("store/engine.js"),
      sql: built("store/sql.js"),
      native: built("store/native-work.js"),
      vintage,
    },
    exchange: createExchange(async () => new Int32Array(new SharedArrayBuffer(4)), 4),
    memory: 64,
    threads: { short: 1, long: 1 },
    spare: 1,
    patience: 200,
    queue: 3,
    ...options,
  });
  await pool.ready;
  return pool;
}

const short = (more: Partial<JobOptions> = {}): JobOptions => ({ lane: "short", timeout: 20_000, ...more });
const long = (more: Partial<JobOptions> = {}): JobOptions => ({ lane: "long", timeout: 20_000, ...more });
const NOTHING = { is: "nothing" };
const loop = (ms: number) => ({ is: "loop", ms });

async function millisecondsOf(work: Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work;
  return performance.now() - began;
}

test("a long question in its lane does not delay a short one", async () => {
  const { run } = await open();
  const slow = run(loop(3000), long());
  const quick = run(NOTHING, short());
  expect(await Promise.race([slow.then(() => "slow"), quick.then(() => "quick")])).toBe("quick");
  await slow;
});

test("a short question that turns out long makes room for the next", async () => {
  const { run, state } = await open();
  const slow = run(loop(5000), short());
  const next = run(NOTHING, short());
  expect(await Promise.race([slow.then(() => "slow"), next.then(() => "next")])).toBe("next");
  expect(state().threads).toEqual({ short: 1, long: 2 });
  await slow;
  await eventually(() => state().threads.long === 1 && state().threads.short === 1);
});

test("a query that nobody waits for any more is stopped, and its thread goes on", async () => {
  const { run } = await open({ patience: 60_000 });
  const { head: thread } = await run(NOTHING, short());
  const abort = new AbortController();
  const asked = run({ is: "query" }, short({ signal: abort.signal, onReport: () => abort.abort() }));
  const took = millisecondsOf(asked.catch((error: unknown) => expect(error).toBeInstanceOf(Cancelled)));
  expect(await took).toBeLessThan(19_000);
  expect((await run(NOTHING, short())).head).toBe(thread);
});

test("a thread is not ended while it is inside the engine, begins nothing more there, and goes when it is out", async () => {
  const { run, state } = await open();
  const { head: thread } = await run(NOTHING, long());
  const began = performance.now();
  await expect(run({ is: "inside", ms: 5000 }, long({ timeout: 300 }))).rejects.toBeInstanceOf(TimedOut);
  await eventually(() => state().running === 0);
  expect(performance.now() - began).toBeGreaterThan(4500);
  expect((await run(NOTHING, long())).head).not.toBe(thread);
});

test("a computation that hears nothing is stopped with its thread, and another takes its place", async () => {
  const { run, state } = await open();
  const { head: thread } = await run(NOTHING, long());
  await expect(run(loop(60_000), long({ timeout: 300 }))).rejects.toBeInstanceOf(TimedOut);
  const answered = await run(NOTHING, long());
  expect(answered.head).not.toBe(thread);
  expect(state().threads.long).toBe(1);
});

test("a thread that hoards memory ends alone", async () => {
  const { run } = await open();
  await expect(run({ is: "hoard" }, long())).rejects.toBeInstanceOf(OutOfMemory);
  await run(NOTHING, short());
  await run(NOTHING, long());
});

test("no more wait than may, and one that waits in vain is told so", async () => {
  const { run, state } = await open();
  const running = run(loop(2000), long());
  const waiting = [1, 2].map(() => run(NOTHING, long()));
  const impatient = run(NOTHING, long({ timeout: 100 }));
  expect(state().waiting.long).toBe(3);
  await expect(run(NOTHING, long())).rejects.toBeInstanceOf(Busy);
  await expect(impatient).rejects.toBeInstanceOf(Busy);
  await Promise.all([running, ...waiting]);
});

test("one that waits and goes away leaves the queue", async () => {
  const { run, state } = await open();
  const running = run(loop(1000), long());
  const abort = new AbortController();
  const waiting = run(NOTHING, long({ signal: abort.signal }));
  abort.abort();
  await expect(waiting).rejects.toBeInstanceOf(Cancelled);
  expect(state().waiting.long).toBe(0);
  await running;
});

test("what a job throws comes out of it, and the thread goes on", async () => {
  const { run } = await open();
  await expect(run({ is: "throw" }, short())).rejects.toThrow("told");
  await run(NOTHING, short());
});

test("all threads work on one array", async () => {
  const loaded = new Int32Array(new SharedArrayBuffer(4));
  let loads = 0;
  const exchange = createExchange(async () => {
    loads += 1;
    return loaded;
  }, 4);
  const { run } = await open({ exchange });
  await Promise.all([run({ is: "shared" }, short()), run({ is: "shared" }, long()), run({ is: "shared" }, long())]);
  expect([loads, Atomics.load(loaded, 0)]).toEqual([1, 3]);
});

test("a long reply is made no faster than it is read", async () => {
  const { run } = await open();
  let made = 0;
  const options = short({ onReport: (at) => (made = at as number) });
  const { body } = await run({ is: "stream", chunks: 100 }, options);
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  await reader.read();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(made).toBeLessThan(30);
  let bytes = 1000;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
  }
  expect([made, bytes]).toEqual([99, 100_000]);
});

test("a reader that goes away in the middle of a long reply frees the thread", async () => {
  const { run, state } = await open();
  const { body } = await run({ is: "stream", chunks: 10_000 }, short());
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  await reader.read();
  await reader.cancel();
  await eventually(() => state().running === 0);
  await run(NOTHING, short());
});
