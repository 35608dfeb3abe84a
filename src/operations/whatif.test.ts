import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixtureStore } from "../../test/cli/fixture-store.ts";
import { type Context, InvalidInput, openStore, whatif as whatIf } from "../index.ts";

let store: Context;

beforeAll(async () => {
  store = openStore(await fixtureStore({ shipments: true }), { today: "2026-11-21" });
});

afterAll(() => store.close());

const whatif = (input: Parameters<typeof whatIf>[1], settings?: Parameters<typeof whatIf>[2]) =>
  whatIf(store, { data: "flows", ...input }, settings);

const BAN = { ban: { product: "8505.11", origin: "CN", share: "50 %", from: "2026-12-01" } };
const ASK = { product: "8505.11", to: "US" };
const of = (...edits: Record<string, unknown>[]) => ({ title: "Suppose", ask: ASK, edits });

describe("what if", () => {
  test("nothing is edited: nothing changes, and no part has anything to say", async () => {
    const { result } = await whatif({ suppose: of() });
    expect(result.because).toBe("The scenario has no edit: nothing changes.");
    expect(Object.values(result.parts)).toEqual([null, null, null, null, null, null, null]);
    expect([result.figures, result.sensitivity, result.without]).toEqual([[], [], []]);
  });

  test("is asked on the day on which the last edit begins, unless the file or the question says another", async () => {
    const later = { ...BAN, ban: { ...BAN.ban, from: "2027-03-01" } };
    expect((await whatif({ suppose: of(BAN, later) })).on).toBe("2027-03-01");
    const onDay = { ...of(BAN), ask: { ...ASK, on: "2027-02-02" } };
    expect((await whatif({ suppose: onDay })).on).toBe("2027-02-02");
    expect((await whatif({ suppose: onDay }, { on: "2027-01-05" })).on).toBe("2027-01-05");
  });

  test("takes each figure of the scenario from that of the baseline", async () => {
    const { result } = await whatif({ suppose: of(BAN) });
    expect(result.figures.map(({ name }) => name)).toContain("own purchases that stop, HS 8505.11");
    for (const { baseline, scenario, difference } of result.figures) {
      const both = baseline !== null && scenario !== null;
      expect(difference === null ? null : Number(difference)).toBe(both ? Number(scenario) - Number(baseline) : null);
    }
  });

  test("sets scenarios side by side, and the same one beside itself comes out the same", async () => {
    const { result } = await whatif({ suppose: of(BAN), compare: [of(BAN), of()] });
    expect(result.compare.map(({ figures }) => figures)).toEqual([result.figures, []]);
  });

  test("moves one assumption at a time, the one that moves a figure most first", async () => {
    const { result } = await whatif({ suppose: of(BAN) });
    expect(result.sensitivity.length).toBeGreaterThan(0);
    for (const { base, runs } of result.sensitivity) {
      const widths = runs.map(({ atLow, atHigh }) =>
        Math.max(...[atLow, atHigh].map((end) => (end === null ? Infinity : Math.abs(Number(end) - Number(base))))),
      );
      expect(widths).toEqual([...widths].sort((a, b) => b - a));
      expect(widths.every((width) => width > 0)).toBe(true);
    }
  });

  test.each([
    [of({ bann: {} }), /Edit 1 is a “bann”/],
    [of(BAN, { out: { party: "Nobody & Sons" } }), /Edit 2 \(out\)/],
    [of(BAN, { rate: { measure: "us-nothing", rate: "5 %", from: "2027-01-01" } }), /Edit 2 \(rate\)/],
    [of({ listing: { party: "CATL", list: "no-list" } }), /Edit 1 \(listing\)/],
    [{ ...of(BAN), ask: { product: "9999.99" } }, /9999\.?99/],
    [{ ...of(BAN), ask: { ...ASK, imports: [{ product: "3801.10.50", origin: "CN" }] } }, /ask\.imports item 1/],
  ])("%j is refused by an error that names the edit or the item", async (suppose, message) => {
    await expect(whatif({ suppose, data: "shipments" })).rejects.toThrow(message);
  });

  test("names the scenario that cannot be compared, and refuses a second one by --scenario", async () => {
    const wrong = whatif({ suppose: of(BAN), compare: [of({ bann: {} })] });
    await expect(wrong).rejects.toThrow(/^Scenario 1 to compare: Edit 1 is a “bann”/);
    await expect(whatif({ suppose: of(BAN) }, { scenario: of() })).rejects.toThrow(InvalidInput);
  });
});
