import { expect, test } from "vitest";
import { contentId } from "./ids.ts";

test("is the first sixteen hex digits of the SHA-256 over the parts joined by U+0000", () => {
  expect(contentId("abc")).toBe("ba7816bf8f01cfea");
  expect(contentId("ab", "c")).not.toBe(contentId("a", "bc"));
  expect(contentId("ab", "c")).toBe(contentId("ab\u0000c"));
});
