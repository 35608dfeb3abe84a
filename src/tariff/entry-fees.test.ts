import fc from "fast-check";
import { expect, test } from "vitest";
import { madeRow } from "../../test/support/made-measures.ts";
import { decimal, format, fromUnits } from "../vocab/decimal.ts";
import { entryFees } from "./entry-fees.ts";

const row = madeRow({ rate: "0.3464 %", floor: decimal("33.58"), cap: decimal("651.50") });
const cents = fc.bigInt({ min: 0n, max: 400_000n });

test("the shares of an entry add up to what the whole entry owes between the least and the most", () => {
  const lines = fc.array(fc.record({ entry: fc.constantFrom("A", "B", "C"), amount: cents }), { minLength: 1 });
  fc.assert(
    fc.property(lines, (given) => {
      const fees = entryFees();
      for (const { entry, amount } of given) fees.add(entry)("mpf", row, fromUnits(amount, 2));
      const paid = new Map<string, bigint>();
      const alone = new Map<string, bigint>();
      for (const { entry, amount } of given) {
        const share = fees.share(entry)("mpf", row, fromUnits(amount, 2)).amount;
        expect(share.units).toBeGreaterThanOrEqual(0n);
        paid.set(entry, (paid.get(entry) ?? 0n) + share.units);
        alone.set(entry, (alone.get(entry) ?? 0n) + amount);
      }
      for (const [entry, whole] of alone) {
        const owed = whole < 3358n ? 3358n : whole > 65150n ? 65150n : whole;
        expect(paid.get(entry)).toBe(owed);
      }
    }),
  );
});

test("a line's share is in proportion to what it comes to alone, and says what was done over the entry", () => {
  const fees = entryFees();
  for (const amount of ["600.00", "400.00"]) fees.add("A")("mpf", row, decimal(amount));
  const shares = ["600.00", "400.00"].map((amount) => fees.share("A")("mpf", row, decimal(amount)));
  expect(shares.map(({ amount }) => format(amount))).toEqual(["390.90", "260.60"]);
  expect(shares[0]?.because).toBe("over the entry 1000.00 is held at the most for an entry, 651.50");
});

test("two fees of one entry are kept apart", () => {
  const fees = entryFees();
  const plain = madeRow({ rate: "0.125 %", cap: decimal("5") });
  fees.add("A")("mpf", row, decimal("10.00"));
  fees.add("A")("hmf", plain, decimal("10.00"));
  expect(format(fees.share("A")("mpf", row, decimal("10.00")).amount)).toBe("33.58");
  expect(format(fees.share("A")("hmf", plain, decimal("10.00")).amount)).toBe("5.00");
});
