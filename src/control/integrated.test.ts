import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { controlWorld } from "../../test/support/control-world.ts";
import { directShares, graphOf, type MadeStakes, madeStakes } from "../../test/support/stake-arbitraries.ts";
import { integratedShares } from "./integrated.ts";
import { largestIntegratedShares } from "./integrated-all.ts";
import { PARTS } from "./share.ts";
import type { StakeGraph } from "./stake-graph.ts";
import { SURE } from "./world.ts";

const made = (options = {}) => madeStakes({ ranges: false, ...options });

function sharesOf(stakes: MadeStakes, target: number, side: "low" | "high" = "low"): number[] {
  const found = stakes.parties.map(() => 0);
  for (const { party, share } of integratedShares(graphOf(stakes), target, "equity", side).shares) found[party] = share;
  return found;
}

/** Every firm leaves at least a tenth to nobody, so that the solve is well set. */
const leaking = made().map(({ parties, rows }): MadeStakes => {
  return { parties, rows: rows.map(([a, b, low, high, interest]) => [a, b, nine(low), nine(high), interest]) };
});
const nine = (parts: number) => Math.round(parts * 0.9);

describe("integrated ownership over random stakes with rings", () => {
  test("equals an independent solve of (I - D) X = D to 1e-12", () => {
    fc.assert(
      fc.property(leaking, (stakes) => {
        const solved = solve(directShares(graphOf(stakes), "equity"));
        for (let target = 0; target < stakes.parties.length; target++) {
          sharesOf(stakes, target).forEach((share, holder) => {
            if (holder === target) return;
            const wanted = Math.min(1, solved[holder]?.[target] as number);
            expect(Math.abs(share - wanted)).toBeLessThanOrEqual(1e-12 * Math.max(1, wanted));
          });
        }
      }),
      { numRuns: 200 },
    );
  });

  test("gives those of whom nobody holds anything no more than one in all", () => {
    fc.assert(
      fc.property(made({ most: 20, interests: ["equity", "vote"] }), (stakes) => {
        const held = new Set(stakes.rows.map(([, to]) => to));
        for (let target = 0; target < stakes.parties.length; target++) {
          const shares = sharesOf(stakes, target);
          const sum = shares.reduce((total, share, party) => total + (held.has(party) ? 0 : share), 0);
          expect(sum).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("gives nobody less at the most than at the least", () => {
    fc.assert(
      fc.property(madeStakes({ most: 20, interests: ["equity", "vote"] }), (stakes) => {
        for (let target = 0; target < stakes.parties.length; target++) {
          const [least, most] = [sharesOf(stakes, target), sharesOf(stakes, target, "high")];
          least.forEach((share, party) => {
            expect(share).toBeLessThanOrEqual((most[party] as number) + 1e-12);
          });
        }
      }),
      { numRuns: 100 },
    );
  });

  test("gives nobody less when somebody comes to hold more", () => {
    fc.assert(
      fc.property(made({ most: 20, interests: ["equity", "vote"] }), fc.nat(), (stakes, pick) => {
        fc.pre(stakes.rows.length > 0);
        const chosen = pick % stakes.rows.length;
        const fewer: MadeStakes = {
          parties: stakes.parties,
          rows: stakes.rows.map((row, at) => {
            if (at !== chosen) return row;
            const half = Math.floor(row[2] / 2);
            return [row[0], row[1], half, half, row[4]];
          }),
        };
        for (let target = 0; target < stakes.parties.length; target++) {
          const [before, after] = [sharesOf(fewer, target), sharesOf(stakes, target)];
          before.forEach((share, party) => {
            expect([target, party, share <= (after[party] as number) + 1e-9]).toEqual([target, party, true]);
          });
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("a ring", () => {
  test("of gain one tenth multiplies what leads into it by 1 / (1 - 0.1)", () => {
    const { world, at } = controlWorld({}, [
      ["P", "A", 50],
      ["B", "A", 20],
      ["A", "B", 50],
      ["Q", "B", 50],
    ]);
    const { shares, closedRing } = integratedShares(world.graph, at("A"), "equity");
    const ofA = new Map(shares.map(({ party, share }) => [party, share]));
    expect(ofA.get(at("P"))).toBeCloseTo(0.5 / 0.9, 12);
    expect(ofA.get(at("Q"))).toBeCloseTo(0.1 / 0.9, 12);
    expect(closedRing).toBe(false);
  });

  test("that nobody outside holds is told as closed, and each of it has all", () => {
    const { world, at } = controlWorld({}, [
      ["A", "B", 100],
      ["B", "A", 100],
      ["A", "T", 100],
    ]);
    const { shares, closedRing } = integratedShares(world.graph, at("T"), "equity");
    expect(closedRing).toBe(true);
    expect(shares).toEqual([
      { party: at("A"), share: 1 },
      { party: at("B"), share: 1 },
    ]);
  });

  test("that one part in 10^12 leads out of leaves all to whoever holds that part", () => {
    const { world, at } = controlWorld({}, [
      ["A", "B", 100],
      ["B", "A", "99.9999999999"],
      ["P", "A", "0.0000000001"],
    ]);
    const { shares, closedRing } = integratedShares(world.graph, at("B"), "equity");
    expect(closedRing).toBe(false);
    expect(shares.find(({ party }) => party === at("P"))?.share).toBeCloseTo(1, 12);
  });

  test("by votes alone does not hide who owns a party of it", () => {
    const { world, at } = controlWorld({}, [
      ["C", "D", 100],
      ["D", "C", 100],
      ["E", "T", 60],
      ["C", "T", 40],
      ["T", "C", 30, "vote"],
      ["T", "E", 30, "vote"],
    ]);
    const { shares } = integratedShares(world.graph, at("T"), "equity");
    expect(shares.find(({ party }) => party === at("E"))?.share).toBe(0.6);
  });

  test("of a thousand firms that each hold the next converges", () => {
    const firms = Array.from({ length: 1000 }, (_, at) => `F${at}`);
    const { world, at } = controlWorld({}, [
      ...firms.map((firm, index) => [firm, firms[(index + 1) % 1000] as string, 90] as const),
      ["P", "F0", 10],
    ]);
    const { shares } = integratedShares(world.graph, at("F0"), "equity");
    expect(shares.find(({ party }) => party === at("P"))?.share).toBeCloseTo(0.1 / (1 - 0.9 ** 1000), 12);
  });
});

test("interests do not mix", () => {
  const { world, at } = controlWorld({}, [
    ["P", "A", 50],
    ["A", "B", 50, "vote"],
  ]);
  expect(integratedShares(world.graph, at("B"), "equity").shares).toEqual([]);
});

test("a range that is not known gives its holder nothing at the least and what others leave at the most", () => {
  const { world, at } = controlWorld({}, [
    ["P", "A", [0, 100]],
    ["Q", "A", 70],
  ]);
  const share = (side: "low" | "high") =>
    integratedShares(world.graph, at("A"), "equity", side).shares.find(({ party }) => party === at("P"))?.share ?? 0;
  expect([share("low"), share("high")]).toEqual([0, 0.3]);
});

test("shares that several sources add up to more than the whole are taken in proportion", () => {
  const { world, at } = controlWorld({}, [
    ["P", "A", 80],
    ["Q", "A", 80],
  ]);
  expect(integratedShares(world.graph, at("A"), "equity").shares.map(({ share }) => share)).toEqual([0.5, 0.5]);
  expect(world.graph.low[0]).toBe(0.8 * PARTS);
});

/** X of (I - D) X = D by Gauss and Jordan, `shares[holder][held]`. */
function solve(direct: readonly (readonly number[])[]): number[][] {
  const size = direct.length;
  const rows = direct.map((row, at) => [...row.map((share, to) => (at === to ? 1 : 0) - share), ...row]);
  for (let column = 0; column < size; column++) {
    const by = rows[column] as number[];
    const pivot = by[column] as number;
    for (let at = 0; at < 2 * size; at++) by[at] = (by[at] as number) / pivot;
    rows.forEach((row, index) => {
      const factor = row[column] as number;
      if (index === column || factor === 0) return;
      for (let at = 0; at < 2 * size; at++) row[at] = (row[at] as number) - factor * (by[at] as number);
    });
  }
  return rows.map((row) => row.slice(size));
}

describe("the largest share of each party, over all of them at once", () => {
  /** Those of whom nobody holds anything. */
  const ends = ({ parties, offsets }: StakeGraph) =>
    Uint8Array.from({ length: parties }, (_, party) => (offsets[party] === offsets[party + 1] ? SURE : 0));

  test("is the largest that an owner at the end of a chain is found to have of each alone", () => {
    fc.assert(
      fc.property(madeStakes({ most: 20, interests: ["equity", "vote"] }), (stakes) => {
        const graph = graphOf(stakes);
        const members = ends(graph);
        const least = largestIntegratedShares(graph, members, "equity", "low");
        const most = largestIntegratedShares(graph, members, "equity", "high");
        for (let party = 0; party < graph.parties; party++) {
          const { shares } = integratedShares(graph, party, "equity");
          const share = (shares.find((each) => members[each.party] === SURE)?.share ?? 0) * PARTS;
          expect(Math.abs((least[party] as number) - Math.round(share))).toBeLessThanOrEqual(1);
          expect((least[party] as number) - (most[party] as number)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("is all of a ring that next to nothing leads out of", () => {
    const leaking = controlWorld({}, [
      ["A", "B", 100],
      ["B", "A", "99.9999999999"],
      ["P", "A", "0.0000000001"],
    ]);
    const members = new Uint8Array(leaking.world.parties);
    members[leaking.at("P")] = SURE;
    const ofP = largestIntegratedShares(leaking.world.graph, members, "equity", "low");
    expect([ofP[leaking.at("A")], ofP[leaking.at("B")]]).toEqual([PARTS, PARTS]);
    const { graph } = leaking.world;
    expect([...largestIntegratedShares(graph, ends(graph), "equity", "high")]).toEqual([...ofP]);
  });
});
