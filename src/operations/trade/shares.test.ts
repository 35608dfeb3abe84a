import fc from "fast-check";
import { expect, test } from "vitest";
import { sharesOf } from "./shares.ts";

const units = (share: string): bigint => {
  const [whole = "0", fraction = ""] = share.split(".");
  return BigInt(whole + fraction.padEnd(12, "0"));
};

test("shares of anything sum to exactly one, with at most 12 places", () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 0n, max: 10n ** 18n }), { minLength: 1, maxLength: 60 }), (parts) => {
      const shares = sharesOf(parts);
      const total = parts.reduce((sum, part) => sum + part, 0n);
      expect(shares.reduce((sum, share) => sum + units(share), 0n)).toBe(total === 0n ? 0n : 10n ** 12n);
      for (const share of shares) expect(share).toMatch(/^(?:0|1|0\.\d{0,11}[1-9])$/);
    }),
  );
});

test("a share is never more than a unit of the last place away from the true one", () => {
  expect(sharesOf([1n, 1n, 1n])).toEqual(["0.333333333334", "0.333333333333", "0.333333333333"]);
  expect(sharesOf([3n, 1n])).toEqual(["0.75", "0.25"]);
  expect(sharesOf([])).toEqual([]);
});
