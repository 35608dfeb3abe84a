import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { controlWorld, type StakeSpec } from "../../test/support/control-world.ts";
import { shareText } from "./share.ts";
import { edgesInto, findEdge, interestIndex, roomLeft } from "./stake-graph.ts";

function edges(stakes: readonly StakeSpec[]) {
  const { world, names } = controlWorld({}, stakes);
  const { holder, held, low, high, conflicts, rowOffsets } = world.graph;
  return Array.from(holder, (by, edge) => ({
    stake: `${names[by]} -> ${names[held[edge] as number]}`,
    low: shareText(low[edge] as number),
    high: shareText(high[edge] as number),
    rows: (rowOffsets[edge + 1] as number) - (rowOffsets[edge] as number),
    conflict: conflicts.includes(edge),
  }));
}

const X = "X -> A";

describe("rows of one holder, party and interest", () => {
  test("that agree leave what all of them allow", () => {
    expect(
      edges([
        ["X", "A", [40, 60]],
        ["X", "A", [55, 70]],
        ["X", "A", [0, 100]],
      ]),
    ).toEqual([{ stake: X, low: "0.55", high: "0.6", rows: 3, conflict: false }]);
  });

  test("that share nothing leave all that they span, and are told as a conflict", () => {
    expect(
      edges([
        ["X", "A", 40],
        ["X", "A", [45, 60]],
      ]),
    ).toEqual([{ stake: X, low: "0.4", high: "0.6", rows: 2, conflict: true }]);
  });

  test("of which two agree and one does not are a conflict that spans them all", () => {
    expect(
      edges([
        ["X", "A", 40],
        ["X", "A", 40],
        ["X", "A", 41],
      ]),
    ).toEqual([{ stake: X, low: "0.4", high: "0.41", rows: 3, conflict: true }]);
  });

  test("that say the same are no conflict", () => {
    expect(
      edges([
        ["X", "A", 40],
        ["X", "A", 40],
      ]),
    ).toMatchObject([{ low: "0.4", high: "0.4", conflict: false }]);
  });

  test("that touch at one share leave that share", () => {
    expect(
      edges([
        ["X", "A", [30, 40]],
        ["X", "A", [40, 50]],
      ]),
    ).toMatchObject([{ low: "0.4", high: "0.4", conflict: false }]);
  });

  test("of two interests are two edges", () => {
    expect(
      edges([
        ["X", "A", 40],
        ["X", "A", 60, "vote"],
      ]),
    ).toHaveLength(2);
  });
});

test("a party does not hold itself: its own shares are left out", () => {
  expect(
    edges([
      ["A", "A", 10],
      ["X", "A", 40],
    ]).map(({ stake }) => stake),
  ).toEqual([X]);
});

test("edges of a party for one interest are found, and what nobody has of it for certain", () => {
  const { world, at } = controlWorld({}, [
    ["X", "A", [30, 50]],
    ["Y", "A", 20],
    ["X", "A", 60, "vote"],
    ["X", "A", 100, "licence"],
    ["X", "B", 100],
  ]);
  const into = (interest: "equity" | "vote" | "debt" | "licence") =>
    edgesInto(world.graph, at("A"), interestIndex(interest));
  const room = (interest: "equity" | "vote" | "licence") => roomLeft(world.graph, ...into(interest));
  expect(into("equity")).toEqual([0, 2]);
  expect(into("debt")[0]).toBe(into("debt")[1]);
  expect([room("equity"), room("vote"), room("licence")]).toEqual([0.5e12, 0.4e12, Number.POSITIVE_INFINITY]);
  expect(findEdge(world.graph, at("X"), at("A"), "vote")).toBe(into("vote")[0]);
  expect(findEdge(world.graph, at("Y"), at("B"), "equity")).toBe(-1);
});

test("the order of parties has every holder before what it holds, rings together", () => {
  const stake = fc.tuple(fc.nat(8), fc.nat(8)).filter(([a, b]) => a !== b);
  fc.assert(
    fc.property(fc.array(stake, { maxLength: 16 }), (pairs) => {
      const parties = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`P${at}`, "company"]));
      const { graph } = controlWorld(
        parties,
        pairs.map(([a, b]) => [`P${a}`, `P${b}`, 5]),
      ).world;
      const reaches = closure(9, pairs);
      expect([...graph.order].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
      for (let a = 0; a < 9; a++) {
        for (let b = 0; b < 9; b++) {
          const together = a === b || (reaches[a]?.[b] === true && reaches[b]?.[a] === true);
          expect(graph.rank[a] === graph.rank[b]).toBe(together);
          if (reaches[a]?.[b] === true) expect(graph.rank[a]).toBeLessThanOrEqual(graph.rank[b] as number);
        }
      }
    }),
    { numRuns: 100 },
  );
});

function closure(size: number, pairs: readonly (readonly [number, number])[]): boolean[][] {
  const reaches = Array.from({ length: size }, (_, a) =>
    Array.from({ length: size }, (_, b) => pairs.some(([x, y]) => x === a && y === b)),
  );
  for (let by = 0; by < size; by++) {
    for (const row of reaches) {
      if (row[by] === true)
        reaches[by]?.forEach((there, to) => {
          if (there) row[to] = true;
        });
    }
  }
  return reaches;
}
