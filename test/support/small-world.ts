import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readBook } from "../../src/book/book.ts";
import { importFile } from "../../src/ingest/import-file.ts";
import { Store } from "../../src/store/store.ts";
import { makeWorld } from "../../src/synth/make-world.ts";
import { isoDate } from "../../src/vocab/iso-date.ts";

interface SmallWorld {
  /** Folder of what was made, with its truth. */
  readonly world: string;
  /** Folder of the store that holds its bills; not to be written to. */
  readonly store: string;
}

let made: Promise<SmallWorld> | undefined;

/** A made world of 20,000 bills in a store, made once for all files that a process tests. */
export function smallWorld(): Promise<SmallWorld> {
  made ??= make();
  return made;
}

async function make(): Promise<SmallWorld> {
  const base = await mkdtemp(join(tmpdir(), "headwater-small-world-"));
  const [world, folder] = [join(base, "world"), join(base, "store")];
  const book = await readBook();
  await makeWorld({ shipments: 20_000, seed: 3, out: world, book });
  const store = await Store.create(folder);
  await importFile(store, book, { file: join(world, "shipments.csv"), importedOn: isoDate("2026-01-02") });
  return { world, store: folder };
}
