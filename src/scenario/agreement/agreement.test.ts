import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { floorLevies } from "./floor-levy.ts";
import { coverageOf, type GroupPlant, PHASES, supplyInYear, undatedSupply } from "./group-supply.ts";
import { groupTrade, type TradeLeg } from "./group-trade.ts";
import { ownerTariff, type Verdict } from "./owner-tariff.ts";

const leg = (seller: string, buyer: string, usd: number | null, tonnes: number | null): TradeLeg => ({
  seller,
  buyer,
  usd,
  tonnes,
});
const members = new Set(["US", "JP"]);

describe("trade of a group", () => {
  test("divides what members buy by who is in the group", () => {
    const legs = [leg("CN", "US", 300, 100), leg("JP", "US", 100, 10), leg("JP", "CN", 50, 5), leg("CN", "VN", 900, 9)];
    const found = groupTrade([...legs, leg("ID", "JP", null, 4)], members);
    expect(found.imports).toEqual({ usd: 400, tonnes: 114 });
    expect(found.within).toEqual({ usd: 100, tonnes: 10 });
    expect(found.outside).toEqual({ usd: 300, tonnes: 104 });
    expect(found.leaving).toEqual({ usd: 50, tonnes: 5 });
    expect(found.origins.map(({ key }) => key)).toEqual(["CN", "ID"]);
    expect(found.silent).toBe(1);
  });

  const country = fc.constantFrom("US", "JP", "CN", "ID", "VN");
  const legs = fc.array(
    fc.record({ seller: country, buyer: country, usd: fc.nat(1000), tonnes: fc.nat(100) }).filter((each) => {
      return each.seller !== each.buyer;
    }),
  );

  test("one more member never adds to the share that is bought outside by weight of the same buyers", () => {
    fc.assert(
      fc.property(legs, country, (all, more) => {
        const bought = all.filter(({ buyer }) => members.has(buyer));
        const before = groupTrade(bought, members).outside.tonnes;
        expect(groupTrade(bought, new Set([...members, more])).outside.tonnes).toBeLessThanOrEqual(before);
      }),
    );
  });

  test("a levy is owed by outsiders alone, brings each leg to the floor and is never below 0", () => {
    fc.assert(
      fc.property(legs, fc.integer({ min: 0, max: 500 }), (all, floor) => {
        for (const each of floorLevies(all, members, { floor, duty: 0 }).legs) {
          expect(members.has(each.seller)).toBe(false);
          expect(each.perTonne).toBeGreaterThanOrEqual(0);
          expect(each.unitValue + each.perTonne).toBeGreaterThanOrEqual(floor - 1e-9);
        }
      }),
    );
  });
});

test("a floor of 5,400 asks 1,700 USD/t of imports at 3,700, 45.95 % of their value", () => {
  const [only] = floorLevies([leg("CN", "US", 3_700_000, 1000)], members, { floor: 5400, duty: 0 }).legs;
  expect(only?.perTonne).toBe(1700);
  expect((only?.owed ?? 0) / (only?.usd ?? 1)).toBeCloseTo(0.459459, 6);
});

describe("supply of a group", () => {
  const plant = (phase: GroupPlant["phase"], tonnes: number, from: number | null): GroupPlant => {
    return { phase, tonnes, from, until: null };
  };
  const plants = [
    plant("operational", 10, null),
    plant("under construction", 20, 2027),
    plant("planned", 40, 2028),
    plant("planned", 80, null),
  ];

  test("keeps phases apart, counts a plant from its year on, and leaves one without a year to the undated", () => {
    expect(PHASES.map((phase) => supplyInYear(plants, 2027)[phase])).toEqual([10, 20, 0]);
    expect(PHASES.map((phase) => supplyInYear(plants, 2028)[phase])).toEqual([10, 20, 40]);
    expect(undatedSupply(plants).planned).toBe(80);
    expect(coverageOf(supplyInYear(plants, 2028), 100)).toEqual({
      operational: 0.1,
      "under construction": 0.30000000000000004,
      planned: 0.7000000000000001,
    });
    expect(coverageOf(supplyInYear(plants, 2028), null)).toBeNull();
  });
});

test("a tariff by owner is owed by those of whom the rule holds; of whom it is open, it may be", () => {
  const goods = [
    { seller: "a", usd: 100 },
    { seller: "b", usd: 300 },
    { seller: "c", usd: 50 },
  ];
  const verdicts = new Map<string, Verdict>([
    ["a", "yes"],
    ["c", "open"],
  ]);
  const found = ownerTariff(goods, ({ seller }) => verdicts.get(seller) ?? "no", 0.5);
  expect(found.hits).toEqual([{ seller: "a", usd: 100, owed: 50 }]);
  expect(found.open).toEqual([{ seller: "c", usd: 50, owed: 25 }]);
  expect(found.usd).toBe(450);
});
