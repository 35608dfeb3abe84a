import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { built, OUT } from "./paths.mjs";
import { readableTime, timed } from "./timing.mjs";

const SEED = 1;

/** The made world that everything runs on: its file of bills and its store, both kept between runs. */
export async function prepareWorld(rows) {
  const { readBook } = await built("book/book");
  const { GENERATOR_VERSION } = await built("synth/options");
  const book = await readBook();
  const name = `${SEED}-${rows}-v${GENERATOR_VERSION}`;
  const folder = join(OUT, `world-${name}`);
  if (!existsSync(join(folder, "world.json"))) {
    const { makeWorld } = await built("synth/make-world");
    process.stdout.write(`Making ${rows.toLocaleString("en-US")} shipments ... `);
    const { ms } = await timed(() => makeWorld({ shipments: rows, seed: SEED, out: folder, book, truthBills: false }));
    console.log(readableTime(ms));
  }
  return {
    rows,
    seed: SEED,
    book,
    csv: join(folder, "shipments.csv"),
    mapping: join(folder, "shipments.mapping.yaml"),
    store: join(OUT, `store-${name}`),
    counted: join(OUT, `counted-${name}.parquet`),
    dataset: { table: "shipments", sourceId: `made-world-${SEED}`, hsRevision: 2022, made: true },
  };
}

/** Imports the world into a store of its own, in the place of one that is there. */
export async function importWorld(world) {
  const { Store } = await built("store/store");
  const { importFile } = await built("ingest/import-file");
  const { readMapping } = await built("ingest/mapping");
  rmSync(world.store, { recursive: true, force: true });
  rmSync(world.counted, { force: true });
  const store = await Store.create(world.store);
  const mapping = readMapping(readFileSync(world.mapping, "utf8"));
  return importFile(store, world.book, { file: world.csv, mapping, importedOn: new Date().toISOString().slice(0, 10) });
}

/** The vintage to ask of; imports the world first where that has not been done. */
export async function openVintage(world) {
  const { Store } = await built("store/store");
  if (!existsSync(join(world.store, "store.json"))) {
    console.log("  importing first");
    await importWorld(world);
  }
  return (await Store.open(world.store)).vintage();
}
