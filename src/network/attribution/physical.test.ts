import { describe, expect, test } from "vitest";
import { link, networkOf, type TestRow } from "../../../test/support/network-of.ts";
import { decimal } from "../../vocab/decimal.ts";
import type { InputLink } from "../input-link.ts";
import { attribute } from "./attribute.ts";
import { equipmentOf } from "./equipment.ts";
import { MINERAL_CONTENTS } from "./mineral-content.ts";
import { neededPer, physicalAttribution } from "./physical.ts";

const CELL = "850760";
const CATHODE = "284190";
const ANODE = "380110";
const CARBONATE = "283691";
const PRESS = "846299";

const amounts = (output: string, input: string, amount: string, amountUnit: string): InputLink => ({
  ...link(output, input, "material"),
  amount: decimal(amount),
  amountUnit,
});

const row = (seller: string, buyer: string, product: string, usd: number, kg: number | null): TestRow => {
  const [origin = "", destination = ""] = [seller.slice(0, 2), buyer.slice(0, 2)];
  return { seller, buyer, product, day: 1, usd, kg, origin, destination };
};

const LINKS = [
  amounts(CELL, CATHODE, "1.2", "kg per kWh"),
  amounts(CELL, ANODE, "0.9", "kg per kWh"),
  amounts(CATHODE, CARBONATE, "0.38", "kg per kg"),
  amounts("870380", CELL, "80", "kWh per piece"),
  link(CELL, PRESS, "equipment"),
];

/** A cell maker that sells for 1000 dollars, with 300 dollars of cathode (10 kg) and 100 dollars of graphite (9 kg). */
const ROWS = [
  row("KR cells", "US b", CELL, 100_000, 20_000),
  row("CN cathode", "KR cells", CATHODE, 30_000, 10_000),
  row("CN anode", "KR cells", ANODE, 10_000, 9_000),
  row("CL lithium", "CN cathode", CARBONATE, 6_000, 400),
  row("JP press", "KR cells", PRESS, 70_000, 5_000),
  row("DE press", "KR cells", PRESS, 20_000, 1_000),
];

const found = attribute(networkOf(ROWS), LINKS, {
  root: { kind: "purchases", products: [CELL], countries: ["US"] },
  inputs: "all",
});

describe("minerals in what the root bought", () => {
  test("are needed by the amounts of the map, through products that are counted in other units", () => {
    expect(neededPer(LINKS, MINERAL_CONTENTS, "graphite", CELL, "kWh")).toEqual({ low: 0.9, high: 0.9 });
    expect(neededPer(LINKS, MINERAL_CONTENTS, "graphite", "870380", "piece")).toEqual({ low: 72, high: 72 });
    expect(neededPer(LINKS, MINERAL_CONTENTS, "copper", CELL, "kWh")).toBeNull();
    expect(neededPer(LINKS, MINERAL_CONTENTS, "graphite", CELL, "kg")).toBeNull();
  });

  test("may come in by inputs that are alternatives: from the least of them to all", () => {
    const two = [...LINKS, amounts(CELL, "284290", "2", "kg per kWh")];
    const lithium = neededPer(two, MINERAL_CONTENTS, "lithium", CELL, "kWh");
    expect(lithium?.low).toBeCloseTo(1.2 * 0.0713, 12);
    expect(lithium?.high).toBeCloseTo(1.2 * 0.0713 + 2 * 0.044, 12);
  });

  test("are observed where they first come in, and the balance is what is left unexplained", () => {
    const physical = physicalAttribution(found, LINKS, MINERAL_CONTENTS, { unit: "kWh", unitPrice: 10_000 });
    const of = (mineral: string) => physical.minerals.find((line) => line.mineral === mineral);
    // Ten kWh took 9 kg of graphite and 10 kg of cathode; the lithium of the carbonate is in the cathode already.
    expect(of("graphite")?.observed).toBeCloseTo(0.9, 12);
    expect(of("graphite")?.unexplained?.low).toBeCloseTo(0, 12);
    expect(of("nickel")?.observed).toBeCloseTo(0.4827, 12);
    expect(of("nickel")?.unexplained?.high).toBeCloseTo(0.2 * 0.4827, 12);
    expect(of("lithium")?.observed).toBeCloseTo(0.0713, 12);
    expect(of("copper")).toEqual({ mineral: "copper", needed: null, observed: 0, unexplained: null });
    expect(physical.weighed).toBe(1);
  });

  test("are counted per kilogram by the weights of the root's own rows", () => {
    const physical = physicalAttribution(found, LINKS, MINERAL_CONTENTS, { unit: "kg" });
    expect(physical.unitPrice).toBe(5_000);
    expect(physical.minerals[0]?.observed).toBeCloseTo(0.45, 12);
  });

  test("are not known without a price for a unit that rows do not state", () => {
    const physical = physicalAttribution(found, LINKS, MINERAL_CONTENTS, { unit: "kWh" });
    expect(physical.minerals[0]).toMatchObject({ observed: null, unexplained: null });
  });
});

describe("equipment", () => {
  test("is reported beside the shares, by product and origin, and is no part of them", () => {
    expect(equipmentOf(found.solved.shared.cone)).toEqual({
      usd: 90_000n,
      buyers: 1,
      byProduct: [{ key: PRESS, usd: 90_000n }],
      byOrigin: [
        { key: "JP", usd: 70_000n },
        { key: "DE", usd: 20_000n },
      ],
    });
    expect(found.by("origin").map(({ key }) => key)).not.toContain("JP");
  });
});
