import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { NotFound } from "../../src/errors.ts";
import { Store } from "../../src/store/store.ts";
import { compiledSources } from "../support/build.ts";

const WRITER = fileURLToPath(new URL("../support/store-writer.mjs", import.meta.url));
// Some hundred processes: a machine that is busy with other tests needs its time.
vi.setConfig({ testTimeout: 300_000 });
const RANDOM_MOMENTS = 50;
const SIDE_BY_SIDE = 3;

const scratch = mkdtempSync(join(tmpdir(), "headwater-crash-"));
const seeded = join(scratch, "seeded");
const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
const connection = await instance.connect();
let compiled: string;

const writerArguments = (folder: string, task: string, killBefore = 0) => [
  WRITER,
  compiled,
  folder,
  task,
  String(killBefore),
];

/** Runs a task to its end, or to the kill before the given durable step, and gives what it printed. */
function writer(folder: string, task: string, killBefore = 0): Promise<{ output: string; signal: string | null }> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, writerArguments(folder, task, killBefore), {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let problems = "";
    child.stdout.on("data", (text) => {
      output += text;
    });
    child.stderr.on("data", (text) => {
      problems += text;
    });
    child.on("close", (code, signal) => {
      if (signal === null && code !== 0) fail(new Error(problems));
      else done({ output, signal });
    });
  });
}

beforeAll(async () => {
  compiled = compiledSources();
  await Store.create(seeded);
  await writer(seeded, "seed");
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let copies = 0;
function copyOfSeeded(): string {
  copies += 1;
  const folder = join(scratch, `copy-${copies}`);
  cpSync(seeded, folder, { recursive: true });
  return folder;
}

/** Everything the current vintage says, read from the files themselves. */
async function contentOf(store: Store): Promise<string> {
  const { tables } = await store.vintage();
  const rowsOf = async (table: string, select: string) => {
    const paths = (tables[table]?.files ?? []).map(({ path }) => `'${path}'`);
    if (paths.length === 0) return [];
    const reader = await connection.runAndReadAll(
      `${select} from read_parquet([${paths.join()}]) group by 1 order by 1`,
    );
    return reader.getRowsJson();
  };
  const flows = await rowsOf("flows", "select import_id, count(*), sum(usd)");
  const imports = await rowsOf("imports", "select import_id, max(rows)");
  const rejects = await rowsOf("rejects", "select import_id, count(*)");
  return JSON.stringify({ flows, imports, rejects });
}

/** The next write must succeed, and everything above the published versions must be taken back. */
async function writeOnceMore(store: Store, before: string): Promise<void> {
  const select = "select 'probe.csv' as file, 1 as line, 'probe' as reason";
  const { vintage } = await store.write("probe", (tx) => tx.add("rejects", connection, select, "probe"));
  const { tables } = await store.vintage(vintage);
  for (const [table, { version, files }] of Object.entries(tables)) {
    const last = store.logs.last(table);
    const names = (paths: Iterable<string>) => [...paths].sort();
    expect(names(store.logs.active(table, last).keys()), `${table} at ${version} and ${last}`).toEqual(
      names(files.map(({ name }) => encodeURIComponent(name))),
    );
  }
  const content = JSON.parse(before);
  content.rejects = [...content.rejects, ["probe", "1"]];
  expect(await contentOf(store)).toBe(JSON.stringify(content));
}

async function inBatches<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const workers = Array.from({ length: SIDE_BY_SIDE }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  });
  await Promise.all(workers);
}

async function expectBeforeOrAfter(folder: string, allowed: readonly string[], where: string): Promise<string> {
  const store = await Store.open(folder);
  const content = await contentOf(store);
  expect(allowed, where).toContain(content);
  await writeOnceMore(store, content);
  return content;
}

