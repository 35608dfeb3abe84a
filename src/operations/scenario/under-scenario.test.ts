import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixtureStore } from "../../../test/cli/fixture-store.ts";
import {
  affiliates,
  type Context,
  company,
  concentration,
  control,
  duty,
  InvalidInput,
  openStore,
  trace,
} from "../../index.ts";
import { readScenario } from "../../scenario/overlay/read-scenario.ts";
import { readWhole } from "../core/rows-file.ts";

let store: Context;

beforeAll(async () => {
  store = openStore(await fixtureStore({ shipments: true }), { today: "2026-11-21" });
});

afterAll(() => store.close());

const of = (...edits: Record<string, unknown>[]) => ({ scenario: { title: "Suppose", edits } });
const MAGNETS = { product: "850511", to: "US", data: "shipments" } as const;
const GRAPHITE = { product: "3801.10.50", origin: "CN", to: "US", value: "100000" } as const;
const PLANT = { party: "btr-new-material" };

/** What changes who could sell, at what price and for how long, which neither a trace nor a duty nor a rule looks at. */
const OF_WHAT_IFS: ReadonlySet<string> = new Set(["capacity", "price", "elasticity", "inventory"]);

describe("the shipped scenarios", () => {
  const folder = new URL("../../../examples/scenarios/", import.meta.url);
  test.each(readdirSync(folder).filter((name) => name.endsWith(".yaml")))(
    "%s is looked at by a question on its day",
    async (name) => {
      const scenario = await readWhole(fileURLToPath(new URL(name, folder)));
      const looked = readScenario(scenario).edits.filter(({ kind }) => !OF_WHAT_IFS.has(kind));
      const on = { on: "2027-01-01", scenario };
      const asked = [
        await trace(store, MAGNETS, on),
        await duty(store, GRAPHITE, on),
        await control(store, { party: "catl", rule: ["uflpa"] }, on),
      ];
      const edits = asked.flatMap((answer) => answer.scenario?.edits ?? []);
      const read = new Set(edits.filter((edit) => edit.read).map(({ number }) => number));
      expect(read).toEqual(new Set(looked.map(({ number }) => number)));
      expect(asked.flatMap(({ warnings }) => warnings).filter((words) => words.includes("does not hold"))).toEqual([]);
    },
  );
});

