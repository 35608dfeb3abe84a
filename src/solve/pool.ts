import { Busy, Cancelled, TimedOut } from "./problems.ts";
import { type Started, Thread, type ThreadOptions, type ThreadReply } from "./thread.ts";

/** Short jobs never wait behind long ones: each lane has threads and a queue of its own. */
export type Lane = "short" | "long";

export interface PoolOptions extends ThreadOptions {
  readonly threads: Readonly<Record<Lane, number>>;
  /** Threads beyond those, for short jobs that turn out long. */
  readonly spare: number;
  /** Milliseconds after which a short job counts as long. */
  readonly patience: number;
  /** Most jobs that may wait in a lane. */
  readonly queue: number;
}

export interface JobOptions {
  readonly lane: Lane;
  /** Milliseconds from now, waiting included. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
  readonly onReport?: ((report: unknown) => void) | undefined;
}

export interface PoolState {
  readonly threads: Readonly<Record<Lane, number>>;
  readonly running: number;
  readonly waiting: Readonly<Record<Lane, number>>;
}

export interface Pool {
  /** Runs a job when a thread of its lane is free. Rejects with Busy, TimedOut, Cancelled, or what the job threw. */
  run(payload: unknown, options: JobOptions): Promise<ThreadReply>;
  state(): PoolState;
  /** Settles when the first threads can answer. */
  readonly ready: Promise<void>;
  /** Ends every thread; what still runs is stopped. */
  close(): Promise<void>;
}

interface Waiting {
  readonly payload: unknown;
  readonly options: JobOptions;
  readonly resolve: (reply: ThreadReply) => void;
  readonly reject: (error: Error) => void;
  timer: NodeJS.Timeout | undefined;
  started: Started | undefined;
}

interface Member {
  readonly thread: Thread;
  /** The lane it came for, and the lane it is counted in while its job runs. */
  readonly home: Lane;
  lane: Lane;
  /** What it has done, so that the least warm of too many goes. */
  jobs: number;
}

export function createPool(options: PoolOptions): Pool {
  const members = new Set<Member>();
  const queues: Record<Lane, Waiting[]> = { short: [], long: [] };
  const most = options.threads.short + options.threads.long + options.spare;
  let isClosed = false;

  const countOf = (lane: Lane) => [...members].filter((member) => member.lane === lane).length;

  const add = (lane: Lane): Member => {
    const member: Member = { thread: new Thread(options), home: lane, lane, jobs: 0 };
    members.add(member);
    let isReady = false;
    void member.thread.ready.then(() => {
      isReady = member.thread.alive;
      dispatch();
    });
    void member.thread.gone.then(() => {
      members.delete(member);
      // One that never came so far is not followed by the next at once.
      if (isReady) fill();
      else setTimeout(fill, options.patience).unref();
    });
    return member;
  };

  /** As many threads in each lane as there should be. */
  const fill = () => {
    if (isClosed) return;
    for (const lane of ["short", "long"] as const) {
      while (countOf(lane) < options.threads[lane] && members.size < most) add(lane);
    }
    dispatch();
  };

  const dispatch = () => {
    for (const lane of ["short", "long"] as const) {
      for (;;) {
        const member = [...members].find((each) => each.lane === lane && each.thread.isFree);
        const next = member === undefined ? undefined : queues[lane].shift();
        if (member === undefined || next === undefined) break;
        start(member, next);
      }
    }
  };

  const start = (member: Member, job: Waiting) => {
    const started = member.thread.run(job.payload, job.options.onReport);
    job.started = started;
    started.reply.then(job.resolve, job.reject);
    const patience = member.lane === "short" ? setTimeout(() => promote(member), options.patience) : undefined;
    void started.ended.then(() => {
      clearTimeout(patience);
      clearTimeout(job.timer);
      if (!member.thread.alive) return;
      member.jobs += 1;
      member.lane = member.home;
      retireOne(member.home);
      fill();
    });
  };

  const promote = (member: Member) => {
    member.lane = "long";
    fill();
  };

  /** Ends the free thread that has done least where a lane has too many. */
  const retireOne = (lane: Lane) => {
    if (countOf(lane) <= options.threads[lane]) return;
    const free = [...members].filter((each) => each.lane === lane && each.thread.isFree);
    const [least] = free.sort((a, b) => a.jobs - b.jobs);
    if (least === undefined) return;
    members.delete(least);
    void least.thread.end();
  };

  const stop = (job: Waiting, reason: Error) => {
    if (job.started !== undefined) return job.started.stop(reason);
    const queue = queues[job.options.lane];
    const at = queue.indexOf(job);
    if (at === -1) return;
    queue.splice(at, 1);
    clearTimeout(job.timer);
    job.reject(reason instanceof TimedOut ? new Busy("No thread was free in time.") : reason);
  };

  fill();
  return {
    run(payload, given) {
      return new Promise((resolve, reject) => {
        const queue = queues[given.lane];
        if (given.signal?.aborted) return reject(new Cancelled("Nobody waits for the answer."));
        if (isClosed || queue.length >= options.queue) return reject(new Busy("Too many questions wait already."));
        const job: Waiting = { payload, options: given, resolve, reject, timer: undefined, started: undefined };
        const seconds = given.timeout / 1000;
        job.timer = setTimeout(() => stop(job, new TimedOut(`It took more than ${seconds} s.`)), given.timeout);
        given.signal?.addEventListener("abort", () => stop(job, new Cancelled("Nobody waits for the answer.")), {
          once: true,
        });
        queue.push(job);
        dispatch();
      });
    },
    state: () => ({
      threads: { short: countOf("short"), long: countOf("long") },
      running: [...members].filter(({ thread }) => thread.alive && !thread.isFree).length,
      waiting: { short: queues.short.length, long: queues.long.length },
    }),
    ready: Promise.all([...members].map(({ thread }) => thread.ready)).then(() => undefined),
    async close() {
      isClosed = true;
      for (const job of [...queues.short, ...queues.long]) stop(job, new Cancelled("The server is closing."));
      await Promise.all([...members].map(({ thread }) => thread.end()));
    },
  };
}

/** Runs one job in a thread of its own, which ends with it. */
export async function runAlone(
  options: ThreadOptions,
  payload: unknown,
  { signal, onReport }: Pick<JobOptions, "signal" | "onReport"> = {},
): Promise<ThreadReply> {
  const thread = new Thread(options);
  try {
    const started = thread.run(payload, onReport);
    const stop = () => started.stop(new Cancelled("Nobody waits for the answer."));
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop, { once: true });
    return await started.reply;
  } finally {
    await thread.end();
  }
}
