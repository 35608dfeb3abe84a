import fc from "fast-check";
import { expect, test } from "vitest";
import { compare, type Decimal, decimal, fromUnits, ONE, times } from "../vocab/decimal.ts";
import {
  type CostLine,
  changesToPass,
  costSums,
  judgeLines,
  marginOf,
  openSuppliers,
  outcomeOf,
  type Prohibited,
  ratioOf,
  type SupplierOutcomes,
} from "./cost-ratio.ts";

const status = fc.constantFrom<Prohibited | null>("yes", "no", "open", null);
const supplier = fc.option(
  fc.record({ name: fc.constantFrom("Alpha", "Beta", "Gamma"), country: fc.constantFrom("CN", "KR", null) }),
);
const amount = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 14n }), fc.integer({ min: 0, max: 6 }))
  .map(([units, scale]) => fromUnits(units, scale));
const line = fc.record({
  name: fc.constantFrom("cells", "racks", "steel", "power"),
  amount,
  supplier,
  prohibited: status,
  leftOut: fc.constantFrom(null, null, null, "left out"),
});
const threshold = fc
  .integer({ min: 0, max: 20 })
  .map((twentieths) => times(fromUnits(BigInt(twentieths), 0), decimal("0.05")));
const bill = fc
  .array(line, { minLength: 1, maxLength: 12 })
  .filter((lines) => lines.some(({ leftOut, amount: cost }) => leftOut === null && cost.units > 0n));

/** Alpha is prohibited, Beta is not, of others nothing is known. */
const outcomes: SupplierOutcomes = ({ name }) => ({
  outcome: name === "Alpha" ? "yes" : name === "Beta" ? "no" : "open",
  why: "made",
  path: [],
});

const judged = (lines: readonly CostLine[]) => judgeLines(lines, outcomes);
const RANK = { fail: 0, open: 1, pass: 2 } as const;
const share = (text: string): Decimal => decimal(text);

test("a ratio lies from 0 to 1, its least below its most", () => {
  fc.assert(
    fc.property(bill, (lines) => {
      const { low, high } = ratioOf(costSums(judged(lines)));
      expect(compare(share(low), decimal("0"))).toBeGreaterThanOrEqual(0);
      expect(compare(share(low), share(high))).toBeLessThanOrEqual(0);
      expect(compare(share(high), ONE)).toBeLessThanOrEqual(0);
    }),
  );
});

test("a clean line more never lowers the ratio nor worsens the outcome", () => {
  fc.assert(
    fc.property(bill, amount, threshold, (lines, cost, needed) => {
      const clean: CostLine = { name: "clean", amount: cost, supplier: null, prohibited: "no", leftOut: null };
      const [before, after] = [costSums(judged(lines)), costSums(judged([...lines, clean]))];
      expect(compare(share(ratioOf(after).low), share(ratioOf(before).low))).toBeGreaterThanOrEqual(0);
      expect(compare(share(ratioOf(after).high), share(ratioOf(before).high))).toBeGreaterThanOrEqual(0);
      expect(RANK[outcomeOf(after, needed)]).toBeGreaterThanOrEqual(RANK[outcomeOf(before, needed)]);
    }),
  );
});

test("the lines to change make it pass, and no fewer do", () => {
  fc.assert(
    fc.property(bill, threshold, (lines, needed) => {
      const all = judged(lines);
      const changes = changesToPass(all, needed);
      const changed = new Set(changes.map((change) => change.line));
      const cleared = all.map((one) => (changed.has(one) ? { ...one, prohibited: "no" as const } : one));
      expect(outcomeOf(costSums(cleared), needed)).toBe("pass");
      if (changes.length > 0) {
        expect(changes.at(-1)?.outcome).toBe("pass");
        expect(ratioOf(costSums(cleared))).toEqual(changes.at(-1)?.ratio);
      }
      const suspects = all.filter((one) => one.leftOut === null && one.prohibited !== "no" && one.amount.units > 0n);
      if (suspects.length > 8) return;
      for (let mask = 0; mask < 1 << suspects.length; mask += 1) {
        const picked = new Set(suspects.filter((_, at) => (mask >> at) & 1));
        if (picked.size >= changes.length) continue;
        const tried = all.map((one) => (picked.has(one) ? { ...one, prohibited: "no" as const } : one));
        expect(outcomeOf(costSums(tried), needed)).not.toBe("pass");
      }
    }),
    { numRuns: 60 },
  );
});

