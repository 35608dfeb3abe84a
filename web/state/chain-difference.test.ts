import fc from "fast-check";
import { expect, test } from "vitest";
import { chainDifference } from "./chain-difference.ts";

/** An answer of `chain` of one tier: what each country sells to the root. */
function chainOf(sold: Readonly<Record<string, number>>) {
  const figures = (usd: number) => ({ rows: 1, usd: usd.toFixed(2), kg: "0", estimatedUsd: "0" });
  const names = Object.entries(sold).filter(([, usd]) => usd > 0);
  const node = (id: string, tier: number, key: string, usd: number) => ({
    ...{ id, tier, key, label: key, country: key, pooled: 0 },
    ...figures(usd),
  });
  return {
    tiers: [{ tier: 1, products: [{ code: "850511", label: "Magnets" }] }],
    nodes: [
      node(
        "0|US",
        0,
        "US",
        names.reduce((sum, [, usd]) => sum + usd, 0),
      ),
      ...names.map(([key, usd]) => node(`1|${key}`, 1, key, usd)),
    ],
    links: names.map(([key, usd]) => ({ source: `1|${key}`, target: "0|US", ...figures(usd) })),
  };
}

test("who stops altogether and who is small but changes are named; the rest is pooled in both alike", () => {
  const many = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`C${at}`, 100 - at]));
  const { before, after, changes } = chainDifference(
    chainOf({ ...many, CN: 900, TV: 1 }),
    chainOf({ ...many, TV: 5 }),
    3,
  );
  const names = before.nodes.map(({ label }) => label);
  expect(names).toEqual(expect.arrayContaining(["US", "CN", "C0", "C1", "TV", "18 others"]));
  expect(after.nodes).toEqual(before.nodes);
  expect(changes.slice(0, 3).map(({ tier, label, before: was, after: is }) => [tier, label, was, is])).toEqual([
    [0, "US", 2711, 1815],
    [1, "CN", 900, 0],
    [1, "TV", 1, 5],
  ]);
});

test("nothing is lost in pooling", () => {
  const trade = fc.dictionary(fc.stringMatching(/^[A-Z]{2}$/), fc.nat(1000), { maxKeys: 30 });
  fc.assert(
    fc.property(trade, trade, fc.integer({ min: 1, max: 5 }), (one, other, top) => {
      const { before, after } = chainDifference(chainOf(one), chainOf(other), top);
      const sum = (links: readonly { readonly value: number }[]) => links.reduce((all, { value }) => all + value, 0);
      const all = (given: Readonly<Record<string, number>>) => Object.values(given).reduce((a, b) => a + b, 0);
      expect([sum(before.links), sum(after.links)]).toEqual([all(one), all(other)]);
      const ids = new Set(before.nodes.map(({ id }) => id));
      for (const { source, target } of [...before.links, ...after.links]) {
        expect([ids.has(source), ids.has(target)]).toEqual([true, true]);
      }
    }),
  );
});
