import fc from "fast-check";
import { expect, test } from "vitest";
import { addCell, addExact, exactSums, exactTotal, LARGEST_EXACT } from "./exact-sum.ts";

test("adds integers exactly, however many and in whatever groups", () => {
  const value = fc.oneof(
    fc.integer(),
    fc.integer({ min: LARGEST_EXACT - 3, max: LARGEST_EXACT }),
    fc.integer({ min: -LARGEST_EXACT, max: 3 - LARGEST_EXACT }),
  );
  fc.assert(
    fc.property(fc.array(fc.array(value)), (groups) => {
      const parts = exactSums(groups.length);
      for (const [group, values] of groups.entries()) for (const v of values) addExact(parts, group, v);
      const whole = exactSums(1);
      for (const group of groups.keys()) addCell(whole, 0, parts, group);
      expect(exactTotal(whole, 0)).toBe(groups.flat().reduce((sum, v) => sum + BigInt(v), 0n));
    }),
  );
});
