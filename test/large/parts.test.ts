import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Book, readBook } from "../../src/book/book.ts";
import { inputsFor } from "../../src/book/inputs-for.ts";
import { importFile } from "../../src/ingest/import-file.ts";
import type { Dataset } from "../../src/network/network.ts";
import { OPERATION_CATALOGUE } from "../../src/operations/catalogue.ts";
import { ask } from "../../src/operations/core/ask.ts";
import { type Context, createContext } from "../../src/operations/core/context.ts";
import { openCone } from "../../src/store/cone.ts";
import { attributionNeed, reachNeed } from "../../src/store/cone-need.ts";
import { openSnapshot } from "../../src/store/snapshot.ts";
import { Store } from "../../src/store/store.ts";
import { makeWorld } from "../../src/synth/make-world.ts";
import { isoDate } from "../../src/vocab/iso-date.ts";

const TODAY = isoDate("2026-01-02");
const DATASET: Dataset = { table: "shipments", sourceId: "made-world-11", hsRevision: 2022, made: true };

let base: string;
let book: Book;
let store: Store;
/** Compiles the whole dataset, and the same with every dataset taken for a large one. */
let whole: Context;
let parts: Context;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "headwater-large-"));
  const world = join(base, "world");
  book = await readBook();
  await makeWorld({ shipments: 30_000, seed: 11, out: world, book });
  store = await Store.create(join(base, "store"));
  for (const file of ["shipments.csv", "statistics.csv", "truth/fx.csv"]) {
    await importFile(store, book, { file: join(world, file), importedOn: TODAY });
  }
  const options = { store: join(base, "store"), today: TODAY };
  whole = createContext(options);
  parts = createContext({ ...options, largeRows: 1_000 });
}, 300_000);
afterAll(async () => {
  whole?.close();
  parts?.close();
  await rm(base, { recursive: true, force: true });
});

vi.setConfig({ testTimeout: 180_000 });

async function answer(context: Context, name: string, question: object) {
  const operation = await OPERATION_CATALOGUE.find((each) => each.name === name)?.load();
  if (operation === undefined) throw new Error(`no operation ${name}`);
  return ask(operation, context, name === "coverage" ? question : { data: "shipments", ...question }, {
    explain: true,
  });
}

/** A seller of batteries to the United States, by id. */
async function aSeller(): Promise<string> {
  const { result } = await answer(whole, "suppliers", { product: "850760", to: "US" });
  return (result as { suppliers: { party: string }[] }).suppliers[0]?.party ?? "";
}

const QUESTIONS: readonly (readonly [string, string, object])[] = [
  ["a reach up", "trace", { product: "850760", to: "US", depth: 4 }],
  ["a reach of all eight tiers", "trace", { product: "850511", to: "DE", depth: 8 }],
  ["a reach of the product alone", "trace", { product: "850511", to: "US", depth: 4, inputs: "same" }],
  ["a reach down", "trace", { product: "280530", origin: "CN", direction: "down", depth: 3 }],
  [
    "a reach year by year",
    "trace",
    { product: "850511", to: "US", since: "2021-06-01", until: "2023-03-01", every: "year" },
  ],
  [
    "a reach of single parties",
    "trace",
    { product: "850760", to: "US", by: "party", tierOrigin: ["2:CN,KR"], minShare: "0.01" },
  ],
  ["an attribution", "trace", { product: "850760", to: "US", method: "attribution" }],
  [
    "an attribution in a window",
    "trace",
    { product: "850511", to: "DE", method: "attribution", since: "2022-01-01", coverage: "0.5" },
  ],
  [
    "an attribution with production",
    "trace",
    {
      product: "850511",
      to: "US",
      method: "attribution",
      inputs: "same",
      production: [{ country: "CN", product: "850511", year: "2024", usd: "1000", basis: "reported", source: "me" }],
    },
  ],
  ["suppliers", "suppliers", { product: "850760", to: "US", since: "2022-01-01" }],
  ["coverage", "coverage", { product: "850760", to: "US" }],
  ["paths", "paths", { product: "850760", to: "US", reaching: "CN", max: 5 }],
  ["exposure", "exposure", { product: "850511", origin: "CN", to: "US" }],
  ["transshipment", "transshipment", { product: "850511", origin: "CN", to: "US" }],
  ["a chain", "chain", { product: "850760", to: "US", depth: 3 }],
];

