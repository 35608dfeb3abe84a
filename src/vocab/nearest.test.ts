import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

test("puts the closest spelling first and leaves far ones out", () => {
  expect(nearest("Chnia", ["Chad", "China", "Chile", "Zimbabwe"])[0]).toBe("China");
  expect(nearest("Germny", ["Germany", "Guernsey", "France"])).toEqual(["Germany"]);
  expect(nearest("qqqqqq", ["China", "Chile"])).toEqual([]);
});

test("sees through case and accents, and takes a beginning as near", () => {
  expect(nearest("turkiye", ["Türkiye", "Tunisia"])).toEqual(["Türkiye"]);
  expect(nearest("bosnia", ["Bosnia and Herzegovina", "Botswana"])[0]).toBe("Bosnia and Herzegovina");
});

test("gives at most as many as asked, each once", () => {
  expect(nearest("aa", ["ab", "ac", "ab", "ad"], 2)).toEqual(["ab", "ac"]);
  expect(nearest("", ["a"])).toEqual([]);
});
