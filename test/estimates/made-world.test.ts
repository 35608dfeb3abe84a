import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readBook } from "../../src/book/book.ts";
import { importFile } from "../../src/ingest/import-file.ts";
import { ESTIMATE_STEPS } from "../../src/network/estimate-values.ts";
import {
  type Dataset,
  type Network,
  rowAddress,
  UNIT_VALUE_OUTLIER,
  VALUE_BY_WEIGHT,
} from "../../src/network/network.ts";
import { bandReader, runGoods } from "../../src/network/sum-runs.ts";
import { compileSnapshot } from "../../src/store/snapshot.ts";
import { Store } from "../../src/store/store.ts";
import { makeWorld } from "../../src/synth/make-world.ts";
import { isoDate } from "../../src/vocab/iso-date.ts";
import { type Row, rowsOf } from "../support/world-rows.ts";

const SHIPMENTS = 60_000;
const DATASET: Dataset = { table: "shipments", sourceId: "made-world-5", hsRevision: 2022, made: true };

let base: string;
let truth: readonly Row[];
let alone: Network;
let withStatistics: Network;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "headwater-estimates-"));
  const world = join(base, "world");
  const book = await readBook();
  await makeWorld({ shipments: SHIPMENTS, seed: 5, out: world, book });
  truth = await rowsOf(world, "truth/bills.csv");
  const importedOn = isoDate("2026-01-02");
  const store = await Store.create(join(base, "store"));
  await importFile(store, book, { file: join(world, "shipments.csv"), importedOn });
  await importFile(store, book, { file: join(world, "truth/fx.csv"), importedOn });
  alone = await compileSnapshot(await store.vintage(), DATASET);
  await importFile(store, book, { file: join(world, "statistics.csv"), importedOn });
  withStatistics = await compileSnapshot(await store.vintage(), DATASET);
}, 300_000);
afterAll(() => rm(base, { recursive: true, force: true }));

/** Each entry with what is true of its bill; shipments.csv and truth/bills.csv have the same rows in the same order. */
function entriesOf(network: Network): { readonly entry: number; readonly run: number; readonly bill: Row }[] {
  const { runs, columns, imports } = network;
  network.need(0, network.entries);
  const found: { entry: number; run: number; bill: Row }[] = [];
  for (let run = 0; run < runs.count; run++) {
    for (let entry = runs.offsets[run] as number; entry < (runs.offsets[run + 1] as number); entry++) {
      const { sourceRow } = rowAddress(imports, columns.row[entry] as number);
      found.push({ entry, run, bill: truth[sourceRow - 1] as Row });
    }
  }
  return found;
}

const has = (network: Network, entry: number, flag: number): boolean =>
  ((network.columns.flags[entry] as number) & flag) !== 0;

describe("outliers of a made world", () => {
  test("of ten times or a hundred are found by their unit value, and hardly anything else is taken for one", () => {
    const entries = entriesOf(alone).filter(({ bill }) => bill.no_value === "0");
    const flagged = entries.filter(({ entry }) => has(alone, entry, UNIT_VALUE_OUTLIER));
    // Of all that were planted on bills with a value, however few bills their product has.
    const planted = entries.filter(({ bill }) => bill.weight_outlier === "1");
    const hits = flagged.filter(({ bill }) => bill.weight_outlier === "1").length;
    const [precision, recall] = [hits / flagged.length, hits / planted.length];
    expect(planted.length).toBeGreaterThan(50);
    expect(precision).toBeGreaterThan(0.98);
    expect(recall).toBeGreaterThan(0.99);
    expect(alone.compiled.outliers).toBe(flagged.length);
  });
});

describe("estimated values of a made world", () => {
  const figures = (network: Network) => {
    const bandOf = bandReader(network.estimates, network.columns, runGoods(network));
    const estimated = entriesOf(network).filter(({ entry }) => has(network, entry, VALUE_BY_WEIGHT));
    const sound = estimated.filter(({ bill }) => bill.weight_outlier === "0");
    let [inside, given, true_] = [0, 0, 0];
    const errors: number[] = [];
    for (const { entry, run, bill } of sound) {
      const cents = network.columns.usd[entry] as number;
      const wanted = 100 * Number(bill.usd);
      const { low, high } = bandOf(run, entry);
      if (cents * low <= wanted && wanted <= cents * high) inside++;
      given += cents;
      true_ += wanted;
      errors.push(Math.abs(cents / wanted - 1));
    }
    errors.sort((a, b) => a - b);
    return {
      rows: estimated.length,
      inside: inside / sound.length,
      total: given / true_,
      medianError: errors[errors.length >> 1] as number,
    };
  };

  test("without statistics come from the dataset's own bills, unbiased and about half within their quartiles", () => {
    const found = figures(alone);
    expect(alone.compiled.byWeight.statistics).toBeNull();
    expect(alone.compiled.withoutValue).toBe(0);
    expect(found.total).toBeGreaterThan(0.95);
    expect(found.total).toBeLessThan(1.05);
    expect(found.inside).toBeGreaterThan(0.4);
    expect(found.inside).toBeLessThan(0.65);
  });

  test("with statistics mostly come from the very product, origin, importer and year", () => {
    const found = figures(withStatistics);
    const { bySteps, statistics } = withStatistics.compiled.byWeight;
    expect(statistics).toBe("made-world-5, import, annual");
    expect(bySteps).toHaveLength(ESTIMATE_STEPS.length);
    expect((bySteps[0] as number) / found.rows).toBeGreaterThan(0.9);
    expect(found.medianError).toBeLessThan(figures(alone).medianError);
    expect(found.total).toBeGreaterThan(0.98);
    expect(found.total).toBeLessThan(1.02);
    expect(found.inside).toBeGreaterThan(0.4);
  });
});
