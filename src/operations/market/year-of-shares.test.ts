import fc from "fast-check";
import { expect, test } from "vitest";
import { decimal, fromUnits, sum, toNumber } from "../../vocab/decimal.ts";
import { yearOfControl } from "./year-of-shares.ts";

const COUNTRIES = ["CN", "JP", "DE", "US", "KR", "ID"];
const amounts = fc.array(fc.tuple(fc.bigInt(1n, 10n ** 12n), fc.bigInt(0n, 10n ** 12n)), { maxLength: 6 });

test("shares of those known, of the rest and of what nobody knows sum to one, and the index lies in its range", () => {
  fc.assert(
    fc.property(amounts, fc.bigInt(0n, 10n ** 12n), fc.integer({ min: 1, max: 6 }), (known, open, top) => {
      fc.pre(known.length > 0 || open > 0n);
      const holdings = known.map(([units, part], at) => ({
        key: COUNTRIES[at] as string,
        amount: fromUnits(units, 2),
        recorded: fromUnits(part % (units + 1n), 2),
      }));
      const unknown = [{ key: "unknown", label: "Not known whose", amount: fromUnits(open, 2) }];
      const found = yearOfControl("2024", holdings, unknown, top);
      const shares = [...found.parts, found.others].reduce((total, { share }) => total + Number(share), 0);
      expect(shares).toBeCloseTo(1, 10);
      const lines = [...found.parts, found.others].map(({ amount }) => decimal(amount));
      expect(toNumber(sum(lines))).toBe(toNumber(decimal(found.total)));
      const { range, recordedRange } = found.control;
      const whole = Number(found.total);
      const least = holdings.reduce((total, { amount }) => total + (toNumber(amount) / whole) ** 2, 0);
      expect(Number(range?.low)).toBeCloseTo(least, 9);
      expect(Number(recordedRange?.low)).toBeLessThanOrEqual(Number(range?.low) + 1e-11);
      expect(Number(recordedRange?.high)).toBeGreaterThanOrEqual(Number(range?.high) - 1e-11);
      expect(found.hhi === null).toBe(range?.low !== range?.high);
    }),
  );
});
