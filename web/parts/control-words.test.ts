import { expect, test } from "vitest";
import { dayWords, distanceWords, rangeWords, shareWords, stakeWords } from "./control-words.ts";

test("a share is said to two places, and a range by the end that is known", () => {
  expect(shareWords("0.123456789012")).toBe("12.35 %");
  expect(rangeWords("0.25", "0.25")).toBe("25 %");
  expect(rangeWords("0.6", "0.7")).toBe("60 % to 70 %");
  expect(rangeWords("0", "0.1655")).toBe("at most 16.55 %");
  expect(rangeWords("0.5", "1")).toBe("at least 50 %");
  expect(rangeWords("0", "1")).toBe("share not known");
});

test("what is no equity is named, and of a licence whether it gives control", () => {
  expect(stakeWords({ interest: "equity", low: "1", high: "1" })).toBe("100 %");
  expect(stakeWords({ interest: "vote", low: "0", high: "0.2147" })).toBe("at most 21.47 % of the votes");
  expect(stakeWords({ interest: "licence", low: "0", high: "1" })).toBe("licence, control not known");
  expect(stakeWords({ interest: "licence", low: "1", high: "1" })).toBe("licence that gives control");
  expect(stakeWords({ interest: "offtake", low: "0", high: "1" })).toBe("offtake, share not known");
});

test("days are said as far as they are known", () => {
  expect(dayWords({ from: "2022-06-23", until: null, known: null })).toBe("since 2022-06-23");
  expect(dayWords({ from: "2022-06-23", until: "2024-01-01", known: null })).toBe("2022-06-23 to 2024-01-01");
  expect(dayWords({ from: null, until: null, known: "2024-09-04" })).toBe("known 2024-09-04");
  expect(dayWords({ from: null, until: null, known: null })).toBe("");
});

test("the distance is said of what lies below a threshold alone", () => {
  expect(distanceWords("0.0845")).toBe("8.45 % below the threshold");
  expect(distanceWords("-0.5")).toBeNull();
  expect(distanceWords("0")).toBe("exactly at the threshold, which must be passed");
});
