import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixtureStore } from "../../../../test/cli/fixture-store.ts";
import { alternatives, type Context, openStore } from "../../../index.ts";

let store: Context;

beforeAll(async () => {
  store = openStore(await fixtureStore({ shipments: true }), { today: "2026-11-21" });
});

afterAll(() => store.close());

const MAGNETS = { product: "850511", to: "US" };
const under = (...edits: Record<string, unknown>[]) => ({ scenario: { title: "Suppose", edits } });

describe("a plan by country under a scenario", () => {
  test("is the one of the world as it is where nothing is edited", async () => {
    const { result } = await alternatives(store, MAGNETS);
    const { result: same } = await alternatives(store, MAGNETS, under());
    expect(result.asItIs).toBeNull();
    expect(same).toEqual({ ...result, asItIs: same.asItIs });
    expect(same.asItIs).toMatchObject({ cost: result.plan?.cost, unmet: result.plan?.unmet, more: "0" });
  });

  test("buys of a capacity that is added what has grown of it on the day, at its own price and duty", async () => {
    const edit = {
      capacity: { product: "8505.11", origin: "CA", tonnes: 0.024, price: 100, from: "2026-01-21", ramp_months: 20 },
    };
    const { result, scenario } = await alternatives(store, MAGNETS, under(edit));
    const bought = result.plan?.flows.find(({ key }) => key === "CA+1");
    expect(bought).toMatchObject({ origin: "CA", price: "100", priceOf: "supposed", now: "0" });
    expect(Number(bought?.quantity)).toBeCloseTo(0.012, 3);
    expect(bought?.capacity).toBe(bought?.quantity);
    expect(Number(result.asItIs?.more)).toBeLessThan(0);
    expect(scenario?.edits).toMatchObject([{ read: true }]);
  });

  test("has a buyer's own country among those that can add capacity, without a duty", async () => {
    const edit = { capacity: { product: "8505.11", origin: "US", tonnes: 1, price: 100 } };
    const { result } = await alternatives(store, MAGNETS, under(edit));
    expect(result.plan?.flows).toMatchObject([
      { key: "US+1", duty: "0", landed: "100", quantity: result.demand.quantity },
    ]);
  });

  test("asks the price in the middle of all where none is said of a capacity", async () => {
    const edit = { capacity: { product: "8505.11", origin: "CA", tonnes: 1 } };
    const { result } = await alternatives(store, { ...MAGNETS, avoid: ["CN", "JP"] }, under(edit));
    expect(result.plan?.flows).toMatchObject([{ key: "CA+1", priceOf: "usual" }]);
  });

  test("counts prices that are changed, of the origins and on the days that are named", async () => {
    const priceOf = async (...edits: Record<string, unknown>[]) => {
      const { result } = await alternatives(store, { ...MAGNETS, redirect: "0" }, under(...edits));
      return Object.fromEntries((result.plan?.flows ?? []).map(({ key, price }) => [key, price]));
    };
    expect(await priceOf()).toEqual({ CN: "20000", JP: "50000" });
    expect(await priceOf({ price: { product: "8505", origin: "CN", change: 0.2 } })).toEqual({
      CN: "24000",
      JP: "50000",
    });
    expect(await priceOf({ price: { product: "8505", usd_per_tonne: 30_000, until: "2026-11-22" } })).toEqual({
      CN: "30000",
      JP: "30000",
    });
    expect(await priceOf({ price: { product: "8505", change: 1, from: "2026-11-22" } })).toEqual(await priceOf());
    expect(await priceOf({ price: { product: "2504", change: 1 } })).toEqual(await priceOf());
  });

  test("stands beside the plan of the world as it is, by the same terms", async () => {
    const { result } = await alternatives(store, MAGNETS, under({ ban: { product: "8505.11", origin: "CN" } }));
    const { result: whole } = await alternatives(store, MAGNETS);
    expect(result.asItIs).toMatchObject({ cost: whole.plan?.cost, unmet: "0", baseline: whole.baseline.cost });
    expect(Number(result.asItIs?.more)).toBeCloseTo(Number(result.plan?.cost) - Number(whole.plan?.cost), 2);
    expect(result.assumptions).toEqual(whole.assumptions);
    expect(result.asItIs?.flows.map(({ key }) => key)).toEqual(["CN", "JP"]);
  });
});

