import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixtureStore } from "../../test/cli/fixture-store.ts";
import { type Context, chain, InvalidInput, NotFound, openStore, shipments, suppliers } from "../index.ts";

let store: Context;

beforeAll(async () => {
  store = openStore(await fixtureStore({ shipments: true }), { today: "2026-11-21" });
});

afterAll(() => store.close());

const bills = { data: "shipments" } as const;

describe("shipments", () => {
  test("lists the bills of a product, the largest first, and counts house bills without their master", async () => {
    const { result } = await shipments(store, { product: ["850511"], to: "US", ...bills });
    expect(result.rows.map(({ bill, day, usd }) => [bill, day, usd])).toEqual([
      ["B1", "2024-01-10", "120.00"],
      ["B2", "2024-02-10", "80.00"],
      ["B3", "2024-03-10", "50.00"],
    ]);
    expect(result.total).toMatchObject({ rows: 3, usd: "250.00", kg: "11.000", estimatedUsd: "0.00" });
    expect(result.dataset.mastersNotCounted).toBe(1);
  });

  test("counts all that fits where it lists a few", async () => {
    const { result } = await shipments(store, { product: ["850511"], top: 1, ...bills });
    expect([result.rows.length, result.total.rows, result.total.usd]).toEqual([1, 3, "250.00"]);
  });

  test("narrows by seller, buyer, origin, country and days, alone and together", async () => {
    const billsOf = async (question: object) => {
      const { result } = await shipments(store, { ...bills, ...question });
      return result.rows.map(({ bill }) => bill).sort();
    };
    expect(await billsOf({})).toEqual(["B1", "B2", "B3", "B4"]);
    expect(await billsOf({ seller: "p-evil" })).toEqual(["B1", "B2"]);
    expect(await billsOf({ seller: "Mine & Sons", buyer: "p-evil" })).toEqual(["B4"]);
    expect(await billsOf({ buyer: "Acme Motors", origin: "JP" })).toEqual(["B3"]);
    expect(await billsOf({ seller: "p-evil", to: "CN" })).toEqual([]);
    expect(await billsOf({ seller: "p-evil", origin: "CN", since: "2024-02-01" })).toEqual(["B2"]);
    expect(await billsOf({ product: ["280530"], to: "CN" })).toEqual(["B4"]);
  });

  test("adds up to what suppliers says of the same rows", async () => {
    const { result } = await shipments(store, { product: ["850511"], to: "US", seller: "p-evil", ...bills });
    const { result: all } = await suppliers(store, { product: "850511", to: "US", ...bills });
    const own = all.suppliers.find(({ party }) => party === "p-evil");
    expect([result.total.rows, result.total.usd, result.total.kg]).toEqual([own?.rows, own?.usd, own?.kg]);
  });

  test("lists rows of statistics with their period", async () => {
    const { result } = await shipments(store, { product: ["280530"], seller: "VN", data: "flows" });
    expect(result.rows).toEqual([
      expect.objectContaining({ day: "2024", usd: "400.00", bill: null, file: "flows.csv", record: 6 }),
    ]);
  });

  test("takes a name as text, whatever it says", async () => {
    const name = "x' or 1=1; drop table shipments; --";
    await expect(shipments(store, { product: ["850511"], seller: name, ...bills })).rejects.toThrow(NotFound);
    await expect(shipments(store, { product: ["magnets"] })).rejects.toThrow(InvalidInput);
  });

  test("says so where nothing fits", async () => {
    const { warnings } = await shipments(store, { product: ["850511"], to: "DE", ...bills });
    expect(warnings).toEqual(["The data hold no row of HS 8505.11, to Germany under these filters."]);
  });
});

describe("shipments of a chain", () => {
  const root = { product: "850511", to: "US" } as const;

  test.each([
    ["shipments", "origin"],
    ["shipments", "party"],
    ["flows", "origin"],
    ["flows", "party"],
  ] as const)("add up to every link of the chain: %s by %s", async (data, by) => {
    const { result } = await chain(store, { ...root, data, by, top: 250 });
    expect(result.links.length).toBeGreaterThan(2);
    const key = (id: string): string => id.slice(id.indexOf("|") + 1);
    for (const link of result.links) {
      const [from, to] = [key(link.source), key(link.target)];
      const { result: rows } = await shipments(store, {
        data,
        behind: root.product,
        behindTo: root.to,
        tier: link.tier,
        product: link.products.map(({ code }) => code),
        ...(by === "party" ? { seller: from, buyer: to } : { origin: from, to }),
      });
      expect([rows.total.rows, rows.total.usd, rows.total.kg]).toEqual([link.rows, link.usd, link.kg]);
      expect(rows.rows.length).toBe(link.rows);
    }
  });

  test.each([
    [{ tier: 2 }, '"tier" is of a chain'],
    [{ behind: "850511" }, '"behind" needs the tier'],
    [{ behind: "850511", tier: 2 }, 'The chain behind "850511" needs its root'],
  ])("need a product, a tier and a root (%j)", async (fields, message) => {
    await expect(shipments(store, { ...fields, ...bills })).rejects.toThrow(message);
  });
});
