import fc from "fast-check";
import { expect, test } from "vitest";
import { crossings, spread } from "./layered-rows.ts";
import { ownershipTree, type TreeParty, type TreeStake } from "./ownership-tree.ts";
import { ownershipTreeSvg } from "./ownership-tree-svg.ts";
import { estimateTextWidth, nameLines } from "./svg.ts";

const party = (id: string): TreeParty => ({ id, label: `Party ${id}`, country: "CN" });

const stake = (pair: string, lines: readonly string[] = ["50 %"]): TreeStake => {
  const [holder = "", held = ""] = pair.split(">");
  return { holder, held, lines, open: false };
};

const treeOf = (pairs: readonly string[], options: Partial<Parameters<typeof ownershipTree>[2]> = {}) => {
  const ids = [...new Set(["R", ...pairs.flatMap((pair) => pair.split(">"))])];
  return ownershipTree(
    ids.map(party),
    pairs.map((pair) => stake(pair)),
    { root: "R", ...options },
  );
};

const rowsBy = ({ parties }: ReturnType<typeof treeOf>) =>
  Object.fromEntries(parties.map(({ id, level }) => [id, level]));

const group = fc
  .array(fc.tuple(fc.constantFrom(..."RABCDEFGH"), fc.constantFrom(..."RABCDEFGH")), { maxLength: 24 })
  .map((pairs) => pairs.map(([holder, held]) => `${holder}>${held}`));

test("a holder stands above all that it holds, by the longest way", () => {
  expect(rowsBy(treeOf(["A>R", "A>B", "B>R", "C>A", "R>S", "S>T", "R>T"]))).toEqual({
    R: 0,
    A: -2,
    B: -1,
    C: -3,
    S: 1,
    T: 2,
  });
});

test("each party stands once, and no two boxes overlap", () => {
  fc.assert(
    fc.property(group, (pairs) => {
      const { parties, width, height } = treeOf(pairs, { levels: 9, fan: 99 });
      expect(new Set(parties.map(({ id }) => id)).size).toBe(parties.length);
      for (const [at, a] of parties.entries()) {
        expect(a.x).toBeGreaterThanOrEqual(0);
        expect(a.x + a.width).toBeLessThanOrEqual(width);
        expect(a.y + a.height).toBeLessThanOrEqual(height);
        for (const b of parties.slice(at + 1)) {
          const apart = a.y !== b.y || a.x + a.width < b.x || b.x + b.width < a.x;
          expect(apart, `${a.id} and ${b.id}`).toBe(true);
        }
      }
    }),
  );
});

test("every stake between parties that are shown is drawn once, and only one that closes a ring runs upwards", () => {
  fc.assert(
    fc.property(group, (pairs) => {
      const { parties, ties } = treeOf(pairs, { levels: 9, fan: 99 });
      const row = new Map(parties.map((each) => [each.id, each.row]));
      const shown = new Set(pairs.filter((pair) => pair.split(">").every((id) => row.has(id)) && pair[0] !== pair[2]));
      expect(new Set(ties.map(({ id }) => id))).toEqual(shown);
      for (const { holder, held, ring } of ties) expect(ring).toBe((row.get(holder) ?? 0) >= (row.get(held) ?? 0));
    }),
  );
});

test("what lies deeper is folded, is counted, and shows when it is unfolded", () => {
  const chain = ["A>R", "B>A", "C>B", "D>C", "E>C"];
  const folded = treeOf(chain, { levels: 2 });
  expect(folded.parties.map(({ id }) => id).sort()).toEqual(["A", "B", "R"]);
  expect(folded.parties.find(({ id }) => id === "B")?.folded).toBe(1);
  const more = treeOf(chain, { levels: 2, unfolded: new Set(["B", "C"]) });
  expect(more.parties.map(({ id }) => id).sort()).toEqual(["A", "B", "C", "D", "E", "R"]);
  expect(more.parties.every((each) => each.folded === 0)).toBe(true);
});

