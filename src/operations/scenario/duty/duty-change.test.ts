import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixtureStore } from "../../../../test/cli/fixture-store.ts";
import { type Context, openStore } from "../../../index.ts";
import { country } from "../../../vocab/country.ts";
import { hs6 } from "../../../vocab/hs-code.ts";
import { isoDate } from "../../../vocab/iso-date.ts";
import { readWhole } from "../../core/rows-file.ts";
import { suppose } from "../../core/suppose.ts";
import { tradeDatasets } from "../../trade/trade-dataset.ts";
import type { WhatIfAsked } from "../whatif/whatif-asked.ts";
import { dutyChange } from "./duty-change.ts";
import { dutyChangeResult } from "./duty-change-result.ts";

let store: Context;

beforeAll(async () => {
  store = openStore(await fixtureStore({ shipments: true }), { today: "2026-11-21" });
});

afterAll(() => store.close());

interface Supposed {
  readonly edits?: readonly Record<string, unknown>[];
  readonly imports?: readonly Record<string, unknown>[];
  readonly on?: string;
  readonly asked?: Partial<WhatIfAsked>;
  readonly data?: "flows" | "shipments";
  readonly context?: Context;
  /** A whole scenario in the place of edits and imports. */
  readonly given?: unknown;
}

async function changeOf({
  edits = [],
  imports,
  on = "2027-01-01",
  asked = {},
  data = "flows",
  context: own = store,
  given,
}: Supposed) {
  const day = isoDate(on);
  const scenario = { title: "Suppose", edits, ...(imports === undefined ? {} : { ask: { imports } }) };
  const { context } = await suppose(own, given ?? scenario, day);
  const product = hs6("850511");
  const found = await dutyChange(context, {
    book: await context.openBook(),
    dataset: (await tradeDatasets(store, product)).find((each) => each.data === data) ?? null,
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
  if (found.part !== null) dutyChangeResult.parse(found.part);
  return { ...found, read: context.scenario?.read };
}

const GRAPHITE = { product: "3801.10.50", origin: "CN", value: 100_000 };
const DUTY = {
  measure: {
    id: "supposed-duty",
    title: "A duty on magnets",
    importer: "US",
    kind: "additional",
    goods: { hs: ["8505"], origin: ["CN"] },
    rates: [{ from: "2027-01-01", rate: "10 %" }],
  },
};

const byControl = {
  measure: {
    ...DUTY.measure,
    goods: { hs: ["3801"], except_origin: ["CN"] },
    rates: [
      {
        from: "2027-01-01",
        rate: "25 %",
        when: { control: { rule: "facility-tariff", also_while: ["proposed"] } },
      },
    ],
  },
};

describe("the imports of the shipped scenarios", () => {
  test.each([
    ["anode-duties", "87500.00", "417080.00"],
    ["indonesian-plant", "0.00", "250000.00"],
    ["us-battery-plant", "4050000.00", "5301800.00"],
    ["cell-maker-listed", "409000.00", "409000.00"],
  ])("of %s owe %s and %s USD", async (name, baseline, scenario) => {
    const file = new URL(`../../../../examples/scenarios/${name}.yaml`, import.meta.url);
    const given = await readWhole(fileURLToPath(file));
    const { part } = await changeOf({ given });
    expect(part?.imports?.total).toMatchObject({ baseline: { total: baseline }, scenario: { total: scenario } });
    for (const { difference, measures } of part?.imports?.lines ?? []) {
      const byMeasure = measures.reduce((sum, each) => sum + Number(each.difference), 0);
      expect(byMeasure).toBeCloseTo(Number(difference), 2);
    }
  });

  test("that a known plant makes are hit, and of an unknown maker it stays open", async () => {
    const file = new URL("../../../../examples/scenarios/indonesian-plant.yaml", import.meta.url);
    const { part } = await changeOf({ given: await readWhole(fileURLToPath(file)) });
    expect(part?.imports?.lines.map(({ scenario: { low, high } }) => [low, high])).toEqual([
      ["250000.00", "250000.00"],
      ["0.00", "250000.00"],
    ]);
  });
});

describe("the duty of imports that are asked about", () => {
  const rates = [
    { rate: { measure: "us-ad-active-anode-material-cn", rate: "102.72 %", from: "2027-01-01" } },
    {
      rate: {
        measure: "us-ad-active-anode-material-cn",
        rate: "93.5 %",
        exporter: "separate-rate",
        from: "2027-01-01",
      },
    },
  ];

  test.each([
    ["2026-12-31", "0.00"],
    ["2027-01-01", "93500.00"],
    ["2027-01-02", "93500.00"],
  ])("differs on %s by %s USD", async (on, difference) => {
    const { part, read } = await changeOf({ edits: rates, imports: [{ ...GRAPHITE, exporter: "separate-rate" }], on });
    const line = part?.imports?.lines[0];
    expect(line?.difference).toBe(difference);
    expect(part?.imports?.total).toMatchObject({ value: "100000", difference });
    expect(line?.measures.map(({ measure }) => measure)).toEqual(
      difference === "0.00" ? [] : ["us-ad-active-anode-material-cn"],
    );
    expect([...(read ?? [])]).toEqual([1, 2]);
  });

  test("shows a range where the maker is not stated and rates differ by company", async () => {
    const { part, warnings } = await changeOf({ edits: rates, imports: [GRAPHITE] });
    const { scenario, baseline } = part?.imports?.lines[0] ?? {};
    expect(Number(scenario?.high) - Number(scenario?.low)).toBeCloseTo(9220, 2);
    expect(baseline?.low).toBe(baseline?.high);
    expect(warnings.filter((text) => text.includes("rates differ by company"))).toHaveLength(1);
  });

  test("is the baseline, exactly, where nothing is edited", async () => {
    const { part } = await changeOf({ imports: [GRAPHITE, { ...GRAPHITE, origin: "KR" }] });
    expect(part?.trade).toBeNull();
    for (const line of part?.imports?.lines ?? []) {
      expect(line.scenario).toEqual(line.baseline);
      expect(line).toMatchObject({ difference: "0.00", measures: [] });
    }
  });

  test("asks whose the producer is, and stays open where nobody can say", async () => {
    const plant = { ...GRAPHITE, origin: "ID" };
    const { part } = await changeOf({
      edits: [byControl],
      imports: [{ ...plant, producer: "BTR Indonesia" }, plant],
    });
    const [known, unknown] = part?.imports?.lines ?? [];
    expect(known).toMatchObject({ difference: "25000.00", control: [{ rule: "facility-tariff", scenario: "yes" }] });
    expect(known?.measures[0]).toMatchObject({ baseline: null, scenario: { rate: "25 %" } });
    expect(unknown).toMatchObject({ difference: "0.00", control: [{ rule: "facility-tariff", scenario: null }] });
    expect(Number(unknown?.scenario.high) - Number(unknown?.scenario.low)).toBe(25_000);
  });

  test("needs no store: the book alone says whose a maker is, with what is supposed of it", async () => {
    const alone = openStore("/nowhere/at/all", { today: "2026-11-21" });
    const edits = [byControl, { stake: { holder: "btr-hong-kong", held: "btr-indonesia", share: 0 } }];
    const plant = { ...GRAPHITE, origin: "ID", producer: "BTR Indonesia" };
    const { part, warnings } = await changeOf({ edits, imports: [plant], asked: { dataset: null }, context: alone });
    expect(part?.imports?.lines[0]?.control).toMatchObject([{ rule: "facility-tariff", scenario: "no" }]);
    expect(part?.trade).toBeNull();
    expect(warnings.join()).toContain("by the book alone");
  });

  test.each([
    [{ ...GRAPHITE, origin: "Atlantis" }, "ask.imports item 2: "],
    [{ ...GRAPHITE, product: 3801.1 }, "ask.imports item 2: “3801.1” was read as a number."],
    [{ product: "3801.10.50", origin: "CN" }, 'ask.imports item 2: The question needs "value".'],
    [{ ...GRAPHITE, value: -1 }, "ask.imports item 2: “-1” is below zero."],
    [{ ...GRAPHITE, price: 7 }, 'ask.imports item 2: There is no field "price"'],
    [{ ...GRAPHITE, product: "8505.19" }, "ask.imports item 2: 8505.19 holds 3 tariff lines."],
    [{ ...GRAPHITE, content: ["steel=90000", "copper=20000"] }, "ask.imports item 2: The contents come to"],
    [{ ...GRAPHITE, to: "AR" }, "ask.imports item 2: The book has no duties of “AR”."],
    [{ ...GRAPHITE, value: Number.NaN }, "ask.imports item 2: "],
    [{ ...GRAPHITE, mode: "rocket" }, 'ask.imports item 2: "mode" must be one of'],
    [{ ...GRAPHITE, content: { steel: 5 } }, "ask.imports item 2: "],
  ])("refuses %j, and names the item", async (hostile, words) => {
    await expect(changeOf({ imports: [GRAPHITE, hostile] })).rejects.toThrow(words);
  });
});

describe("the duty of trade that the data hold", () => {
  test.each(["flows", "shipments"] as const)("is put on the baseline's %s by origin in both worlds", async (data) => {
    const { part, notes } = await changeOf({ edits: [DUTY], data });
    const [product] = part?.trade?.products ?? [];
    const china = product?.origins[0];
    expect(china?.key).toBe("CN");
    expect(Number(china?.difference?.high)).toBeCloseTo(Number(china?.usd) / 10, 2);
    expect(product?.total.difference).toEqual(china?.difference);
    expect(notes.at(-1)).toContain("nobody buys elsewhere");
  });

  test("takes who sells by bills for the maker, and asks whose that is", async () => {
    const goods = { hs: ["8505"], except_origin: ["CN"] };
    const edits = [
      { measure: { ...byControl.measure, goods } },
      { stake: { holder: "p-evil", held: "p-formula", share: 0.6 } },
    ];
    const { part, assumptions, read } = await changeOf({ edits, data: "shipments" });
    const japan = part?.trade?.products[0]?.origins[0];
    expect(japan).toMatchObject({ key: "JP", usd: "50.00", difference: { low: "12.50", high: "12.50" } });
    expect(assumptions.map(({ value }) => value)).toContain("who sells them");
    expect(read).toContain(2);
    const without = await changeOf({ edits: edits.slice(0, 1), data: "shipments" });
    expect(without.part?.trade?.products[0]?.total.difference).toEqual({ low: "0.00", high: "0.00" });
  });

  test("is not asked for where no law is edited, or by a country whose law the book has not", async () => {
    expect((await changeOf({ edits: [{ ban: { product: "8505.11", origin: "CN" } }] })).part).toBeNull();
    const elsewhere = await changeOf({ edits: [DUTY], asked: { to: country("AR").code } });
    expect(elsewhere.part).toBeNull();
    expect(elsewhere.notes).toEqual(["The book has no duties of Argentina."]);
  });

  test("is left where only owners are edited and no duty turns on them", async () => {
    const { notes, part } = await changeOf({ edits: [{ listing: { party: "catl", list: "us-uflpa" } }] });
    expect(part).toBeNull();
    expect(notes).toEqual(["No duty of the book turns on whose a maker is."]);
  });

  test("sums up what it does not list", async () => {
    const whole = await changeOf({ edits: [DUTY] });
    const short = await changeOf({ edits: [DUTY], asked: { top: 1 } });
    const [all, cut] = [whole.part?.trade?.products[0], short.part?.trade?.products[0]];
    expect(cut?.origins).toHaveLength(1);
    expect(cut?.others.count).toBe((all?.origins.length ?? 0) - 1);
    expect(cut?.total).toEqual(all?.total);
  });
});
