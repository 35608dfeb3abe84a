import { expect, test } from "vitest";
import { isBasis, weakest } from "./basis.ts";
import { type Explanation, sourcesOf } from "./explanation.ts";
import { cite } from "./source.ts";

test("a mix is as good as its weakest part", () => {
  expect(weakest(["observed", "estimated", "reported"])).toBe("estimated");
  expect(weakest(["assumed", "observed"])).toBe("assumed");
  expect(weakest([])).toBe("observed");
  expect([isBasis("observed"), isBasis("guessed")]).toEqual([true, false]);
});

test("gathers the sources of a tree, each place of a source once", () => {
  const baci = { id: "baci", title: "BACI", locator: "HS17" };
  const leaf: Explanation = { sentence: "b", basis: "observed", sources: [baci, { ...baci, locator: "HS22" }] };
  const root: Explanation = { sentence: "a", basis: "observed", sources: [baci], because: [leaf] };
  expect(sourcesOf(root).map((source) => source.locator)).toEqual(["HS17", "HS22"]);
});

test("cites only what is known", () => {
  expect(cite({ id: "x", title: "Mineral Commodity Summaries", publisher: "USGS", locator: "p. 12" })).toBe(
    "Mineral Commodity Summaries, USGS, p. 12",
  );
});
