import { createExchange } from "../solve/exchange.ts";
import { createPool, type JobOptions, type PoolState, runAlone } from "../solve/pool.ts";
import { Cancelled, TimedOut } from "../solve/problems.ts";
import type { JobTools } from "../solve/serve-jobs.ts";
import type { ThreadOptions, ThreadReply } from "../solve/thread.ts";
import type { IsoDate } from "../vocab/iso-date.ts";
import { jobAnswerer } from "./answer-job.ts";
import type { AskJob, LoadJob, TaskJob, ThreadData } from "./job.ts";

export interface SolverOptions extends ThreadData {
  /** Threads for short questions, and as many for long ones; 0 answers in the server's own thread. */
  readonly workers: number;
  /** Questions that may wait in a lane. */
  readonly queue: number;
  readonly today: () => IsoDate;
}

/** Where jobs are answered: on threads, or in this one. */
export interface Solver {
  ask(job: AskJob, options: JobOptions): Promise<ThreadReply>;
  /** What a task returns. */
  task(job: TaskJob, options: Pick<JobOptions, "signal" | "onReport">): Promise<unknown>;
  state(): PoolState & { readonly datasets: number };
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/** A short question that takes longer than this counts as long. */
const PATIENCE_MILLISECONDS = 400;
/** Datasets whose arrays are kept for all threads. */
const DATASETS_KEPT = 4;
/** Loading a dataset and importing a file are bounded by themselves, and need more than a question may. */
const APART_MEGABYTES = 4096;

/** Threads run compiled modules alone: from the sources there are none. */
export const CAN_THREAD = import.meta.url.endsWith(".js");

export function createSolver(options: SolverOptions): Solver {
  return options.workers > 0 && CAN_THREAD ? threadSolver(options) : ownSolver(options);
}

function threadSolver({ workers, queue, today, ...data }: SolverOptions): Solver {
  const exchange = createExchange(
    async (request) => (await runAlone(apart, { ...(request as LoadJob), today: today() })).head,
    DATASETS_KEPT,
  );
  const base = { module: new URL("./thread-main.js", import.meta.url), data, exchange };
  const apart: ThreadOptions = { ...base, memory: APART_MEGABYTES };
  const pool = createPool({
    ...base,
    memory: data.memory,
    threads: { short: workers, long: workers },
    spare: workers + 1,
    patience: PATIENCE_MILLISECONDS,
    queue,
  });
  return {
    ask: (job, given) => pool.run(job, given),
    task: async (job, given) => (await runAlone(apart, job, given)).head,
    state: () => ({ ...pool.state(), datasets: exchange.size }),
    ready: pool.ready,
    close: () => pool.close(),
  };
}

/** One question after another in this thread: for tests from the sources and for embedding. */
function ownSolver({ workers: _, queue: __, today: ___, ...data }: SolverOptions): Solver {
  const answer = jobAnswerer(data, false);
  let last: Promise<unknown> = Promise.resolve();
  let running = 0;
  const tools = (signal: AbortSignal, report: JobTools["report"]): JobTools => ({
    signal,
    report,
    shared: async () => null,
  });
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    running += 1;
    const result = last.then(work).finally(() => {
      running -= 1;
    });
    last = result.catch(() => undefined);
    return result;
  };
  return {
    ask: (job, { timeout, signal, onReport }) => {
      const bound = AbortSignal.timeout(timeout);
      const both = signal === undefined ? bound : AbortSignal.any([bound, signal]);
      return inTurn(async () => {
        try {
          both.throwIfAborted();
          const { head, body } = await answer(job, tools(both, onReport ?? (() => undefined)));
          if (body instanceof Uint8Array) return { head, body: new Uint8Array(body) };
          const chunks: Uint8Array[] = [];
          for await (const chunk of body) chunks.push(chunk);
          return { head, body: new Uint8Array(Buffer.concat(chunks)) };
        } catch (error) {
          if (signal?.aborted) throw new Cancelled("Nobody waits for the answer.");
          if (bound.aborted) throw new TimedOut(`It took more than ${timeout / 1000} s.`);
          throw error;
        }
      });
    },
    task: async (job, { signal, onReport }) =>
      (await answer(job, tools(signal ?? new AbortController().signal, onReport ?? (() => undefined)))).head,
    state: () => ({
      threads: { short: 0, long: 0 },
      running: Math.min(1, running),
      waiting: { short: Math.max(0, running - 1), long: 0 },
      datasets: 0,
    }),
    ready: Promise.resolve(),
    close: async () => {
      await last;
    },
  };
}
