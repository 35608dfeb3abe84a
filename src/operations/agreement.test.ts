import { describe, expect, test } from "vitest";
import { isoDate } from "../vocab/iso-date.ts";
import { type AgreementResult, agreementOperation } from "./agreement.ts";
import { ask } from "./core/ask.ts";
import { createContext } from "./core/context.ts";

const context = createContext({ store: "no-such-store", today: isoDate("2026-11-22") });

const plant = (name: string, more: object) => ({ name, country: "US", capacity: 100, basis: "assumed", ...more });
const node = {
  product: "3801.10",
  stage: "active material",
  demand: { quantity: 100, year: 2027, growth: 0.1, until: 2030, basis: "assumed" },
  plants: [
    plant("Runs", { phase: "operational", capacity: 60, price: 3000 }),
    plant("Is built", { phase: "under construction", capacity: "40", price: 4200, from: 2028 }),
    plant("Is meant", { phase: "planned", capacity: 30, price: 5400, from: 2029 }),
    plant("No year", { phase: "planned", capacity: 500, price: 10 }),
    plant("Outside", { phase: "operational", country: "CN", capacity: 900, price: 10 }),
  ],
  costs: { currency: "USD", terms: "FOB", assume: { utilisation: 1, basis: "assumed" } },
};
const agreement = { title: "Steps", from: "2027-06-01", members: { bloc: ["USMCA"] }, nodes: [node] };

async function asked(file: object, compare: readonly object[] = []): Promise<AgreementResult> {
  const { result } = await ask(agreementOperation, context, { agreement: file, compare });
  return result as AgreementResult;
}

const nodeOf = ({ nodes }: AgreementResult) => nodes[0] as AgreementResult["nodes"][number];

describe("an agreement of a file alone", () => {
  test("keeps phases apart, counts plants from their years on, and leaves those outside and undated out", async () => {
    const { years, undated, supply } = nodeOf(await asked(agreement));
    expect(years.map(({ year, demand, supply: own }) => [year, demand, ...Object.values(own)])).toEqual([
      [2027, "100", "60", "0", "0"],
      [2028, "110", "60", "40", "0"],
      [2029, "121", "60", "40", "30"],
    ]);
    expect(years[2]?.covers?.planned).toBe("1.074380165");
    expect(undated.planned).toBe("500");
    expect(supply.map(({ name }) => name)).not.toContain("Outside");
  });

  test("prices each year at the last plant that it needs, and says where there is none", async () => {
    const { reference, floor } = nodeOf(await asked({ ...agreement, rules: { floor: { alpha: "90 %" } } }));
    expect(reference?.years.map(({ central, marginal, unmet }) => [central, marginal, unmet])).toEqual([
      [null, null, "40"],
      [null, null, "10"],
      ["5400", "Is meant", "0"],
    ]);
    expect(reference?.out).toEqual([{ name: "No year", because: "no year is stated in which it begins" }]);
    expect(floor).toBe("4860");
    const observed = { benchmark: { price: 5000, source: "a market" }, combine: { rule: "max" } };
    const both = {
      ...agreement,
      nodes: [{ ...node, costs: { ...node.costs, ...observed } }],
      rules: { floor: { alpha: 0.5 } },
    };
    const found = nodeOf(await asked(both));
    expect(found.reference?.years.map(({ combined }) => combined)).toEqual(["5000", "5000", "5400"]);
    expect(found.floor).toBe("5000");
  });

  test("tells what one more member and one more plant are worth", async () => {
    const candidates = [
      { country: "CN" },
      { country: "NO" },
      { product: "380110", plant: plant("No year", { from: 2027 }) },
    ];
    const { candidates: found } = await asked({ ...agreement, candidates });
    const changed = (at: number, key: string) => found[at]?.figures.find((each) => each.key === `3801.10 ${key}`);
    expect(changed(0, "reference 2029")).toMatchObject({ value: "10", difference: "-5390" });
    expect(changed(0, "unmet 2027")?.difference).toBe("-40");
    expect(found[1]?.figures).toEqual([]);
    expect(changed(2, "would cover 2027")?.difference).toBe("1.0");
  });

  test("lets a plant of Chinese owners not count where a tariff by owner holds, by the book alone", async () => {
    const finland = {
      ...plant("Shanshan Finland", { phase: "planned", country: "FI", from: 2027 }),
      party: "Shanshan",
    };
    const file = {
      ...agreement,
      members: { bloc: ["EU27"] },
      nodes: [{ ...node, plants: [finland], costs: undefined }],
    };
    const counts = async (rules: object) =>
      nodeOf(await asked({ ...file, rules })).supply.map((each) => [each.verdict, each.counts]);
    expect(await counts({})).toEqual([[null, true]]);
    expect(await counts({ facility_tariff: { rule: "facility-tariff", rate: 1 } })).toEqual([["yes", false]]);
    const kept = { facility_tariff: { rule: "facility-tariff", rate: 1, supply: "in" } };
    expect(await counts(kept)).toEqual([["yes", true]]);
  });

  test("says what is not known", async () => {
    const bare = nodeOf(await asked({ ...agreement, nodes: [{ product: "850511" }] }));
    expect([bare.trade, bare.reference, bare.bills, bare.years[0]?.demand, bare.years[0]?.covers]).toEqual(
      Array.from({ length: 5 }, () => null),
    );
    expect(bare.referenceMissing).toBe("No costs are given of it.");
  });
});