describe("a plan that keeps what goes now", () => {
  test("buys anew only what falls away", async () => {
    const free = { price: { product: "8505.11", origin: "JP", usd_per_tonne: 1 } };
    const half = { ban: { product: "8505.11", origin: "CN", share: "40 %" } };
    const flowsOf = async (keep: boolean, ...edits: Record<string, unknown>[]) => {
      const { result } = await alternatives(store, { ...MAGNETS, keep, redirect: "1" }, under(...edits));
      return result.plan?.flows.map(({ key, quantity }) => [key, quantity]);
    };
    const more = { capacity: { product: "8505.11", origin: "CA", tonnes: 1, price: 100 } };
    expect(await flowsOf(true, free, more)).toEqual([
      ["CN", "0.035"],
      ["JP", "0.004"],
    ]);
    expect(await flowsOf(false, free, more)).toEqual([
      ["CA+2", "0.035"],
      ["JP", "0.004"],
    ]);
    expect(await flowsOf(true, half, more)).toEqual([
      ["CN", "0.021"],
      ["CA+2", "0.014"],
      ["JP", "0.004"],
    ]);
  });
});

const BILLS = { ...MAGNETS, data: "shipments" } as const;
const keysOf = (flows: readonly { readonly key: string }[] | undefined) => flows?.map(({ key }) => key);

