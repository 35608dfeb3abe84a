import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MEMORY = "/dev/shm";
const NAME = /^headwater-tests-(\d+)-/;
/** Bytes that must be free, as room and as memory, before temporary files are kept in memory. */
const ROOM = 8 * 1024 ** 3;

/** Files in memory wait for no disk: half of what a store does is to wait until a disk has what it wrote. */
function hasRoomInMemory(): boolean {
  if (!existsSync(MEMORY) || !existsSync("/proc/meminfo")) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  const available = /^MemAvailable:\s+(\d+) kB/m.exec(readFileSync("/proc/meminfo", "utf8"))?.[1];
  return bavail * bsize >= ROOM && Number(available ?? "0") * 1024 >= ROOM;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

let folder: string | undefined;

/** Gives the run a temporary folder of its own, in memory where there is plenty, and every test and process in it. */
export function setup(): void {
  if (process.env.TMPDIR !== undefined && NAME.test(process.env.TMPDIR.split("/").at(-1) ?? "")) return;
  const parent = hasRoomInMemory() ? MEMORY : tmpdir();
  for (const name of readdirSync(parent)) {
    const pid = NAME.exec(name)?.[1];
    // A run that was killed could not clear away its own.
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(parent, name), { recursive: true, force: true });
  }
  folder = mkdtempSync(join(parent, `headwater-tests-${process.pid}-`));
  process.env.TMPDIR = folder;
}

export function teardown(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
