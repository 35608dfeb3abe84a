import { expect, test } from "vitest";
import { ownershipTree } from "../../src/charts/ownership-tree.ts";
import { nextTreeMark, type TreeMark } from "./ownership-keys.ts";

const pairs = ["A>R", "B>R", "C>A", "R>S"];
const tree = ownershipTree(
  ["R", "A", "B", "C", "S"].map((id) => ({ id, label: id, country: null })),
  pairs.map((pair) => ({ holder: pair[0] ?? "", held: pair[2] ?? "", lines: ["50 %"], open: false })),
  { root: "R" },
);

function walk(from: TreeMark, ...keys: readonly string[]): TreeMark | null {
  return keys.reduce<TreeMark | null>((at, key) => (at === null ? null : nextTreeMark(tree, at, key)), from);
}

test("arrows go up along stakes to holders, and down to what is held", () => {
  expect(walk({ party: "R" }, "ArrowUp", "ArrowUp")).toEqual({ party: "A" });
  expect(walk({ party: "R" }, "ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp")).toEqual({ party: "C" });
  expect(walk({ party: "R" }, "ArrowDown", "ArrowDown")).toEqual({ party: "S" });
  expect(walk({ party: "C" }, "ArrowUp")).toBeNull();
});

test("arrows go sideways to what stands beside, and Home to the party in the middle", () => {
  expect(walk({ party: "A" }, "ArrowRight")).toEqual({ party: "B" });
  expect(walk({ party: "B" }, "ArrowRight")).toBeNull();
  expect(walk({ tie: "A>R" }, "ArrowRight")).toEqual({ tie: "B>R" });
  expect(walk({ tie: "A>R" }, "Home")).toEqual({ party: "R" });
});
