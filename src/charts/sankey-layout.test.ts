import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chainSankey } from "./chain-sankey.ts";
import { HEADING_HEIGHT, type SankeyLink, type SankeyNode, sankeyLayout } from "./sankey-layout.ts";
import { pathThrough } from "./sankey-path.ts";
import { sankeySvg } from "./sankey-svg.ts";

const nodes: readonly SankeyNode[] = [
  { id: "0|US", tier: 0, label: "United States", value: 1000, estimated: 100 },
  { id: "1|CN", tier: 1, label: "China", value: 700, estimated: 100 },
  { id: "1|JP", tier: 1, label: "Japan", value: 200 },
  { id: "1|*", tier: 1, label: "61 others", value: 100, pooled: 61 },
  { id: "2|CN", tier: 2, label: "China", value: 6000 },
  { id: "2|VN", tier: 2, label: "Viet Nam", value: 3000, estimated: 3000 },
];
const links: readonly SankeyLink[] = [
  { source: "1|CN", target: "0|US", value: 700, estimated: 100 },
  { source: "1|JP", target: "0|US", value: 200 },
  { source: "1|*", target: "0|US", value: 100 },
  { source: "2|CN", target: "1|JP", value: 4000 },
  { source: "2|CN", target: "1|*", value: 2000 },
  { source: "2|VN", target: "1|CN", value: 3000, estimated: 3000 },
];
const size = { width: 900, height: 420 };
const text = { title: "Magnets", description: "China sells 70 %.", source: "BACI" };
const write = (value: number) => `USD ${value}`;

/** A chain of `tiers` tiers with up to `wide` nodes each, every node linked towards the root. */
const chains = fc
  .array(fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 40 }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((tiers) => {
    const made: SankeyNode[] = [{ id: "0|r", tier: 0, label: "Root", value: 0 }];
    const joined: SankeyLink[] = [];
    for (const [at, values] of tiers.entries()) {
      const before = made.filter((node) => node.tier === at);
      for (const [place, value] of values.entries()) {
        const node = { id: `${at + 1}|${place}`, tier: at + 1, label: `Party ${place}`, value, estimated: value / 3 };
        made.push(node);
        const target = before[place % before.length]?.id ?? "0|r";
        joined.push({ source: node.id, target, value, estimated: value / 3 });
      }
    }
    return { nodes: made, links: joined };
  });

const numbersIn = (path: string) => [...path.matchAll(/-?[\d.]+/g)].map(Number);

