import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LINKS, MAGNET, PRODUCTS, randomRows, row } from "../../test/network-questions/random-network.ts";
import { networkOf, type TestRow } from "../../test/support/network-of.ts";
import { inputMap } from "./input-map.ts";
import { type Reach, reach } from "./reach.ts";
import type { ReachQuestion } from "./reach-question.ts";
import type { EndKind } from "./tier-groups.ts";
import type { Amounts } from "./tier-link-sums.ts";
import { type TierLinks, tierLinks } from "./tier-links.ts";
import { eachCounted } from "./walk.ts";

function walked(rows: readonly TestRow[], question: Partial<ReachQuestion>): Reach {
  const network = networkOf(rows);
  const core = { products: [MAGNET], direction: "up", depth: 4, inputs: "all", ...question } as const;
  return reach(network, inputMap(network.products, LINKS), core);
}

const total = (parts: readonly Amounts[], pick: "usd" | "kg" | "estimatedUsd"): bigint =>
  parts.reduce((sum, part) => sum + part[pick], 0n);
const rowsOf = (parts: readonly Amounts[]): number => parts.reduce((sum, part) => sum + part.rows, 0);

/** The links, one an entry and never pooled: the definition. */
function plainLinks({ walk }: Reach, by: EndKind): Map<string, Amounts> {
  const { network, plan } = walk;
  const links = new Map<string, Amounts>();
  const party = (index: number) => network.parties.id(index);
  eachCounted(walk, (entry, tier, run) => {
    const [buyer, seller] = [
      party(network.buy.party[network.runs.buyNode[run] as number] as number),
      party(network.sell.party[network.runs.sellNode[run] as number] as number),
    ];
    const places = [
      network.countries[network.runs.origin[run] as number],
      network.countries[network.runs.destination[run] as number],
    ];
    const [from, to] = by === "party" ? [seller, buyer] : places;
    const [far, near] = plan.up ? [from, to] : [to, from];
    const product = network.products[network.buy.product[network.runs.buyNode[run] as number] as number];
    const key = `${tier} ${far} ${near} ${product}`;
    const so = links.get(key) ?? { rows: 0, usd: 0n, kg: 0n, estimatedUsd: 0n };
    const usd = BigInt(Math.round(network.columns.usd[entry] || 0));
    links.set(key, {
      rows: so.rows + 1,
      usd: so.usd + usd,
      kg: so.kg + BigInt(Math.round(network.columns.kg[entry] || 0)),
      estimatedUsd: so.estimatedUsd + (network.columns.flags[entry] === 1 ? usd : 0n),
    });
  });
  return links;
}

function asLinks({ nodes, links }: TierLinks): Map<string, Amounts> {
  const found = new Map<string, Amounts>();
  for (const { tier, far, near, products } of links) {
    for (const { code, ...amounts } of products) {
      found.set(`${tier} ${nodes[far]?.key} ${nodes[near]?.key} ${code}`, amounts);
    }
  }
  return found;
}

/** Rows of firms that may send goods of one country to another, some estimated, some without a value or a weight. */
const mixedRows = fc
  .tuple(randomRows, fc.array(fc.tuple(fc.constantFrom("CN", "JP", "VN"), fc.nat(9)), { minLength: 40, maxLength: 40 }))
  .map(([rows, extras]) =>
    rows.map((each, at): TestRow => {
      const [origin, kind] = extras[at] as [string, number];
      return {
        ...each,
        origin,
        day: 100 + kind,
        usd: kind === 0 ? null : each.usd,
        kg: kind === 1 ? null : kind * 10,
        ...(kind > 6 ? { estimated: true } : {}),
      };
    }),
  );

const questions = fc.record({
  direction: fc.constantFrom("up" as const, "down" as const),
  products: fc.constantFrom(...PRODUCTS).map((code) => [code]),
  inputs: fc.constantFrom("all" as const, "same" as const, "none" as const),
  observedOnly: fc.boolean(),
  countries: fc.constantFrom(["US"], ["CN", "JP"]),
});

describe("tierLinks", () => {
  test("adds up to the reach, tier by tier, whatever is pooled", () => {
    fc.assert(
      fc.property(
        mixedRows,
        questions,
        fc.constantFrom("country", "party"),
        fc.constantFrom(1, 2, 50),
        (rows, question, by, top) => {
          const found = walked(rows, question);
          const { nodes, links, concentration } = tierLinks(found, by as EndKind, top);
          for (const { tier, rows: count, usd, kg } of found.tiers) {
            for (const parts of [
              links.filter((link) => link.tier === tier),
              nodes.filter((node) => node.tier === tier),
            ]) {
              expect([rowsOf(parts), total(parts, "usd"), total(parts, "kg")]).toEqual([count, usd, kg]);
            }
            for (const link of links) expect(total(link.products, "usd")).toBe(link.usd);
            const share = concentration[tier - 1];
            if (usd > 0n) expect(share).toBeGreaterThan(0);
            else expect(share).toBeNull();
            expect(nodes.filter((node) => node.tier === tier && node.key !== null).length).toBeLessThanOrEqual(top);
          }
          const roots = nodes.filter((node) => node.tier === 0);
          expect([rowsOf(roots), total(roots, "usd")]).toEqual([found.tiers[0]?.rows, found.tiers[0]?.usd]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("is the entries grouped by tier, ends and product", () => {
    fc.assert(
      fc.property(mixedRows, questions, fc.constantFrom("country", "party"), (rows, question, by) => {
        const found = walked(rows, question);
        const plain = plainLinks(found, by as EndKind);
        expect(asLinks(tierLinks(found, by as EndKind, 50))).toEqual(plain);
      }),
      { numRuns: 300 },
    );
  });

  test("pools what is smaller than the largest, and still counts it in the concentration", () => {
    const rows = [row("CN a", "US b", MAGNET, 70), row("JP a", "US b", MAGNET, 20), row("DE a", "US a", MAGNET, 10)];
    const { nodes, links, concentration } = tierLinks(walked(rows, { countries: ["US"] }), "party", 1);
    const named = nodes.map(({ tier, key, ends, usd }) => [tier, key, ends, usd]);
    expect(named).toEqual([
      [0, "US b", 1, 90n],
      [0, null, 1, 10n],
      [1, "CN a", 1, 70n],
      [1, null, 2, 30n],
    ]);
    expect(links.map(({ far, near, usd }) => [far, near, usd])).toEqual([
      [2, 0, 70n],
      [3, 0, 20n],
      [3, 1, 10n],
    ]);
    expect(concentration[0]).toBeCloseTo(0.49 + 0.04 + 0.01, 12);
  });

  test("keeps a country that only imports what it sends on under another origin as an end without a value of its own", () => {
    const rows = [
      row("HK trader", "US b", MAGNET, 100, { origin: "CN" }),
      row("CN works", "HK trader", MAGNET, 60, { origin: "CN", destination: "HK" }),
    ];
    const { nodes, links } = tierLinks(walked(rows, { countries: ["US"] }), "country", 5);
    const firstTier = nodes.filter(({ tier }) => tier === 1).map(({ key, usd }) => [key, usd]);
    expect(firstTier).toEqual([
      ["CN", 100n],
      ["HK", 0n],
    ]);
    expect(links.map(({ far, near }) => [nodes[far]?.key, nodes[near]?.key])).toEqual([
      ["CN", "US"],
      ["CN", "HK"],
    ]);
  });
});
