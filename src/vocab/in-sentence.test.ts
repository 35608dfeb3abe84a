import { expect, test } from "vitest";
import { inSentence } from "./in-sentence.ts";

test("a country takes its article where English gives it one, and only there", () => {
  expect(["United States", "Netherlands", "Cayman Islands", "China"].map(inSentence)).toEqual([
    "the United States",
    "the Netherlands",
    "the Cayman Islands",
    "China",
  ]);
});