describe("a question of a large dataset", () => {
  test.each(QUESTIONS)("has the same answer when only what it reaches is compiled: %s", async (_, name, question) => {
    const expected = await answer(whole, name, question);
    const found = await answer(parts, name, question);
    expect(JSON.stringify(found)).toBe(JSON.stringify(expected));
  });

  test("has the same answer under a scenario that names who and what it does not reach", async () => {
    const other = await answer(whole, "trace", { product: "283691", by: "facility", depth: 1, to: "CN" });
    const { tiers } = other.result as {
      tiers: { by: { key: string }[]; splits: { party?: { parts: { key: string }[] } } }[];
    };
    const facility = tiers[0]?.by.find(({ key }) => key !== "unknown")?.key;
    const party = tiers[0]?.splits.party?.parts[0]?.key;
    const scenario = {
      title: "t",
      edits: [{ out: { facility } }, { out: { party } }, { out: { party: await aSeller(), share: 0.5 } }],
    };
    const operation = await OPERATION_CATALOGUE.find(({ name }) => name === "suppliers")?.load();
    if (operation === undefined) throw new Error("no operation suppliers");
    const question = { data: "shipments", product: "850511", to: "DE", since: "2022-01-01" };
    const [expected, found] = await Promise.all(
      [whole, parts].map((context) => ask(operation, context, question, { scenario })),
    );
    expect(JSON.stringify(found)).toBe(JSON.stringify(expected));
    const wrong = { title: "t", edits: [{ out: { facility: "No such works" } }] };
    for (const context of [whole, parts]) {
      await expect(ask(operation, context, question, { scenario: wrong })).rejects.toThrow(
        "Edit 1 (out) cannot be used",
      );
    }
  });

  test("finds a party by its name as the whole dataset does", async () => {
    const party = await aSeller();
    for (const question of [
      { product: "850760", party, direction: "down", depth: 3 },
      { product: "850760", party, depth: 3 },
      { product: "850760", party, method: "attribution" },
    ]) {
      expect(await answer(parts, "trace", question)).toEqual(await answer(whole, "trace", question));
    }
    const nobody = { product: "850760", party: "Nobody of that name" };
    const problem = await answer(whole, "trace", nobody).catch((error: Error) => error.message);
    expect(problem).toContain("Nobody of that name");
    expect(await answer(parts, "trace", nobody).catch((error: Error) => error.message)).toBe(problem);
  });

  test("is refused with what to narrow when it looks at every row", async () => {
    await expect(answer(parts, "exposure", { origin: "CN" })).rejects.toThrow("looks at all 30,000 rows");
  });
});

describe("the part that a question reaches", () => {
  const links = () => inputsFor(book, 2022);
  const magnets = (depth: number) =>
    reachNeed({ products: ["850511"], countries: ["US"], direction: "up", depth, inputs: "all", links: links() });

  test("is much less than the dataset, and grows with the tiers that are asked for", async () => {
    const vintage = await store.vintage();
    const [one, two] = [await openCone(vintage, DATASET, magnets(1)), await openCone(vintage, DATASET, magnets(2))];
    expect(one.entries).toBeGreaterThan(0);
    expect(one.entries).toBeLessThan(two.entries);
    expect(two.entries).toBeLessThan(28_800 / 2);
    expect(one.whole?.entries).toBe((await openSnapshot(vintage, DATASET)).entries);
  });

  test("is refused with what to narrow when it is too large as well", async () => {
    const need = attributionNeed({ products: ["850760"], countries: ["US"], inputs: "all", links: links() });
    const opening = openCone(await store.vintage(), DATASET, need, { mostRows: 500 });
    await expect(opening).rejects.toThrow("500 are held at once at the most");
    await expect(opening).rejects.toMatchObject({ hint: expect.stringContaining("--since") });
  });

  test("is kept on disk, the newest few of them", async () => {
    const vintage = await store.vintage();
    for (let depth = 1; depth <= 8; depth++) await openCone(vintage, DATASET, magnets(depth));
    await openCone(
      vintage,
      DATASET,
      reachNeed({ ...{ products: ["850760"], direction: "up", depth: 1 }, inputs: "none", links: [] }),
    );
    const names = await readdir(join(base, "store", "snapshots"));
    expect(names.filter((name) => name.startsWith("part-") && name.endsWith(".snapshot"))).toHaveLength(8);
    expect(names.filter((name) => name.endsWith(".facts.json"))).toHaveLength(1);
    expect(names.filter((name) => name.endsWith(".tmp"))).toHaveLength(0);
  });
});
