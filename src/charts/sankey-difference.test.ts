import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ComparedChain, changeWords, sankeyDifference, sankeyDifferenceSvg } from "./sankey-difference.ts";

const nodes = [
  { id: "0|US", tier: 0, label: "United States" },
  { id: "1|CN", tier: 1, label: "China" },
  { id: "1|JP", tier: 1, label: "Japan" },
  { id: "2|AU", tier: 2, label: "Australia" },
];
const before: ComparedChain = {
  nodes,
  links: [
    { source: "1|CN", target: "0|US", value: 800 },
    { source: "1|JP", target: "0|US", value: 200 },
    { source: "2|AU", target: "1|CN", value: 90 },
  ],
};
const after: ComparedChain = {
  nodes: [...nodes, { id: "1|DE", tier: 1, label: "Germany" }],
  links: [
    { source: "1|CN", target: "0|US", value: 400 },
    { source: "1|JP", target: "0|US", value: 300 },
    { source: "1|DE", target: "0|US", value: 50 },
    { source: "2|AU", target: "1|CN", value: 90 },
  ],
};
const options = { width: 900, height: 420, columns: [{ tier: 1, heading: "Tier 1 · magnets" }] };
const text = { title: "What changes", description: "China sells half.", source: "BACI" };

const chains = fc.array(fc.tuple(fc.nat(4), fc.nat(4), fc.nat(1000)), { maxLength: 20 }).map(
  (pairs): ComparedChain => ({
    nodes: [0, 1, 2, 3, 4].flatMap((at) => [1, 2].map((tier) => ({ id: `${tier}|${at}`, tier, label: `${at}` }))),
    links: pairs.map(([far, near, value]) => ({ source: `2|${far}`, target: `1|${near}`, value })),
  }),
);

describe("a difference of two chains", () => {
  test("tells what stays, what comes and what goes, of links and of nodes", () => {
    const chart = sankeyDifference(before, after, options);
    expect(Object.fromEntries(chart.links.map(({ id, before: was, after: is }) => [id, [was, is]]))).toEqual({
      "1|CN→0|US": [800, 400],
      "1|JP→0|US": [200, 300],
      "1|DE→0|US": [0, 50],
      "2|AU→1|CN": [90, 90],
    });
    const root = chart.nodes.find(({ id }) => id === "0|US");
    expect([root?.before, root?.after]).toEqual([1000, 750]);
    const { same = 0, more = 0, less = 0 } = root?.parts ?? {};
    expect([same / more, same / less]).toEqual([expect.closeTo(600 / 150), expect.closeTo(600 / 400)]);
    expect(chart.links.find(({ id }) => id === "2|AU→1|CN")?.estimatedPath).toBeNull();
  });

  test("of a chain and itself is all the same, and parts fill a node", () => {
    fc.assert(
      fc.property(chains, chains, (one, other) => {
        for (const node of sankeyDifference(one, one, options).nodes) {
          expect([node.parts.more, node.parts.less, changeWords(node)]).toEqual([0, 0, ""]);
        }
        for (const { parts, height } of sankeyDifference(one, other, options).nodes) {
          expect(parts.same + parts.more + parts.less).toBeCloseTo(height, 6);
        }
      }),
    );
  });

  test("says a change in words", () => {
    const changes = [
      [1000, 500],
      [1000, 1032],
      [0, 5],
      [5, 0],
      [100_000, 100_001],
      [7, 7],
    ].map(([was = 0, is = 0]) => changeWords({ before: was, after: is }));
    expect(changes).toEqual(["−50.0 %", "+3.2 %", "new", "gone", "+<0.1 %", ""]);
  });

  test("stays as it is drawn", async () => {
    const svg = sankeyDifferenceSvg(sankeyDifference(before, after, options), text, (value) => `USD ${value}`);
    await expect(svg).toMatchFileSnapshot("snapshots/sankey-difference.svg");
  });
});