test("of many holders the first stand, and the party says how many more there are", () => {
  const holders = Array.from({ length: 12 }, (_, at) => `${String.fromCharCode(65 + (at % 26))}x>R`);
  const tree = treeOf(holders, { fan: 8 });
  expect(tree.parties).toHaveLength(9);
  expect(tree.parties.find(({ id }) => id === "R")?.folded).toBe(4);
});

test("several stakes of one pair are one line with a text for each", () => {
  const tree = ownershipTree([party("R"), party("A")], [stake("A>R", ["60 %"]), stake("A>R", ["vote 50 %"])], {
    root: "R",
  });
  expect(tree.ties.map(({ lines }) => lines)).toEqual([["60 %", "vote 50 %"]]);
});

test("texts of stakes do not cover each other where holders stand side by side", () => {
  const tree = treeOf(["A>R", "B>R", "C>R", "D>R", "E>A", "F>A"]);
  for (const [at, a] of tree.ties.entries()) {
    for (const b of tree.ties.slice(at + 1)) {
      const [one, other] = [a.labelAt, b.labelAt];
      const apart =
        one.x + one.width <= other.x ||
        other.x + other.width <= one.x ||
        one.y + one.height <= other.y ||
        other.y + other.height <= one.y;
      expect(apart, `${a.id} and ${b.id}`).toBe(true);
    }
  }
});

test("a stake that closes a ring says that it runs upwards", () => {
  const tree = treeOf(["A>R", "B>A", "A>B"]);
  expect(tree.ties.filter(({ ring }) => ring).map(({ lines }) => lines)).toEqual([["50 % ↑"]]);
  expect(tree.ties.filter(({ ring }) => !ring).every(({ lines }) => lines[0] === "50 %")).toBe(true);
});

test("a tree has no crossing lines", () => {
  const rows = [
    [
      { id: "c", width: 1 },
      { id: "d", width: 1 },
    ],
    [
      { id: "a", width: 1 },
      { id: "b", width: 1 },
    ],
  ];
  expect(
    crossings(rows, [
      { upper: "c", lower: "b" },
      { upper: "d", lower: "a" },
    ]),
  ).toBe(1);
  const tree = treeOf(["A>R", "B>R", "C>B", "D>A", "E>A", "F>B"]);
  const at = new Map(tree.parties.map(({ id, x }) => [id, x]));
  const order = (ids: string) => [...ids].sort((a, b) => (at.get(a) ?? 0) - (at.get(b) ?? 0)).join("");
  expect([order("AB").startsWith("A"), /^(DE|ED)/.test(order("CDEF"))]).toSatisfy(([a, b]: boolean[]) => a === b);
});

test("places are as near to those wished as order and distance allow", () => {
  expect(spread([0, 0, 0], [10, 10])).toEqual([-10, 0, 10]);
  expect(spread([0, 100], [10])).toEqual([0, 100]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 12 }), (wished) => {
      const places = spread(
        wished,
        wished.slice(1).map(() => 20),
      );
      for (const [at, place] of places.slice(1).entries()) {
        expect(place - (places[at] ?? 0)).toBeGreaterThanOrEqual(20 - 1e-9);
      }
    }),
  );
});

test("a name without spaces is broken between its characters, and what does not fit is cut", () => {
  expect(nameLines("广东民营投资股份有限公司", 13, 130, 2)).toEqual(["广东民营投资股份有限", "公司"]);
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (name) => {
      const lines = nameLines(name, 13, 120, 2);
      expect(lines.length).toBeLessThanOrEqual(2);
      for (const line of lines) expect(estimateTextWidth(line, 13)).toBeLessThanOrEqual(120);
    }),
  );
});

test("the picture by itself names parties and shares as text, whatever they are called", () => {
  const tree = ownershipTree(
    [{ id: "R", label: "<b>R & Co</b>", country: "ID" }, party("A")],
    [stake("A>R", ["60 % to 70 %", "since 2022"])],
    { root: "R" },
  );
  const svg = ownershipTreeSvg(tree, { title: "Who holds R", description: "A holds it.", source: "" });
  expect(svg).toContain("&lt;b&gt;R");
  expect(svg).toContain("60 % to 70 %");
  expect(svg).toContain("since 2022");
  expect(svg).not.toContain("<b>");
});
