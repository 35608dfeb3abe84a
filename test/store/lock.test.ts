import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { StoreProblem } from "../../src/errors.ts";
import { type Disk, nodeDisk } from "../../src/store/disk.ts";
import { isAlive, lockHolder, takeLock } from "../../src/store/lock.ts";
import { compiledSources } from "../support/build.ts";
import { scratchFolder } from "../support/store-fixture.ts";

const now = () => new Date("2026-01-02T03:04:05Z");
const plant = (folder: string, holder: object) => writeFileSync(join(folder, "lock"), JSON.stringify(holder));
const lockHolderOf = (pid: number) => ({ host: hostname(), pid, started: null });
const gone = { host: hostname(), pid: 4_000_000, started: "x 1", since: "2026-01-01T00:00:00.000Z" };

test("the lock names who holds it, and goes with its release", async () => {
  const folder = scratchFolder();
  const release = await takeLock(nodeDisk, folder, now);
  const holder = lockHolder(folder);
  expect(holder).toMatchObject({ host: hostname(), pid: process.pid, since: "2026-01-02T03:04:05.000Z" });
  expect(holder !== null && isAlive(holder)).toBe(true);
  await expect(takeLock(nodeDisk, folder, now)).rejects.toThrow(StoreProblem);
  await release();
  expect(readdirSync(folder)).toEqual([]);
});

test("the lock of a process that is gone is broken", async () => {
  const folder = scratchFolder();
  plant(folder, gone);
  const release = await takeLock(nodeDisk, folder, now);
  expect(lockHolder(folder)?.pid).toBe(process.pid);
  await release();
  expect(readdirSync(folder)).toEqual([]);
});

test.runIf(process.platform === "linux")("a process that only has the same number is another one", async () => {
  const folder = scratchFolder();
  plant(folder, { ...gone, pid: process.pid });
  await (await takeLock(nodeDisk, folder, now))();
});

test("the lock of another host is never broken", async () => {
  const folder = scratchFolder();
  plant(folder, { ...gone, host: "elsewhere" });
  await expect(takeLock(nodeDisk, folder, now)).rejects.toThrow(
    'being written by process 4000000 on "elsewhere" since 2026-01-01T00:00:00.000Z',
  );
});

test("a lock that cannot be read is a problem of the store, with what to do", async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, "lock"), "");
  await expect(takeLock(nodeDisk, folder, now)).rejects.toMatchObject({
    hint: expect.stringContaining('remove "lock"'),
  });
});

test("a lock that was taken afresh since the stale one was seen is not broken", async () => {
  const folder = scratchFolder();
  plant(folder, gone);
  const fresh = { ...lockHolderOf(process.ppid), since: "2026-01-02T00:00:00.000Z" };
  const overtaken: Disk = {
    ...nodeDisk,
    link: async (from, to) => {
      if (to.includes("break")) plant(folder, fresh);
      return nodeDisk.link(from, to);
    },
  };
  await expect(takeLock(overtaken, folder, now)).rejects.toThrow(`being written by process ${process.ppid} on`);
  expect(lockHolder(folder)?.pid).toBe(process.ppid);
});

test("while one breaks a lock no other does", async () => {
  const folder = scratchFolder();
  plant(folder, gone);
  let other: Promise<unknown> | undefined;
  const slow: Disk = {
    ...nodeDisk,
    remove: async (path) => {
      if (path === join(folder, "lock") && other === undefined) {
        other = takeLock(nodeDisk, folder, now).catch((error: unknown) => error);
        await other;
      }
      return nodeDisk.remove(path);
    },
  };
  await takeLock(slow, folder, now);
  expect(await other).toBeInstanceOf(StoreProblem);
});

test("of many processes that take it and die with it, never two are inside", async () => {
  const folder = scratchFolder();
  const inside = join(folder, "store");
  mkdirSync(inside);
  plant(inside, gone);
  const journal = join(folder, "journal");
  writeFileSync(journal, "");
  const script = fileURLToPath(new URL("../support/lock-contender.mjs", import.meta.url));
  const compiled = compiledSources();
  // As many goes as a quiet machine has in some seconds, however long a busy one takes over them.
  let killed = 0;
  const goes = () => readFileSync(journal, "utf8").split("\n").length - 1;
  const contend = async () => {
    while (killed === 0 || goes() < 100) {
      const child = spawn(process.execPath, [script, compiled, inside, journal, "1000"], {
        stdio: ["ignore", "ignore", "inherit"],
      });
      const code = await new Promise((done) => child.on("close", done));
      expect([0, null]).toContain(code);
      if (code === null) killed += 1;
    }
  };
  await Promise.all(Array.from({ length: 4 }, contend));

  const lines = readFileSync(journal, "utf8").trimEnd().split("\n");
  let holder: string | null = null;
  const dead = new Set<string>();
  for (const line of lines) {
    const [what, pid = ""] = line.split(" ");
    expect(dead.has(pid), `${pid} is back from the dead`).toBe(false);
    if (what === "out") {
      expect(holder).toBe(pid);
      holder = null;
      continue;
    }
    // Whoever was inside without having left must have died there: it may not be heard of again.
    if (holder !== null) dead.add(holder);
    holder = pid;
  }
  expect(dead.size).toBeGreaterThan(0);
});
