import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromUnits } from "../vocab/decimal.ts";
import { addDays, isoDate } from "../vocab/iso-date.ts";
import { formatPhysical, physicalUnit } from "../vocab/physical-unit.ts";
import { codeSet } from "./code-set.ts";
import { type Crossing, restricted, thresholdInWords } from "./restricted.ts";
import type { Property, Restriction, RestrictionStatus, Threshold } from "./restriction.ts";
import { stateOn } from "./restriction.ts";
import { specification } from "./specification.ts";

const source = { id: "s", title: "S" };
const density: Property = {
  id: "density",
  title: "Density",
  aliases: [],
  unit: physicalUnit("g/cm3"),
  words: [],
  names: false,
};
const purity: Property = {
  id: "purity",
  title: "Purity",
  aliases: [],
  unit: physicalUnit("%"),
  words: [],
  names: false,
};

const row = (from: string, known: string, state: RestrictionStatus["state"], last?: string): RestrictionStatus => ({
  from: isoDate(from),
  known: isoDate(known),
  state,
  last: last === undefined ? null : isoDate(last),
  confidence: "medium",
  source,
  note: null,
});

const over = (property: Property, units: bigint, scale: number): Threshold => ({
  property,
  test: { limit: "more_than", value: { amount: fromUnits(units, scale), unit: property.unit ?? physicalUnit("%") } },
  measuredAt: null,
});

function measure(statuses: readonly RestrictionStatus[], thresholds: readonly Threshold[]): Restriction {
  return {
    id: "m",
    title: "M",
    authority: "A",
    programme: "p",
    by: "CN",
    origin: ["CN"],
    exceptOrigin: [],
    to: null,
    statuses,
    items: [
      {
        id: "i",
        title: "I",
        control: null,
        kinds: ["goods"],
        asks: "licence",
        hs: codeSet(["380110"]),
        thresholds,
        confidence: "medium",
        source,
        note: null,
      },
    ],
    caveats: [],
    note: null,
    book: "shipped",
  };
}

const since2024 = [row("2024-01-01", "2023-10-01", "in force")];
const crossing = (...spec: string[]): Crossing => ({
  kind: "goods",
  code: "380110",
  spec: specification(spec, [density, purity]),
  origin: "CN",
  to: "US",
});
const on2024 = { on: isoDate("2024-06-01"), known: isoDate("2024-06-01") };

describe("an export control", () => {
  test("that asks more than a figure is met above it alone, to the last digit of any figure", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 30n), fc.bigInt(0n, 10n ** 30n), fc.nat(25), (limit, stated, scale) => {
        const asked = measure(since2024, [over(density, limit, scale)]);
        const figure = formatPhysical({ amount: fromUnits(stated, scale), unit: physicalUnit("g/cm3") });
        const { outcome } = restricted([asked], crossing(`density=${figure}`), on2024);
        expect(outcome).toBe(stated > limit ? "controlled" : "not controlled");
      }),
    );
  });

  test("stays as it is when more is stated, unless it was open", () => {
    const asked = measure(since2024, [over(density, 173n, 2), over(purity, 999n, 1)]);
    const figure = fc.constantFrom("1.72", "1.73", "1.74", "1.73..1.75").map((text) => `density=${text} g/cm3`);
    const share = fc.constantFrom("99.8", "99.9", "99.95").map((text) => `purity=${text} %`);
    fc.assert(
      fc.property(figure, share, (one, other) => {
        const before = restricted([asked], crossing(one), on2024).outcome;
        const after = restricted([asked], crossing(one, other), on2024).outcome;
        if (before !== "open") expect(after).toBe(before);
      }),
    );
  });

  test("is never controlled on a figure that is not stated", () => {
    const asked = measure(since2024, [over(density, 173n, 2), over(purity, 999n, 1)]);
    expect(restricted([asked], crossing("density=1.8 g/cm3"), on2024)).toMatchObject({
      outcome: "open",
      undecided: [thresholdInWords(over(purity, 999n, 1))],
    });
    expect(restricted([asked], crossing("density=1.7 g/cm3"), on2024).outcome).toBe("not controlled");
  });

  test("says on each day what was known on the other", () => {
    const held = measure(
      [
        ...since2024,
        row("2025-01-01", "2024-12-01", "suspended", "2025-06-30"),
        row("2025-07-01", "2025-06-15", "ended"),
      ],
      [],
    );
    const state = (on: string, known: string) => stateOn(held, { on: isoDate(on), known: isoDate(known) });
    expect(state("2025-03-01", "2024-11-30")?.state).toBe("in force");
    expect(state("2025-03-01", "2024-12-01")).toMatchObject({ state: "suspended", next: "2025-07-01" });
    expect(state("2025-07-01", "2025-06-14")).toMatchObject({ state: "in force", confirmed: false });
    expect(state("2025-07-01", "2025-06-15")).toMatchObject({ state: "ended", confirmed: true });
    expect(state("2024-06-01", "2023-09-30")).toBeNull();
  });

  test("a suspension that was prolonged goes on, with no day between", () => {
    const held = measure(
      [
        ...since2024,
        row("2025-01-01", "2024-12-01", "suspended", "2025-06-30"),
        row("2025-07-01", "2025-06-15", "suspended", "2025-12-31"),
      ],
      [],
    );
    for (let day = isoDate("2025-06-25"); day < "2025-07-05"; day = addDays(day, 1)) {
      expect([day, stateOn(held, { on: day, known: isoDate("2025-08-01") })?.state]).toEqual([day, "suspended"]);
    }
  });
});
