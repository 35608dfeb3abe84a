import { Worker } from "node:worker_threads";
import type { Exchange } from "./exchange.ts";
import { CHUNKS_AHEAD, type FromThread, plainError, type ToThread, thrownError } from "./messages.ts";
import { Cancelled, OutOfMemory } from "./problems.ts";

/** Places in the cells that a thread shares with whoever started it: calls inside native code, and whether it is to end. */
export const NATIVE = { inFlight: 0, leaving: 1 } as const;

/** What a thread is given to begin with. */
export interface ThreadStart {
  readonly data: unknown;
  readonly native: Int32Array<SharedArrayBuffer>;
}

const BETWEEN_LOOKS = 10;

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
  readonly #native = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  #job: Job | undefined;
  #ending: Promise<void> | undefined;

  constructor({ module, data, memory, exchange }: ThreadOptions) {
    this.#exchange = exchange;
    this.#worker = new Worker(module, {
      workerData: { data, native: this.#native } satisfies ThreadStart,
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
    return this.alive && this.#ending === undefined && this.#job === undefined;
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

  /**
   * Ends the thread, whatever it does, once nothing of it is inside native code: ended earlier, it would take the whole
   * process with it. It begins nothing more there, and what is there is told to stop.
   */
  end(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  async #end(): Promise<void> {
    Atomics.store(this.#native, NATIVE.leaving, 1);
    this.#post({ is: "cancel" });
    while (this.alive && Atomics.load(this.#native, NATIVE.inFlight) > 0) {
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS));
    }
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
    job.grace = setTimeout(() => void this.end(), GRACE_MILLISECONDS);
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
