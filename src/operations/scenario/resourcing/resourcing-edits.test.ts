import { describe, expect, test } from "vitest";
import type { CapacityAdded } from "../../../scenario/overlay/edit.ts";
import { readScenario } from "../../../scenario/overlay/read-scenario.ts";
import { decimal } from "../../../vocab/decimal.ts";
import { hs6 } from "../../../vocab/hs-code.ts";
import { isoDate } from "../../../vocab/iso-date.ts";
import { createContext } from "../../core/context.ts";
import { underScenario } from "../scenario-world.ts";
import type { NetworkStops } from "../trade-under.ts";
import { grownOn, supposedSupply } from "./resourcing-edits.ts";
import type { Member } from "./resourcing-supplier.ts";

const capacity = (more: Partial<CapacityAdded>): CapacityAdded => ({
  ...{ kind: "capacity", product: hs6("380110"), origin: null, party: null, facility: null, tonnes: 100, price: null },
  ...{ rampMonths: 0, from: null, until: null },
  ...more,
});

describe("a capacity that is added", () => {
  const [from, until] = [isoDate("2027-01-01"), isoDate("2028-01-01")];

  test.each([
    ["2026-12-31", 0],
    ["2027-01-01", 1],
    ["2027-12-31", 1],
    ["2028-01-01", 0],
  ])("stands from its first day to its last: %s", (day, part) => {
    expect(grownOn(capacity({ from, until }), isoDate(day))).toBe(part);
  });

  test.each([
    ["2026-12-31", 0],
    ["2027-01-01", 0],
    ["2027-07-02", 182 / 365],
    ["2027-12-31", 364 / 365],
    ["2028-01-01", 1],
    ["2030-01-01", 1],
  ])("grows day by day over its ramp: %s", (day, part) => {
    expect(grownOn(capacity({ from, rampMonths: 12 }), isoDate(day))).toBeCloseTo(part, 12);
  });

  test("stands whole where nobody says since when", () => {
    expect(grownOn(capacity({ rampMonths: 12 }), isoDate("2027-01-01"))).toBe(1);
  });
});

const DAY = isoDate("2027-03-01");
const nothing = createContext({ store: "no store is opened", today: DAY });
const world = (...edits: Record<string, unknown>[]) =>
  underScenario(nothing, readScenario({ title: "Suppose", edits }), DAY).scenario;
const NONE: NetworkStops = { stops: [], out: [], facilities: new Map() };
const way = { product: "380110", to: "US" };
const member = (seller: string, kg: number, facility = 0): Member => ({ seller, kg, facility });

describe("what a scenario leaves of a supplier", () => {
  const stop = { products: ["3801"], origins: ["CN"], destinations: null, share: decimal("0.4"), seller: null };

  test("is less of the way by each ban that reaches it, or by the share that is tried", () => {
    const { left } = supposedSupply(world(), way, { ...NONE, stops: [stop, { ...stop, seller: "a" }] }, []);
    const members = [member("a", 1), member("b", 3)];
    expect(left({ origin: "CN", members })).toBeCloseTo(0.36 / 4 + (0.6 * 3) / 4, 9);
    expect(left({ origin: "KR", members })).toBe(1);
    expect(left({ origin: "CN", members: [member("b", 0)] }, 0.9)).toBeCloseTo(0.1, 9);
  });

  test("is what is left of its plants, by what leaves each, and of the party itself", () => {
    const { running, buying } = supposedSupply(
      world(),
      way,
      { ...NONE, out: [{ id: "b", share: 0.5 }], facilities: new Map([[7, 0.2]]) },
      [],
    );
    expect(running({ members: [member("a", 1, 7), member("a", 3)] })).toBeCloseTo(0.8, 9);
    expect(running({ members: [member("b", 2)] })).toBe(0.5);
    expect([buying("b"), buying("c")]).toEqual([0.5, 1]);
  });

  test("costs what prices that hold on the day say", () => {
    const own = world(
      { price: { product: "3801", origin: "CN", change: 0.5, until: "2027-03-02" } },
      { price: { product: "380110", origin: "KR", usd_per_tonne: 900 } },
      { price: { product: "3801", origin: "CN", change: 1, from: "2027-03-02" } },
      { price: { product: "2504", change: 1 } },
    );
    const { price } = supposedSupply(own, way, NONE, []);
    expect([price("CN", 1000), price("KR", 1000), price("JP", 1000)]).toEqual([1500, 900, 1000]);
    expect([...own.read]).toEqual([1, 2, 3]);
  });
});
