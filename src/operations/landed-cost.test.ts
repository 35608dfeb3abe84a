import { expect, test } from "vitest";
import { isoDate } from "../vocab/iso-date.ts";
import { ask } from "./core/ask.ts";
import { createContext } from "./core/context.ts";
import { landedCostOperation } from "./landed-cost.ts";

const context = createContext({ store: "no-store", today: isoDate("2026-11-21") });

const BOM = [
  { name: "the cell", amount: "1", price: "50", stage: "cell" as const },
  { name: "the rest", amount: "1", price: "60", stage: "system" as const },
];

/** Duty per kWh of the ways cells and system. On 2024-10-01 section 301 took 25 % of vehicle batteries, 7.5 % of others. */
async function dutyOfWays(product: string): Promise<readonly string[]> {
  const question = { product, offer: ["CN=100"], bom: BOM };
  const { result } = await ask(landedCostOperation, context, question, { on: "2024-10-01" });
  return (result.bom?.ways ?? []).map(({ duty }) => duty).slice(1);
}

test("cells and systems of a bill of materials pay the duties of the product that is asked for", async () => {
  expect(await dutyOfWays("8507600020")).toEqual(["5.4500", "11.9900"]);
  expect(await dutyOfWays("8507600010")).toEqual(["14.2000", "31.2400"]);
});
