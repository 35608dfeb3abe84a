import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resource } from "../../../scenario/resourcing/resource.ts";
import { solveLinearProgramme } from "../../../solve/linear-programme.ts";
import { capacityOf, gapsOf, planLines, problemOf, type ResourcingTerms } from "./resourcing-findings.ts";
import type { Supply } from "./resourcing-supply.ts";

const supply = (more: Partial<Supply>): Supply => ({
  key: "CN",
  label: "China",
  origin: "CN",
  now: 100,
  elsewhere: 400,
  idle: 0,
  added: 0,
  price: 1000,
  priceOf: "way",
  dutyRate: null,
  otherGoods: false,
  left: 1,
  running: 1,
  barred: [],
  ...more,
});

const terms: ResourcingTerms = {
  redirect: 0.25,
  freight: 0,
  switching: 0,
  penalty: 20_000,
  mostUnmet: 1,
  most: null,
  duty: "most",
  keep: false,
  gaps: new Map(),
};

describe("what a country could sell", () => {
  test("is what it sells now and a part of what it sells to others", () => {
    expect(capacityOf(supply({}), 0.25)).toBe(200);
  });

  test("is no more than now where its goods are taken to be others", () => {
    expect(capacityOf(supply({ otherGoods: true }), 0.25)).toBe(100);
  });

  test("is what a scenario leaves of now where it limits the way", () => {
    expect(capacityOf(supply({ left: 0.5 }), 0.25)).toBe(50);
    expect(capacityOf(supply({ left: 0 }), 1)).toBe(0);
  });
});

describe("a plan by country", () => {
  const supplies = [
    supply({ dutyRate: { low: "0.1", high: "0.5" } }),
    supply({ key: "KR", label: "South Korea", origin: "KR", now: 10, elsewhere: 200, price: 1400 }),
  ];

  test("counts the duty at its most", async () => {
    const found = await resource(problemOf(supplies, "850511", terms), solveLinearProgramme);
    if (found.state !== "planned") throw new Error(found.state);
    const plan = planLines(found, supplies, terms, 10);
    expect(plan.flows.map(({ key, quantity, landed }) => [key, quantity, landed])).toEqual([
      ["KR", "60", "1400"],
      ["CN", "50", "1500"],
    ]);
    expect([plan.cost, plan.more]).toEqual(["159000", "-5000"]);
  });

  test("without an edit costs no more than what is bought now, whatever is assumed", async () => {
    const positive = fc.double({ min: 0, max: 1000, noNaN: true });
    const supplied = fc.record({
      now: positive,
      elsewhere: positive,
      price: fc.double({ min: 1, max: 1e5, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(supplied, { minLength: 1, maxLength: 6 }),
        fc.record({ redirect: fc.double({ min: 0, max: 1, noNaN: true }), switching: positive }),
        async (list, assumed) => {
          const own = list.map((one, at) => supply({ ...one, key: `C${at}` }));
          const found = await resource(problemOf(own, "850511", { ...terms, ...assumed }), solveLinearProgramme);
          if (found.state !== "planned") throw new Error(found.state);
          expect(found.baseline.faults).toEqual([]);
          expect(found.plan.cost).toBeLessThanOrEqual(found.baseline.cost * (1 + 1e-6) + 1e-3);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("what switching costs where what goes now stays", () => {
  const cheap = supply({ key: "ID", label: "Indonesia", origin: "ID", now: 10, price: 400 });
  const dear = supply({ key: "JP", label: "Japan", origin: "JP", now: 10, price: 2500 });
  const china = supply({ now: 80, price: 1200, dutyRate: { low: "0", high: "0.25" } });
  const world = [china, cheap, dear];

  test("is as much as somebody seems cheaper than what falls away", () => {
    const stopped = [{ ...china, left: 0.5 }, cheap, dear];
    const gaps = (duty: "least" | "most") =>
      [...gapsOf(world, stopped, { ...terms, duty })].map(([key, gap]) => [key, Math.round(gap)]);
    expect(gaps("most")).toEqual(Object.entries({ CN: 0, ID: 1100, JP: 0 }));
    expect(gaps("least")).toEqual(Object.entries({ CN: 0, ID: 800, JP: 0 }));
  });

  test("is so for a capacity that is added without a price, too", () => {
    const more = supply({ key: "ID+1", origin: "ID", now: 0, elsewhere: 0, added: 50, price: 400 });
    const gaps = gapsOf(world, [{ ...china, left: 0.5 }, cheap, dear, more], terms);
    expect(Math.round(gaps.get("ID+1") ?? 0)).toBe(1100);
    expect(gapsOf(world, [china, cheap, dear, { ...more, priceOf: "supposed" }], terms).has("ID+1")).toBe(false);
  });

  test("is counted from all that is bought where nothing falls away", () => {
    expect(gapsOf(world, world, terms).get("ID")).toBeCloseTo((80 * 1500 + 10 * 400 + 10 * 2500) / 100 - 400, 1);
  });

  test("leaves no plan cheaper because trade is stopped", async () => {
    const positive = fc.double({ min: 0.001, max: 1000, noNaN: true });
    const supplied = fc.record({
      now: positive,
      elsewhere: positive,
      price: positive,
      left: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(supplied, { minLength: 1, maxLength: 5 }), async (list) => {
        const stopped = list.map((one, at) => supply({ ...one, key: `C${at}` }));
        const whole = stopped.map((one) => ({ ...one, left: 1 }));
        const own = { ...terms, keep: true, gaps: gapsOf(whole, stopped, terms) };
        const before = await resource(problemOf(whole, "850511", own), solveLinearProgramme);
        const after = await resource(problemOf(stopped, "850511", own), solveLinearProgramme);
        if (before.state !== "planned" || after.state !== "planned") throw new Error(after.state);
        expect(before.plan.cost).toBeCloseTo(before.baseline.cost, 2);
        expect(after.plan.cost).toBeGreaterThanOrEqual(before.plan.cost * (1 - 1e-6) - 1e-2);
      }),
      { numRuns: 50 },
    );
  });
});
