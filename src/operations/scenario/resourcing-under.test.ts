import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixtureStore } from "../../../test/cli/fixture-store.ts";
import { alternatives, type Context, openStore } from "../../index.ts";

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
