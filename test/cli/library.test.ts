import { beforeAll, expect, test } from "vitest";
import { InvalidInput, inputs, NotFound, openStore, rejects, status, suppliers, trace } from "../../src/index.ts";
import { fixtureStore } from "./fixture-store.ts";
import { headwater } from "./headwater.ts";

let folder: string;

beforeAll(async () => {
  folder = await fixtureStore();
});

const plain = (answer: object) => JSON.parse(JSON.stringify(answer));

test("every question of the library is the same answer as on the command line", async () => {
  const store = openStore(folder, { today: "2026-11-21" });
  const asked: readonly (readonly [object, readonly string[]])[] = [
    [
      await trace(store, { product: "8505.11", to: "US", depth: 2 }),
      ["trace", "--product", "850511", "--to", "USA", "--depth", "2"],
    ],
    [await suppliers(store, { product: "850511", to: "US" }), ["suppliers", "--product", "850511", "--to", "US"]],
    [await status(store, {}), ["status"]],
    [await rejects(store, { top: 1 }), ["rejects", "--top", "1"]],
  ];
  for (const [answer, args] of asked) {
    const { out } = await headwater([...args, "--json", "--store", folder]);
    expect(JSON.parse(out)).toEqual(plain(answer));
  }
  store.close();
});

test("a question of the book alone needs no store", async () => {
  const store = openStore("/nowhere/at/all", { today: "2026-11-21" });
  const answer = await inputs(store, { product: "850511" });
  expect(answer.vintage.store).toBeNull();
  expect(answer.result.links.length).toBeGreaterThan(5);
});

test("errors are of the exported classes", async () => {
  const store = openStore(folder, { today: "2026-11-21" });
  await expect(trace(store, { product: "magnets", to: "US" })).rejects.toBeInstanceOf(InvalidInput);
  await expect(trace(store, { product: "850760", to: "US" })).rejects.toBeInstanceOf(NotFound);
  await expect(trace(store, { product: "850511", to: "US", colour: "red" } as never)).rejects.toThrow(
    'no field "colour"',
  );
  store.close();
});

test("an unknown field, a wrong choice and a missing one are named", async () => {
  const store = openStore(folder, { today: "2026-11-21" });
  await expect(trace(store, { to: "US" } as never)).rejects.toThrow('needs "product"');
  await expect(trace(store, { product: "850511", to: "US", by: "moon" } as never)).rejects.toThrow(
    '"by" must be one of "origin"',
  );
  store.close();
});
