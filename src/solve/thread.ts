import { Worker } from "node:worker_threads";
import type { Exchange } from "./exchange.ts";
import { CHUNKS_AHEAD, type FromThread, plainError, type ToThread, thrownError } from "./messages.ts";
import { Cancelled, OutOfMemory } from "./problems.ts";

/** How long a job may go on after it was told to stop, before its thread is ended. */
const GRACE_MILLISECONDS = 2000;

export interface ThreadOptions {
  /** The module that calls `serveJobs`. */
  readonly module: URL;
  readonly data: unknown;
  /** Megabytes of heap that one thread may use. */
  readonly memory: number;
  readonly exchange: Exchange;
}

export interface ThreadReply {
  readonly head: unknown;
  readonly body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
}

export interface Started {
  /** Settles when the head of the reply is there. */
  readonly reply: Promise<ThreadReply>;
  /** Settles when the thread is free again or has ended; never rejects. */
  readonly ended: Promise<void>;
  /** Stops the job with this error. */
  stop(reason: Error): void;
}

interface Job {
  readonly resolve: (reply: ThreadReply) => void;
  readonly reject: (error: Error) => void;
  readonly free: () => void;
  readonly onReport: ((report: unknown) => void) | undefined;
  stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  stopped: Error | undefined;
  grace: NodeJS.Timeout | undefined;
}

/** One worker thread, which does one job at a time. */
export class Thread {
  readonly ready: Promise<void>;
  readonly gone: Promise<void>;
  alive = true;
  readonly #worker: Worker;
  readonly #exchange: Exchange;
  #job: Job | undefined;

  constructor({ module, data, memory, exchange }: ThreadOptions) {
    this.#exchange = exchange;
    this.#worker = new Worker(module, {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: memory },
      // Flags of the process, such as a debugger's, are not for threads.
      execArgv: [],
    });
    let isReady: () => void = () => undefined;
    this.ready = new Promise((resolve) => {
      isReady = resolve;
    });
    let failure: Error | undefined;
    this.#worker.on("message", (message: FromThread) => {
      if (message.is === "ready") isReady();
      else this.#heard(message);
    });
    this.#worker.on("error", (error: NodeJS.ErrnoException) => {
      failure =
        error.code === "ERR_WORKER_OUT_OF_MEMORY" ? new OutOfMemory("The answer needs too much memory.") : error;
    });
    this.gone = new Promise((resolve) => {
      this.#worker.once("exit", (code) => {
        this.alive = false;
        isReady();
        this.#finish(this.#job?.stopped ?? failure ?? new Error(`A thread ended with code ${code}.`));
        resolve();
      });
    });
  }

  get isFree(): boolean {
    return this.alive && this.#job === undefined;
  }

  run(payload: unknown, onReport?: (report: unknown) => void): Started {
    let free: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      free = resolve;
    });
    let job: Job | undefined;
    const reply = new Promise<ThreadReply>((resolve, reject) => {
      job = { resolve, reject, free, onReport, stream: undefined, stopped: undefined, grace: undefined };
    });
    this.#job = job;
    this.#post({ is: "run", payload });
    return { reply, ended, stop: (reason) => (this.#job === job ? this.#stop(reason) : undefined) };
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #post(message: ToThread): void {
    this.#worker.postMessage(message);
  }

  #stop(reason: Error): void {
    const job = this.#job;
    if (job === undefined || job.stopped !== undefined) return;
    job.stopped = reason;
    job.reject(reason);
    this.#closeStream(job, reason);
    this.#post({ is: "cancel" });
    job.grace = setTimeout(() => void this.#worker.terminate(), GRACE_MILLISECONDS);
  }

  #heard(message: FromThread): void {
    if (message.is === "want") {
      this.#bring(message.key, message.request);
      return;
    }
    const job = this.#job;
    if (job === undefined) return;
    if (message.is === "report") job.onReport?.(message.report);
    else if (message.is === "reply") {
      job.resolve({ head: message.head, body: message.bytes as Uint8Array<ArrayBuffer> });
      this.#finish();
    } else if (message.is === "head") job.resolve({ head: message.head, body: this.#streamOf(job) });
    else if (message.is === "chunk") {
      if (job.stopped === undefined) job.stream?.enqueue(message.bytes);
    } else if (message.is === "end") this.#finish();
    else if (message.is === "failed") this.#finish(job.stopped ?? thrownError(message.error));
  }

  #streamOf(job: Job): ReadableStream<Uint8Array> {
    let first = true;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          job.stream = controller;
        },
        pull: () => {
          if (!first && this.#job === job) this.#post({ is: "taken" });
          first = false;
        },
        cancel: () => {
          if (this.#job === job) this.#stop(new Cancelled("The reader went away."));
        },
      },
      { highWaterMark: CHUNKS_AHEAD },
    );
  }

  #closeStream(job: Job, error: Error | undefined): void {
    const { stream } = job;
    job.stream = undefined;
    try {
      if (error === undefined) stream?.close();
      else stream?.error(error);
    } catch {
      // The reader has cancelled the stream already.
    }
  }

  #finish(error?: Error): void {
    const job = this.#job;
    if (job === undefined) return;
    this.#job = undefined;
    clearTimeout(job.grace);
    if (error !== undefined) job.reject(error);
    this.#closeStream(job, error);
    job.free();
  }

  #bring(key: string, request: unknown): void {
    this.#exchange.value(key, request).then(
      (value) => this.#post({ is: "value", key, value }),
      (error: unknown) => this.#post({ is: "no value", key, error: plainError(error) }),
    );
  }
}
