import { type ChildProcess, fork } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { InvalidInput } from "../../errors.ts";
import type { Converted } from "./ownership/conversion.ts";
import type { OwnershipForm } from "./ownership/form.ts";
import type { Peek, ReadOptions, Reply, Request, Staged } from "./protocol.ts";

export interface ReaderLimits {
  /** Resident bytes of the child, where the system tells. */
  readonly memory: number;
  /** Milliseconds that the child may stay silent. */
  readonly silence: number;
  /** Milliseconds for the whole file. */
  readonly time: number;
}

export interface Reader {
  peek(): Promise<Peek>;
  sha256(): Promise<string>;
  stage(columns: readonly number[]): Promise<Staged>;
  /** Takes a file of ownership apart; `source` names ids that have no scheme of their own. */
  convert(form: OwnershipForm, source: string): Promise<Converted>;
  physicalLines(records: readonly number[]): Promise<readonly number[]>;
  close(): void;
}

export type OnReaderProgress = (progress: { stage: string; bytes: number; totalBytes: number }) => void;

const MEGABYTE = 1024 * 1024;

/** What a file of `bytes` may cost: 10 minutes, or 1 s a megabyte when that is more. */
export function limitsFor(bytes: number): ReaderLimits {
  return { memory: 4096 * MEGABYTE, silence: 120_000, time: Math.max(600_000, (bytes / MEGABYTE) * 1000) };
}

/** Starts a child process that reads one file. A child that dies, hangs or grows too large gives InvalidInput. */
export function startReader(
  options: ReadOptions,
  limits: ReaderLimits,
  onProgress: OnReaderProgress = () => {},
  signal?: AbortSignal,
): Reader {
  const name = basename(options.file);
  const child = fork(childModule(), [], {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    execArgv: ["--max-old-space-size=1536"],
  });
  const waiting = new Map<string, { resolve: (reply: Reply) => void; reject: (error: Error) => void }>();
  let failure: Error | null = null;
  let stderr = "";
  let lastHeard = Date.now();
  const started = Date.now();

  const fail = (error: Error) => {
    failure ??= error;
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
    clearInterval(watch);
    signal?.removeEventListener("abort", onAbort);
    child.kill("SIGKILL");
  };
  const onAbort = () => fail(signal?.reason instanceof Error ? signal.reason : new Error("aborted"));

  const watch = setInterval(() => {
    if (Date.now() - lastHeard > limits.silence || Date.now() - started > limits.time) {
      fail(new InvalidInput(`“${name}” could not be read in ${Math.round((Date.now() - started) / 1000)} seconds.`));
    }
    void residentBytes(child).then((bytes) => {
      if (bytes > limits.memory) fail(tooLarge(name, limits.memory));
    });
  }, 250);
  watch.unref();

  child.stderr?.on("data", (chunk: Buffer) => {
    stderr = (stderr + chunk.toString("utf8")).slice(-4000);
  });
  child.on("error", (error) => fail(error));
  child.on("exit", (code, reason) => {
    if (/heap out of memory|ERR_WORKER_OUT_OF_MEMORY|bad_alloc/.test(stderr)) fail(tooLarge(name, limits.memory));
    else fail(new InvalidInput(`Reading “${name}” ended the reading process (${reason ?? `code ${code}`}).`));
  });
  child.on("message", (reply: Reply) => {
    lastHeard = Date.now();
    if (reply.is === "alive") return;
    if (reply.is === "progress") {
      onProgress({ stage: reply.stage, bytes: reply.bytes, totalBytes: reply.totalBytes });
      return;
    }
    const key = reply.is === "refused" || reply.is === "broken" ? reply.to : REQUEST_OF[reply.is];
    const waiter = waiting.get(key);
    waiting.delete(key);
    if (reply.is === "refused") {
      waiter?.reject(new InvalidInput(reply.message, reply.hint === undefined ? {} : { hint: reply.hint }));
    } else if (reply.is === "broken") waiter?.reject(brokenError(name, reply.message, limits.memory));
    else waiter?.resolve(reply);
  });
  signal?.addEventListener("abort", onAbort, { once: true });
  if (signal?.aborted === true) onAbort();

  const ask = <R extends Reply["is"]>(request: Request, expected: R): Promise<Extract<Reply, { is: R }>> =>
    new Promise((resolve, reject) => {
      if (failure !== null) return reject(failure);
      waiting.set(REQUEST_OF[expected as keyof typeof REQUEST_OF], {
        resolve: (reply) => resolve(reply as Extract<Reply, { is: R }>),
        reject,
      });
      child.send(request);
    });

  return {
    peek: async () => (await ask({ is: "peek", options }, "peeked")).peek,
    sha256: async () => (await ask({ is: "hash", file: options.file }, "hashed")).sha256,
    stage: async (columns) => (await ask({ is: "stage", columns }, "staged")).staged,
    convert: async (form, source) => (await ask({ is: "convert", options, form, source }, "converted")).converted,
    physicalLines: async (records) => (await ask({ is: "lines", records }, "lines")).lines,
    close() {
      clearInterval(watch);
      signal?.removeEventListener("abort", onAbort);
      child.removeAllListeners("exit");
      child.kill("SIGKILL");
    },
  };
}

const REQUEST_OF = { peeked: "peek", hashed: "hash", staged: "stage", converted: "convert", lines: "lines" } as const;

/** Node 20 runs no TypeScript, so the child is always a built one: beside this file, or, from the sources, a test's own. */
function childModule(): string {
  const here = import.meta.url;
  const places = here.endsWith(".ts")
    ? ["../../../node_modules/.cache/headwater-reader/ingest/reader/child.js", "../../../dist/ingest/reader/child.js"]
    : ["./child.js"];
  const paths = places.map((place) => fileURLToPath(new URL(place, here)));
  const built = paths.find((path) => existsSync(path));
  if (built === undefined) throw new Error(`The reading process is not built: ${paths.join(", ")}. Run npm run build.`);
  return built;
}

const tooLarge = (name: string, bytes: number): InvalidInput =>
  new InvalidInput(`Reading “${name}” takes more than ${Math.round(bytes / MEGABYTE)} MB of memory.`, {
    hint: "Save it as CSV or Parquet, or split it.",
  });

function brokenError(name: string, message: string, memory: number): Error {
  if (/Out of Memory/i.test(message)) return tooLarge(name, memory);
  return new Error(`Reading “${name}” failed: ${message}`);
}

async function residentBytes(child: ChildProcess): Promise<number> {
  if (process.platform !== "linux" || child.pid === undefined) return 0;
  try {
    const pages = Number((await readFile(`/proc/${child.pid}/statm`, "utf8")).split(" ")[1]);
    return pages * 4096;
  } catch {
    return 0;
  }
}
