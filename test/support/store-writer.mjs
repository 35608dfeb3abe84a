// Writes a store in a process of its own, to be killed. Arguments: compiled sources, store folder, what to do, the
// number of the durable step before which to kill (0: none). Prints "step N name" when asked to list, "ready" at start.
const [compiled, folder, task, killBefore] = process.argv.slice(2);
const { Store } = await import(`${compiled}/store/store.js`);
const { nodeDisk } = await import(`${compiled}/store/disk.js`);
// Loaded only where it is needed: starting the process is most of what a run costs.
const part = (name) => import(`${compiled}/store/${name}.js`).then((module) => module[name]);

let steps = 0;
const step = (name) => {
  steps += 1;
  if (steps === Number(killBefore)) process.kill(process.pid, "SIGKILL");
  process.stdout.write(`step ${steps} ${name}\n`);
};
const disk = Object.fromEntries(
  Object.entries(nodeDisk).map(([name, run]) => [
    name,
    async (...args) => {
      step(name);
      return run(...args);
    },
  ]),
);

let connection;
if (["import", "seed", "many"].includes(task)) {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
}

const flows = (rows, usd) => `
  select '2024' as period, date '2024-01-01' as period_from, 'annual' as frequency, 'US' as reporter, 'CN' as partner,
    'import' as direction, lpad(cast(i as varchar), 6, '0') as hs6, cast(${usd} as decimal(18,2)) as usd, i as source_row
  from range(${rows}) as r(i)`;
const importRow = (rows) => `
  select 'flows' as family, 'f.csv' as file, date '2024-01-01' as imported_on, ${rows} as rows, 0 as rejected,
    false as made`;

/** Replaces the import `corrected` (100 rows of 1.00 by 200 of 2.00) and adds `new` in three tables at once. */
async function importTask(store) {
  await store.write("import", async (tx) => {
    tx.removeImport("corrected");
    await tx.add("flows", connection, flows(200, "2.00"), "corrected");
    await tx.add("imports", connection, importRow(200), "corrected");
    await tx.add("flows", connection, flows(50, "3.00"), "new");
    await tx.add("imports", connection, importRow(50), "new");
    await tx.add("rejects", connection, "select 'f.csv' as file, 7 as line, 'no code' as reason", "new");
  });
}

const TASKS = {
  create: () => Store.create(folder, { disk }),
  seed: async () => {
    const store = await Store.open(folder);
    await store.write("seed", async (tx) => {
      await tx.add("flows", connection, flows(100, "1.00"), "corrected");
      await tx.add("imports", connection, importRow(100), "corrected");
      await tx.add("flows", connection, flows(10, "5.00"), "split");
      await tx.add("flows", connection, flows(10, "5.00"), "split");
      await tx.add("imports", connection, importRow(20), "split");
    });
  },
  import: async () => importTask(await Store.open(folder, { disk })),
  undo: async () => (await part("undo"))(await Store.open(folder, { disk }), "corrected"),
  erase: async () => (await part("undo"))(await Store.open(folder, { disk }), "corrected", { erase: true }),
  compact: async () => (await part("compact"))(await Store.open(folder, { disk })),
  /** Import after import, each replaced, merged or undone again, as fast as it goes. */
  many: async () => {
    const store = await Store.open(folder);
    for (let number = 0; number < 25; number++) {
      const importId = `m${number % 7}`;
      await store.write(importId, async (tx) => {
        tx.removeImport(importId);
        await tx.add("flows", connection, flows(number + 1, "1.00"), importId);
        await tx.add("flows", connection, flows(number + 2, "1.00"), importId);
        await tx.add("imports", connection, importRow(2 * number + 3), importId);
      });
      if (number % 5 === 3) await (await part("undo"))(store, importId);
      if (number % 5 === 4) await (await part("compact"))(store);
    }
  },
  vacuum: async () => (await part("vacuum"))(await Store.open(folder, { disk }), { keepDays: 0 }),
};

process.stdout.write("ready\n");
await TASKS[task]();
process.stdout.write("done\n");
