import { expect, test } from "vitest";
import { contentName } from "./goods-fields.ts";

test("calls a content as measures do, and leaves a name that they do not know as it is", () => {
  expect(["Anode_Material", "aam", "aluminum", "iron", "copper"].map(contentName)).toEqual([
    "graphite",
    "graphite",
    "aluminium",
    "steel",
    "copper",
  ]);
  expect(["constructor", "toString"].map(contentName)).toEqual(["constructor", "tostring"]);
});
