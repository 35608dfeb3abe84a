import { expect, test } from "vitest";
import { claimsOperation } from "../operations/claims.ts";
import { questionOfQuery } from "./question.ts";

const asked = (explain: string) =>
  questionOfQuery(claimsOperation, new URLSearchParams({ explain }), undefined).settings.explain;

test("reads a choice of yes or no by its words", () => {
  expect(["true", "1", "", "false", "0"].map(asked)).toEqual([true, true, true, false, false]);
});

test.each(["yes", "valueOf", "constructor", "__proto__", "toString"])(
  "refuses “%s” as a choice of yes or no",
  (text) => {
    expect(() => asked(text)).toThrow(`"${text}" is not true or false, as "explain" needs.`);
  },
);
