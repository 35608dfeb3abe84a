import { expect, test } from "vitest";
import { InvalidInput } from "../errors.ts";
import { chapter, formatHs, heading, hs6, hsDigits, hsRevision } from "./hs-code.ts";

test.each([
  ["8505.11", "850511"],
  ["850511", "850511"],
  ["8505.11.0070", "8505110070"],
  ["8505 11 00", "85051100"],
  ["8505", "8505"],
  ["30617", "030617"],
  ["30617.0", "030617"],
  ["101210010", "0101210010"],
  ["850511.0", "850511"],
  ["2602.00", "260200"],
  ["8507.6", "850760"],
  ["805.11", "080511"],
  ["101.21.0010", "0101210010"],
])("takes %s for the digits %s", (text, digits) => {
  expect(hsDigits(text)).toBe(digits);
});

test.each([
  "",
  "85",
  "85051100701",
  "8505x",
  "-850511",
  "8.50511e5",
  "000111",
  "MAGNETS",
  "٨٥٠٥١١",
  "8505.11.007",
  "12.5",
])("finds no code in “%s”", (text) => {
  expect(hsDigits(text)).toBeNull();
  expect(() => hs6(text)).toThrow(InvalidInput);
});

test("cuts national digits, and refuses a heading where a subheading is meant", () => {
  expect(hs6("8505110070")).toBe("850511");
  expect(hs6("9013900")).toBe("090139");
  expect(() => hs6("8505")).toThrow(/heading/);
});

test("writes codes with the dots of the trade, and knows their heading and chapter", () => {
  expect(["8505", "850511", "85051100", "8505110070"].map(formatHs)).toEqual([
    "8505",
    "8505.11",
    "8505.11.00",
    "8505.11.00.70",
  ]);
  expect([heading("850511"), chapter("850511")]).toEqual(["8505", "85"]);
});

test("knows the editions it has, and says which", () => {
  expect([hsRevision("HS2017"), hsRevision("2012"), hsRevision(2022)]).toEqual([2017, 2012, 2022]);
  expect(() => hsRevision("2007")).toThrow(expect.objectContaining({ hint: "Known: 2012, 2017, 2022." }));
});
