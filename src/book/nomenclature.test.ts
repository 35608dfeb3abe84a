import { beforeAll, expect, test } from "vitest";
import { NotFound } from "../errors.ts";
import { HS_REVISIONS, type Hs6, hs6 } from "../vocab/hs-code.ts";
import { readBook } from "./book.ts";
import type { Nomenclature } from "./nomenclature.ts";

let hs: Nomenclature;
beforeAll(async () => {
  hs = (await readBook()).nomenclature;
});

test("holds every subheading of the three editions, and 999999 of the statistics", () => {
  expect(HS_REVISIONS.map((revision) => hs.subheadings(revision).length)).toEqual([5206, 5387, 5613]);
  expect(hs.children("85", 2022)).toHaveLength(48);
  expect(hs.children("8505", 2022)).toEqual(["850511", "850519", "850520", "850590"]);
});

test("magnets of metal and lithium-ion accumulators are the same code in all three", () => {
  for (const code of ["850511", "850760", "250410", "380110", "284690"].map(hs6)) {
    for (const from of HS_REVISIONS) {
      for (const to of HS_REVISIONS) expect(hs.convert(code, from, to), `${code} ${from} ${to}`).toEqual([code]);
    }
  }
});

test("waste batteries split in 2022: one code of 2017 becomes five, each of them comes from it", () => {
  const split = hs.correspondence(hs6("854810"), 2017, 2022);
  expect(split).toEqual({ codes: ["854911", "854912", "854913", "854914", "854919"], relationship: "1:n", omitted: 0 });
  expect(hs.correspondence(hs6("854913"), 2022, 2017)).toEqual({ codes: ["854810"], relationship: "n:1", omitted: 0 });
});

test("nickel-iron accumulators ended with 2017 and went into the other ones", () => {
  expect([hs.has("850740", 2012), hs.has("850740", 2017), hs.has("850740", 2022)]).toEqual([true, true, false]);
  expect(hs.convert(hs6("850740"), 2017, 2022)).toEqual(["850780"]);
  expect(hs.convert(hs6("850780"), 2022, 2017)).toEqual(["850780", "850740"]);
  expect(hs.describe("850740", 2017)).toMatch(/^HS 2017 code, in HS 2022: 8507\.80 Electric accumulators/);
  expect(hs.describe("850740", 2022)).toBeNull();
});

test("a subheading gathered from all over the older edition has no correlates but says how many it leaves out", () => {
  const waste = hs.correspondence(hs6("854999"), 2022, 2017);
  expect(waste.codes).toEqual([]);
  expect(waste.omitted).toBeGreaterThan(1000);
  expect(hs.convert(hs6("854151"), 2022, 2017)).toEqual(["854150"]);
});

test("every code of every edition converts to codes that exist, back to itself, principal first", () => {
  for (const [from, to] of [
    [2017, 2022],
    [2012, 2022],
    [2022, 2017],
    [2022, 2012],
    [2017, 2012],
  ] as const) {
    for (const code of hs.subheadings(from)) {
      const codes = hs.convert(code, from, to);
      expect(codes.every((one) => hs.has(one, to))).toBe(true);
      if (codes.includes(code)) expect(codes[0]).toBe(code);
      if (codes.length > 0) expect(codes.flatMap((one) => hs.convert(one, to, from))).toContain(code);
      else expect(hs.correspondence(code, from, to).omitted, code).toBeGreaterThan(50);
    }
  }
});

test("describes chapters, headings and subheadings", () => {
  expect(hs.describe("850511", 2022)).toMatch(/^Magnets; permanent magnets .* of metal$/);
  expect(hs.describe("850511", 2012)).toBe(hs.describe("850511", 2022));
  expect(hs.describe("8507", 2022)).toMatch(/^Electric accumulators/);
  expect(hs.describe("85", 2022)).toMatch(/electrical/i);
  expect([hs.describe("77", 2022), hs.describe("850599", 2022), hs.describe("", 2022)]).toEqual([null, null, null]);
});

test("an unknown code says which edition was looked in, what it was elsewhere, and what is near", () => {
  const convert = (code: string) => () => hs.convert(code as Hs6, 2022, 2017);
  expect(convert("850599")).toThrow(NotFound);
  expect(convert("850599")).toThrow("“8505.99” is not a code of HS 2022.");
  expect(convert("850599")).toThrow(expect.objectContaining({ hint: expect.stringContaining("8505.90") }));
  expect(convert("850740")).toThrow(
    expect.objectContaining({ hint: expect.stringContaining("HS 2017, in HS 2022: 8507.80") }),
  );
  expect(() => hs.children("8599", 2022)).toThrow("“8599” is not a code of HS 2022.");
});

test("near codes exist, at most five, of the same heading where there is one", () => {
  expect(hs.near("850599", 2022).every((code) => code.startsWith("8505"))).toBe(true);
  for (const code of ["850599", "859999", "770000", "x"]) {
    const near = hs.near(code, 2017);
    expect(near.length).toBeGreaterThan(0);
    expect(near.length).toBeLessThanOrEqual(5);
    expect(near.every((one) => hs.has(one, 2017))).toBe(true);
  }
});
