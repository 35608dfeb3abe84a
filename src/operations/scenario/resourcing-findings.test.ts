import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resource } from "../../scenario/resourcing/resource.ts";
import { solveLinearProgramme } from "../../solve/linear-programme.ts";
import { capacityOf, planLines, problemOf, type ResourcingTerms } from "./resourcing-findings.ts";
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
