import { randomBytes } from "node:crypto";
import type { ImportResult } from "../operations/tasks/import.ts";
import { Busy, Cancelled } from "../solve/problems.ts";
import { type Problem, problemOf } from "./problem.ts";

export type ImportState = "waiting" | "running" | "done" | "failed" | "cancelled";

/** How an import stands, as it is told to whoever asks. */
export interface ImportStatus {
  readonly id: string;
  readonly file: string;
  readonly bytes: number;
  readonly state: ImportState;
  readonly progress: unknown;
  readonly result: ImportResult["files"][number] | null;
  readonly problem: Problem | null;
}

export interface ImportWork {
  readonly file: string;
  readonly bytes: number;
  run(tools: { readonly signal: AbortSignal; readonly onReport: (progress: unknown) => void }): Promise<ImportResult>;
  /** Called once, whatever became of it. */
  discard(): Promise<void>;
}

export interface ImportQueue {
  /** Throws Busy when too many wait. */
  checkRoom(): void;
  add(work: ImportWork): ImportStatus;
  find(id: string): ImportStatus | undefined;
  list(): readonly ImportStatus[];
  /** Stops an import that has not ended; the store is then as before. */
  cancel(id: string): void;
  /** Told of every change of an import, until the function that is returned is called. */
  watch(id: string, onChange: (status: ImportStatus) => void): () => void;
  /** Runs anything else that writes in its turn. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

interface Entry {
  status: ImportStatus;
  readonly abort: AbortController;
  readonly watchers: Set<(status: ImportStatus) => void>;
}

/** Imports that have ended stay to be asked for. */
const KEPT = 100;

export const hasEnded = ({ state }: ImportStatus): boolean => state !== "waiting" && state !== "running";

/** One import after another: a store has one writer. */
export function createImportQueue(most: number, onBug: (id: string, error: unknown) => void): ImportQueue {
  const entries = new Map<string, Entry>();
  let last: Promise<unknown> = Promise.resolve();

  const change = (entry: Entry, next: Partial<ImportStatus>) => {
    entry.status = { ...entry.status, ...next };
    for (const watcher of entry.watchers) watcher(entry.status);
  };
  const forgetOldest = () => {
    for (const [id, { status }] of entries) {
      if (entries.size <= KEPT) return;
      if (hasEnded(status)) entries.delete(id);
    }
  };
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
  const run = async (entry: Entry, work: ImportWork) => {
    const { signal } = entry.abort;
    try {
      if (signal.aborted) throw new Cancelled("Cancelled.");
      change(entry, { state: "running" });
      const { files } = await work.run({ signal, onReport: (progress) => change(entry, { progress }) });
      change(entry, { state: "done", result: files[0] ?? null });
    } catch (error) {
      if (signal.aborted) return change(entry, { state: "cancelled" });
      const { problem, bug } = problemOf(error);
      if (bug !== undefined) onBug(problem.id ?? "", bug);
      change(entry, { state: "failed", problem });
    } finally {
      await work.discard();
      entry.watchers.clear();
    }
  };
  const checkRoom = () => {
    const open = [...entries.values()].filter(({ status }) => !hasEnded(status)).length;
    if (open >= most) throw new Busy(`${open} imports wait already.`);
  };
  return {
    checkRoom,
    add(work) {
      checkRoom();
      const id = randomBytes(8).toString("hex");
      const { file, bytes } = work;
      const entry: Entry = {
        status: { id, file, bytes, state: "waiting", progress: null, result: null, problem: null },
        abort: new AbortController(),
        watchers: new Set(),
      };
      entries.set(id, entry);
      forgetOldest();
      void inTurn(() => run(entry, work));
      return entry.status;
    },
    find: (id) => entries.get(id)?.status,
    list: () => [...entries.values()].map(({ status }) => status).reverse(),
    cancel: (id) => entries.get(id)?.abort.abort(),
    watch(id, onChange) {
      const watchers = entries.get(id)?.watchers;
      watchers?.add(onChange);
      return () => watchers?.delete(onChange);
    },
    inTurn,
    async close() {
      for (const { abort } of entries.values()) abort.abort();
      await last;
    },
  };
}