describe("a plan by party", () => {
  test("has the sellers of the bills as suppliers, at the unit value and duty of their goods", async () => {
    const { result, coverage } = await alternatives(store, BILLS);
    expect(result).toMatchObject({ by: "party", buyer: { key: "US" }, demand: { quantity: "0.011", usd: "250" } });
    expect(result.plan?.flows).toMatchObject([
      { key: "p-evil", origin: "CN", price: "20000", now: "0.01" },
      { key: "p-formula", origin: "JP", price: "50000", now: "0.001" },
    ]);
    expect(Number(result.plan?.flows[0]?.dutyRate?.high)).toBeGreaterThan(0);
    expect([coverage.made, coverage.from, coverage.until]).toEqual([true, "2024-01-02", "2024-03-11"]);
    const { result: byCountry } = await alternatives(store, { ...BILLS, by: "country" });
    expect(keysOf(byCountry.plan?.flows)).toEqual(["CN", "JP"]);
  });

  test("keeps out whoever a rule names, says why, and only where the scenario lists it", async () => {
    const listed = under({ listing: { party: "p-evil", list: "us-uflpa" } });
    const { result } = await alternatives(store, { ...BILLS, rule: ["uflpa"] }, listed);
    expect(keysOf(result.plan?.flows)).toEqual(["p-formula"]);
    const [out] = result.plan?.notChosen ?? [];
    expect(out).toMatchObject({ key: "p-evil", why: "barred" });
    expect(out?.because).toMatch(/^It is under UFLPA presumption of forced labour \(uflpa\): it is on /);
    expect(result.baseline.faults).toHaveLength(1);
    expect(keysOf(result.asItIs?.flows)).toEqual(["p-evil", "p-formula"]);
    const { result: unasked } = await alternatives(store, BILLS, listed);
    expect(keysOf(unasked.plan?.flows)).toEqual(["p-evil", "p-formula"]);
  });

  test("leaves to the asker what happens to those of whom a rule cannot tell", async () => {
    const owned = under({ listing: { party: "p-mine", list: "us-ofac-sdn" } });
    const stake = { stake: { holder: "p-mine", held: "p-evil", share_min: 0, share_max: 1 } };
    const edits = under(...owned.scenario.edits, stake);
    const asked = { ...BILLS, rule: ["ofac-50"] };
    const kept = await alternatives(store, asked, edits);
    expect(keysOf(kept.result.plan?.flows)).toEqual(["p-evil", "p-formula"]);
    expect(kept.warnings.join(" ")).toContain("it is not decided whether a rule keeps them out, and they stay in");
    const barred = await alternatives(store, { ...asked, undecided: "bar" }, edits);
    expect(keysOf(barred.result.plan?.flows)).toEqual(["p-formula"]);
    expect(barred.result.plan?.notChosen[0]?.because).toMatch(/^It may be under /);
  });

  test("goes without a party that is out, and round one that is to be avoided", async () => {
    const gone = await alternatives(store, BILLS, under({ out: { party: "p-evil" } }));
    expect(keysOf(gone.result.plan?.flows)).toEqual(["p-formula"]);
    expect(gone.result.baseline.faults).toHaveLength(1);
    const half = await alternatives(store, BILLS, under({ out: { party: "p-evil", share: "50 %" } }));
    expect(half.result.plan?.flows[0]).toMatchObject({ key: "p-evil", capacity: "0.005", quantity: "0.005" });
    const round = await alternatives(store, { ...BILLS, avoid: ["p-evil"], unmet: "0" });
    expect(round.result).toMatchObject({ state: "infeasible", missing: [{ quantity: "0.01" }] });
    expect(round.result.missing[0]?.barred).toMatchObject([{ key: "p-evil", because: "It is to be avoided." }]);
  });

  test("asks no more than is left of a buyer that is out in part", async () => {
    const { result } = await alternatives(store, BILLS, under({ out: { party: "p-acme", share: "80 %" } }));
    expect(result.demand.quantity).toBe("0.002");
    expect(result.plan?.unmet).toBe("0");
  });

  test("has a party that sold none before offer what the scenario lets it make", async () => {
    const added = under({ capacity: { product: "8505.11", party: "p-mine", tonnes: 1, price: 10 } });
    const { result } = await alternatives(store, BILLS, added);
    expect(result.plan?.flows[0]).toMatchObject({ key: "p-mine+1", label: "Mine & Sons (added)", origin: "MM" });
    const unknown = under({ capacity: { product: "8505.11", party: "Nobody Inc", tonnes: 1 } });
    await expect(alternatives(store, BILLS, unknown)).rejects.toThrow("Edit 1 (capacity)");
  });

  test.each<[string, Parameters<typeof alternatives>[1], string]>([
    ["a rule that is not in the book", { ...BILLS, rule: ["uflpa2"] }, "There is no rule “uflpa2” in the book."],
    ["a rule of countries", { ...BILLS, by: "country", rule: ["uflpa"] }, "suppliers are countries here"],
    ["parties of statistics", { ...MAGNETS, data: "flows", by: "party" }, "name no party"],
    ["a buyer of statistics", { ...MAGNETS, data: "flows", buyer: "p-acme" }, "do not know the buyer “p-acme”"],
    ["a buyer whom nobody knows", { ...BILLS, buyer: "p-nobody" }, 'No party of this dataset is called "p-nobody".'],
    ["a party to avoid whom nobody knows", { ...BILLS, avoid: ["p-nobody"] }, '“p-nobody”|"p-nobody"'],
    ["a year and a window", { ...BILLS, year: "2024", since: "2024-01-01" }, "Both the year “2024” and a window"],
    ["a window that is none", { ...BILLS, since: "2024-03-01", until: "2024-02-01" }, "not after it begins"],
    ["a window without bills", { ...BILLS, since: "2024-04-01", until: "2024-05-01" }, "holds no purchases"],
  ])("refuses %s", async (_, question, words) => {
    await expect(alternatives(store, question)).rejects.toThrow(new RegExp(words));
  });
});
