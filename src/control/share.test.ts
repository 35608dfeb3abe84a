import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { multiplied, PARTS, partsOf, shareText } from "./share.ts";

const parts = fc.integer({ min: 0, max: PARTS });

describe("shares in parts of 10^12", () => {
  test("are read and written without loss", () => {
    fc.assert(fc.property(parts, (share) => partsOf(shareText(share)) === share));
    expect([partsOf("0.25"), partsOf("1"), partsOf("0.1234567890123")]).toEqual([PARTS / 4, PARTS, 123456789012]);
    expect([shareText(PARTS / 4), shareText(PARTS), shareText(0), shareText(1)]).toEqual([
      "0.25",
      "1",
      "0",
      "0.000000000001",
    ]);
  });

  test("add up the same in any order", () => {
    expect(partsOf("0.24") + partsOf("0.01")).toBe(partsOf("0.25"));
    expect([0.1, 0.2, 0.3, 0.4].map((each) => partsOf(String(each))).reduce((sum, each) => sum + each)).toBe(PARTS);
  });

  test("are no shares when they are no numbers", () => {
    expect(() => partsOf("a quarter")).toThrow("a quarter");
  });

  test("multiply exactly, half up", () => {
    const half = BigInt(PARTS) / 2n;
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(multiplied(a, b)).toBe(Number((BigInt(a) * BigInt(b) + half) / BigInt(PARTS)));
      }),
      { numRuns: 2000 },
    );
    // 25,417,820,927.5 parts: the product itself is beyond what a double holds.
    expect(multiplied(101_671_283_710, PARTS / 4)).toBe(25_417_820_928);
    expect(multiplied(1, PARTS / 2)).toBe(1);
    expect(multiplied(1, PARTS / 2 - 1)).toBe(0);
    expect(multiplied(PARTS, 7)).toBe(7);
  });
});
