import { describe, expect, test } from "vitest";
import { isoDate } from "../vocab/iso-date.ts";
import { ask } from "./core/ask.ts";
import { createContext } from "./core/context.ts";
import { gsimOperation } from "./gsim.ts";

const assumed = (kind: string, value: number | string, more = {}) => ({ kind, value, basis: "assumed", ...more });

/** Two sellers of one buyer. */
const MODEL = {
  trade: {
    unit: "USD million",
    flows: [
      { origin: "A", to: "C", value: 60 },
      { origin: "B", to: "C", value: 40 },
    ],
  },
  tariffs: [{ origin: "A", to: "C", before: 0.1, after: 0.05 }],
  elasticities: [assumed("demand", -1.25), assumed("supply", 1.5), assumed("substitution", 5)],
};

async function asked(model: object) {
  const context = createContext({ store: "no-store", today: isoDate("2026-11-22") });
  return (await ask(gsimOperation, context, { model })).result;
}

describe("a model in a file", () => {
  test("needs no store, and gives each country's range over what is assumed", async () => {
    const { countries, sensitivity, elasticities } = await asked(MODEL);
    expect(elasticities.map(({ low, high, band }) => [low, high, band])).toEqual([
      ["-1.875", "-0.625", "taken"],
      ["0.75", "2.25", "taken"],
      ["2.5", "7.5", "taken"],
    ]);
    expect(sensitivity).toHaveLength(6);
    for (const { netWelfare, inDoubt } of countries) {
      expect(Number(inDoubt.netWelfare.low)).toBeLessThanOrEqual(Number(netWelfare));
      expect(Number(inDoubt.netWelfare.high)).toBeGreaterThanOrEqual(Number(netWelfare));
    }
  });

  test("without a change says that nothing changes", async () => {
    const { because, total } = await asked({ ...MODEL, tariffs: [{ origin: "*", to: "C", before: 0.1 }] });
    expect(because).toBe("Nothing changes: tariffs after are those before.");
    expect(total.netWelfare).toBe("0");
  });

  test("takes a row of both ends before one of everybody, field by field", async () => {
    const tariffs = [
      { origin: "*", to: "C", before: "0.1", after: "0.2" },
      { origin: "A", to: "C", after: 0.1 },
    ];
    const { flows } = await asked({ ...MODEL, tariffs });
    expect(flows.map(({ tariffBefore, tariffAfter }) => [tariffBefore, tariffAfter])).toEqual([
      ["0.1", "0.1"],
      ["0.1", "0.2"],
    ]);
  });

  test.each([
    [
      { tariffs: [{ origin: "A", to: "D", after: 0 }] },
      "Row 1 of the tariffs (A to D) names “D”, of whom there is no trade.",
    ],
    [
      { tariffs: [MODEL.tariffs[0], { origin: "A", to: "C", after: 0.3 }] },
      "Row 2 of the tariffs (A to C) contradicts row 1 on what holds after.",
    ],
    [{ tariffs: [{ origin: "A", to: "C", afterwards: 0 }] }, 'There is no field "afterwards" in "model.tariffs.0".'],
    [
      { tariffs: [{ origin: "A", to: "C", after: 3 }] },
      "The change is too large for a linear model: the price of A would change by",
    ],
    [
      { elasticities: [{ kind: "demand", value: -1 }] },
      "Row 1 of the elasticities (demand of *) says neither where it comes from nor that it is assumed.",
    ],
    [{ elasticities: [assumed("demand", 1)] }, "Row 1 of the elasticities (demand of *) is “1”; it must be below 0."],
    [{ elasticities: [assumed("demand", -1)] }, "No elasticity of supply is given for A."],
    [
      { elasticities: [assumed("demand", -1, { low: -0.5, high: -0.2 })] },
      "Row 1 of the elasticities (demand of *) is “-1”, outside its band from “-0.5” to “-0.2”.",
    ],
    [{ trade: { flows: MODEL.trade.flows } }, "The model does not say the unit of its trade."],
  ])("is refused with the row that is wrong: %j", async (edit, message) => {
    await expect(asked({ ...MODEL, ...edit })).rejects.toThrow(message);
  });
});
