import { access, constants, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Dataset, Network } from "../network/network.ts";
import { codeOf } from "./disk.ts";
import type { Engine, EngineOptions } from "./engine.ts";
import type { CompiledDataset, CompileOptions } from "./snapshot-compile.ts";
import { snapshotKey, snapshotPrefix } from "./snapshot-format.ts";
import { readSnapshot, readWholeSnapshot, type SharedSnapshot, SnapshotDamaged } from "./snapshot-read.ts";
import type { Vintage } from "./vintage.ts";

export { networkOfShared, type SharedSnapshot } from "./snapshot-read.ts";

export interface SnapshotOptions extends CompileOptions {
  readonly engine?: EngineOptions;
  /** An engine of the same vintage, if one is open already. */
  readonly openEngine?: () => Promise<Engine>;
  /** Told in a sentence when the network could not be kept on disk. */
  readonly warn?: (sentence: string) => void;
}

/** Where the compiled networks of a store lie. They can be deleted at any time. */
export function snapshotFolder(vintage: Vintage): string {
  return join(vintage.folder, "snapshots");
}

export function snapshotPath(vintage: Vintage, dataset: Dataset): string {
  return join(snapshotFolder(vintage), `${snapshotPrefix(dataset)}-${snapshotKey(vintage, dataset)}.snapshot`);
}

/**
 * The compiled network of a dataset: from its snapshot on disk, read as it is needed, or compiled now and kept there.
 *
 * A damaged snapshot is compiled anew. Where nothing can be written the network lives in memory only, with a warning.
 */
export async function openSnapshot(
  vintage: Vintage,
  dataset: Dataset,
  options: SnapshotOptions = {},
): Promise<Network> {
  const path = snapshotPath(vintage, dataset);
  const kept = await openKept(path, snapshotKey(vintage, dataset), readSnapshot);
  return kept ?? compileSnapshot(vintage, dataset, options);
}

/**
 * The snapshot of a dataset read whole, for all threads of a process; compiled first where there is none. Null where it
 * cannot be kept on disk: then each thread opens its own.
 */
export async function openSharedSnapshot(
  vintage: Vintage,
  dataset: Dataset,
  options: SnapshotOptions = {},
): Promise<SharedSnapshot | null> {
  const [path, key] = [snapshotPath(vintage, dataset), snapshotKey(vintage, dataset)];
  const kept = await openKept(path, key, readWholeSnapshot);
  if (kept !== null) return kept;
  await compileSnapshot(vintage, dataset, options);
  return openKept(path, key, readWholeSnapshot);
}

/** What `read` makes of a snapshot; null where there is none, or a damaged one, which is removed. */
export async function openKept<T>(
  path: string,
  key: string,
  read: (path: string, key: string) => T,
): Promise<T | null> {
  try {
    return read(path, key);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    if (!(error instanceof SnapshotDamaged) && !(error instanceof SyntaxError) && codeOf(error) === undefined)
      throw error;
    await rm(path, { force: true }).catch(() => undefined);
    return null;
  }
}

/** Compiles a dataset whether or not there is a snapshot of it, and keeps the result on disk. */
export async function compileSnapshot(
  vintage: Vintage,
  dataset: Dataset,
  options: SnapshotOptions = {},
): Promise<Network> {
  const { compileDataset } = await import("./snapshot-compile.ts");
  const shared = await options.openEngine?.();
  const engine = shared ?? (await openOwnEngine(vintage, options.engine));
  try {
    const compiled = await compileDataset(engine, dataset, options);
    const [path, key] = [snapshotPath(vintage, dataset), snapshotKey(vintage, dataset)];
    await keepSnapshot(vintage, compiled, { path, key, prefix: snapshotPrefix(dataset) }, options);
    return compiled.network;
  } finally {
    if (shared === undefined) engine.close();
  }
}

interface KeptAs {
  readonly path: string;
  readonly key: string;
  /** Of files whose names begin so, only the newest `kept` stay. */
  readonly prefix: string;
  readonly kept?: number;
}

/** Keeps a compiled network on disk; where nothing can be written it lives in memory only, with a warning. */
export async function keepSnapshot(
  vintage: Vintage,
  compiled: CompiledDataset,
  { path, key, prefix, kept }: KeptAs,
  { progress, warn }: SnapshotOptions,
): Promise<void> {
  const { writeSnapshot, removeOldSnapshots } = await import("./snapshot-write.ts");
  const folder = snapshotFolder(vintage);
  const problem = await whyNotWritable(folder);
  if (problem !== null) warn?.(notKept(vintage, problem));
  else {
    progress?.("write", 0);
    await writeSnapshot(path, key, compiled)
      .then(() => removeOldSnapshots(folder, prefix, kept))
      .catch((error: unknown) => {
        const code = codeOf(error);
        if (code === undefined) throw error;
        warn?.(notKept(vintage, code));
      });
  }
  progress?.("write", 1);
}

async function openOwnEngine(vintage: Vintage, options: EngineOptions | undefined): Promise<Engine> {
  const { Engine: OwnEngine } = await import("./engine.ts");
  return OwnEngine.open(vintage, options);
}

/** The system's code for why the folder cannot be written to; null if it can. */
async function whyNotWritable(folder: string): Promise<string | null> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return null;
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    return code;
  }
}

function notKept(vintage: Vintage, code: string): string {
  return `The compiled network could not be kept in "${snapshotFolder(vintage)}" (${code}): the next question compiles again.`;
}
