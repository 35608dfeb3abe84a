import { expect, test } from "vitest";
import { goodsWords, stem, stemsOf, withoutExclusions } from "./goods-words.ts";

test("a plural and its singular come to the same, and nothing else does", () => {
  expect(["batteries", "boxes", "magnets", "glass", "chassis", "18650s"].map(stem)).toEqual([
    "battery",
    "box",
    "magnet",
    "glass",
    "chassis",
    "18650s",
  ]);
});

test("what a text says that goods are not is left out", () => {
  const text = "Graphite; natural, in other forms, excluding powder or flakes";
  expect(stemsOf(withoutExclusions(text))).toEqual(["graphite", "natural", "form"]);
  expect(stemsOf(withoutExclusions("Carbonates; n.e.c. in heading no. 2836 and other than lithium"))).toEqual([
    "carbonate",
  ]);
  expect(stemsOf(withoutExclusions("Mica; plates, whether or not on a support of paper"))).toContain("support");
});

test("the first clause counts whole, later ones less, and what the goods are for still less", () => {
  const weights = Object.fromEntries(
    goodsWords("Charger for bicycles, with cable").map(({ written, weight }) => [written, weight]),
  );
  expect(weights).toEqual({ charger: 1, bicycles: 0.4, cable: 0.4 });
  expect(goodsWords("foil, not backed").map(({ weight }) => weight)).toEqual([1, 0.6]);
});
