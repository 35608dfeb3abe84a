import { expect, test } from "vitest";
import type { ProductPrices } from "../../operations/scenario/gsim/gsim-under-result.ts";
import { pricesBlocks } from "./whatif-prices.ts";

const inDoubt = { value: "0.1", low: "0.05", high: "0.2" };
const PRICES: ProductPrices = {
  product: { code: "380110", label: "Artificial graphite", revision: 2022 },
  year: "2024",
  unit: "USD",
  to: { key: "US", label: "United States" },
  because: "It costs more.",
  found: {
    price: inDoubt,
    imports: { before: "100", after: "90" },
    tariffRevenue: inDoubt,
    consumerSurplus: inDoubt,
    producerSurplus: inDoubt,
    netWelfare: inDoubt,
    origins: [
      {
        key: "CN",
        label: "China",
        before: "60",
        after: "0",
        quantity: "-1",
        price: null,
        dutyBefore: "0.1",
        dutyAfter: null,
        stopped: true,
      },
    ],
    otherOrigins: 2,
    hit: null,
    sensitivity: [{ kind: "demand", side: "low", price: null, netWelfare: null, outOfRange: "Too large." }],
  },
  elasticities: [],
};

test("shows the price, the origins and why a run has no answer", () => {
  const blocks = pricesBlocks({ products: [PRICES] });
  expect(blocks.map((block) => (block.kind === "table" ? block.title : block.kind))).toEqual([
    "paragraph",
    "Prices and welfare",
    "Imports of HS 3801.10 by United States, those that change most first; 2 other origins not shown",
    "HS 3801.10 if elasticities are others: one kind at a time at an end of its band",
  ]);
  const last = blocks.at(-1);
  expect(last?.kind === "table" ? last.rows.at(-1) : null).toEqual(["demand", "low", null, null, "Too large."]);
});

test("says why where there are no figures, and shows no table", () => {
  expect(pricesBlocks({ products: [{ ...PRICES, found: null, because: "It is outside." }] })).toEqual([
    { kind: "paragraph", text: "HS 3801.10, on the trade of 2024: It is outside." },
  ]);
});
