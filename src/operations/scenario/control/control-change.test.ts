import { afterAll, beforeAll, expect, test } from "vitest";
import { fixtureStore } from "../../../../test/cli/fixture-store.ts";
import { type Context, openStore } from "../../../index.ts";
import { country } from "../../../vocab/country.ts";
import { hs6 } from "../../../vocab/hs-code.ts";
import { isoDate } from "../../../vocab/iso-date.ts";
import { suppose } from "../../core/suppose.ts";
import { tradeDatasets } from "../../trade/trade-dataset.ts";
import type { WhatIfAsked } from "../whatif/whatif-asked.ts";
import { controlChange } from "./control-change.ts";
import { controlChangeResult } from "./control-change-result.ts";

let store: Context;

beforeAll(async () => {
  store = openStore(await fixtureStore({ shipments: true }), { today: "2026-11-21" });
});

afterAll(() => store.close());

async function changeOf(
  edits: readonly Record<string, unknown>[],
  on = "2027-01-01",
  asked: Partial<WhatIfAsked> = {},
  own = store,
  imports: readonly Record<string, unknown>[] = [],
) {
  const day = isoDate(on);
  const { context } = await suppose(own, { title: "Suppose", edits, ask: { imports } }, day);
  const product = hs6("850511");
  const found = await controlChange(context, {
    book: await context.openBook(),
    dataset: (await tradeDatasets(store, product)).find(({ data }) => data === "flows") ?? null,
    revision: 2022,
    products: [product],
    to: country("US").code,
    days: { on: day, known: day },
    since: undefined,
    until: undefined,
    weeks: 52,
    top: 10,
    ...asked,
  });
  if (found.part !== null) controlChangeResult.parse(found.part);
  return { ...found, read: [...(context.scenario?.read ?? [])] };
}

const bills = async () => ({
  dataset: (await tradeDatasets(store, hs6("850511"))).find(({ data }) => data === "shipments") ?? null,
});

const LISTED = { listing: { party: "catl", list: "us-uflpa", from: "2027-01-01", until: "2027-02-01" } };

test.each([
  ["2026-12-31", []],
  ["2027-01-01", ["uflpa"]],
  ["2027-01-31", ["uflpa"]],
  ["2027-02-01", []],
])("what rules say of a party that is listed for a month differs on %s in %j", async (on, rules) => {
  const { part, read } = await changeOf([LISTED], on);
  expect(part?.verdicts.map(({ rule }) => rule)).toEqual(rules);
  expect(part?.rules.map(({ rule }) => rule)).toEqual(rules);
  expect(read).toEqual([1]);
});

test("a listing says why, what the rule means, and that purchases are not followed", async () => {
  const { part, notes } = await changeOf([LISTED]);
  expect(part?.verdicts[0]).toMatchObject({
    baseline: { outcome: "no", path: [] },
    scenario: { outcome: "yes", test: "listed", path: [{ step: "is", list: "us-uflpa", source: "scenario" }] },
  });
  expect(part?.rules[0]?.note).toContain("A firm owned by a listed one is not listed by that alone.");
  expect(part?.looked).toBeGreaterThan(1);
  expect(notes.some((note) => note.includes("--rule uflpa --scenario FILE"))).toBe(true);
  expect(notes.at(-1)).toContain("what hangs on them is not known");
});

test("an import whose maker is listed is named beside the rule, which no duty shows", async () => {
  const imports = [
    { product: "8507.60.00", origin: "CN", value: 1, producer: "CATL" },
    { product: "8507.60.00", origin: "CN", value: 1, producer: "China" },
    { product: "8507.60.00", origin: "CN", value: 1 },
  ];
  const { part } = await changeOf([LISTED], "2027-01-01", {}, store, imports);
  expect(part?.imports).toMatchObject([{ item: 1, rule: "uflpa", baseline: "no", scenario: "yes" }]);
  expect((await changeOf([LISTED], "2026-12-31", {}, store, imports)).part?.imports).toEqual([]);
});

test("a stake that is sold frees what is below it, and gives it to another country", async () => {
  const sold = { stake: { holder: "btr-hong-kong", held: "btr-indonesia", share: 0 } };
  const { part } = await changeOf([sold]);
  const plant = part?.verdicts.find(({ rule }) => rule === "facility-tariff");
  expect(plant).toMatchObject({ baseline: { outcome: "yes" }, scenario: { outcome: "no", path: [] } });
  expect(plant?.baseline.path.some((step) => step.step === "stake")).toBe(true);
  expect(part?.ultimate.map(({ party, baseline }) => [party.label, baseline.map(({ key }) => key)])).toEqual([
    [plant?.party.label, ["CN"]],
  ]);
});

test("what a maker is said to make of the world stands as a claim with its source", async () => {
  const { part, notes } = await changeOf([{ listing: { party: "btr-new-material", list: "us-1260h" } }]);
  const world = part?.makers.find(({ whole }) => whole === "the world");
  expect(world).toMatchObject({ product: "anode material", measure: "sales", source: "smm-anode-2025-05" });
  expect(Number(world?.share)).toBeGreaterThan(0.1);
  expect(notes.at(-1)).toContain("as sources claim");
});

test("bills say what a party sold there, by product, and nothing of real parties where they are made", async () => {
  const listed = await changeOf([{ listing: { party: "p-evil", list: "us-uflpa" } }], "2027-01-01", await bills());
  expect(listed.part?.trade).toMatchObject({
    to: { key: "US" },
    total: { rows: 2, usd: "200.00", kg: "10.000", buyers: 1 },
    products: [{ key: "850511", share: "1" }],
    sellers: [{ key: "p-evil", usd: "200.00" }],
  });
  const nowhere = await changeOf([{ listing: { party: "p-evil", list: "us-uflpa" } }], "2027-01-01", {
    ...(await bills()),
    to: country("JP").code,
  });
  expect(nowhere.part?.trade).toBeNull();
  expect((await changeOf([LISTED], "2027-01-01", await bills())).part?.trade).toBeNull();
});

test("without a store the book alone says whose parties are", async () => {
  const alone = openStore("/nowhere/at/all", { today: "2026-11-21" });
  const { part, warnings } = await changeOf([LISTED], "2027-01-01", { dataset: null }, alone);
  expect(part?.verdicts.map(({ rule }) => rule)).toEqual(["uflpa"]);
  expect(warnings).toEqual(["There is no store to ask: whose parties are is by the book alone."]);
});

test("a scenario without a listing or a stake has no such part, and one of nobody that is known is an error", async () => {
  expect((await changeOf([{ ban: { product: "8505.11" } }])).part).toBeNull();
  await expect(changeOf([{ listing: { party: "Nobody Ltd", list: "us-uflpa" } }])).rejects.toThrow("Edit 1 (listing)");
});
