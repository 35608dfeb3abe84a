import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixtureStore } from "../../test/cli/fixture-store.ts";
import { type Context, company, NotFound, openStore, suppliers, trace } from "../index.ts";

let store: Context;

beforeAll(async () => {
  store = openStore(await fixtureStore({ shipments: true }), { today: "2026-11-21" });
});

afterAll(() => store.close());

describe("company", () => {
  test("shows a party by id or exact name: what it sells, what it buys, and of whom", async () => {
    const { result } = await company(store, { party: "p-evil" });
    expect(result.dataset).toMatchObject({ data: "shipments", made: true });
    expect(result.party).toMatchObject({ key: "p-evil", kind: "company", country: { key: "CN", label: "China" } });
    expect(result.sells).toMatchObject({ rows: 2, usd: "200.00", kg: "10.000", unitValue: "20.0000" });
    expect(result.sells?.partners.parts.map(({ key, usd }) => [key, usd])).toEqual([["p-acme", "200.00"]]);
    expect(result.buys).toMatchObject({ rows: 1, usd: "60.00", first: "2024-01-02", last: "2024-01-02", stale: true });
    expect(result.buys?.byProduct.parts.map(({ key }) => key)).toEqual(["280530"]);
    const byName = await company(store, { party: "mine & sons" });
    expect([byName.result.party.key, byName.result.buys]).toEqual(["p-mine", null]);
  });

  test("agrees with suppliers and with trace on the same rows", async () => {
    const { result } = await company(store, { party: "p-acme" });
    const direct = await suppliers(store, { product: "850511", party: "p-acme", data: "shipments" });
    expect(result.buys?.partners.parts.map(({ key, usd, share }) => [key, usd, share])).toEqual(
      direct.result.suppliers.map(({ party, usd, share }) => [party, usd, share]),
    );
    const behind = await trace(store, { product: "850511", party: "p-acme", data: "shipments" });
    expect(result.buys?.tiers.map(({ tier, rows, usd }) => [tier, rows, usd])).toEqual(
      behind.result.tiers.map(({ tier, rows, usd }) => [tier, rows, usd]),
    );
  });

  test("takes a country by any spelling, in the largest dataset that holds it or the one that is asked for", async () => {
    const { result } = await company(store, { party: "PRC" });
    expect(result.party).toMatchObject({ key: "CN", name: "China", kind: "country" });
    expect(result.dataset?.data).toBe("flows");
    expect(result.sells?.partners.parts.map(({ key, usd }) => [key, usd])).toEqual([
      ["US", "700.00"],
      ["JP", "350.00"],
    ]);
    const bills = await company(store, { party: "CN", data: "shipments" });
    expect([bills.result.sells?.usd, bills.result.buys?.usd]).toEqual(["200.00", "60.00"]);
    expect(bills.result.otherDatasets).toEqual([expect.stringContaining("--data flows")]);
  });

  test("says so where a party is known but trades nothing in the window, and refuses one that is not known", async () => {
    const quiet = await company(store, { party: "p-mine", since: "2024-06-01" });
    expect([quiet.result.sells, quiet.result.buys, quiet.result.dataset]).toEqual([null, null, null]);
    expect(quiet.warnings).toEqual([expect.stringContaining("No dataset of the store holds trade of Mine & Sons")]);
    await expect(company(store, { party: "Nobody Ltd" })).rejects.toThrow(NotFound);
  });
});