/** A random generator (mulberry32), so that a failure can be run again. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Runs an import and gives the milliseconds it took once it began; kills it at `moment`, at any instruction. */
function timeFromReady(folder: string, moment?: number): Promise<number> {
  return new Promise((done) => {
    const child = spawn(process.execPath, writerArguments(folder, "import"), { stdio: ["ignore", "pipe", "inherit"] });
    let ready: number | undefined;
    child.stdout.on("data", () => {
      if (ready === undefined && moment !== undefined) setTimeout(() => child.kill("SIGKILL"), moment);
      ready ??= performance.now();
    });
    child.on("close", () => done(performance.now() - (ready ?? performance.now())));
  });
}

test.each(["import", "undo", "erase", "compact", "vacuum"])(
  "killed between any two durable steps of %s, the store holds the state before or after",
  async (task) => {
    const whole = copyOfSeeded();
    const before = await contentOf(await Store.open(whole));
    const { output } = await writer(whole, task);
    const after = await contentOf(await Store.open(whole));
    const steps = output.match(/^step /gm)?.length ?? 0;
    expect(steps).toBeGreaterThan(5);

    const seen = new Set<string>();
    const numbers = Array.from({ length: steps }, (_, index) => index + 1);
    await inBatches(numbers, async (number) => {
      const folder = copyOfSeeded();
      const { signal } = await writer(folder, task, number);
      expect(signal).toBe("SIGKILL");
      seen.add(await expectBeforeOrAfter(folder, [before, after], `${task}, before step ${number} of ${steps}`));
      rmSync(folder, { recursive: true });
    });
    expect(seen).toEqual(new Set([before, after]));
  },
);

test("killed between any two durable steps of init, the folder holds no store or an empty one, and init succeeds", async () => {
  const whole = join(scratch, "whole");
  const steps = (await writer(whole, "create")).output.match(/^step /gm)?.length ?? 0;
  // Each table takes the same steps: those of the first two and the last ones say it all.
  const numbers = Array.from({ length: steps }, (_, index) => index + 1).filter((n) => n <= 16 || n > steps - 8);
  await inBatches(numbers, async (number) => {
    const folder = join(scratch, `init-${number}`);
    expect((await writer(folder, "create", number)).signal).toBe("SIGKILL");
    const store = await Store.open(folder).catch(() => Store.create(folder));
    await writeOnceMore(store, JSON.stringify({ flows: [], imports: [], rejects: [] }));
    rmSync(folder, { recursive: true });
  });
});

test(`killed at ${RANDOM_MOMENTS} random moments of an import, the store holds the state before or after`, async () => {
  const seed = Number(process.env.HEADWATER_SEED ?? Date.now() % 1_000_000);
  console.info(`random moments from HEADWATER_SEED=${seed}`);
  const random = seededRandom(seed);

  const whole = copyOfSeeded();
  const before = await contentOf(await Store.open(whole));
  const lasted = await timeFromReady(whole);
  const after = await contentOf(await Store.open(whole));

  const moments = Array.from({ length: RANDOM_MOMENTS }, () => random() * lasted);
  await inBatches(moments, async (moment) => {
    const folder = copyOfSeeded();
    await timeFromReady(folder, moment);
    await expectBeforeOrAfter(folder, [before, after], `killed after ${Math.round(moment)} ms (seed ${seed})`);
    rmSync(folder, { recursive: true });
  });
});

test("after an erasure that was killed half way, the next write deletes what was left of the import", async () => {
  const whole = copyOfSeeded();
  const steps = (await writer(whole, "erase")).output.match(/^step \d+ \w+/gm) ?? [];
  const lastRename = steps.findLastIndex((line) => line.endsWith("rename"));
  const folder = copyOfSeeded();
  // Before the last publication the files are gone but the store still says that it is erasing.
  const first = steps.findIndex((line) => line.endsWith("rename"));
  expect(lastRename).toBeGreaterThan(first);
  await writer(folder, "erase", first + 3);
  const store = await Store.open(folder);
  expect(store.state().erasing).toEqual(["corrected"]);
  await store.write("anything", async () => {});
  expect(store.state().erasing).toEqual([]);
  await expect(store.vintage(1)).rejects.toThrow(NotFound);
  const left = spawnSync("ls", [store.tableFolder("flows")], { encoding: "utf8" }).stdout;
  expect(left).not.toContain("corrected");
});