describe("wrong input is answered with its field", () => {
  const wrong: readonly (readonly [string, object, RegExp])[] = [
    ["nobody in it", { members: {} }, /members/],
    ["a country that is none", { members: { bloc: ["USMCA", "Atlantis"] } }, /members\.bloc\[1\].*Atlantis/],
    ["a code that is none", { nodes: [{ product: "999998" }] }, /nodes\[0\]\.product/],
    ["a node twice", { nodes: [node, node] }, /nodes\[1\]\.product/],
    ["a unit of no weight", { nodes: [{ ...node, unit: "kWh" }] }, /nodes\[0\]\.unit/],
    ["a price without a demand", { nodes: [{ ...node, demand: undefined }] }, /nodes\[0\]\.demand/],
    ["a plant twice", { nodes: [{ ...node, plants: [node.plants[0], node.plants[0]] }] }, /plants\[1\]\.name/],
    [
      "a plant nowhere",
      { nodes: [{ ...node, plants: [{ name: "A", phase: "planned", capacity: 1 }] }] },
      /plants\[0\]\.country/,
    ],
    [
      "a plant of a group",
      { nodes: [{ ...node, plants: [plant("A", { phase: "planned", country: "EU27" })] }] },
      /plants\[0\]\.country/,
    ],
    ["no phase", { nodes: [{ ...node, plants: [plant("A", {})] }] }, /plants\[0\]\.phase/],
    [
      "a negative cost",
      { nodes: [{ ...node, plants: [plant("A", { phase: "planned", price: -1 })] }] },
      /plants.*price|price/,
    ],
    [
      "a currency without a rate",
      { nodes: [{ ...node, plants: [plant("A", { phase: "operational", price: 1, currency: "EUR" })] }] },
      /EUR/,
    ],
    ["a member as a candidate", { candidates: [{ country: "MX" }] }, /candidates\[0\]\.country/],
    ["a plant of no node", { candidates: [{ product: "850511", plant: node.plants[0] }] }, /candidates\[0\]\.product/],
    [
      "a plant outside",
      { candidates: [{ product: "380110", plant: node.plants[4] }] },
      /candidates\[0\]\.plant\.country/,
    ],
  ];
  test.each(wrong)("%s", async (_, change, message) => {
    await expect(asked({ ...agreement, ...change })).rejects.toThrow(message);
  });
});
