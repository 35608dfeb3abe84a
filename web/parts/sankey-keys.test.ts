import { expect, test } from "vitest";
import { sankeyLayout } from "../../src/charts/sankey-layout.ts";
import { nextMark } from "./sankey-keys.ts";

const layout = sankeyLayout(
  [
    { id: "0|US", tier: 0, label: "US", value: 10 },
    { id: "1|CN", tier: 1, label: "China", value: 7 },
    { id: "1|JP", tier: 1, label: "Japan", value: 3 },
    { id: "2|CL", tier: 2, label: "Chile", value: 5 },
  ],
  [
    { source: "1|CN", target: "0|US", value: 7 },
    { source: "1|JP", target: "0|US", value: 3 },
    { source: "2|CL", target: "1|CN", value: 4 },
    { source: "2|CL", target: "1|JP", value: 1 },
  ],
  { width: 800, height: 400 },
);

test("right goes along the widest link and then to its far end; left goes back", () => {
  expect(nextMark(layout, "2|CL", null, "ArrowRight")).toEqual({ link: "2|CL→1|CN" });
  expect(nextMark(layout, null, "2|CL→1|CN", "ArrowRight")).toEqual({ node: "1|CN" });
  expect(nextMark(layout, "1|CN", null, "ArrowLeft")).toEqual({ link: "2|CL→1|CN" });
  expect(nextMark(layout, null, "2|CL→1|CN", "ArrowLeft")).toEqual({ node: "2|CL" });
});

test("up and down go through the column, and through the links that leave the same node", () => {
  expect(nextMark(layout, "1|CN", null, "ArrowDown")).toEqual({ node: "1|JP" });
  expect(nextMark(layout, "1|JP", null, "ArrowUp")).toEqual({ node: "1|CN" });
  expect(nextMark(layout, null, "2|CL→1|CN", "ArrowDown")).toEqual({ link: "2|CL→1|JP" });
});

test("at an edge nothing is next", () => {
  expect(nextMark(layout, "0|US", null, "ArrowRight")).toBeNull();
  expect(nextMark(layout, "2|CL", null, "ArrowLeft")).toBeNull();
  expect(nextMark(layout, "1|JP", null, "ArrowDown")).toBeNull();
});