describe("the Sankey's layout", () => {
  test("goods run from left to right: the highest tier stands first, or the root when it goes down", () => {
    expect(sankeyLayout(nodes, links, size).columns.map((column) => column.tier)).toEqual([2, 1, 0]);
    expect(sankeyLayout(nodes, links, { ...size, direction: "down" }).columns.map(({ tier }) => tier)).toEqual([
      0, 1, 2,
    ]);
  });

  test("the pooled rest comes last however large it is", () => {
    const huge = nodes.map((node) => (node.id === "1|*" ? { ...node, value: 9000 } : node));
    const tier = sankeyLayout(huge, links, size).nodes.filter((node) => node.tier === 1);
    expect(tier.map((node) => node.id)).toEqual(["1|CN", "1|JP", "1|*"]);
  });

  test("the same figures give the same picture in whatever order they come", () => {
    const turned = sankeyLayout(nodes.toReversed(), links.toReversed(), size);
    expect(turned).toEqual(sankeyLayout(nodes, links, size));
  });

  test("heights of a tier are in proportion to its values, and its estimated part to the whole", () => {
    fc.assert(
      fc.property(chains, (chain) => {
        const layout = sankeyLayout(chain.nodes, chain.links, size);
        for (const { tier, value } of layout.columns) {
          const column = layout.nodes.filter((node) => node.tier === tier);
          const tall = column.reduce((sum, node) => sum + node.height, 0);
          for (const node of column) {
            if (value > 0) expect(node.height / (tall || 1)).toBeCloseTo(node.value / value, 6);
            expect(node.estimatedHeight).toBeCloseTo(
              node.value === 0 ? 0 : node.height / (node.estimated ? 3 : Infinity),
            );
          }
        }
      }),
    );
  });

  test("everything has a place inside the box, and no two nodes of a column overlap", () => {
    fc.assert(
      fc.property(chains, fc.integer({ min: 60, max: 900 }), (chain, height) => {
        const layout = sankeyLayout(chain.nodes, chain.links, { width: 700, height });
        for (const node of layout.nodes) {
          expect(node.x).toBeGreaterThanOrEqual(0);
          expect(node.x + node.width).toBeLessThanOrEqual(700);
          expect(node.y).toBeGreaterThanOrEqual(HEADING_HEIGHT - 1e-6);
          expect(node.y + node.height).toBeLessThanOrEqual(Math.max(height, HEADING_HEIGHT) + 1e-6);
        }
        for (const [at, node] of layout.nodes.entries()) {
          const next = layout.nodes[at + 1];
          if (next?.tier === node.tier) expect(next.y).toBeGreaterThanOrEqual(node.y + node.height - 1e-6);
        }
        for (const link of layout.links) {
          for (const path of [link.path, link.estimatedPath ?? ""]) {
            expect(path).not.toMatch(/NaN|Infinity/);
            for (const number of numbersIn(path)) expect(number).toBeLessThanOrEqual(Math.max(700, height));
          }
        }
      }),
    );
  });

  test("links leave a node one below another and together are as wide as what it sells", () => {
    const layout = sankeyLayout(nodes, links, size);
    const root = layout.nodes.find((node) => node.id === "0|US");
    const into = layout.links.filter((link) => link.target === "0|US");
    expect(into.reduce((sum, link) => sum + link.endWidth, 0)).toBeCloseTo(root?.height ?? 0);
    for (const node of layout.nodes.filter((each) => each.tier > 0)) {
      const out = layout.links.filter((link) => link.source === node.id);
      expect(out.reduce((sum, link) => sum + link.width, 0)).toBeCloseTo(node.height);
    }
  });

  test("on a common scale one dollar is as tall in every tier", () => {
    const layout = sankeyLayout(nodes, links, { ...size, scale: "common" });
    const each = layout.nodes.filter((node) => node.value > 0).map((node) => node.height / node.value);
    for (const scale of each) expect(scale).toBeCloseTo(each[0] ?? 0, 10);
  });

  test("what cannot be drawn is not drawn: no value, no nodes, a value that is no number", () => {
    expect(sankeyLayout([], [], size)).toMatchObject({ columns: [], nodes: [], links: [] });
    const odd = sankeyLayout([{ id: "1|a", tier: 1, label: "A", value: Number.NaN }], [], size);
    expect(odd.nodes[0]).toMatchObject({ height: 0, estimatedHeight: 0, share: 0 });
    expect(() => sankeyLayout(nodes, [{ source: "9|x", target: "0|US", value: 1 }], size)).toThrow("9|x");
  });

  test("lays out a thousand links in well under a tenth of a second", () => {
    const many = Array.from({ length: 100 }, (_, at) => ({ id: `1|${at}`, tier: 1, label: `P${at}`, value: at + 1 }));
    const more = Array.from({ length: 100 }, (_, at) => ({ id: `2|${at}`, tier: 2, label: `S${at}`, value: 10 * at }));
    const thousand = Array.from({ length: 1000 }, (_, at) => ({
      source: `2|${at % 100}`,
      target: `1|${(at * 7 + Math.floor(at / 100)) % 100}`,
      value: at,
    }));
    const times = Array.from({ length: 12 }, () => {
      const start = performance.now();
      expect(sankeyLayout([...many, ...more], thousand, size).links).toHaveLength(1000);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(100);
  });
});

test("pointing at a node lights what leads to it and what it leads to, and nothing else", () => {
  const lit = pathThrough(links, "1|CN");
  expect([...lit.nodes].sort()).toEqual(["0|US", "1|CN", "2|VN"]);
  expect([...lit.links].sort()).toEqual([0, 5]);
});

test("reads an answer of chain: tiers as columns, the pooled rest marked, only dollars estimated", () => {
  const figures = { rows: 3, usd: "10.50", kg: "2.000", estimatedUsd: "1.25" };
  const chain = {
    tiers: [{ tier: 1, products: [{ code: "850511", label: "Magnets" }] }],
    nodes: [
      { id: "0|US", tier: 0, key: "US", label: "United States", pooled: 0, ...figures },
      { id: "1|", tier: 1, key: null, label: "4 others", pooled: 4, ...figures },
    ],
    links: [{ source: "1|", target: "0|US", ...figures }],
  };
  expect(chainSankey(chain).nodes[1]).toEqual({
    id: "1|",
    tier: 1,
    label: "4 others",
    value: 10.5,
    estimated: 1.25,
    pooled: 4,
  });
  expect(chainSankey(chain, "rows").links[0]).toEqual({ source: "1|", target: "0|US", value: 3 });
  expect(chainSankey(chain).columns.map((column) => column.heading)).toEqual(["Root", "Tier 1 · Magnets"]);
});

describe("the Sankey as SVG", () => {
  test("is drawn as it was when it was looked at", async () => {
    const columns = [{ tier: 1, heading: "Tier 1 · magnets", caption: "USD 1,000, 63 sellers" }];
    const svg = sankeySvg(sankeyLayout(nodes, links, { ...size, columns }), text, write);
    await expect(svg).toMatchFileSnapshot("snapshots/sankey.svg");
  });

  test("names from the data cannot leave their place in the picture", () => {
    const evil = nodes.map((node) => ({ ...node, label: '</title><script>alert("1")</script>\u0000' }));
    const svg = sankeySvg(sankeyLayout(evil, links, size), text, write, { id: "one", theme: "dark" });
    expect(svg).not.toContain("<script");
    expect(svg).not.toContain("\u0000");
    expect(svg).toContain("&lt;/title&gt;");
  });

  test("keeps its styles and names to itself, so that two pictures can stand in one page", () => {
    const svg = sankeySvg(sankeyLayout(nodes, links, size), text, write, { id: "one", bare: true });
    const rules = /<style>(.*)<\/style>/.exec(svg)?.[1] ?? "";
    for (const rule of rules
      .replace(/@media[^{]*\{/g, "")
      .split("}")
      .filter(Boolean))
      expect(rule).toMatch(/^#one /);
    for (const [, id] of svg.matchAll(/\bid="([^"]+)"/g)) expect(id).toMatch(/^one/);
  });
});
