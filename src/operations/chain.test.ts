import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixtureStore } from "../../test/cli/fixture-store.ts";
import { Ambiguous, type Context, chain, InvalidInput, NotFound, openStore, trace } from "../index.ts";

let store: Context;

beforeAll(async () => {
  store = openStore(await fixtureStore({ shipments: true }), { today: "2026-11-21" });
});

afterAll(() => store.close());

describe("chain", () => {
  test.each([
    { product: "850511", to: "US", data: "flows" },
    { product: "850511", to: "US", data: "shipments" },
    { product: "850511", party: "Acme Motors", data: "shipments" },
    { product: "280530", origin: "MM", direction: "down", data: "flows" },
    { product: "850511", to: "US", inputs: "same", data: "flows", observedOnly: true },
  ] as const)("has the tiers of trace: %j", async (question) => {
    const { result } = await chain(store, question);
    const { result: traced } = await trace(store, question);
    const figures = ({ tier, rows, usd, kg }: (typeof result.tiers)[number] | (typeof traced.tiers)[number]) => [
      tier,
      rows,
      usd,
      kg,
    ];
    expect(result.tiers.map(figures)).toEqual(traced.tiers.map(figures));
    expect(result.tiers.map((tier) => [tier.sellers, tier.estimatedUsd])).toEqual(
      traced.tiers.map((tier) => [tier.parties, tier.estimated.usd]),
    );
  });

  test("runs links from the seller to the buyer, up as down", async () => {
    const up = await chain(store, { product: "850511", to: "US", data: "flows", depth: 1, top: 1 });
    expect(up.result.links.map(({ source, target, usd }) => [source, target, usd])).toEqual([
      ["1|CN", "0|US", "700.00"],
      ["1|others", "0|US", "300.00"],
    ]);
    expect(up.result.nodes.at(-1)).toMatchObject({ id: "1|others", key: null, label: "2 others", pooled: 2 });
    const down = await chain(store, { product: "280530", origin: "MM", direction: "down", data: "flows", depth: 1 });
    expect(down.result.root).toMatchObject({ buyer: null, seller: { key: "MM", label: "Myanmar" } });
    expect(down.result.links.map(({ source, target }) => [source, target])).toEqual([["0|MM", "1|CN"]]);
  });

  test("refuses a question without a root, a party that is not there, and a choice of datasets that is not made", async () => {
    await expect(chain(store, { product: "850511", data: "flows" })).rejects.toThrow(InvalidInput);
    await expect(chain(store, { product: "850511", party: "Nobody", data: "shipments" })).rejects.toThrow(NotFound);
    const open = chain(store, { product: "850511", to: "US" });
    await expect(open).rejects.toThrow(Ambiguous);
    await expect(open).rejects.toHaveProperty("candidates", [
      expect.stringContaining("--data flows"),
      expect.stringContaining("--data shipments"),
    ]);
  });
});