describe("a question under a scenario", () => {
  test("is the baseline, exactly, where nothing is edited", async () => {
    const baseline = await trace(store, MAGNETS);
    const supposed = await trace(store, MAGNETS, of());
    expect(supposed).toEqual({ ...baseline, scenario: { title: "Suppose", about: null, edits: [] } });
  });

  test("loses the trade that stops, and says what is supposed", async () => {
    const { result: whole } = await trace(store, MAGNETS);
    const half = await trace(store, MAGNETS, of({ ban: { product: "850511", share: "50 %" } }));
    expect(Number(half.result.tiers[0]?.usd)).toBeCloseTo(Number(whole.tiers[0]?.usd) / 2, 2);
    expect(half.warnings[0]).toBe("Supposed in “Suppose”, not so: Of the trade in HS 8505.11, 50 % stops.");
    expect(half.scenario?.edits).toMatchObject([{ number: 1, read: true }]);
    const none = await trace(store, MAGNETS, of({ ban: { origin: "CN" } }));
    expect(none.result.tiers[0]?.rows ?? 0).toBeLessThan(whole.tiers[0]?.rows ?? 0);
    expect((await trace(store, MAGNETS)).result).toEqual(whole);
  });

  test("warns where it is answered from another vintage than its scenario was written against", async () => {
    const vintage = (await trace(store, MAGNETS)).vintage;
    const against = (baseline: Record<string, unknown>) =>
      trace(store, MAGNETS, { scenario: { title: "Suppose", baseline } }).then(({ warnings }) =>
        warnings.filter((words) => words.includes("written against")),
      );
    expect(await against({ vintage: vintage.store, book: vintage.data.slice(0, 7) })).toEqual([]);
    expect(await against({ vintage: 99, book: "2020-01" })).toEqual([
      `The scenario was written against vintage 99 of the store; this is the answer of ${vintage.store}.`,
      `The scenario was written against the book of 2020-01; this is the answer of ${vintage.data}.`,
    ]);
  });

  test("loses what a party that is out sells and buys", async () => {
    const { result } = await company(store, { party: "p-acme", data: "shipments" }, of({ out: { party: "p-evil" } }));
    expect(result.buys?.partners.parts.map(({ key }) => key) ?? []).not.toContain("p-evil");
  });

  test("warns of an edit that does not hold on the day, and of one that the question does not look at", async () => {
    const later = of(
      { ban: { product: "850511", from: "2027-01-01" } },
      { end: { measure: "mpf", from: "2027-01-01" } },
    );
    const { result, warnings } = await trace(store, MAGNETS, later);
    expect(result).toEqual((await trace(store, MAGNETS)).result);
    expect(warnings).toContain("Edit 1 (ban) does not hold on 2026-11-21, the day of the answer.");
    expect(warnings).toContain("Edit 2 (end) changes nothing that this question looks at.");
    const then = await trace(store, MAGNETS, { ...later, on: "2027-01-01" });
    expect(then.result.tiers[0]?.usd).toBe("0.00");
  });

  test("is concentrated on who is left where an origin stops", async () => {
    const question = { product: "850511", to: "US", source: "fixture-flows" };
    const { result } = await concentration(store, question);
    expect(result.years[0]?.parts.map(({ key }) => key)).toContain("CN");
    const without = await concentration(store, question, of({ ban: { product: "8505", origin: "CN", to: "US" } }));
    expect(without.result.years[0]?.parts.map(({ key }) => key) ?? []).not.toContain("CN");
    expect(without.scenario?.edits[0]?.read).toBe(true);
  });

  test("owes a duty that is supposed from its first day, cited as supposed", async () => {
    const baseline = await duty(store, GRAPHITE, { on: "2027-01-01" });
    const measure = {
      id: "supposed-duty",
      title: "A duty on graphite",
      importer: "US",
      kind: "additional",
      goods: { hs: ["3801"], origin: ["CN"] },
      rates: [{ from: "2027-01-01", rate: "10 %" }],
    };
    const own = of({ measure });
    const supposed = await duty(store, GRAPHITE, { ...own, on: "2027-01-01" });
    expect(Number(supposed.result.total) - Number(baseline.result.total)).toBeCloseTo(10_000, 2);
    expect(JSON.stringify(supposed.result)).toContain("the scenario “Suppose”");
    const before = await duty(store, GRAPHITE, { ...own, on: "2026-12-31" });
    expect(before.result.total).toBe((await duty(store, GRAPHITE, { on: "2026-12-31" })).result.total);
    const changed = of({ measure }, { rate: { measure: "supposed-duty", rate: "20 %", from: "2027-01-01" } });
    const twice = await duty(store, GRAPHITE, { ...changed, on: "2027-01-01" });
    expect(Number(twice.result.total) - Number(baseline.result.total)).toBeCloseTo(20_000, 2);
    const ended = of({ measure }, { end: { measure: "supposed-duty", from: "2027-01-01" } });
    expect((await duty(store, GRAPHITE, { ...ended, on: "2027-01-01" })).result.total).toBe(baseline.result.total);
  });

  test("owes the rate that is supposed of an origin, whatever codes the measure's own rows name", async () => {
    const steel = (origin: string) => ({ product: "7308.90.95", origin, to: "US", value: "100000" });
    const rate = { measure: "us-232-metals", origin: "KR", rate: "15 %", from: "2027-01-01" };
    const owed = async (origin: string, on: string) => {
      const { result } = await duty(store, steel(origin), { ...of({ rate }), on });
      return result.lines.find((line) => line.measure === "us-232-metals")?.rate;
    };
    expect(await owed("KR", "2026-12-31")).toBe("0.5");
    expect(await owed("KR", "2027-01-01")).toBe("0.15");
    expect(await owed("JP", "2027-01-01")).toBe("0.5");
  });

  test("owes no more than an agreement that is supposed leaves, and says that it is so", async () => {
    const on = { on: "2027-01-01" };
    const baseline = await duty(store, GRAPHITE, on);
    const agreement = { members: ["US", "China"], product: "3801", rate: "2 %" };
    const { result, scenario, explanation } = await duty(store, GRAPHITE, {
      ...of({ agreement }),
      ...on,
      explain: true,
    });
    expect(explanation?.basis).toBe("assumed");
    expect(explanation?.because?.map(({ basis }) => basis)).toContain("assumed");
    expect((await duty(store, GRAPHITE, { ...of(), ...on, explain: true })).explanation?.basis).toBe("reported");
    expect(scenario?.edits).toMatchObject([{ read: true }]);
    expect(Number(baseline.result.total)).toBeGreaterThan(2000);
    expect(result.total).toBe("2000.00");
    expect(JSON.stringify(result)).toContain(
      "By an agreement of the scenario “Suppose” goods of China owe at most 2 %",
    );
    const others = { ...of({ agreement: { ...agreement, members: ["US", "Japan"] } }), ...on };
    expect((await duty(store, GRAPHITE, others)).result).toEqual(baseline.result);
  });

  test("finds a party on a list that it is put on, and a stake that is supposed in the path", async () => {
    const ruleOf = async (rule: string, settings: Parameters<typeof control>[2]) =>
      (await control(store, { ...PLANT, rule: [rule] }, settings)).result.rules.find((each) => each.rule === rule);
    expect((await ruleOf("dod-1260h", {}))?.outcome).toBe("no");
    const listed = await ruleOf("dod-1260h", of({ listing: { party: "btr-new-material", list: "us-1260h" } }));
    expect(listed?.outcome).toBe("yes");
    const before = of({ listing: { party: "btr-new-material", list: "us-1260h", from: "2027-01-01" } });
    expect((await ruleOf("dod-1260h", before))?.outcome).toBe("no");
    const { result } = await affiliates(
      store,
      PLANT,
      of({ stake: { holder: "catl", held: "btr-new-material", share: 0.6, from: "2026-01-01" } }),
    );
    expect(result.up).toContainEqual(expect.objectContaining({ share: "0.6", from: "2026-01-01", basis: "assumed" }));
  });

  test.each([
    [{ edits: [{ ban: { product: "8505.77" } }] }, "Edit 1 (ban) cannot be used: there is no code 8505.77 in the"],
    [{ edits: [{ out: { party: "P" } }, { price: { product: "77", change: 0.1 } }] }, "Edit 2 (price) cannot be used"],
    [{ ask: { product: "8505.99" } }, "What the scenario asks cannot be used: there is no code 8505.99"],
  ])("refuses a code that there is not, in %j", async (fields, words) => {
    await expect(trace(store, MAGNETS, { scenario: { title: "Suppose", ...fields } })).rejects.toThrow(words);
  });

  test("looks at no edit of a firm or its plants where it asks statistics", async () => {
    const { warnings } = await trace(
      store,
      { product: "850511", to: "US", data: "flows" },
      of({ out: { facility: "Works 9" } }, { out: { party: "p-evil" } }),
    );
    expect(warnings).toContain("Edit 1 (out) changes nothing that this question looks at.");
    expect(warnings).toContain("Edit 2 (out) changes nothing that this question looks at.");
  });

  test.each([
    [{ out: { party: "Nobody Ltd" } }, "Edit 1 (out) cannot be used: No party of this dataset is called"],
    [{ ban: { product: "850511", seller: "Nobody Ltd" } }, "Edit 1 (ban) cannot be used: No party of this dataset"],
    [{ out: { facility: "Works 9" } }, "Edit 1 (out) cannot be used: No bill of this dataset states a facility"],
  ])("refuses %j, and names the edit", async (edit, words) => {
    const fault = await trace(store, MAGNETS, of(edit)).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(InvalidInput);
    expect(String(fault)).toContain(words);
  });

  test.each([
    [{ end: { measure: "section-999", from: "2027-01-01" } }, "Edit 1 (end) cannot be used: there is no measure"],
    [
      {
        measure: {
          id: "x",
          title: "t",
          importer: "US",
          kind: "additional",
          rates: [{ from: "2027-01-01", rate: "1 %", source: "nobody" }],
        },
      },
      "Edit 1 (measure)",
    ],
  ])("refuses the law of %j, and names the edit", async (edit, words) => {
    await expect(duty(store, GRAPHITE, of(edit))).rejects.toThrow(words);
  });

  test("refuses a list that no rule asks for, and says which there are", async () => {
    const edit = of({ listing: { party: "btr-new-material", list: "us-1260" } });
    await expect(control(store, PLANT, edit)).rejects.toThrow("no rule asks for a list “us-1260”");
  });
});
