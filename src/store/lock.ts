import { readdirSync, readFileSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { StoreProblem } from "../errors.ts";
import { codeOf, type Disk, uniqueName } from "./disk.ts";

/** Who writes a store, and since when. */
export interface LockHolder {
  readonly host: string;
  readonly pid: number;
  /** Start of the process as the system counts it; tells it from a later one with the same number. */
  readonly started: string | null;
  /** ISO 8601 instant. */
  readonly since: string;
}

const LOCK = "lock";
const CLAIM = `.${LOCK}-break-`;
const ATTEMPTS = 40;
const AN_HOUR = 3_600_000;

/**
 * Takes the one writer lock of a store and gives the function that releases it.
 *
 * A lock whose process is gone is broken. Only a process that is alone in the breaking may remove a lock of another,
 * so a fresh lock is never broken by someone who saw the stale one before it.
 */
export async function takeLock(disk: Disk, folder: string, now: () => Date): Promise<() => Promise<void>> {
  const path = join(folder, LOCK);
  const mine: LockHolder = { ...thisProcess(), since: now().toISOString() };
  const draft = join(folder, `.${LOCK}-${uniqueName()}`);
  await disk.writeNew(draft, `${JSON.stringify(mine)}\n`);
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (await disk.link(draft, path)) {
        return async () => {
          await disk.remove(path);
        };
      }
      const holder = lockHolder(folder);
      if (holder !== null && isAlive(holder)) throw heldBy(folder, holder);
      if (holder !== null) await breakLock(disk, folder, path);
      await pause(Math.random() * 25);
    }
  } finally {
    await disk.remove(draft);
  }
  throw new StoreProblem(`The lock of the store "${folder}" changes hands too fast.`, { hint: "Try again." });
}

/** Who holds the lock of a store now; none when nobody does. */
export function lockHolder(folder: string): LockHolder | null {
  return readHolder(join(folder, LOCK));
}

function readHolder(path: string): LockHolder | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
  try {
    const { host, pid, started, since } = JSON.parse(text);
    if (typeof host === "string" && typeof pid === "number") return { host, pid, started: started ?? null, since };
  } catch {}
  throw new StoreProblem(`The lock "${path}" cannot be read.`, {
    hint: `Make sure that nothing writes the store, then remove "${basename(path)}" from "${dirname(path)}".`,
  });
}

/** A lock of another host counts as alive: its processes cannot be seen from here. */
export function isAlive(holder: LockHolder): boolean {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (codeOf(error) === "ESRCH") return false;
  }
  return holder.started === null || holder.started === startOf(holder.pid);
}

async function breakLock(disk: Disk, folder: string, path: string): Promise<void> {
  const draft = join(folder, `.${LOCK}-${uniqueName()}`);
  const claim = join(folder, `${CLAIM}${uniqueName()}`);
  await disk.writeNew(draft, `${JSON.stringify({ ...thisProcess(), since: new Date().toISOString() })}\n`);
  try {
    await disk.link(draft, claim);
    for (const name of readdirSync(folder)) {
      const other = join(folder, name);
      if (!name.startsWith(CLAIM) || other === claim) continue;
      const breaker = readHolder(other);
      if (breaker !== null && isAlive(breaker)) return;
      await disk.remove(other);
    }
    const holder = readHolder(path);
    if (holder !== null && !isAlive(holder)) await disk.remove(path);
  } finally {
    await disk.remove(claim);
    await disk.remove(draft);
  }
}

/** Removes what processes that are gone left behind while they tried to take or break a lock. */
export async function removeStaleDrafts(disk: Disk, folder: string): Promise<void> {
  for (const name of readdirSync(folder).filter((candidate) => candidate.startsWith(`.${LOCK}-`))) {
    const path = join(folder, name);
    if (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > AN_HOUR)
      await disk.remove(path);
  }
}

function thisProcess(): Omit<LockHolder, "since"> {
  return { host: hostname(), pid: process.pid, started: startOf(process.pid) };
}

/** The boot and the clock tick a process started in, where the system tells (Linux); none once it has ended. */
function startOf(pid: number): string | null {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in the second field may hold spaces and brackets: count from the last bracket.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ended = fields[0] === "Z" || fields[0] === "X";
    return ended ? null : `${boot} ${fields[19]}`;
  } catch {
    return null;
  }
}

function heldBy(folder: string, holder: LockHolder): StoreProblem {
  const who = `process ${holder.pid} on "${holder.host}"`;
  return new StoreProblem(`The store "${folder}" is being written by ${who} since ${holder.since}.`, {
    hint: `Wait until it is done. If you are sure that it is gone for good, remove "${join(folder, LOCK)}".`,
  });
}
