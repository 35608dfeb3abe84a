import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { capitalRecovery } from "../../src/pricing/capital-recovery.ts";
import { costCurve, meet } from "../../src/pricing/cost-curve.ts";
import { exactly } from "../../src/pricing/spread.ts";
import { offerOf } from "../../src/pricing/tranche.ts";

/** Worked figures of reference prices that an analyst can check by hand, each with where it is from. */
const caseFile = z.strictObject({
  about: z.string(),
  capital_recovery: z.strictObject({
    source: z.string(),
    cases: z.array(z.strictObject({ rate: z.number(), years: z.int(), factor: z.number() })).min(1),
  }),
  capital_charge: z
    .array(
      z.strictObject({
        name: z.string(),
        source: z.string(),
        capex: z.number(),
        /** Of the currency of the outlay for one US dollar. */
        per_usd: z.number().default(1),
        capacity: z.number(),
        rate: z.number(),
        years: z.int(),
        utilisation: z.number(),
        per_tonne_of_capacity: z.number(),
        charge: z.number(),
      }),
    )
    .min(1),
  curve: z.strictObject({
    source: z.string(),
    steps: z.array(z.strictObject({ key: z.string(), supply: z.number(), price: z.number() })).min(1),
    cases: z
      .array(
        z.strictObject({
          demand: z.number(),
          price: z.number().nullable().default(null),
          next: z.string().nullable().default(null),
          unmet: z.number().default(0),
        }),
      )
      .min(1),
  }),
});

const file = fileURLToPath(new URL("pricing/reference.yaml", import.meta.url));
const { capital_recovery, capital_charge, curve } = caseFile.parse(parse(readFileSync(file, "utf8")));

describe("worked figures of reference prices", () => {
  test.each(capital_recovery.cases)("the recovery factor at $rate over $years years", ({ rate, years, factor }) => {
    expect(capitalRecovery(rate, years)).toBeCloseTo(factor, 6);
  });

  test.each(capital_charge)("the capital charge of $name", (plant) => {
    const capex = plant.capex / plant.per_usd;
    expect(capex / plant.capacity).toBeCloseTo(plant.per_tonne_of_capacity, -0.5);
    const none = exactly(0);
    const offer = offerOf(
      {
        key: plant.name,
        status: "new",
        capacity: exactly(plant.capacity),
        utilisation: exactly(plant.utilisation),
        asks: {
          costs: {
            capex: exactly(capex),
            fixedOpex: none,
            varOpex: none,
            freight: none,
            byproduct: none,
            rate: exactly(plant.rate),
            years: plant.years,
          },
        },
      },
      "central",
    );
    expect(offer.price).toBeCloseTo(plant.charge, 2);
  });

  test.each(curve.cases)("a demand of $demand", ({ demand, price, next, unmet }) => {
    const found = meet(costCurve(curve.steps.map((step) => ({ ...step, parts: null }))), demand);
    expect({ price: found.price, next: found.next?.key ?? null, unmet: found.unmet }).toEqual({ price, next, unmet });
  });
});
