import { describe, expect, test } from "vitest";
import { combinedPrice, floorPrice } from "./combined-price.ts";
import { costsBetween, deliveryCost, readTerms } from "./delivery-terms.ts";
import { molarMass, stoichiometricFactor } from "./metal-content.ts";

describe("terms of delivery", () => {
  test("add what lies between them, and take it off on the way back", () => {
    const costs = { inland: 10, freight: 70, insurance: 5, duty: 100 };
    expect(deliveryCost("FOB", "CIF", costs)).toBe(75);
    expect(deliveryCost("EXW", "DDP", costs)).toBe(185);
    expect(deliveryCost("DDP", "FOB", costs)).toBe(-175);
    expect(costsBetween("CIF", "CIF")).toEqual([]);
  });

  test("name every cost that is not stated", () => {
    expect(() => deliveryCost("FOB", "DDP", { freight: 70 })).toThrow("insurance and duty");
  });

  test("are read from what a source writes, but not where it speaks of tax", () => {
    expect(readTerms("fob Tianjin")).toBe("FOB");
    expect(readTerms("EXW, VAT included")).toBeNull();
    expect(readTerms(null)).toBeNull();
    expect(readTerms("delivered")).toBeNull();
  });
});

describe("content of metal", () => {
  test("follows from the weights of the atoms", () => {
    expect(molarMass("Li2CO3")).toBeCloseTo(73.888, 3);
    expect(molarMass("LiOH.H2O")).toBeCloseTo(41.962, 3);
    expect(molarMass("NiSO4.6H2O")).toBeCloseTo(262.843, 2);
    expect(molarMass("Xx2")).toBeNull();
    expect(stoichiometricFactor("LiOH.H2O", "Li2CO3", "Li")).toBeCloseTo(0.8804, 4);
    expect(stoichiometricFactor("Li2CO3", "Li", "Li")).toBeCloseTo(0.18785, 5);
    expect(stoichiometricFactor("C", "Li", "Li")).toBeNull();
  });
});

describe("one price of several", () => {
  const sources = { reference: 4200, benchmark: 3700, contracts: null };

  test.each([
    ["reference", 4200],
    ["benchmark", 3700],
    ["max", 4200],
  ] as const)("by the rule %s is %s", (rule, price) => {
    expect(combinedPrice(rule, sources, null)).toBe(price);
  });

  test("is a mean by weights where every part that weighs is there", () => {
    expect(combinedPrice("weighted", sources, { reference: 0.6, benchmark: 0.4, contracts: 0 })).toBeCloseTo(4000);
    expect(combinedPrice("weighted", sources, { reference: 0.5, benchmark: 0.4, contracts: 0.1 })).toBeNull();
    expect(() => combinedPrice("weighted", sources, { reference: 0.5, benchmark: 0.4, contracts: 0 })).toThrow("sum");
    expect(() => combinedPrice("weighted", sources, null)).toThrow("needs weights");
  });

  test("has a floor at its share or at the index, whichever is higher", () => {
    expect(floorPrice(0.9, 5400, 3700)).toBeCloseTo(4860);
    expect(floorPrice(0.5, 5400, 3700)).toBe(3700);
    expect(floorPrice(0.9, 5400, null)).toBeCloseTo(4860);
  });
});
