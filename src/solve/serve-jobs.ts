import { parentPort } from "node:worker_threads";
import { CHUNKS_AHEAD, type FromThread, plainError, type ToThread, thrownError } from "./messages.ts";

export interface Reply {
  /** What is known before the first byte; any value that can be cloned. */
  readonly head: unknown;
  readonly body: Uint8Array | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export interface JobTools {
  /** Aborted when nobody wants the reply any more. */
  readonly signal: AbortSignal;
  report(report: unknown): void;
  /** A value that all threads share: from another thread if it has been loaded, else loaded as `request` says. */
  shared(key: string, request: unknown): Promise<unknown>;
}

interface Waiter {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Runs in a thread: answers one job after another for as long as the thread lives. */
export function serveJobs(answer: (payload: unknown, tools: JobTools) => Promise<Reply>): void {
  if (parentPort === null) throw new Error("serveJobs runs in a worker thread.");
  const port = parentPort;
  const post = (message: FromThread, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  const waiting = new Map<string, Waiter[]>();
  let abort = new AbortController();
  let ahead = 0;
  let room: (() => void) | undefined;

  const tools = (signal: AbortSignal): JobTools => ({
    signal,
    report: (report) => post({ is: "report", report }),
    shared: (key, request) =>
      new Promise((resolve, reject) => {
        waiting.set(key, [...(waiting.get(key) ?? []), { resolve, reject }]);
        post({ is: "want", key, request });
      }),
  });

  const sendChunks = async (body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, signal: AbortSignal) => {
    ahead = 0;
    for await (const chunk of body) {
      signal.throwIfAborted();
      const bytes = owned(chunk);
      post({ is: "chunk", bytes }, [bytes.buffer]);
      ahead += 1;
      if (ahead >= CHUNKS_AHEAD) {
        await new Promise<void>((resolve) => {
          room = resolve;
        });
      }
    }
  };

  const run = async (payload: unknown, signal: AbortSignal) => {
    try {
      const { head, body } = await answer(payload, tools(signal));
      if (body instanceof Uint8Array) {
        const bytes = owned(body);
        post({ is: "reply", head, bytes }, [bytes.buffer]);
        return;
      }
      post({ is: "head", head });
      await sendChunks(body, signal);
      post({ is: "end" });
    } catch (error) {
      post({ is: "failed", error: plainError(error) });
    }
  };

  const settle = (key: string, how: (waiter: Waiter) => void) => {
    const waiters = waiting.get(key) ?? [];
    waiting.delete(key);
    for (const waiter of waiters) how(waiter);
  };

  const makeRoom = () => {
    room?.();
    room = undefined;
  };

  port.on("message", (message: ToThread) => {
    if (message.is === "run") {
      abort = new AbortController();
      void run(message.payload, abort.signal);
    } else if (message.is === "cancel") {
      abort.abort();
      makeRoom();
    } else if (message.is === "taken") {
      ahead -= 1;
      makeRoom();
    } else if (message.is === "value") settle(message.key, ({ resolve }) => resolve(message.value));
    else settle(message.key, ({ reject }) => reject(thrownError(message.error)));
  });
  post({ is: "ready" });
}

/** Bytes in a buffer of their own, which can be handed over without a copy. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength;
  return whole ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}
