import { expect, test } from "vitest";
import type { Hits } from "../../operations/scenario/hits/hits-result.ts";
import { renderText } from "../render-text.ts";
import { hitsBlocks } from "./whatif-hits.ts";

const sums = (through: string, least: string) => ({
  bought: "400000000",
  through,
  share: "0.5",
  least,
  tiers: [
    { tier: 1, through: least },
    { tier: 2, through: "60000000" },
    { tier: 3, through: "20000000" },
  ],
  deeper: "20000000",
  tonnes: "1234.5",
});

const HITS: Hits = {
  by: "party",
  to: { key: "US", label: "United States" },
  revision: 2022,
  from: "2024-01-01",
  until: "2025-01-01",
  edits: [1],
  products: [
    {
      code: "850760",
      label: "Electric accumulators; lithium-ion, including separators, whether or not rectangular",
      asked: true,
      ...sums("200000000", "100000000"),
      buyers: 12,
      hit: 3,
      estimatedShare: "0",
      others: { count: 2, bought: "5000000", through: "1000000", tonnes: null },
    },
  ],
  otherProducts: 0,
  buyers: [
    {
      key: "p1",
      label: "A maker of cars with quite a long name, Incorporated",
      country: "US",
      product: "850760",
      ...sums("200000000", "100000000"),
    },
  ],
};

const textOf = (hits: Hits): string => renderText({ title: "Hit", blocks: hitsBlocks(hits) }, { width: 110 });

test("says in a sentence what stops, at the purchase and behind it, and how much of that is sure", () => {
  const text = textOf(HITS).replace(/\s+/g, " ");
  expect(text).toContain("The United States paid USD 400.0 million for HS 8507.60.");
  expect(text).toContain("USD 200.0 million (50.0 %) comes over trade that stops: USD 100.0 million by their own");
  expect(text).toContain("(1,234.5 t) and USD 100.0 million behind their suppliers, to 3 of 12 buyers.");
  expect(text).toContain("It is USD 100.0 million at the least");
});

test("gives each buyer its shares by tier, and the buyers who are not listed in one line", () => {
  const text = textOf(HITS);
  for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(110);
  expect(text).toMatch(
    /A maker of cars .* US {2}8507\.60 .* 400\.0 .* 200\.0 +50\.0 % +25\.0 % +15\.0 % +10\.0 % +1,234\.5/,
  );
  expect(text).toMatch(/2 others +— +8507\.60 +5\.0 +1\.0 +— +— +— +— +—/);
});

test("lists products only where there are several, and is nothing where nothing was bought", () => {
  expect(textOf(HITS)).not.toContain("by product");
  const [only] = HITS.products as [Hits["products"][number]];
  expect(textOf({ ...HITS, products: [only, { ...only, code: "870380" }], otherProducts: 4 })).toContain(
    "What is hit, by product; 4 other products less hit",
  );
  expect(hitsBlocks({ ...HITS, products: [], buyers: [] })).toEqual([]);
});
