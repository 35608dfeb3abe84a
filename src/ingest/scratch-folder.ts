import { mkdir, readdir, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";

const FOLDER = "scratch";

/** Runs `body` with an empty folder inside the store that is gone afterwards; takes away those of dead processes. */
export async function withScratchFolder<T>(store: string, body: (folder: string) => Promise<T>): Promise<T> {
  const parent = join(store, FOLDER);
  await clearDead(parent);
  const folder = join(parent, `${process.pid}-${Date.now().toString(36)}-${Math.floor(performance.now() * 1000)}`);
  await mkdir(folder, { recursive: true });
  try {
    return await body(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rmdir(parent).catch(() => {});
  }
}

async function clearDead(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    if (!isAlive(Number(name.split("-")[0]))) await rm(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
