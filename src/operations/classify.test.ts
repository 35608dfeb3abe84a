import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Context, classify, InvalidInput, openStore } from "../index.ts";
import { decimal, format, sum } from "../vocab/decimal.ts";

let store: Context;

beforeAll(() => {
  store = openStore("/nowhere/at/all", { today: "2026-11-21" });
});

afterAll(() => store.close());

describe("classify", () => {
  test.each([
    ["lithium carbonate", "283691"],
    ["artificial graphite", "380110"],
    ["NdFeB magnets", "850511"],
    ["black mass", "262099"],
    ["refined copper cathodes", "740311"],
    ["Aluminum ores and concentrates", "260600"],
  ])("puts %s under %s", async (text, code) => {
    const { result } = await classify(store, { text });
    expect(result.candidates[0]?.code).toBe(code);
  });

  test("gives each score as the sum of its parts, with the source of each", async () => {
    const { result } = await classify(store, { text: "sintered NdFeB magnets for motors" });
    for (const { score, parts } of result.candidates) {
      expect(Number(score)).toBeCloseTo(Number(format(sum(parts.map(({ points }) => decimal(points))))), 3);
      expect(Number(score)).toBeLessThanOrEqual(1);
    }
    const [first] = result.candidates;
    expect(first?.parts[0]).toMatchObject({ word: "ndfeb", place: "trade word", basis: "assumed" });
    expect(first?.reasons[0]).toContain("the trade word “ndfeb”");
  });

  test("says which words it did not know, and that the law decides", async () => {
    const { result, warnings } = await classify(store, { text: "zorbulated graphite" });
    expect(result.unknown).toEqual(["zorbulated"]);
    expect(warnings[0]).toContain("A classification is a legal act");
    expect(warnings.join(" ")).toContain("Not known, and so not counted: “zorbulated”");
    const nothing = await classify(store, { text: "zorbulated" });
    expect([nothing.result.candidates, nothing.warnings[0]]).toEqual([[], 'No word of "zorbulated" is known.']);
  });

  test("names the residual codes of the heading, and marks one that it proposes", async () => {
    const { result } = await classify(store, { text: "lithium carbonate" });
    expect(result.candidates[0]?.alternatives.map(({ code }) => code)).toContain("283699");
    const other = (await classify(store, { text: "basic nickel carbonate" })).result.candidates[0];
    expect([other?.code, other?.warning]).toEqual(["283699", expect.stringContaining("A residual code")]);
  });

  test("refuses a text without a word", async () => {
    await expect(classify(store, { text: "8505.11" })).rejects.toThrow(InvalidInput);
  });
});
