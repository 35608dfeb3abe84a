import fc from "fast-check";
import { expect, test } from "vitest";
import { decimal } from "../../vocab/decimal.ts";
import { type TradeEdits, tradeLeft } from "./trade-left.ts";

const LINE = { product: "380110", origin: "CN", destination: "US", seller: "s", buyer: "b" };
const stop = (more: Partial<TradeEdits["stops"][number]> = {}): TradeEdits["stops"][number] => ({
  products: null,
  origins: null,
  destinations: null,
  seller: null,
  share: decimal("1"),
  ...more,
});
const left = (stops: TradeEdits["stops"], out: TradeEdits["out"] = []) => tradeLeft({ stops, out }, LINE);

test("nothing stops without an edit that reaches the line", () => {
  expect(left([])).toBe(1);
  expect(left([stop({ products: ["2504"] })])).toBe(1);
  expect(left([stop({ origins: ["JP"] }), stop({ destinations: ["DE"] }), stop({ seller: "b" })])).toBe(1);
  expect(left([], [{ id: "x", share: 1 }])).toBe(1);
});

test("an edit that names more than one thing reaches only what is all of them", () => {
  expect(left([stop({ products: ["3801", "2504"], origins: ["CN"], destinations: ["US"], seller: "s" })])).toBe(0);
  expect(left([stop({ products: ["3801"], origins: ["JP"] })])).toBe(1);
});

test("a place that is not known is reached by no edit that names places", () => {
  expect(tradeLeft({ stops: [stop({ origins: ["CN"] })], out: [] }, { ...LINE, origin: "" })).toBe(1);
});

test("each edit takes its share of what the others leave, in any order", () => {
  const half = stop({ share: decimal("0.5") });
  expect(left([half, stop({ share: decimal("0.2") })])).toBeCloseTo(0.4);
  expect(left([half], [{ id: "b", share: 0.5 }])).toBe(0.25);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 5 }), (percents) => {
      const stops = percents.map((percent) => stop({ share: decimal(`${percent}e-2`) }));
      expect(left(stops)).toBeCloseTo(left([...stops].reverse()), 12);
      expect(left(stops)).toBeLessThanOrEqual(left(stops.slice(1)) + 1e-15);
    }),
  );
});