test("the order of lines does not matter", () => {
  fc.assert(
    fc.property(
      bill.chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length }))),
      threshold,
      ([lines, shuffled], needed) => {
        const said = (given: readonly CostLine[]) => {
          const all = judged(given);
          const sums = costSums(all);
          return {
            ratio: ratioOf(sums),
            margin: marginOf(sums, needed),
            outcome: outcomeOf(sums, needed),
            changes: changesToPass(all, needed).map(({ line: one, ratio, outcome }) => [one.name, ratio, outcome]),
            open: openSuppliers(all, needed).map((one) => ({ ...one, amount: undefined })),
          };
        };
        expect(said(shuffled)).toEqual(said(lines));
      },
    ),
  );
});

test("what a supplier that is open would make of the ratio is what the rule makes of it when it is known", () => {
  fc.assert(
    fc.property(bill, threshold, (lines, needed) => {
      const unstated = lines.map((one) => ({ ...one, prohibited: one.prohibited === "open" ? null : one.prohibited }));
      const known =
        (outcome: Prohibited): SupplierOutcomes =>
        (asked) =>
          asked.name === "Gamma" && asked.country === "KR" ? { outcome, why: "known", path: [] } : outcomes(asked);
      const all = judged(unstated);
      const gamma = openSuppliers(all, needed).find(
        (one) => one.supplier?.name === "Gamma" && one.supplier.country === "KR",
      );
      if (gamma === undefined) return;
      for (const [outcome, said] of [
        ["yes", gamma.ifProhibited],
        ["no", gamma.ifNot],
      ] as const) {
        const sums = costSums(judgeLines(unstated, known(outcome)));
        expect(said).toEqual({ ratio: ratioOf(sums), outcome: outcomeOf(sums, needed) });
      }
      expect(gamma.decides).toBe(gamma.ifProhibited.outcome === "fail" && gamma.ifNot.outcome === "pass");
    }),
  );
});

test("what is compared with the threshold is not rounded", () => {
  const third = (prohibited: Prohibited, name: string): CostLine => ({
    name,
    amount: decimal("1"),
    supplier: null,
    prohibited,
    leftOut: null,
  });
  const sums = costSums(judged([third("yes", "a"), third("yes", "b"), third("no", "c")]));
  expect(ratioOf(sums)).toEqual({ low: "0.333333333333", high: "0.333333333333" });
  expect(outcomeOf(sums, decimal("0.333333333333"))).toBe("pass");
  expect(outcomeOf(sums, decimal("0.3333333333333334"))).toBe("fail");
});

test("a status that is stated goes before what the rule says of the supplier, and the path of the rule is kept", () => {
  const bought = (prohibited: Prohibited | null): CostLine => ({
    name: "cells",
    amount: decimal("1"),
    supplier: { name: "Alpha", country: "CN" },
    prohibited,
    leftOut: null,
  });
  const proven: SupplierOutcomes = () => ({ outcome: "yes", why: "on the list", path: ["Alpha", "Alpha Holding"] });
  const [statedLine, asked] = judgeLines([bought("no"), bought(null)], proven);
  expect([statedLine?.prohibited, statedLine?.stated, statedLine?.path]).toEqual(["no", true, []]);
  expect([asked?.prohibited, asked?.stated, asked?.path]).toEqual(["yes", false, ["Alpha", "Alpha Holding"]]);
});
